//! Waiting for one of several descriptors at once, as poll(2) does.

use std::io;
use std::os::fd::RawFd;
use std::time::Duration;

use mio::Interest;

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

    /// What to watch for. `None` for nothing, for which a negative number stands, as for poll(2).
    fn interest(&self) -> Option<Interest> {
        let wanted = [
            (self.read, Interest::READABLE),
            (self.write, Interest::WRITABLE),
            (self.priority, Interest::PRIORITY),
        ];
        wanted
            .into_iter()
            .filter(|&(is_wanted, _)| is_wanted && self.fd >= 0)
            .map(|(_, interest)| interest)
            .reduce(|all, one| all | one)
    }
}

/// Several descriptors that are watched, for one wait or several: what was ready before does not end a later wait.
pub struct Watches {
    all: Vec<(Target, Watch)>,
    /// One of them is a file, which cannot be watched and is always ready.
    at_once: bool,
}

impl Watches {
    /// Begins to watch.
    pub fn begin(targets: &[Target]) -> io::Result<Self> {
        let mut watches = Self {
            all: Vec::with_capacity(targets.len()),
            at_once: false,
        };
        for &target in targets {
            let Some(interest) = target.interest() else {
                continue;
            };
            match Watch::beside(target.fd, interest) {
                Ok(watch) => watches.all.push((target, watch)),
                // Nothing urgent comes out of a file.
                Err(error) if error.raw_os_error() == Some(libc::EPERM) => {
                    watches.at_once |= target.read || target.write;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(watches)
    }

    /// Suspends the running coroutine until one of them becomes ready; for the use of `own`, the ticket of this wait, see
    /// [`super::ticket`].
    pub fn wait(&self, own: Ticket, timeout: Option<Duration>) -> PhpResult<Woken> {
        if self.at_once {
            return Ok(Woken::Ready);
        }
        for (target, watch) in &self.all {
            if target.read || target.priority {
                watch.arm(Direction::Read, own);
            }
            if target.write {
                watch.arm(Direction::Write, own);
            }
        }
        wait(timeout)
    }

    /// Ends watching all but those that `keep` names.
    pub fn retain(&mut self, mut keep: impl FnMut(RawFd) -> bool) {
        self.all.retain(|(target, _)| keep(target.fd));
    }
}

/// Suspends the running coroutine until one of the descriptors is ready, at once if one is already; for the use of `own`,
/// the ticket of this wait, see [`super::ticket`]. Files, which cannot be watched, are always ready.
pub fn wait_for_any(
    targets: &[Target],
    own: Ticket,
    timeout: Option<Duration>,
) -> PhpResult<io::Result<Woken>> {
    match Watches::begin(targets) {
        Ok(watches) => Ok(Ok(watches.wait(own, timeout)?)),
        Err(error) => Ok(Err(error)),
    }
}
