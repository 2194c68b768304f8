//! Work that the kernel only does blocking, such as name resolution and files: a few threads do it beside the loop.
//!
//! Threads are started when there is work that no idle one takes, up to a limit; those beyond a core end when they have
//! been idle for a while. A finished piece of work wakes the reactor ([`Wake::Blocking`]), and whoever drives it takes
//! the results by [`Blocking::take_finished`]. Work owns all that it needs: nothing of the thread that has ordered it
//! may be touched from here.
//!
//! Threads do not survive fork(2). A child that inherits a `Blocking` gets an error from [`Blocking::start`] instead of
//! work that nobody does, and drops it without touching its locks, which a thread of the parent may have held. It makes
//! a reactor and a `Blocking` of its own.

use std::any::Any;
use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use mio::Waker;

use super::fork;
use super::reactor::{Reactor, Wake};
use super::threads;

/// Bytes of stack of a thread: resolving names needs the most.
const STACK: usize = 512 * 1024;

/// How many threads there may be, and how much work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// So many stay when they are idle.
    pub core: usize,
    /// There are never more than so many.
    pub most: usize,
    /// How long those beyond the core stay idle before they end.
    pub idle: Duration,
    /// One beyond the core is started only if work has waited for so long.
    pub patience: Duration,
    /// So many pieces of work may wait for a thread; further ones are refused.
    pub queue: usize,
}

impl Limits {
    /// As many core threads as processors, eight times as many at most, a second of idleness, no patience.
    pub fn of_this_machine() -> Self {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        Self {
            core: processors,
            most: processors * 8,
            idle: Duration::from_secs(1),
            patience: Duration::ZERO,
            queue: 1 << 18,
        }
    }

    fn most(&self) -> usize {
        self.most.max(self.core).max(1)
    }
}

/// The number of a piece of work; none is used twice.
pub type WorkId = u64;

/// What becomes of work when nobody waits for it any more because the process ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtEnd {
    /// It is given up, in the middle if need be.
    Abandon,
    /// It is done to its end before the process goes on to end: it changes something.
    Complete,
}

/// Why work was not taken.
#[derive(Debug)]
pub enum Refused {
    /// As much work waits as may.
    Full,
    /// There is no thread, and none can be started.
    NoThread(io::Error),
    /// The threads are those of the process that has forked this one.
    Inherited,
}

/// What came of a piece of work: what it returned, or what it panicked with.
pub type Outcome = thread::Result<Box<dyn Any + Send>>;

/// Numbers for those who watch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Pieces of work that were started and whose results were not taken.
    pub work: usize,
    /// Of these, those that wait for a thread.
    pub queued: usize,
    /// Threads.
    pub threads: usize,
}

/// The threads of one reactor, and what they have to do.
pub struct Blocking {
    shared: Arc<Shared>,
    generation: u32,
}

struct Shared {
    state: Mutex<State>,
    /// There is work, or the end has come.
    work: Condvar,
    /// Something that has to be completed is.
    completed: Condvar,
    waker: Waker,
}

struct State {
    limits: Limits,
    queue: VecDeque<Job>,
    finished: Vec<(WorkId, Outcome)>,
    last: WorkId,
    threads: usize,
    idle: usize,
    /// Work that is queued or being done and has to be completed.
    to_complete: usize,
    running: usize,
    closed: bool,
}

struct Job {
    id: WorkId,
    at_end: AtEnd,
    since: Instant,
    work: Box<dyn FnOnce() -> Box<dyn Any + Send> + Send>,
}

impl Shared {
    /// The state. No work runs under the lock, so that a panic cannot leave it half changed.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Blocking {
    /// No threads yet. One for each reactor: it has room for one waker.
    pub fn new(reactor: &Reactor, limits: Limits) -> io::Result<Self> {
        let waker = Waker::new(reactor.registry(), Wake::Blocking.token())?;
        Ok(Self {
            shared: Arc::new(Shared {
                state: Mutex::new(State {
                    limits,
                    queue: VecDeque::new(),
                    finished: Vec::new(),
                    last: 0,
                    threads: 0,
                    idle: 0,
                    to_complete: 0,
                    running: 0,
                    closed: false,
                }),
                work: Condvar::new(),
                completed: Condvar::new(),
                waker,
            }),
            generation: fork::generation(),
        })
    }

    /// Changes the limits. Threads that are too many end when they are idle.
    pub fn set_limits(&self, limits: Limits) {
        if self.is_ours() {
            self.shared.state().limits = limits;
        }
    }

