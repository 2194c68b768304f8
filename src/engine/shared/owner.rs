//! Who holds something in shared memory, and whether that process is alive.

use std::fs;
use std::io;
use std::num::NonZeroU64;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use crate::engine::fork;

/// Linux never gives a larger one: 2^22 processes at most.
const PID_BITS: u32 = 22;

/// A process: its id, and the time that it was started at, because ids are used again. Both are those of /proc, and of the
/// namespace of whoever looks: processes that share memory must be in the same one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner(NonZeroU64);

impl Owner {
    /// This process.
    #[inline]
    pub fn current() -> Self {
        // Not of one thread: all of them are the same process, and look it up alike.
        static KNOWN: AtomicU64 = AtomicU64::new(0);
        static KNOWN_IN: AtomicU32 = AtomicU32::new(0);
        // Generations count from 0, which here stands for none.
        let generation = fork::generation().wrapping_add(1);
        if KNOWN_IN.load(Ordering::Acquire) == generation
            && let Some(owner) = Self::from_bits(KNOWN.load(Ordering::Relaxed))
        {
            return owner;
        }
        let owner = Self::look_up();
        KNOWN.store(owner.bits(), Ordering::Relaxed);
        KNOWN_IN.store(generation, Ordering::Release);
        owner
    }

    #[cold]
    fn look_up() -> Self {
        let pid = u64::from(std::process::id());
        let started = stat("self").map_or(0, |stat| stat.started);
        // The id of a process that sees itself is never 0.
        Self(NonZeroU64::new(started << PID_BITS | pid).unwrap_or(NonZeroU64::MIN))
    }

    /// What was made by `bits`; `None` of 0, which stands for nobody.
    pub fn from_bits(bits: u64) -> Option<Self> {
        NonZeroU64::new(bits).map(Self)
    }

    /// A number that is never 0.
    pub fn bits(self) -> u64 {
        self.0.get()
    }

    /// The id of the process.
    pub fn pid(self) -> libc::pid_t {
        // 22 bits always fit.
        (self.bits() & ((1 << PID_BITS) - 1)) as libc::pid_t
    }

    /// Whether the process runs still. One that has ended does not, even if its parent was not told yet. In doubt it does.
    #[cold]
    pub fn is_alive(self) -> bool {
        let pid = self.pid();
        // SAFETY: signal 0 only asks.
        let there = unsafe { libc::kill(pid, 0) } == 0;
        if !there && io::Error::last_os_error().raw_os_error() == Some(libc::ESRCH) {
            return false;
        }
        let started = self.bits() >> PID_BITS;
        match stat(&pid.to_string()) {
            Some(stat) => !stat.has_ended && (started == 0 || stat.started == started),
            None => true,
        }
    }
}

struct Stat {
    has_ended: bool,
    /// In ticks since the system was started.
    started: u64,
}

/// What proc(5) tells of a process; `None` if there is no such process, or /proc.
fn stat(process: &str) -> Option<Stat> {
    let text = fs::read(format!("/proc/{process}/stat")).ok()?;
    // The second field is a name in parentheses, which may hold any bytes.
    let end = memchr::memrchr(b')', &text)?;
    let mut fields = std::str::from_utf8(text.get(end + 1..)?)
        .ok()?
        .split_ascii_whitespace();
    let state = fields.next()?;
    Some(Stat {
        has_ended: matches!(state, "Z" | "X" | "x"),
        started: fields.nth(18)?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::SharedCell;
    use super::*;
    use crate::engine::testing::fork;

    #[test]
    fn this_process_is_alive_and_known_by_its_bits() {
        let owner = Owner::current();
        assert!(owner.is_alive());
        assert_eq!(u32::try_from(owner.pid()), Ok(std::process::id()));
        assert_eq!(Owner::from_bits(owner.bits()), Some(owner));
        assert_eq!(Owner::from_bits(0), None);
    }

    #[test]
    fn a_child_is_another_one_that_dies_when_killed() {
        let word = SharedCell::<AtomicU64>::new().unwrap();
        let child = fork(|| {
            word.store(Owner::current().bits(), Ordering::SeqCst);
            loop {
                std::thread::park();
            }
        });
        let owner = loop {
            if let Some(owner) = Owner::from_bits(word.load(Ordering::SeqCst)) {
                break owner;
            }
            std::hint::spin_loop();
        };
        assert_eq!(owner.pid(), child.pid());
        assert!(owner.is_alive());
        // SAFETY: our own child, which was not waited for.
        unsafe { libc::kill(child.pid(), libc::SIGKILL) };
        // Nobody has waited for it yet.
        while owner.is_alive() {
            std::thread::yield_now();
        }
        child.kill();
        assert!(!owner.is_alive());
    }

    #[test]
    fn one_that_was_started_at_another_time_is_dead() {
        let earlier = Owner::from_bits(Owner::current().bits() - (1 << PID_BITS)).unwrap();
        assert!(!earlier.is_alive());
    }
}
