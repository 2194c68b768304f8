//! Waiting for one of several descriptors at once, as poll(2) does.

use std::io;
use std::os::fd::RawFd;
use std::time::Duration;

use super::descriptor::{Direction, Watch};
use super::wait::{Ticket, Woken, wait};
use crate::php::zend::PhpResult;

/// A descriptor, and what one waits for.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// The descriptor; others may be waiting for it, too.
    pub fd: RawFd,
    /// Something to read, or the end.
    pub read: bool,
    /// Room to write, or a broken connection.
    pub write: bool,
    /// Data that is out of band.
    pub priority: bool,
}

impl Target {
    /// One that is to become ready in one direction.
    pub fn new(fd: RawFd, direction: Direction) -> Self {
        Self {
            fd,
            read: direction == Direction::Read,
            write: direction == Direction::Write,
            priority: false,
        }
    }
}

/// Suspends the running coroutine until one of the descriptors is ready, at once if one is already; for the use of `own`,
/// the ticket of this wait, see [`super::ticket`]. Files, which cannot be watched, are always ready.
pub fn wait_for_any(
    targets: &[Target],
    own: Ticket,
    timeout: Option<Duration>,
) -> PhpResult<io::Result<Woken>> {
    let mut watches = Vec::with_capacity(targets.len());
    // As for poll(2), a negative number stands for nothing.
    for target in targets.iter().filter(|target| target.fd >= 0) {
        match Watch::beside(target.fd, target.priority) {
            Ok(watch) => {
                if target.read || target.priority {
                    watch.arm(Direction::Read, own);
                }
                if target.write {
                    watch.arm(Direction::Write, own);
                }
                watches.push(watch);
            }
            Err(error) if error.raw_os_error() == Some(libc::EPERM) => return Ok(Ok(Woken::Ready)),
            Err(error) => return Ok(Err(error)),
        }
    }
    let woken = wait(timeout);
    drop(watches);
    Ok(Ok(woken?))
}
