//! How one end of rings wakes another: an eventfd, rung only if the other side sleeps.

use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering, fence};
use std::time::Duration;

use super::mapping::Shared;

/// Most ends that can ring one bell.
pub const MAX_RINGERS: usize = 1024;
const WORDS: usize = MAX_RINGERS / 64;

/// Whether its owner sleeps, and who has something for it.
#[repr(C, align(64))]
pub struct Bell {
    /// While it sleeps, a number that it does not have the next time; else 0.
    sleeping: AtomicU32,
    /// Words of `ringers` that are not 0, so that few are looked at.
    words: AtomicU32,
    /// How often it has gone to sleep, but for 0.
    sleeps: AtomicU32,
    _pad: [AtomicU32; 13],
    ringers: [AtomicU64; WORDS],
}

// SAFETY: atomics only.
unsafe impl Shared for Bell {}

impl Bell {
    /// Notes that `ringer` has something for the owner, and has `strike` wake it if it sleeps. Who dies on the way has struck, or
    /// leaves that to the next one.
    #[inline]
    pub fn ring(&self, ringer: usize, strike: impl FnOnce()) {
        let (word, bit) = (ringer / 64, 1 << (ringer % 64));
        // What was written to the ring before is seen by an owner who takes these bits: they are set in the same total
        // order in which it looks at them and sleeps.
        self.ringers[word].fetch_or(bit, Ordering::SeqCst);
        self.words.fetch_or(1 << word, Ordering::SeqCst);
        let sleep = self.sleeping.load(Ordering::SeqCst);
        if sleep != 0 {
            strike();
            // Others need not do that, unless the owner sleeps again by now.
            let _ = self
                .sleeping
                .compare_exchange(sleep, 0, Ordering::SeqCst, Ordering::Relaxed);
        }
    }

    /// Takes the numbers of those who have rung since the last time.
    #[inline]
    pub fn take(&self, mut each: impl FnMut(usize)) {
        if self.words.load(Ordering::Acquire) == 0 {
            return;
        }
        let mut words = self.words.swap(0, Ordering::SeqCst);
        while words != 0 {
            let word = words.trailing_zeros() as usize;
            words &= words - 1;
            let Some(ringers) = self.ringers.get(word) else {
                continue;
            };
            let mut bits = ringers.swap(0, Ordering::SeqCst);
            while bits != 0 {
                each(word * 64 + bits.trailing_zeros() as usize);
                bits &= bits - 1;
            }
        }
    }

    /// Says that the owner goes to sleep. False if somebody has rung meanwhile: then it must not.
    #[inline]
    pub fn sleep(&self) -> bool {
        let number = self.sleeps.load(Ordering::Relaxed).wrapping_add(1).max(1);
        self.sleeps.store(number, Ordering::Relaxed);
        self.sleeping.store(number, Ordering::SeqCst);
        fence(Ordering::SeqCst);
        if self.words.load(Ordering::SeqCst) != 0 {
            self.wake_up();
            return false;
        }
        true
    }

    /// Whether the owner sleeps, and nobody has woken it.
    #[inline]
    pub fn is_sleeping(&self) -> bool {
        self.sleeping.load(Ordering::Relaxed) != 0
    }

    /// Says that the owner is awake.
    #[inline]
    pub fn wake_up(&self) {
        if self.sleeping.load(Ordering::Relaxed) != 0 {
            self.sleeping.store(0, Ordering::SeqCst);
        }
    }
}

/// What wakes an owner that sleeps in epoll: made before the fork, so that each process can ring it. Watched for edges,
/// it need not be read.
pub struct Clapper(OwnedFd);

impl Clapper {
    /// An eventfd.
    pub fn new() -> io::Result<Self> {
        // SAFETY: a system call without pointers; the descriptor is new and owned by nobody else.
        unsafe {
            let fd = libc::eventfd(0, libc::EFD_NONBLOCK | libc::EFD_CLOEXEC);
            if fd < 0 {
                return Err(io::Error::last_os_error());
            }
            Ok(Self(OwnedFd::from_raw_fd(fd)))
        }
    }

    /// Wakes the owner.
    pub fn strike(&self) {
        // SAFETY: writes 8 bytes of our own to a descriptor of our own. It fails only when 2^64 - 2 strikes were not read,
        // each of which has woken the owner.
        unsafe {
            libc::eventfd_write(self.0.as_raw_fd(), 1);
        }
    }
}

