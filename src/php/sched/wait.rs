//! Waiting and waking: the one way in which coroutines suspend, whatever they wait for.
//!
//! Who is going to wait takes a [`ticket`], leaves it where a waker will find it, and calls [`wait`]. The waker calls
//! [`Ticket::wake`]. A timeout and [`cancel`] wake as well; the ticket is worth nothing then.

use std::time::Duration;

use super::coroutine::{Coroutine, State};
use super::switch::{enter, leave};
use super::with;
use crate::engine::timeouts::Waiter;
use crate::php::zend::fiber::Came;
use crate::php::zend::object::ClassCell;
use crate::php::zend::{PhpResult, Thrown, errors, sys};
use crate::php::{classes, last_error, runtime};

/// How a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Woken {
    /// What was waited for has happened.
    Ready,
    /// It took too long.
    TimedOut,
    /// Another coroutine has canceled the wait.
    Canceled,
    /// The process is ending.
    Ended,
}

/// What a coroutine waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waiting {
    /// It does not.
    Not,
    /// Somebody who resumes it by its id.
    Resume,
    /// Somebody with its ticket; with `timed`, for a limited time.
    Ticket { timed: bool },
}

/// The right to wake a coroutine from one particular wait.
#[derive(Clone, Copy)]
pub struct Ticket {
    coroutine: &'static Coroutine,
    wait: u32,
    cid: i64,
}

impl PartialEq for Ticket {
    fn eq(&self, other: &Self) -> bool {
        self.cid == other.cid && self.wait == other.wait
    }
}

impl Ticket {
    /// The id of the coroutine that waits.
    pub fn cid(&self) -> i64 {
        self.cid
    }

    /// Whether the coroutine is in that wait.
    pub fn is_valid(&self) -> bool {
        let coroutine = self.coroutine;
        coroutine.cid.get() == self.cid
            && coroutine.waits.get() == self.wait
            && matches!(coroutine.waiting.get(), Waiting::Ticket { .. })
    }

    /// Wakes the coroutine, which runs at once, until it waits again or ends. False if it does not wait any more. The
    /// caller looks at [`runtime::is_ending`] afterwards.
    #[inline(always)]
    pub fn wake(&self) -> bool {
        if !self.is_valid() {
            return false;
        }
        wake(self.coroutine, Woken::Ready)
    }
}

/// The ticket of the next wait of the running coroutine; outside of one, Swoole's fatal error.
pub fn ticket() -> PhpResult<Ticket> {
    let coroutine = super::require()?;
    Ok(Ticket {
        coroutine,
        wait: coroutine.waits.get().wrapping_add(1),
        cid: coroutine.cid.get(),
    })
}

/// Suspends the running coroutine until its ticket is used, or `timeout` has passed, or somebody cancels the wait; the
/// last error is set in the latter cases. `Thrown` when it must unwind, or cannot be suspended here.
#[inline(always)]
pub fn wait(timeout: Option<Duration>) -> PhpResult<Woken> {
    let timed = timeout.is_some();
    suspend(Waiting::Ticket { timed }, timeout)
}

/// Suspends the running coroutine until somebody resumes it by its id.
#[inline(always)]
pub fn yield_now() -> PhpResult<Woken> {
    suspend(Waiting::Resume, None)
}

