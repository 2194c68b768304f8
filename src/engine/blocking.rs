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
use std::sync::{Arc, Condvar, Mutex, MutexGuard, Once, PoisonError};
use std::thread;
use std::time::Duration;

use mio::Waker;

use super::reactor::{Reactor, Wake};

/// Bytes of stack of a thread: resolving names needs the most.
const STACK: usize = 512 * 1024;

/// How many threads there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// So many stay when they are idle.
    pub core: usize,
    /// There are never more than so many.
    pub most: usize,
    /// How long those beyond the core stay idle before they end.
    pub idle: Duration,
}

impl Limits {
    /// As many core threads as processors, eight times as many at most, a second of idleness.
    pub fn of_this_machine() -> Self {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        Self {
            core: processors,
            most: processors * 8,
            idle: Duration::from_secs(1),
        }
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
    process: u32,
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
            process: std::process::id(),
        })
    }

    /// Changes the limits. Threads that are too many end when they are idle.
    pub fn set_limits(&self, limits: Limits) {
        if self.is_ours() {
            self.shared.state().limits = limits;
        }
    }

    /// Has a thread do a piece of work, as soon as one is free. Fails when there is none and none can be started.
    pub fn start<T: Send + 'static>(
        &self,
        at_end: AtEnd,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> io::Result<WorkId> {
        if !self.is_ours() {
            return Err(io::Error::other(
                "the threads for blocking calls belong to the parent process",
            ));
        }
        let mut state = self.shared.state();
        if state.queue.len() >= state.idle && state.threads < state.limits.most.max(1) {
            match self.start_thread() {
                Ok(()) => state.threads += 1,
                Err(error) if state.threads == 0 => return Err(error),
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
            work: Box::new(move || Box::new(work())),
        });
        drop(state);
        self.shared.work.notify_one();
        Ok(id)
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
    fn is_ours(&self) -> bool {
        self.process == std::process::id()
    }

    fn start_thread(&self) -> io::Result<()> {
        keep_loaded();
        let shared = Arc::clone(&self.shared);
        let builder = thread::Builder::new()
            .name("swoole-blocking".to_owned())
            .stack_size(STACK);
        // A signal is for the thread that runs the loop.
        let mask = block_signals();
        let started = builder.spawn(move || run(&shared));
        restore_signals(&mask);
        started.map(drop)
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
        let Job { id, at_end, work } = job;
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
        if state.closed || state.threads > state.limits.most.max(1) {
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

/// Makes sure that the code of the threads stays loaded until the process has ended: PHP unloads its extensions while a
/// thread may still be in the middle of something that was given up.
fn keep_loaded() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: dladdr fills `info` with strings that live as long as the library. It is loaded, so that opening it
        // again runs nothing.
        unsafe {
            let mut info: libc::Dl_info = std::mem::zeroed();
            let address = keep_loaded as fn() as *const libc::c_void;
            if libc::dladdr(address, &raw mut info) != 0 {
                let flags = libc::RTLD_LAZY | libc::RTLD_NOLOAD | libc::RTLD_NODELETE;
                libc::dlopen(info.dli_fname, flags);
            }
        }
    });
}

/// Blocks all signals of this thread; what was blocked before is returned.
fn block_signals() -> libc::sigset_t {
    // SAFETY: the sets are our own; sigfillset initialises one, pthread_sigmask the other.
    unsafe {
        let mut all: libc::sigset_t = std::mem::zeroed();
        let mut before: libc::sigset_t = std::mem::zeroed();
        libc::sigfillset(&raw mut all);
        libc::pthread_sigmask(libc::SIG_SETMASK, &raw const all, &raw mut before);
        before
    }
}

