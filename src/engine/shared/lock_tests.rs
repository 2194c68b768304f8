//! What locks do between real processes.

use std::sync::atomic::Ordering::SeqCst;

use super::super::{SharedCell, SharedWord};
use super::*;
use crate::engine::testing::{Forked, fork};

const KINDS: [Kind; 3] = [Kind::Mutex, Kind::ReadWrite, Kind::Spin];
const SOON: Patience = Patience::For(Duration::from_millis(1));

/// A child that does something under a lock, and then waits to be killed.
fn stuck(body: impl FnOnce()) -> Forked {
    let there = SharedWord::new().unwrap();
    let child = fork(|| {
        body();
        there.store(1, SeqCst);
        loop {
            thread::park();
        }
    });
    while there.load(SeqCst) == 0 {
        thread::yield_now();
    }
    child
}

#[test]
fn processes_exclude_each_other() {
    for kind in KINDS {
        let lock = Lock::new(kind).unwrap();
        let count = SharedWord::new().unwrap();
        let children: Vec<_> = (0..4)
            .map(|_| {
                fork(|| {
                    for _ in 0..3000 {
                        lock.lock(Mode::Exclusive, Patience::Endless).unwrap();
                        count.store(count.load(SeqCst) + 1, SeqCst);
                        lock.unlock().unwrap();
                    }
                })
            })
            .collect();
        children.into_iter().for_each(Forked::wait);
        assert_eq!(count.load(SeqCst), 12_000, "{kind:?}");
    }
}

#[test]
fn writers_and_readers_exclude_each_other() {
    let lock = Lock::new(Kind::ReadWrite).unwrap();
    let (first, second) = (SharedWord::new().unwrap(), SharedWord::new().unwrap());
    let children: Vec<_> = (0..4)
        .map(|number| {
            let (lock, first, second) = (&lock, &first, &second);
            fork(move || {
                for round in 0..3000 {
                    if (round + number) % 3 == 0 {
                        lock.lock(Mode::Exclusive, Patience::Endless).unwrap();
                        first.fetch_add(1, SeqCst);
                        second.fetch_add(1, SeqCst);
                    } else {
                        lock.lock(Mode::Shared, Patience::Endless).unwrap();
                        assert_eq!(first.load(SeqCst), second.load(SeqCst));
                    }
                    lock.unlock().unwrap();
                }
            })
        })
        .collect();
    children.into_iter().for_each(Forked::wait);
    assert_eq!(first.load(SeqCst), 4000);
}

#[test]
fn what_is_held_by_another_is_refused() {
    for kind in KINDS {
        let lock = Lock::new(kind).unwrap();
        lock.lock(Mode::Exclusive, Patience::Endless).unwrap();
        fork(|| {
            let refused = |patience| lock.lock(Mode::Exclusive, patience);
            assert_eq!(refused(Patience::None), Err(Refusal::Busy));
            assert_eq!(refused(SOON), Err(Refusal::TimedOut));
            assert_eq!(lock.lock(Mode::Shared, SOON), Err(Refusal::TimedOut));
        })
        .wait();
        lock.unlock().unwrap();
        fork(|| lock.lock(Mode::Exclusive, Patience::None).unwrap()).wait();
    }
}

#[test]
fn who_may_release_what_another_holds() {
    for kind in KINDS {
        let lock = Lock::new(kind).unwrap();
        lock.lock(Mode::Exclusive, Patience::Endless).unwrap();
        let waits = fork(|| {
            let taken = lock.lock(Mode::Exclusive, Patience::Endless);
            assert_eq!(taken, Ok(()));
            lock.unlock().unwrap();
        });
        if kind == Kind::ReadWrite {
            fork(|| assert_eq!(lock.unlock(), Err(Refusal::NotHeld))).wait();
            lock.unlock().unwrap();
        } else {
            fork(|| assert_eq!(lock.unlock(), Ok(()))).wait();
        }
        waits.wait();
        assert_eq!(lock.unlock(), Err(Refusal::NotHeld));
        lock.lock(Mode::Exclusive, Patience::None).unwrap();
    }
}

