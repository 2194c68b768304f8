//! A lock of one word for a few instructions, which outlives whoever is killed while holding it.

use std::hint;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use super::mapping::Shared;
use super::owner::Owner;

/// Spins before the processor is given to others.
const SPINS: u32 = 64;
/// Times that it is given to others before the holder is suspected.
const YIELDS: u32 = 64;
const PAUSE: Duration = Duration::from_micros(100);

/// The holder's name, or 0. Never hold one while PHP code may run or memory of PHP is asked for.
#[repr(transparent)]
pub struct RobustLock(AtomicU64);

// SAFETY: one atomic number, for which any bytes are valid.
unsafe impl Shared for RobustLock {}

/// A lock that is held until this is dropped.
#[must_use]
pub struct Held<'a> {
    lock: &'a RobustLock,
    /// Whether the lock was taken from a dead process: what it guards may be half done.
    pub from_dead: bool,
}

impl RobustLock {
    /// Waits for the lock.
    #[inline]
    pub fn hold(&self, own: Owner) -> Held<'_> {
        let from_dead = self.lock(own);
        Held {
            lock: self,
            from_dead,
        }
    }

    /// Releases the lock, which this process holds, when the result is dropped.
    #[inline]
    pub fn held(&self) -> Held<'_> {
        Held {
            lock: self,
            from_dead: false,
        }
    }

    /// Waits for the lock, which [`unlock`](Self::unlock) releases. Whether it was taken from a dead process.
    #[inline]
    pub fn lock(&self, own: Owner) -> bool {
        !self.try_lock(own) && self.lock_slowly(own)
    }

    #[inline]
    fn try_lock(&self, own: Owner) -> bool {
        self.0
            .compare_exchange(0, own.bits(), Ordering::Acquire, Ordering::Relaxed)
            .is_ok()
    }

    #[cold]
    fn lock_slowly(&self, own: Owner) -> bool {
        loop {
            for round in 0..SPINS + YIELDS {
                if self.0.load(Ordering::Relaxed) == 0 && self.try_lock(own) {
                    return false;
                }
                if round < SPINS {
                    hint::spin_loop();
                } else {
                    thread::yield_now();
                }
            }
            let holder = self.0.load(Ordering::Relaxed);
            let is_dead = Owner::from_bits(holder).is_some_and(|holder| !holder.is_alive());
            if is_dead
                && self
                    .0
                    .compare_exchange(holder, own.bits(), Ordering::Acquire, Ordering::Relaxed)
                    .is_ok()
            {
                return true;
            }
            thread::sleep(PAUSE);
        }
    }

    /// Releases the lock, which this process holds.
    #[inline]
    pub fn unlock(&self) {
        self.0.store(0, Ordering::Release);
    }
}

impl Drop for Held<'_> {
    #[inline]
    fn drop(&mut self) {
        self.lock.unlock();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering::SeqCst;

    use super::super::SharedCell;
    use super::*;
    use crate::engine::testing::fork;

    #[test]
    fn processes_exclude_each_other() {
        let lock = SharedCell::<RobustLock>::new().unwrap();
        let count = SharedCell::<AtomicU64>::new().unwrap();
        let children: Vec<_> = (0..4)
            .map(|_| {
                fork(|| {
                    for _ in 0..20_000 {
                        let held = lock.hold(Owner::current());
                        assert!(!held.from_dead);
                        count.store(count.load(SeqCst) + 1, SeqCst);
                    }
                })
            })
            .collect();
        children.into_iter().for_each(|child| child.wait());
        assert_eq!(count.load(SeqCst), 80_000);
    }

    #[test]
    fn what_a_killed_process_holds_is_taken_over() {
        let lock = SharedCell::<RobustLock>::new().unwrap();
        let child = fork(|| {
            lock.lock(Owner::current());
            loop {
                thread::park();
            }
        });
        while lock.0.load(SeqCst) == 0 {
            hint::spin_loop();
        }
        child.kill();
        assert!(lock.hold(Owner::current()).from_dead);
        assert!(!lock.hold(Owner::current()).from_dead);
    }
}