impl Clapper {
    /// Forgets that it was struck.
    pub fn hush(&self) {
        let mut count = 0;
        // SAFETY: reads 8 bytes into a number of our own. It fails if it was not struck.
        unsafe {
            libc::eventfd_read(self.0.as_raw_fd(), &raw mut count);
        }
    }

    /// Waits until it is struck, a signal comes, or `time` has passed.
    pub fn wait(&self, time: Option<Duration>) {
        // Not earlier than asked for.
        let time = time.map_or(-1, |time| {
            i32::try_from(time.as_millis().saturating_add(1)).unwrap_or(i32::MAX)
        });
        let mut watched = libc::pollfd {
            fd: self.0.as_raw_fd(),
            events: libc::POLLIN,
            revents: 0,
        };
        // SAFETY: one descriptor, described by a structure of our own. Who calls looks by itself what has come.
        unsafe {
            libc::poll(&raw mut watched, 1, time);
        }
    }
}

impl AsRawFd for Clapper {
    fn as_raw_fd(&self) -> RawFd {
        self.0.as_raw_fd()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::shared::Mapping;

    fn strikes(bell: &Bell, ringer: usize) -> bool {
        let mut struck = false;
        bell.ring(ringer, || struck = true);
        struck
    }

    fn taken(bell: &Bell) -> Vec<usize> {
        let mut all = Vec::new();
        bell.take(|ringer| all.push(ringer));
        all
    }

    #[test]
    fn only_a_sleeping_owner_is_woken_and_once() {
        let mapping = Mapping::new(size_of::<Bell>()).unwrap();
        let bell: &Bell = mapping.at(0);
        assert!(
            ![3, MAX_RINGERS - 1, 3]
                .iter()
                .any(|&ringer| strikes(bell, ringer))
        );
        assert!(!bell.sleep());
        assert_eq!(taken(bell), [3, MAX_RINGERS - 1]);
        assert_eq!(taken(bell), []);
        assert!(bell.sleep());
        assert!(strikes(bell, 64) && !strikes(bell, 65));
        bell.wake_up();
        assert_eq!(taken(bell), [64, 65]);
    }

    #[test]
    fn one_who_dies_or_is_late_when_striking_keeps_nobody_from_it() {
        let mapping = Mapping::new(size_of::<Bell>()).unwrap();
        let bell: &Bell = mapping.at(0);
        assert!(bell.sleep());
        // The owner wakes up and sleeps again while the first one is at it; the second one dies instead.
        bell.ring(1, || {
            bell.wake_up();
            assert_eq!(taken(bell), [1]);
            assert!(bell.sleep());
        });
        assert!(strikes(bell, 2));
        assert_eq!(taken(bell), [2]);
        assert!(bell.sleep());
        let dies = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            bell.ring(3, || panic!("dies"));
        }));
        assert!(dies.is_err() && strikes(bell, 4));
    }

    #[test]
    fn nobody_sleeps_through_a_ring() {
        const ROUNDS: u32 = 20_000;
        let mapping = Mapping::new(4096).unwrap();
        let bell: &Bell = mapping.at(0);
        let (asked, answered): (&AtomicU32, &AtomicU32) = (mapping.at(2048), mapping.at(2112));
        let clapper = Clapper::new().unwrap();
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for round in 1..=ROUNDS {
                    asked.store(round, Ordering::Release);
                    bell.ring(1, || clapper.strike());
                    while answered.load(Ordering::Acquire) != round {
                        std::thread::yield_now();
                    }
                }
            });
            while answered.load(Ordering::Acquire) != ROUNDS {
                if bell.sleep() {
                    let mut poll = libc::pollfd {
                        fd: clapper.as_raw_fd(),
                        events: libc::POLLIN,
                        revents: 0,
                    };
                    let mut count = 0;
                    // SAFETY: waits for and reads a descriptor of our own.
                    unsafe {
                        assert_eq!(libc::poll(&raw mut poll, 1, 10_000), 1, "slept through");
                        libc::eventfd_read(poll.fd, &raw mut count);
                    }
                }
                bell.take(|_| answered.store(asked.load(Ordering::Acquire), Ordering::Release));
            }
        });
    }
}