#[test]
fn a_lock_is_released_once() {
    for kind in KINDS {
        let lock = Lock::new(kind).unwrap();
        assert_eq!(lock.unlock(), Err(Refusal::NotHeld));
        lock.lock(Mode::Exclusive, Patience::None).unwrap();
        lock.unlock().unwrap();
        assert_eq!(lock.unlock(), Err(Refusal::NotHeld));
    }
}

#[test]
fn nobody_waits_for_itself_for_ever() {
    for kind in KINDS {
        let lock = Lock::new(kind).unwrap();
        let own = |patience| lock.lock(Mode::Exclusive, patience);
        own(Patience::Endless).unwrap();
        assert_eq!(own(Patience::Endless), Err(Refusal::Deadlock));
        assert_eq!(own(Patience::None), Err(Refusal::Busy));
        let in_time = if kind == Kind::ReadWrite {
            Refusal::Deadlock
        } else {
            Refusal::TimedOut
        };
        assert_eq!(own(SOON), Err(in_time));
    }
    let lock = Lock::new(Kind::ReadWrite).unwrap();
    lock.lock(Mode::Shared, Patience::Endless).unwrap();
    let own = |patience| lock.lock(Mode::Exclusive, patience);
    assert_eq!(own(Patience::Endless), Err(Refusal::Deadlock));
    assert_eq!(own(SOON), Err(Refusal::TimedOut));
}

#[test]
fn a_reader_reads_again_although_a_writer_waits() {
    let lock = Lock::new(Kind::ReadWrite).unwrap();
    lock.lock(Mode::Shared, Patience::Endless).unwrap();
    let writer = fork(|| lock.lock(Mode::Exclusive, Patience::Endless).unwrap());
    while lock.state().writer.load(SeqCst) == 0 {
        thread::yield_now();
    }
    lock.lock(Mode::Shared, Patience::None).unwrap();
    fork(|| assert_eq!(lock.lock(Mode::Shared, Patience::None), Err(Refusal::Busy))).wait();
    lock.unlock().unwrap();
    lock.unlock().unwrap();
    assert_eq!(lock.unlock(), Err(Refusal::NotHeld));
    writer.wait();
}

#[test]
fn a_child_does_not_hold_what_its_parent_does() {
    let lock = Lock::new(Kind::ReadWrite).unwrap();
    lock.lock(Mode::Shared, Patience::None).unwrap();
    fork(|| assert_eq!(lock.unlock(), Err(Refusal::NotHeld))).wait();
    lock.unlock().unwrap();
    lock.lock(Mode::Exclusive, Patience::None).unwrap();
}

#[test]
fn a_lock_survives_who_holds_it() {
    for kind in KINDS {
        for patience in [Patience::None, Patience::Endless] {
            let lock = Lock::new(kind).unwrap();
            stuck(|| lock.lock(Mode::Exclusive, Patience::None).unwrap()).kill();
            lock.lock(Mode::Exclusive, patience).unwrap();
            lock.unlock().unwrap();
            stuck(|| lock.lock(Mode::Shared, Patience::None).unwrap()).kill();
            lock.lock(Mode::Exclusive, patience).unwrap();
            lock.unlock().unwrap();
            stuck(|| lock.lock(Mode::Exclusive, Patience::None).unwrap()).kill();
            lock.lock(Mode::Shared, patience).unwrap();
        }
    }
}

#[test]
fn who_sleeps_gets_the_lock_when_its_holder_is_killed() {
    for kind in KINDS {
        let lock = Lock::new(kind).unwrap();
        let holder = stuck(|| lock.lock(Mode::Exclusive, Patience::None).unwrap());
        let waiter = fork(|| lock.lock(Mode::Exclusive, Patience::Endless).unwrap());
        holder.kill();
        waiter.wait();
    }
}

#[test]
fn there_is_a_limit_of_readers() {
    let lock = Lock::new(Kind::ReadWrite).unwrap();
    let name = SharedCell::<AtomicU64>::new().unwrap();
    let reader = stuck(|| name.store(Owner::current().bits(), SeqCst));
    lock.state().places.store(READERS as u32, SeqCst);
    for place in lock.readers() {
        place.store(name.load(SeqCst), SeqCst);
    }
    let refused = lock.lock(Mode::Shared, Patience::None);
    assert_eq!(refused, Err(Refusal::TooMany));
    reader.kill();
    lock.lock(Mode::Shared, Patience::None).unwrap();
}
