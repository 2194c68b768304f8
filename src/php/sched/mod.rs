//! Coroutines: who runs, who waits, and how one wakes another. The only place that switches stacks.
//!
//! A coroutine ([`coroutine::Coroutine`]) runs on a pooled stack until it waits or ends; then whoever started or woke it
//! runs on, as in Swoole. Everything that waits, whatever for, does so by [`wait()`] and is woken by a [`Ticket`]. Knows no
//! class of the API: those are built on top.

mod coroutine;
pub mod descriptor;
mod join;
pub mod poll;
mod pool;
pub mod preempt;
mod switch;
mod table;
mod wait;

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

pub use coroutine::Coroutine;
pub use join::join;
pub use switch::{Refused, current, current_cid, end_all, forget_inherited, renew, reset, spawn};
pub use wait::{
    Ticket, Woken, cancel, fire_timeouts, has_soon, let_others_run, resume_yielded, ticket, wait,
    wake_soon, yield_now,
};

use crate::php::classes;
use crate::php::zend::thread::OneThread;
use crate::php::zend::{PhpResult, Thrown, errors, fiber};

/// Readies what switches stacks and what interrupts coroutines. Called while modules start.
pub fn startup() {
    fiber::startup();
    preempt::startup();
}

/// The coroutines of this thread.
struct Scheduler {
    /// Who runs; nobody while the main script or the loop does.
    current: Cell<Option<&'static Coroutine>>,
    table: RefCell<table::Table>,
    pool: RefCell<pool::Pool>,
    /// Settings of `Coroutine::set()`.
    limits: Cell<Limits>,
    /// Most coroutines at a time so far.
    peak: Cell<usize>,
    /// Whether those that wait are being ended: nobody may wait any more.
    ending: Cell<bool>,
    /// Whom the loop is to wake.
    soon: RefCell<Vec<Ticket>>,
}

/// What `Coroutine::set()` can change.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Most coroutines at a time.
    pub max_coroutines: usize,
    /// Bytes of C stack for each.
    pub stack: usize,
}

impl Limits {
    /// What holds if nothing is set.
    pub const DEFAULT: Self = Self {
        max_coroutines: 100_000,
        stack: 1024 * 1024,
    };
}

// SAFETY: code of PHP's thread only.
static SCHEDULER: OneThread<Scheduler> = unsafe {
    OneThread::new(Scheduler {
        current: Cell::new(None),
        table: RefCell::new(table::Table::new()),
        pool: RefCell::new(pool::Pool::new()),
        limits: Cell::new(Limits::DEFAULT),
        peak: Cell::new(0),
        ending: Cell::new(false),
        soon: RefCell::new(Vec::new()),
    })
};

#[inline(always)]
fn with<R>(body: impl FnOnce(&'static Scheduler) -> R) -> R {
    body(SCHEDULER.get())
}

/// How long until [`trim`] has something to do; `None` for never.
pub fn trim_due(now: Instant) -> Option<Duration> {
    with(|scheduler| scheduler.pool.borrow().trim_due(now))
}

/// Gives back stacks that are not needed any more. Called by the loop now and then.
pub fn trim(now: Instant) {
    with(|scheduler| scheduler.pool.borrow_mut().trim(now));
}

/// The limits in force.
pub fn limits() -> Limits {
    with(|scheduler| scheduler.limits.get())
}

/// Changes the limits; stacks that exist keep their size.
pub fn set_limits(limits: Limits) {
    with(|scheduler| scheduler.limits.set(limits));
}

/// The coroutine with this id, if it has not ended.
pub fn find(cid: i64) -> Option<&'static Coroutine> {
    with(|scheduler| scheduler.table.borrow().get(cid))
}

/// The ids of all coroutines that have not ended, in order.
pub fn ids() -> Vec<i64> {
    with(|scheduler| scheduler.table.borrow().ids())
}

/// Numbers about coroutines: how many there are, the most so far, the last id.
pub fn counts() -> (usize, usize, i64) {
    with(|scheduler| {
        let table = scheduler.table.borrow();
        (table.len(), scheduler.peak.get(), table.last())
    })
}

/// Whether the running code may wait: it belongs to a coroutine that is not being ended. For code that has another way to
/// do its work.
#[inline]
pub fn may_wait() -> bool {
    current().is_some() && !with(|scheduler| scheduler.ending.get())
}

/// The running coroutine; outside of one, the script ends with Swoole's fatal error.
pub fn require() -> PhpResult<&'static Coroutine> {
    match current() {
        Some(coroutine) => Ok(coroutine),
        None => Err(outside()),
    }
}

#[cold]
fn outside() -> Thrown {
    errors::fatal(
        classes::ERROR.get(),
        "API must be called in the coroutine",
        crate::php::last_error::CO_OUT_OF_COROUTINE.into(),
    )
}