    /// Has a thread do a piece of work, as soon as one is free.
    pub fn start<T: Send + 'static>(
        &self,
        at_end: AtEnd,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<WorkId, Refused> {
        if !self.is_ours() {
            return Err(Refused::Inherited);
        }
        let now = Instant::now();
        let mut state = self.shared.state();
        if state.queue.len() >= state.limits.queue.max(1) {
            return Err(Refused::Full);
        }
        if state.wants_thread(now) {
            match self.start_thread() {
                Ok(()) => state.threads += 1,
                Err(error) if state.threads == 0 => return Err(Refused::NoThread(error)),
                // Those that there are have to do.
                Err(_) => {}
            }
        }
        state.last += 1;
        let id = state.last;
        state.to_complete += usize::from(at_end == AtEnd::Complete);
        state.queue.push_back(Job {
            id,
            at_end,
            since: now,
            work: Box::new(move || Box::new(work())),
        });
        drop(state);
        self.shared.work.notify_one();
        Ok(id)
    }

    /// Nobody waits for this work any more: if no thread has begun it, and it need not be completed, none will.
    pub fn forget(&self, id: WorkId) {
        if !self.is_ours() {
            return;
        }
        let mut state = self.shared.state();
        // The queue is in the order of the numbers.
        let at = state.queue.binary_search_by_key(&id, |job| job.id);
        let forgotten = match at {
            Ok(at) if state.queue[at].at_end == AtEnd::Abandon => state.queue.remove(at),
            _ => None,
        };
        drop(state);
        // What it owns may take its time to be freed.
        drop(forgotten);
    }

    /// What has been finished since the last call.
    pub fn take_finished(&self) -> Vec<(WorkId, Outcome)> {
        if self.is_ours() {
            std::mem::take(&mut self.shared.state().finished)
        } else {
            Vec::new()
        }
    }

    /// How much there is to do, and by how many.
    pub fn counts(&self) -> Counts {
        if !self.is_ours() {
            return Counts::default();
        }
        let state = self.shared.state();
        Counts {
            work: state.queue.len() + state.running + state.finished.len(),
            queued: state.queue.len(),
            threads: state.threads,
        }
    }

    /// Whether this is the process that the threads belong to.
    pub fn is_ours(&self) -> bool {
        self.generation == fork::generation()
    }

    fn start_thread(&self) -> io::Result<()> {
        let shared = Arc::clone(&self.shared);
        threads::spawn("swoole-blocking", STACK, move || run(&shared)).map(drop)
    }
}

impl State {
    /// Whether work that comes now is reason to start another thread.
    fn wants_thread(&self, now: Instant) -> bool {
        if self.queue.len() < self.idle || self.threads >= self.limits.most() {
            return false;
        }
        // Those that are idle have not woken yet for what is queued: it does not wait for want of threads.
        let waits_since = self.queue.get(self.idle).map_or(now, |job| job.since);
        self.threads < self.limits.core.max(1)
            || now.saturating_duration_since(waits_since) >= self.limits.patience
    }
}

impl Drop for Blocking {
    /// Gives up what may be, and waits for what must be completed. Threads end by themselves.
    fn drop(&mut self) {
        if !self.is_ours() {
            // Its locks may be held for ever by threads that are not there: it stays as it is.
            std::mem::forget(Arc::clone(&self.shared));
            return;
        }
        let mut state = self.shared.state();
        state.closed = true;
        let (kept, abandoned): (VecDeque<Job>, VecDeque<Job>) = std::mem::take(&mut state.queue)
            .into_iter()
            .partition(|job| job.at_end == AtEnd::Complete);
        state.queue = kept;
        self.shared.work.notify_all();
        while state.to_complete > 0 {
            state = self
                .shared
                .completed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        drop(state);
        drop(abandoned);
    }
}

/// What a thread does.
fn run(shared: &Shared) {
    while let Some(job) = next(shared) {
        let Job {
            id, at_end, work, ..
        } = job;
        let outcome = catch_unwind(AssertUnwindSafe(work));
        let mut state = shared.state();
        state.running -= 1;
        let is_first = state.finished.is_empty();
        state.finished.push((id, outcome));
        if at_end == AtEnd::Complete {
            state.to_complete -= 1;
            shared.completed.notify_all();
        }
        drop(state);
        if is_first {
            // It fails when the loop is gone, and nobody waits.
            let _ = shared.waker.wake();
        }
    }
}

/// Waits for work. `None` when this thread is to end.
fn next(shared: &Shared) -> Option<Job> {
    let mut state = shared.state();
    loop {
        if let Some(job) = state.queue.pop_front() {
            state.running += 1;
            return Some(job);
        }
        if state.closed || state.threads > state.limits.most() {
            state.threads -= 1;
            return None;
        }
        state.idle += 1;
        let is_core = state.threads <= state.limits.core;
        let is_late;
        (state, is_late) = if is_core {
            let state = shared.work.wait(state);
            (state.unwrap_or_else(PoisonError::into_inner), false)
        } else {
            let limit = state.limits.idle;
            let (state, result) = shared
                .work
                .wait_timeout(state, limit)
                .unwrap_or_else(PoisonError::into_inner);
            (state, result.timed_out())
        };
        state.idle -= 1;
        if is_late && state.queue.is_empty() && state.threads > state.limits.core {
            state.threads -= 1;
            return None;
        }
    }
}

#[cfg(test)]
#[path = "blocking_tests.rs"]
mod tests;
