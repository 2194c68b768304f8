//! `Swoole\Coroutine::setTimeLimit()`: coroutines that must end in time, or get an exception where they wait.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::php::sched;
use crate::php::zend::thread::OneThread;
use crate::php::zend::{Call, PhpResult, errors};
use crate::php::{classes, runtime};

/// When which coroutine's time is up. Ids are never used again, so that those of coroutines that have ended do no harm.
// SAFETY: code of PHP's thread only.
static LIMITS: OneThread<RefCell<BTreeSet<(Instant, i64)>>> =
    unsafe { OneThread::new(RefCell::new(BTreeSet::new())) };

/// `Swoole\Coroutine::setTimeLimit`
pub fn set(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let seconds = call.double(0)?;
    let own = sched::require()?;
    let Some(limit) = super::timeout(seconds) else {
        return call.ret_bool(false);
    };
    let reactor = runtime::reactor()
        .map_err(|error| errors::throw(classes::EXCEPTION.get(), &error.to_string(), 0))?;
    reactor.refresh_clock();
    let entry = (reactor.after(limit), own.cid());
    LIMITS.get().borrow_mut().insert(entry);
    call.ret_bool(true)
}

/// The next limit that concerns somebody.
fn next() -> Option<(Instant, i64)> {
    let mut limits = LIMITS.get().borrow_mut();
    while let Some(&entry) = limits.first() {
        if sched::find(entry.1).is_some() {
            return Some(entry);
        }
        limits.pop_first();
    }
    None
}

/// How long until somebody's time is up; `None` if nobody has a limit.
pub fn time_left() -> Option<Duration> {
    if LIMITS.get().borrow().is_empty() {
        return None;
    }
    // A millisecond more, so that the time has passed when the kernel wakes us.
    let left = |at: Instant| at.saturating_duration_since(Instant::now());
    next().map(|(at, _)| left(at) + Duration::from_millis(1))
}

/// Throws in the coroutines whose time is up. Called by the loop in each turn.
pub fn fire() {
    if LIMITS.get().borrow().is_empty() {
        return;
    }
    let Some(now) = runtime::existing_reactor().map(|reactor| reactor.now()) else {
        return;
    };
    while let Some(entry) = next().filter(|(at, _)| *at <= now) {
        LIMITS.get().borrow_mut().remove(&entry);
        // One that is about to run anyway, or that waits where PHP cannot be interrupted, gets away.
        let _ = sched::cancel(entry.1, Some(&classes::TIMEOUT_EXCEPTION));
        if runtime::is_ending() {
            return;
        }
    }
}

/// Forgets all limits, at the end of the request.
pub fn clear() {
    LIMITS.get().borrow_mut().clear();
}
