//! What the kernel only does blocking, ordered by a coroutine and done by a thread: the coroutine waits, the process does
//! not.
//!
//! The work gets copies of all that it needs: nothing of PHP may be touched by a thread, not even a string's count of
//! references.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io;
use std::rc::Rc;
use std::time::Duration;

use crate::engine::blocking::{AtEnd, Blocking, Counts, Limits, Outcome, Refused, WorkId};
use crate::php::sched::{self, Ticket, Woken};
use crate::php::zend::PhpResult;
use crate::php::zend::thread::OneThread;
use crate::php::{last_error, runtime};

/// A coroutine that waits for its work.
struct Waiter {
    ticket: Ticket,
    outcome: Rc<Cell<Option<Outcome>>>,
}

struct Work {
    threads: RefCell<Option<Rc<Blocking>>>,
    /// What the program has asked for.
    limits: Cell<Option<Limits>>,
    waiters: RefCell<BTreeMap<WorkId, Waiter>>,
}

// SAFETY: code of PHP's thread only.
static WORK: OneThread<Work> = unsafe {
    OneThread::new(Work {
        threads: RefCell::new(None),
        limits: Cell::new(None),
        waiters: RefCell::new(BTreeMap::new()),
    })
};

/// Why there is no result.
#[derive(Debug)]
pub enum Stopped {
    /// It took too long.
    TimedOut,
    /// Another coroutine has canceled the wait.
    Canceled,
    /// It was not begun, or the process that has begun it is the parent of this one.
    Refused(Refused),
    /// There is no event loop to wait in.
    NoLoop(io::Error),
}

impl Stopped {
    /// The code that `swoole_last_error()` tells.
    pub fn code(&self) -> i32 {
        match self {
            Self::TimedOut => last_error::CO_TIMEDOUT,
            Self::Canceled => last_error::CO_CANCELED,
            Self::Refused(Refused::Full) => last_error::QUEUE_FULL,
            Self::Refused(Refused::Inherited) => last_error::AIO_CANCELED,
            Self::Refused(Refused::NoThread(error)) | Self::NoLoop(error) => {
                error.raw_os_error().unwrap_or(last_error::SYSTEM_CALL_FAIL)
            }
        }
    }
}

fn threads() -> io::Result<Rc<Blocking>> {
    if let Some(threads) = &*WORK.get().threads.borrow()
        && threads.is_ours()
    {
        return Ok(Rc::clone(threads));
    }
    let reactor = runtime::reactor()?;
    let made = Rc::new(Blocking::new(&reactor, limits())?);
    let inherited = WORK.get().threads.replace(Some(Rc::clone(&made)));
    drop(inherited);
    Ok(made)
}

/// How many threads there may be.
pub fn limits() -> Limits {
    let given = WORK.get().limits.get();
    given.unwrap_or_else(Limits::of_this_machine)
}

/// Changes how many threads there may be.
pub fn set_limits(limits: Limits) {
    WORK.get().limits.set(Some(limits));
    if let Some(threads) = &*WORK.get().threads.borrow() {
        threads.set_limits(limits);
    }
}

/// Has a thread do `work` and suspends the running coroutine meanwhile, at most for `limit`. If the wait ends before the
/// work does, the result is dropped when it comes.
pub fn run<T: Send + 'static>(
    at_end: AtEnd,
    limit: Option<Duration>,
    work: impl FnOnce() -> T + Send + 'static,
) -> PhpResult<Result<T, Stopped>> {
    let ticket = sched::ticket()?;
    let threads = match threads() {
        Ok(threads) => threads,
        Err(error) => return Ok(Err(Stopped::NoLoop(error))),
    };
    let id = match threads.start(at_end, work) {
        Ok(id) => id,
        Err(refused) => return Ok(Err(Stopped::Refused(refused))),
    };
    // Not held while this waits: what a suspended stack holds is never dropped if the process ends by a fatal error, and
    // the end of the threads is what completes their work.
    drop(threads);
    let outcome = Rc::new(Cell::new(None));
    let waiter = Waiter {
        ticket,
        outcome: Rc::clone(&outcome),
    };
    WORK.get().waiters.borrow_mut().insert(id, waiter);
    let woken = sched::wait(limit);
    if let Some(waiter) = WORK.get().waiters.borrow_mut().remove(&id) {
        drop(waiter);
        if let Some(threads) = &*WORK.get().threads.borrow() {
            threads.forget(id);
        }
    }
    match woken? {
        Woken::Ready => {}
        Woken::TimedOut => return Ok(Err(Stopped::TimedOut)),
        Woken::Canceled | Woken::Ended => return Ok(Err(Stopped::Canceled)),
    }
    match outcome.take() {
        Some(Ok(result)) => match result.downcast::<T>() {
            Ok(result) => Ok(Ok(*result)),
            Err(_) => unreachable!("the work with this number returns a T"),
        },
        // A bug of ours, reported as one by the method that is called.
        Some(Err(panic)) => std::panic::resume_unwind(panic),
        // `arrived` puts it here before it wakes: this was `forked`.
        None => Ok(Err(Stopped::Refused(Refused::Inherited))),
    }
}

/// Wakes those whose work is finished. Called by the loop.
pub fn arrived() {
    let Some(threads) = WORK.get().threads.borrow().clone() else {
        return;
    };
    for (id, outcome) in threads.take_finished() {
        let Some(waiter) = WORK.get().waiters.borrow_mut().remove(&id) else {
            continue;
        };
        waiter.outcome.set(Some(outcome));
        waiter.ticket.wake();
        if runtime::is_ending() {
            return;
        }
    }
}

/// This process is a child, in which nobody does the work that coroutines wait for: the loop wakes them.
pub fn forked() {
    for waiter in WORK.get().waiters.take().into_values() {
        sched::wake_soon(waiter.ticket);
    }
}

/// This process is a child whose coroutines are gone.
pub fn forget_inherited() {
    std::mem::forget(WORK.get().waiters.take());
    let threads = WORK.get().threads.take();
    drop(threads);
}

/// Whether a coroutine waits for work: then the loop of a script goes on.
pub fn are_awaited() -> bool {
    !WORK.get().waiters.borrow().is_empty()
}

/// Numbers about work and threads.
pub fn counts() -> Counts {
    let threads = WORK.get().threads.borrow();
    threads
        .as_ref()
        .map(|threads| threads.counts())
        .unwrap_or_default()
}

/// Gives everything up, at the end of the request: work that changes something is completed.
pub fn clear() {
    WORK.get().waiters.borrow_mut().clear();
    WORK.get().limits.set(None);
    let threads = WORK.get().threads.borrow_mut().take();
    drop(threads);
}
