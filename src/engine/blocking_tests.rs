//! Tests of threads for blocking calls.

use super::threads::{block_signals, restore_signals};
use super::*;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

const LONG: Duration = Duration::from_secs(10);

fn with_limits(core: usize, most: usize, idle: Duration) -> (Reactor, Blocking) {
    let reactor = Reactor::new().unwrap();
    let limits = Limits {
        core,
        most,
        idle,
        patience: Duration::ZERO,
        queue: 8,
    };
    let blocking = Blocking::new(&reactor, limits).unwrap();
    (reactor, blocking)
}

/// Drives the reactor until so many results have come.
fn results(reactor: &Reactor, blocking: &Blocking, count: usize) -> Vec<(WorkId, Outcome)> {
    let mut ready = Vec::new();
    let mut all = blocking.take_finished();
    while all.len() < count {
        let begin = Instant::now();
        reactor.wait(Some(LONG), &mut ready).unwrap();
        // Signals of other tests may interrupt it.
        assert!(begin.elapsed() < LONG);
        assert!(ready.iter().all(|event| event.wake == Wake::Blocking));
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
    let written = Arc::new(AtomicBool::new(false));
    let given_up = Arc::new(AtomicBool::new(true));
    // A test that fails closes the gate's other end, so that nobody waits there for ever.
    let (open, gate) = mpsc::channel::<()>();
    blocking
        .start(AtEnd::Abandon, move || gate.recv().is_ok())
        .unwrap();
    let flag = Arc::clone(&given_up);
    let not_done = move || flag.store(false, Ordering::SeqCst);
    blocking.start(AtEnd::Abandon, not_done).unwrap();
    let flag = Arc::clone(&written);
    let done = move || flag.store(true, Ordering::SeqCst);
    blocking.start(AtEnd::Complete, done).unwrap();
    // The first has been begun when the end comes.
    until(|| blocking.counts().queued == 2);
    let shared = Arc::clone(&blocking.shared);
    let opener = thread::spawn(move || {
        until(|| shared.state().closed);
        open.send(())
    });
    drop(blocking);
    opener.join().unwrap().unwrap();
    assert!(written.load(Ordering::SeqCst) && given_up.load(Ordering::SeqCst));
}

#[test]
fn what_is_forgotten_is_not_begun_and_makes_room() {
    let (reactor, blocking) = with_limits(1, 1, LONG);
    let (open, gate) = mpsc::channel::<()>();
    blocking
        .start(AtEnd::Abandon, move || gate.recv().is_ok())
        .unwrap();
    until(|| blocking.counts().queued == 0);
    let ids: Vec<WorkId> = (0..8)
        .map(|number| {
            let at_end = [AtEnd::Abandon, AtEnd::Complete][number % 2];
            blocking.start(at_end, || ()).unwrap()
        })
        .collect();
    let more = blocking.start(AtEnd::Abandon, || ());
    assert!(matches!(more, Err(Refused::Full)));
    for &id in ids.iter().chain(&[0, 1, 99]) {
        blocking.forget(id);
    }
    assert_eq!(blocking.counts().queued, 4);
    blocking.start(AtEnd::Abandon, || ()).unwrap();
    open.send(()).unwrap();
    let done = results(&reactor, &blocking, 6).into_iter();
    let done: Vec<WorkId> = done.map(|(id, _)| id).collect();
    assert_eq!(done, [1, ids[1], ids[3], ids[5], ids[7], ids[7] + 1]);
}

#[test]
fn patience_keeps_threads_beyond_the_core_from_being_started() {
    let (reactor, blocking) = with_limits(1, 4, LONG);
    let patient = Limits {
        patience: LONG * 1000,
        ..blocking.shared.state().limits
    };
    blocking.set_limits(patient);
    for _ in 0..4 {
        blocking.start(AtEnd::Abandon, || ()).unwrap();
    }
    results(&reactor, &blocking, 4);
    assert_eq!(blocking.counts().threads, 1);
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
