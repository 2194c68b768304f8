//! A bell that processes ring to wake another one's loop. It is made before they are forked.

use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};

use mio::Interest;
use mio::unix::SourceFd;

use crate::engine::reactor::{Reactor, Wake};

/// An eventfd(2). Ringing twice before it was heard is ringing once.
#[derive(Debug)]
pub struct Bell(OwnedFd);

impl Bell {
    /// A silent bell.
    pub fn new() -> io::Result<Self> {
        // SAFETY: the result is a new descriptor or an error.
        let fd = unsafe { libc::eventfd(0, libc::EFD_NONBLOCK | libc::EFD_CLOEXEC) };
        if fd < 0 {
            return Err(io::Error::last_os_error());
        }
        // SAFETY: just made, and owned by nobody else.
        Ok(Self(unsafe { OwnedFd::from_raw_fd(fd) }))
    }

    /// Wakes whoever listens.
    pub fn ring(&self) {
        let one = 1_u64;
        // SAFETY: writes eight bytes of our own. It fails when the counter is full, and then the bell has rung.
        unsafe {
            libc::write(
                self.0.as_raw_fd(),
                (&raw const one).cast(),
                size_of::<u64>(),
            )
        };
    }

    /// Silences it. To be called before one looks for what it was rung for.
    pub fn hear(&self) {
        let mut count = 0_u64;
        // SAFETY: reads eight bytes into our own number. It fails if nobody has rung.
        unsafe {
            libc::read(
                self.0.as_raw_fd(),
                (&raw mut count).cast(),
                size_of::<u64>(),
            )
        };
    }

    /// Has a reactor tell of it.
    pub fn register(&self, reactor: &Reactor) -> io::Result<()> {
        let fd = self.0.as_raw_fd();
        reactor.register(&mut SourceFd(&fd), Wake::Bell, Interest::READABLE)
    }

    /// Ends [`register`](Self::register).
    pub fn deregister(&self, reactor: &Reactor) -> io::Result<()> {
        let fd = self.0.as_raw_fd();
        reactor.deregister(&mut SourceFd(&fd))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::engine::testing::fork;

    #[test]
    fn a_child_wakes_its_parent() {
        let bell = Bell::new().unwrap();
        let reactor = Reactor::new().unwrap();
        bell.register(&reactor).unwrap();
        let mut ready = Vec::new();
        for _ in 0..2 {
            reactor.wait(Some(Duration::ZERO), &mut ready).unwrap();
            assert!(ready.is_empty());
            let child = fork(|| {
                bell.ring();
                bell.ring();
            });
            reactor
                .wait(Some(Duration::from_secs(10)), &mut ready)
                .unwrap();
            assert_eq!(ready[0].wake, Wake::Bell);
            child.wait();
            bell.hear();
            reactor.wait(Some(Duration::ZERO), &mut ready).unwrap();
        }
        bell.deregister(&reactor).unwrap();
    }
}
