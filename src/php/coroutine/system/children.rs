//! Waiting for child processes: `wait()`, `waitPid()`, and the end of what `exec()` runs.
//!
//! While somebody waits, the signal that tells of children goes to a descriptor; each is then asked for by its id. A
//! child that nobody here waits for is left to whoever does: PHP's own functions, or a later call.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io;
use std::os::fd::AsRawFd;
use std::rc::Rc;
use std::time::Duration;

use super::exec;
use crate::engine::children::{Ended, reap, wait_for_any};
use crate::engine::signal_fd::SignalFd;
use crate::php::coroutine::timeout;
use crate::php::sched::descriptor::{Direction, Watch};
use crate::php::sched::{self, Ticket, Woken};
use crate::php::zend::thread::OneThread;
use crate::php::zend::{Array, Call, PhpResult, Value};
use crate::php::{last_error, runtime};

/// Any child.
const ANY: i32 = -1;

/// The descriptor that tells of children. The watch goes before what it watches: fields are dropped in this order.
struct Bell {
    _watch: Watch,
    signal: SignalFd,
}

struct Waiter {
    pid: i32,
    ticket: Ticket,
    result: Rc<Cell<Option<io::Result<Ended>>>>,
}

struct Children {
    bell: RefCell<Option<Rc<Bell>>>,
    /// Longest first.
    waiters: RefCell<Vec<Waiter>>,
    /// Children of `exec()`, which nobody else gets, and their ends where others came upon them.
    own: RefCell<BTreeMap<i32, Option<Ended>>>,
    /// Children whose `exec()` was given up.
    forsaken: RefCell<Vec<i32>>,
}

// SAFETY: code of PHP's thread only.
static CHILDREN: OneThread<Children> = unsafe {
    OneThread::new(Children {
        bell: RefCell::new(None),
        waiters: RefCell::new(Vec::new()),
        own: RefCell::new(BTreeMap::new()),
        forsaken: RefCell::new(Vec::new()),
    })
};

/// A child of `exec()`, until it was waited for.
pub struct Own(i32);

impl Own {
    /// Keeps a child from those who wait for any.
    pub fn new(pid: i32) -> Self {
        bury_forsaken();
        CHILDREN.get().own.borrow_mut().insert(pid, None);
        Self(pid)
    }

    /// Suspends the running coroutine until the child has ended; the error is Swoole's code, or the system's.
    pub fn wait(&self) -> PhpResult<Result<Ended, i32>> {
        wait_for(self.0, None)
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        let ended = CHILDREN.get().own.borrow_mut().remove(&self.0);
        if ended == Some(None) && matches!(reap(self.0), Ok(None)) {
            CHILDREN.get().forsaken.borrow_mut().push(self.0);
        }
    }
}

/// Forgets those that have ended of the children that nobody waits for any more.
fn bury_forsaken() {
    let is_alive = |pid: &i32| matches!(reap(*pid), Ok(None));
    CHILDREN.get().forsaken.borrow_mut().retain(is_alive);
}

/// Asks whether a child has ended, without waiting.
fn attempt(pid: i32) -> io::Result<Option<Ended>> {
    let own = &CHILDREN.get().own;
    if let Some(Some(ended)) = own.borrow().get(&pid) {
        return Ok(Some(*ended));
    }
    loop {
        let found = reap(pid)?;
        if pid == ANY
            && let Some(ended) = found
        {
            if let Some(place) = own.borrow_mut().get_mut(&ended.pid) {
                *place = Some(ended);
                continue;
            }
            let mut forsaken = CHILDREN.get().forsaken.borrow_mut();
            if let Some(at) = forsaken.iter().position(|pid| *pid == ended.pid) {
                forsaken.remove(at);
                continue;
            }
        }
        return Ok(found);
    }
}

/// Makes sure that the loop hears of children that end.
fn hang_bell() -> io::Result<()> {
    let bell = &CHILDREN.get().bell;
    if bell.borrow().is_some() {
        return Ok(());
    }
    let signal = SignalFd::new(&[libc::SIGCHLD])?;
    let watch = Watch::new(signal.as_raw_fd())?;
    watch.listen(Direction::Read, Some(Rc::new(ring)));
    let hung = Bell {
        _watch: watch,
        signal,
    };
    *bell.borrow_mut() = Some(Rc::new(hung));
    Ok(())
}

/// Leaves the signal to others when nobody waits.
fn take_bell_down() {
    if CHILDREN.get().waiters.borrow().is_empty() {
        let bell = CHILDREN.get().bell.borrow_mut().take();
        drop(bell);
    }
}

/// A child has ended: finds out whom that concerns, and wakes them.
fn ring() {
    let Some(bell) = CHILDREN.get().bell.borrow().clone() else {
        return;
    };
    // One signal may stand for several children.
    while let Ok(Some(_)) = bell.signal.take() {}
    drop(bell);
    for ticket in find_ended() {
        ticket.wake();
        if runtime::is_ending() {
            return;
        }
    }
}

