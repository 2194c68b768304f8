//! Whether this process is a child that fork(2) has made of the one that something was made in.
//!
//! Epoll instances are shared with a child, threads and what they do are not: who owns such things notes the
//! [`generation`] that they belong to.

use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

static GENERATION: AtomicU32 = AtomicU32::new(0);

extern "C" fn begin_another() {
    GENERATION.fetch_add(1, Ordering::Relaxed);
}

/// A number that changes in a child, and stays the same in one process.
pub fn generation() -> u32 {
    static ONCE: Once = Once::new();
    if !ONCE.is_completed() {
        ONCE.call_once(|| {
            // SAFETY: the function does nothing but add to a number, which is allowed in any child. The handler goes
            // with this library when it is unloaded.
            let result = unsafe { libc::pthread_atfork(None, None, Some(begin_another)) };
            // Out of memory: then children are taken for their parents.
            debug_assert_eq!(result, 0);
        });
    }
    GENERATION.load(Ordering::Relaxed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_is_of_another_generation() {
        let ours = generation();
        assert_eq!(generation(), ours);
        // SAFETY: the child reads a number and ends.
        let pid = unsafe { libc::fork() };
        if pid == 0 {
            let differs = generation() != ours;
            // SAFETY: ends the child at once.
            unsafe { libc::_exit(i32::from(!differs)) };
        }
        let mut status = 0;
        // SAFETY: waits for our own child.
        assert_eq!(unsafe { libc::waitpid(pid, &raw mut status, 0) }, pid);
        assert_eq!(status, 0);
        assert_eq!(generation(), ours);
    }
}
