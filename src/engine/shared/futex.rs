//! Waiting until another process changes a number, by futex(2).

use std::io;
use std::ptr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// How a wait has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waited {
    /// Somebody has called [`wake`].
    Woken,
    /// The number was another one already, or a signal came.
    Not,
    /// The time is over.
    TimedOut,
}

/// Blocks this thread while `word` is `expected`, until it is woken, for as long as `timeout`; without one for ever.
pub fn wait(word: &AtomicU32, expected: u32, timeout: Option<Duration>) -> Waited {
    let timeout = timeout.map(|timeout| libc::timespec {
        tv_sec: libc::time_t::try_from(timeout.as_secs()).unwrap_or(libc::time_t::MAX),
        tv_nsec: timeout.subsec_nanos().into(),
    });
    let timeout = timeout.as_ref().map_or(ptr::null(), ptr::from_ref);
    // SAFETY: the number and the time are live during the call. Not private: processes share the number.
    let result =
        unsafe { libc::syscall(libc::SYS_futex, word, libc::FUTEX_WAIT, expected, timeout) };
    if result == 0 {
        return Waited::Woken;
    }
    match io::Error::last_os_error().raw_os_error() {
        Some(libc::ETIMEDOUT) => Waited::TimedOut,
        _ => Waited::Not,
    }
}

/// Wakes so many of those who wait for `word`, at least one, in any process.
pub fn wake(word: &AtomicU32, count: u32) {
    let count = i32::try_from(count).unwrap_or(i32::MAX).max(1);
    // SAFETY: the number is live during the call, which only looks for its address.
    unsafe { libc::syscall(libc::SYS_futex, word, libc::FUTEX_WAKE, count) };
}

/// Takes the signal in `word`, which is 1 then and 0 afterwards; waits for it while `word` is 0. Whether there was one:
/// none if the number is another one, if a signal of the system or somebody else was quicker, or the time is over.
pub fn take_signal(word: &AtomicU32, timeout: Option<Duration>) -> bool {
    let take = || {
        word.compare_exchange(1, 0, Ordering::SeqCst, Ordering::Relaxed)
            .is_ok()
    };
    take() || (wait(word, 0, timeout) == Waited::Woken && take())
}

/// Leaves a signal in `word` if that is 0, and wakes so many of those who wait for it.
pub fn give_signal(word: &AtomicU32, count: u32) {
    if word
        .compare_exchange(0, 1, Ordering::SeqCst, Ordering::Relaxed)
        .is_ok()
    {
        wake(word, count);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering::SeqCst;

    use super::super::SharedWord;
    use super::*;
    use crate::engine::testing::fork;

    #[test]
    fn another_process_wakes_a_waiting_one() {
        let word = SharedWord::new().unwrap();
        let child = fork(|| assert!(take_signal(&word, None)));
        // Whether the child waits already does not matter.
        give_signal(&word, 1);
        child.wait();
        assert_eq!(word.load(SeqCst), 0);
    }

    #[test]
    fn nobody_waits_for_what_is_there_or_cannot_come() {
        let word = SharedWord::new().unwrap();
        give_signal(&word, 1);
        assert!(take_signal(&word, None));
        word.store(5, SeqCst);
        assert!(!take_signal(&word, None));
        give_signal(&word, 1);
        assert_eq!(word.load(SeqCst), 5);
    }

    #[test]
    fn time_ends_a_wait() {
        let word = SharedWord::new().unwrap();
        let waited = wait(&word, 0, Some(Duration::from_millis(1)));
        assert_eq!(waited, Waited::TimedOut);
        assert_eq!(wait(&word, 1, None), Waited::Not);
        assert!(!take_signal(&word, Some(Duration::from_millis(1))));
    }
}