/// Those whose children have ended; they have the result. Those who wait for a certain child come first.
fn find_ended() -> Vec<Ticket> {
    let mut concerned = Vec::new();
    let mut waiters = CHILDREN.get().waiters.borrow_mut();
    for any in [false, true] {
        waiters.retain(|waiter| {
            if (waiter.pid == ANY) != any {
                return true;
            }
            match attempt(waiter.pid).transpose() {
                None => true,
                Some(result) => {
                    waiter.result.set(Some(result));
                    concerned.push(waiter.ticket);
                    false
                }
            }
        });
    }
    concerned
}

/// Suspends the running coroutine until a child has ended; the error is Swoole's code, or the system's.
fn wait_for(pid: i32, limit: Option<Duration>) -> PhpResult<Result<Ended, i32>> {
    let ticket = sched::ticket()?;
    let code = |error: io::Error| error.raw_os_error().unwrap_or(last_error::SYSTEM_CALL_FAIL);
    // The bell first, so that no child ends unheard in between.
    let at_once = hang_bell().and_then(|()| attempt(pid)).transpose();
    if let Some(result) = at_once {
        take_bell_down();
        return Ok(result.map_err(code));
    }
    let result = Rc::new(Cell::new(None));
    CHILDREN.get().waiters.borrow_mut().push(Waiter {
        pid,
        ticket,
        result: Rc::clone(&result),
    });
    let woken = sched::wait(limit);
    let is_other = |waiter: &Waiter| waiter.ticket != ticket;
    CHILDREN.get().waiters.borrow_mut().retain(is_other);
    take_bell_down();
    Ok(match (woken?, result.take()) {
        (Woken::Ready, Some(result)) => result.map_err(code),
        (Woken::TimedOut, _) => Err(libc::ETIMEDOUT),
        (Woken::Ready | Woken::Canceled | Woken::Ended, _) => Err(last_error::CO_CANCELED),
    })
}

fn answer(call: &mut Call<'_>, result: Result<Ended, i32>) -> PhpResult {
    match result {
        Ok(ended) => {
            let mut all = Array::new();
            all.set(b"pid", Value::long(ended.pid.into()));
            all.set(b"code", Value::long(ended.code().into()));
            all.set(b"signal", Value::long(ended.signal().into()));
            call.ret(all)
        }
        Err(code) => {
            last_error::set_system(code);
            call.ret_bool(false)
        }
    }
}

/// `Swoole\Coroutine\System::wait`
pub fn wait(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let limit = timeout(call.double_or(0, -1.0)?);
    let result = wait_for(ANY, limit)?;
    answer(call, result)
}

/// `Swoole\Coroutine\System::waitPid`
pub fn wait_pid(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    let pid = call.long(0)?;
    let limit = timeout(call.double_or(1, -1.0)?);
    // Any child, whatever its process group; a number that is too large for an id stands for one that does not exist.
    let pid = if pid <= 0 {
        ANY
    } else {
        i32::try_from(pid).unwrap_or(i32::MAX)
    };
    let result = wait_for(pid, limit)?;
    answer(call, result)
}

/// Asks whether any child has ended that `exec()` does not wait for, or waits until one has.
pub fn reap_any(wait: bool) -> io::Result<Option<Ended>> {
    loop {
        if !wait {
            return attempt(ANY);
        }
        let ended = wait_for_any()?;
        if let Some(place) = CHILDREN.get().own.borrow_mut().get_mut(&ended.pid) {
            *place = Some(ended);
            continue;
        }
        return Ok(Some(ended));
    }
}

/// This process is a child: what its parent waits for are no children of it.
pub fn forked() {
    exec::forget_unwanted();
    CHILDREN.get().own.borrow_mut().clear();
    CHILDREN.get().forsaken.borrow_mut().clear();
    for waiter in CHILDREN.get().waiters.take() {
        let error = io::Error::from_raw_os_error(libc::ECHILD);
        waiter.result.set(Some(Err(error)));
        sched::wake_soon(waiter.ticket);
    }
}

/// This process is a child whose coroutines are gone.
pub fn forget_inherited() {
    exec::forget_inherited();
    CHILDREN.get().own.borrow_mut().clear();
    CHILDREN.get().forsaken.borrow_mut().clear();
    std::mem::forget(CHILDREN.get().waiters.take());
    take_bell_down();
}

/// Forgets everything, at the end of the request.
pub fn clear() {
    CHILDREN.get().waiters.borrow_mut().clear();
    CHILDREN.get().own.borrow_mut().clear();
    bury_forsaken();
    CHILDREN.get().forsaken.borrow_mut().clear();
    take_bell_down();
}