fn restore_signals(mask: &libc::sigset_t) {
    // SAFETY: puts back what `block_signals` returned.
    unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, mask, std::ptr::null_mut()) };
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Instant;

    const LONG: Duration = Duration::from_secs(10);

    fn with_limits(core: usize, most: usize, idle: Duration) -> (Reactor, Blocking) {
        let reactor = Reactor::new().unwrap();
        let blocking = Blocking::new(&reactor, Limits { core, most, idle }).unwrap();
        (reactor, blocking)
    }

    /// Drives the reactor until so many results have come.
    fn results(reactor: &Reactor, blocking: &Blocking, count: usize) -> Vec<(WorkId, Outcome)> {
        let mut ready = Vec::new();
        let mut all = blocking.take_finished();
        while all.len() < count {
            reactor.wait(Some(LONG), &mut ready).unwrap();
            assert_eq!(ready[0].wake, Wake::Blocking);
            all.extend(blocking.take_finished());
        }
        all
    }

    fn until(condition: impl Fn() -> bool) {
        let start = Instant::now();
        while !condition() {
            assert!(start.elapsed() < LONG);
            thread::yield_now();
        }
    }

    #[test]
    fn results_come_with_their_numbers() {
        let (reactor, blocking) = with_limits(1, 2, LONG);
        let one = blocking.start(AtEnd::Abandon, || 1_u8).unwrap();
        let two = blocking.start(AtEnd::Complete, || "two").unwrap();
        let mut all = results(&reactor, &blocking, 2);
        all.sort_by_key(|(id, _)| *id);
        let [(first, a), (second, b)] = <[_; 2]>::try_from(all).ok().unwrap();
        assert_eq!((first, second), (one, two));
        assert_eq!(*a.unwrap().downcast::<u8>().unwrap(), 1);
        assert_eq!(*b.unwrap().downcast::<&str>().unwrap(), "two");
        assert_eq!(blocking.counts().work, 0);
    }

    #[test]
    fn there_are_never_more_threads_than_allowed_and_idle_ones_end() {
        let (reactor, blocking) = with_limits(1, 3, Duration::from_millis(1));
        let gate = Arc::new(Barrier::new(4));
        for _ in 0..3 {
            let gate = Arc::clone(&gate);
            blocking.start(AtEnd::Abandon, move || gate.wait()).unwrap();
        }
        for _ in 0..5 {
            blocking.start(AtEnd::Abandon, || ()).unwrap();
        }
        let counts = blocking.counts();
        assert_eq!((counts.threads, counts.work), (3, 8));
        gate.wait();
        assert_eq!(results(&reactor, &blocking, 8).len(), 8);
        until(|| blocking.counts().threads == 1);
    }

    #[test]
    fn an_idle_thread_is_used_again() {
        let (reactor, blocking) = with_limits(2, 8, LONG);
        for _ in 0..10 {
            blocking.start(AtEnd::Abandon, || ()).unwrap();
            results(&reactor, &blocking, 1);
            until(|| blocking.shared.state().idle == 1);
        }
        assert_eq!(blocking.counts().threads, 1);
    }

    #[test]
    fn a_panic_is_an_outcome() {
        let (reactor, blocking) = with_limits(1, 1, LONG);
        blocking
            .start(AtEnd::Complete, || std::panic::panic_any(7_i32))
            .unwrap();
        let (_, outcome) = results(&reactor, &blocking, 1).pop().unwrap();
        assert_eq!(*outcome.unwrap_err().downcast::<i32>().unwrap(), 7);
        blocking.start(AtEnd::Abandon, || ()).unwrap();
        results(&reactor, &blocking, 1);
    }

    #[test]
    fn what_must_be_completed_is_and_the_rest_is_given_up() {
        let (_reactor, blocking) = with_limits(1, 1, LONG);
        let (gate, written, given_up) = (
            Arc::new(Barrier::new(2)),
            Arc::new(AtomicBool::new(false)),
            Arc::new(AtomicBool::new(true)),
        );
        let own = Arc::clone(&gate);
        blocking.start(AtEnd::Abandon, move || own.wait()).unwrap();
        let flag = Arc::clone(&given_up);
        let not_done = move || flag.store(false, Ordering::SeqCst);
        blocking.start(AtEnd::Abandon, not_done).unwrap();
        let flag = Arc::clone(&written);
        let done = move || flag.store(true, Ordering::SeqCst);
        blocking.start(AtEnd::Complete, done).unwrap();
        // The first has been begun when the end comes.
        until(|| blocking.counts().queued == 2);
        let waker = thread::spawn(move || gate.wait());
        drop(blocking);
        waker.join().unwrap();
        assert!(written.load(Ordering::SeqCst) && given_up.load(Ordering::SeqCst));
    }

    #[test]
    fn threads_leave_signals_to_the_loop() {
        let (reactor, blocking) = with_limits(1, 1, LONG);
        let is_blocked = || {
            let mut mask = block_signals();
            restore_signals(&mask);
            // SAFETY: reads a set that pthread_sigmask has filled.
            unsafe { libc::sigismember(&raw mut mask, libc::SIGTERM) == 1 }
        };
        blocking.start(AtEnd::Abandon, is_blocked).unwrap();
        let (_, outcome) = results(&reactor, &blocking, 1).pop().unwrap();
        assert!(*outcome.unwrap().downcast::<bool>().unwrap());
        assert!(!is_blocked());
    }

    #[test]
    fn a_child_process_is_refused() {
        let (reactor, blocking) = with_limits(1, 1, LONG);
        blocking.start(AtEnd::Abandon, || ()).unwrap();
        results(&reactor, &blocking, 1);
        // SAFETY: the child makes no call that a thread of the parent could have left locked.
        let pid = unsafe { libc::fork() };
        if pid == 0 {
            let refused = blocking.start(AtEnd::Abandon, || ()).is_err();
            drop(blocking);
            // SAFETY: ends the child at once.
            unsafe { libc::_exit(i32::from(!refused)) };
        }
        let mut status = 0;
        // SAFETY: waits for our own child.
        assert_eq!(unsafe { libc::waitpid(pid, &raw mut status, 0) }, pid);
        assert_eq!(status, 0);
    }
}
