//! Threads beside the loop.

use std::io;
use std::sync::Once;
use std::thread::{self, JoinHandle};

/// Starts a thread that no signal is delivered to: those are for the thread that runs the loop. `stack` is in bytes.
pub fn spawn<T: Send + 'static>(
    name: &str,
    stack: usize,
    body: impl FnOnce() -> T + Send + 'static,
) -> io::Result<JoinHandle<T>> {
    keep_loaded();
    let mask = block_signals();
    // The thread inherits the mask.
    let started = thread::Builder::new()
        .name(name.to_owned())
        .stack_size(stack)
        .spawn(body);
    restore_signals(&mask);
    started
}

/// Blocks all signals of this thread; what was blocked before is returned.
pub(super) fn block_signals() -> libc::sigset_t {
    // SAFETY: the sets are our own; sigfillset initialises one, pthread_sigmask the other.
    unsafe {
        let mut all: libc::sigset_t = std::mem::zeroed();
        let mut before: libc::sigset_t = std::mem::zeroed();
        libc::sigfillset(&raw mut all);
        libc::pthread_sigmask(libc::SIG_SETMASK, &raw const all, &raw mut before);
        before
    }
}

/// Puts back what [`block_signals`] has returned.
pub(super) fn restore_signals(mask: &libc::sigset_t) {
    // SAFETY: puts back what `block_signals` returned.
    unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, mask, std::ptr::null_mut()) };
}

/// Signals that do not come to this thread until this is dropped.
pub struct Held(libc::sigset_t);

impl Held {
    /// Holds these signals back, as far as they are not already.
    pub fn new(signals: impl IntoIterator<Item = i32>) -> Self {
        // SAFETY: the sets are our own; sigemptyset initialises one, pthread_sigmask the other. What is no signal is refused.
        unsafe {
            let mut held: libc::sigset_t = std::mem::zeroed();
            let mut before: libc::sigset_t = std::mem::zeroed();
            libc::sigemptyset(&raw mut held);
            libc::pthread_sigmask(libc::SIG_BLOCK, std::ptr::null(), &raw mut before);
            for signal in signals {
                if libc::sigismember(&raw const before, signal) == 0 {
                    libc::sigaddset(&raw mut held, signal);
                }
            }
            libc::pthread_sigmask(libc::SIG_BLOCK, &raw const held, std::ptr::null_mut());
            Self(held)
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // SAFETY: lets in what `new` has held back. What waits comes now.
        unsafe {
            libc::pthread_sigmask(libc::SIG_UNBLOCK, &raw const self.0, std::ptr::null_mut())
        };
    }
}

/// Keeps this library in memory until the process ends: PHP unloads its extensions while a thread may still be in the
/// middle of something that was given up.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_leave_signals_to_the_loop() {
        let is_blocked = || {
            let mask = block_signals();
            restore_signals(&mask);
            // SAFETY: reads a set that pthread_sigmask has filled.
            unsafe { libc::sigismember(&raw const mask, libc::SIGTERM) == 1 }
        };
        let thread = spawn("test", 256 * 1024, is_blocked).unwrap();
        assert!(thread.join().unwrap());
        assert!(!is_blocked());
    }
}
