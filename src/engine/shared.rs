//! Memory that processes share which are forked after it was made.

use std::io;
use std::ptr::{self, NonNull};
use std::sync::atomic::AtomicU32;

/// One number, 0 at first, that this process and its children see.
pub struct SharedWord(NonNull<AtomicU32>);

impl SharedWord {
    /// Makes a number. It takes a page of memory.
    pub fn new() -> io::Result<Self> {
        // SAFETY: asks for fresh memory of our own; the kernel fills it with zeroes.
        let page = unsafe {
            libc::mmap(
                ptr::null_mut(),
                size_of::<AtomicU32>(),
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_SHARED | libc::MAP_ANONYMOUS,
                -1,
                0,
            )
        };
        if page == libc::MAP_FAILED {
            return Err(io::Error::last_os_error());
        }
        NonNull::new(page.cast())
            .map(Self)
            .ok_or_else(|| io::ErrorKind::OutOfMemory.into())
    }

    /// The number.
    pub fn get(&self) -> &AtomicU32 {
        // SAFETY: the page is mapped, aligned and initialised until this is dropped.
        unsafe { self.0.as_ref() }
    }
}

impl Drop for SharedWord {
    fn drop(&mut self) {
        // SAFETY: gives back what `new` got; nobody refers to it any more. Other processes keep their mapping.
        unsafe { libc::munmap(self.0.as_ptr().cast(), size_of::<AtomicU32>()) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::Ordering;

    #[test]
    fn a_child_changes_what_its_parent_sees() {
        let word = SharedWord::new().unwrap();
        // SAFETY: the child makes async-signal-safe calls only.
        let pid = unsafe { libc::fork() };
        if pid == 0 {
            word.get().store(7, Ordering::SeqCst);
            // SAFETY: ends the child at once.
            unsafe { libc::_exit(0) };
        }
        let mut status = 0;
        // SAFETY: waits for our own child.
        assert_eq!(unsafe { libc::waitpid(pid, &raw mut status, 0) }, pid);
        assert_eq!((status, word.get().load(Ordering::SeqCst)), (0, 7));
    }
}