#[inline(always)]
fn suspend(waiting: Waiting, timeout: Option<Duration>) -> PhpResult<Woken> {
    let coroutine = super::require()?;
    if with(|scheduler| scheduler.ending.get()) {
        return Err(unwind());
    }
    let wait = coroutine.waits.get().wrapping_add(1);
    coroutine.waits.set(wait);
    coroutine.waiting.set(waiting);
    if let Some(timeout) = timeout {
        let reactor = runtime::reactor()
            .map_err(|error| errors::throw(classes::EXCEPTION.get(), &error.to_string(), 0))?;
        // The turn's clock may be old after long work; nobody is woken early.
        reactor.refresh_clock();
        let waiter = Waiter {
            id: coroutine.cid.get(),
            wait,
        };
        reactor.timeouts().add(reactor.after(timeout), waiter);
    }
    let came = leave(coroutine);
    if came == Came::ToBeDestroyed {
        return Err(Thrown);
    }
    match coroutine.woken.get() {
        Woken::Ready => {
            coroutine.canceled.set(false);
            Ok(Woken::Ready)
        }
        Woken::TimedOut => {
            coroutine.canceled.set(false);
            last_error::set(libc::ETIMEDOUT);
            Ok(Woken::TimedOut)
        }
        Woken::Canceled => {
            coroutine.canceled.set(true);
            last_error::set(last_error::CO_CANCELED);
            if let Some(class) = coroutine.cancel_throws.take() {
                return Err(errors::throw(class.get(), "", 0));
            }
            Ok(Woken::Canceled)
        }
        Woken::Ended => Err(unwind()),
    }
}

/// Makes the running code unwind, `finally` blocks included.
#[cold]
fn unwind() -> Thrown {
    // SAFETY: throws PHP's own exception for this, which nobody can catch.
    unsafe { sys::zend_throw_graceful_exit() };
    Thrown
}

/// Wakes a coroutine that waits.
#[inline(always)]
fn wake(coroutine: &'static Coroutine, woken: Woken) -> bool {
    if coroutine.state.get() != State::Suspended {
        return false;
    }
    if coroutine.waiting.get() == (Waiting::Ticket { timed: true })
        && woken != Woken::TimedOut
        && let Some(reactor) = runtime::existing_reactor()
    {
        reactor.timeouts().remove(Waiter {
            id: coroutine.cid.get(),
            wait: coroutine.waits.get(),
        });
    }
    coroutine.waiting.set(Waiting::Not);
    coroutine.woken.set(woken);
    enter(coroutine);
    true
}

/// Resumes a coroutine that has yielded. False if it has not.
#[inline(always)]
pub fn resume_yielded(cid: i64) -> bool {
    super::find(cid).is_some_and(|coroutine| {
        coroutine.waiting.get() == Waiting::Resume && wake(coroutine, Woken::Ready)
    })
}

/// Cancels the wait of a coroutine, which runs at once. With `throws`, its wait ends in an exception of that class. The
/// error is Swoole's code.
pub fn cancel(cid: i64, throws: Option<&'static ClassCell>) -> Result<(), i32> {
    let coroutine = super::find(cid).ok_or(last_error::CO_NOT_EXISTS)?;
    if coroutine.waiting.get() == Waiting::Not {
        return Err(last_error::CO_CANNOT_CANCEL);
    }
    coroutine.cancel_throws.set(throws);
    if wake(coroutine, Woken::Canceled) {
        Ok(())
    } else {
        Err(last_error::CO_CANNOT_CANCEL)
    }
}

/// Has the loop wake a coroutine.
pub fn wake_soon(ticket: Ticket) {
    with(|scheduler| scheduler.soon.borrow_mut().push(ticket));
}

/// Suspends the running coroutine until the loop has done what there is to do for others.
pub fn let_others_run() -> PhpResult<Woken> {
    wake_soon(ticket()?);
    wait(None)
}

/// Whether the loop is to wake somebody.
pub fn has_soon() -> bool {
    with(|scheduler| !scheduler.soon.borrow().is_empty())
}

/// Wakes those whose time is up, and those whom the loop is to wake. Called by the loop in each turn.
pub fn fire_timeouts() {
    let soon = with(|scheduler| scheduler.soon.take());
    for ticket in soon {
        ticket.wake();
        if runtime::is_ending() {
            return;
        }
    }
    let Some(reactor) = runtime::existing_reactor() else {
        return;
    };
    while let Some(waiter) = reactor.pop_timeout() {
        if let Some(coroutine) = super::find(waiter.id)
            && coroutine.waits.get() == waiter.wait
        {
            wake(coroutine, Woken::TimedOut);
        }
        if runtime::is_ending() {
            return;
        }
    }
}
