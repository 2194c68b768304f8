//! `Swoole\Event::write()`: bytes that wait until a descriptor takes them.

use std::io;
use std::os::fd::RawFd;

/// Most bytes that wait for one descriptor.
const MOST: usize = 64 * 1024 * 1024;

/// Bytes that wait, in order.
#[derive(Default)]
pub struct Output {
    bytes: Vec<u8>,
    sent: usize,
}

impl Output {
    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Sends bytes behind those that wait; true if some have to wait.
    pub fn send(&mut self, fd: RawFd, bytes: &[u8]) -> io::Result<bool> {
        let now = if self.is_empty() {
            write(fd, bytes)?
        } else {
            0
        };
        let rest = &bytes[now..];
        if self.bytes.len() - self.sent + rest.len() > MOST {
            return Err(io::Error::from_raw_os_error(libc::ENOBUFS));
        }
        self.bytes.extend_from_slice(rest);
        Ok(!self.is_empty())
    }

    /// Sends what the descriptor takes. On an error what waits is dropped: nobody will take it.
    pub fn flush(&mut self, fd: RawFd) -> io::Result<()> {
        match write(fd, &self.bytes[self.sent..]) {
            Ok(count) => {
                self.sent += count;
                if self.sent == self.bytes.len() {
                    *self = Self::default();
                }
                Ok(())
            }
            Err(error) => {
                *self = Self::default();
                Err(error)
            }
        }
    }
}

/// Writes what a descriptor takes now.
fn write(fd: RawFd, bytes: &[u8]) -> io::Result<usize> {
    let mut done = 0;
    while done < bytes.len() {
        let rest = &bytes[done..];
        // SAFETY: the bytes are readable for their length; a wrong descriptor is an error of the call.
        let count = unsafe { libc::write(fd, rest.as_ptr().cast(), rest.len()) };
        match usize::try_from(count) {
            Ok(0) => break,
            Ok(count) => done += count,
            Err(_) => {
                let error = io::Error::last_os_error();
                match error.kind() {
                    io::ErrorKind::WouldBlock => break,
                    io::ErrorKind::Interrupted => {}
                    _ => return Err(error),
                }
            }
        }
    }
    Ok(done)
}

/// Makes reads and writes of a descriptor return instead of waiting.
pub fn set_nonblocking(fd: RawFd) -> io::Result<()> {
    // SAFETY: reads and sets the flags of a descriptor; a wrong one is an error of the call.
    let result = unsafe {
        let flags = libc::fcntl(fd, libc::F_GETFL);
        if flags < 0 {
            flags
        } else {
            libc::fcntl(fd, libc::F_SETFL, flags | libc::O_NONBLOCK)
        }
    };
    if result < 0 {
        Err(io::Error::last_os_error())
    } else {
        Ok(())
    }
}
