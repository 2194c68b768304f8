//! Waiting for descriptors: sockets, pipes, whatever epoll can watch.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, OwnedFd, RawFd};
use std::rc::Rc;
use std::time::Duration;

use mio::Interest;
use mio::unix::SourceFd;
use slab::Slab;

use super::wait::{Ticket, Woken, ticket, wait};
use crate::engine::reactor::{Reactor, Ready, Wake};
use crate::php::runtime;
use crate::php::zend::PhpResult;

/// This process is a child whose coroutines are gone: nobody waits for what its parent waits for.
pub fn forget_inherited() {
    let all = with(std::mem::take);
    std::mem::forget(all);
}

/// Which way bytes would go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// There is something to read, or the end.
    Read,
    /// There is room to write, or the connection is broken.
    Write,
}

/// Who is told of a descriptor's readiness in one direction.
#[derive(Clone, Default)]
enum Listener {
    #[default]
    Nobody,
    Coroutine(Ticket),
    Function(Rc<dyn Fn()>),
}

struct Entry {
    read: Listener,
    write: Listener,
}

#[derive(Default)]
struct Descriptors {
    entries: Slab<Entry>,
    by_fd: HashMap<RawFd, usize>,
}

thread_local! {
    static DESCRIPTORS: RefCell<Descriptors> = RefCell::default();
}

fn with<R>(body: impl FnOnce(&mut Descriptors) -> R) -> R {
    DESCRIPTORS.with(|all| body(&mut all.borrow_mut()))
}

/// A descriptor that the loop watches, in both directions, until this is dropped. Readiness is told once each time it
/// begins: who waits has tried before and was told to come again later.
#[derive(Debug)]
pub struct Watch {
    key: usize,
    fd: RawFd,
    /// What is watched, if it is a duplicate of our own.
    own: Option<OwnedFd>,
}

/// Why a coroutine does not wait.
#[derive(Debug)]
pub enum Busy {
    /// Another coroutine waits for the same, this one.
    Bound(i64),
}

impl Watch {
    /// Begins to watch. Fails with `AlreadyExists` if the loop does already, and with `EPERM` for files, which are
    /// always ready. The descriptor must be deregistered, by dropping this, before it is closed.
    pub fn new(fd: RawFd) -> io::Result<Self> {
        Self::with_interest(fd, Interest::READABLE | Interest::WRITABLE)
    }

    /// Begins to watch even if somebody else does already: then it is a duplicate that is watched. With `priority`, data
    /// that is out of band counts as something to read.
    pub fn beside(fd: RawFd, priority: bool) -> io::Result<Self> {
        let mut interest = Interest::READABLE | Interest::WRITABLE;
        if priority {
            interest |= Interest::PRIORITY;
        }
        match Self::with_interest(fd, interest) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                // SAFETY: the descriptor is open: its owner is about to wait for it.
                let own = unsafe { BorrowedFd::borrow_raw(fd) }.try_clone_to_owned()?;
                let mut watch = Self::with_interest(own.as_raw_fd(), interest)?;
                watch.own = Some(own);
                Ok(watch)
            }
            result => result,
        }
    }

    fn with_interest(fd: RawFd, interest: Interest) -> io::Result<Self> {
        if with(|all| all.by_fd.contains_key(&fd)) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let reactor = runtime::reactor()?;
        let key = with(|all| {
            all.entries.insert(Entry {
                read: Listener::Nobody,
                write: Listener::Nobody,
            })
        });
        let wake = Wake::Descriptor(key);
        if let Err(error) = reactor.register(&mut SourceFd(&fd), wake, interest) {
            with(|all| all.entries.remove(key));
            return Err(error);
        }
        with(|all| all.by_fd.insert(fd, key));
        Ok(Self { key, fd, own: None })
    }

    /// Suspends the running coroutine until the descriptor becomes ready. To be called after an attempt that would have
    /// blocked.
    pub fn wait(
        &self,
        direction: Direction,
        timeout: Option<Duration>,
    ) -> PhpResult<Result<Woken, Busy>> {
        let own = ticket()?;
        if let Some(other) = self.waiter(direction) {
            return Ok(Err(Busy::Bound(other)));
        }
        self.arm(direction, own);
        let woken = wait(timeout);
        with(|all| {
            let listener = all.listener(self.key, direction);
            if matches!(listener, Listener::Coroutine(ticket) if *ticket == own) {
                *listener = Listener::Nobody;
            }
        });
        Ok(Ok(woken?))
    }

    /// Has a ticket used when the descriptor becomes ready in this direction.
    pub(super) fn arm(&self, direction: Direction, ticket: Ticket) {
        let old = with(|all| {
            std::mem::replace(
                all.listener(self.key, direction),
                Listener::Coroutine(ticket),
            )
        });
        drop(old);
    }

    /// The coroutine that waits in this direction.
    pub fn waiter(&self, direction: Direction) -> Option<i64> {
        with(|all| match all.listener(self.key, direction) {
            Listener::Coroutine(ticket) if ticket.is_valid() => Some(ticket.cid()),
            _ => None,
        })
    }

    /// Ends the wait of the coroutine that waits in this direction, as if the descriptor were ready. False if none does.
    pub fn wake(&self, direction: Direction) -> bool {
        let ticket = with(|all| match all.listener(self.key, direction) {
            Listener::Coroutine(ticket) => Some(*ticket),
            Listener::Nobody | Listener::Function(_) => None,
        });
        ticket.is_some_and(|ticket| ticket.wake())
    }

    /// Has `function` called whenever the descriptor becomes ready in this direction; `None` for no more.
    pub fn listen(&self, direction: Direction, function: Option<Rc<dyn Fn()>>) {
        let old = with(|all| {
            let listener = function.map_or(Listener::Nobody, Listener::Function);
            std::mem::replace(all.listener(self.key, direction), listener)
        });
        drop(old);
    }

    /// Asks the loop to tell again what the descriptor is ready for now.
    pub fn rearm(&self) -> io::Result<()> {
        let reactor = runtime::reactor()?;
        let interest = Interest::READABLE | Interest::WRITABLE;
        let mut source = SourceFd(&self.fd);
        let token = Wake::Descriptor(self.key).token();
        mio::event::Source::reregister(&mut source, reactor.registry(), token, interest)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let entry = with(|all| {
            all.by_fd.remove(&self.fd);
            all.entries.try_remove(self.key)
        });
        if let Some(reactor) = runtime::existing_reactor() {
            // A descriptor that was closed is not watched any more, which is all that is wanted.
            let _ = reactor.deregister(&mut SourceFd(&self.fd));
        }
        // Its functions may own what has destructors. A duplicate is closed after this.
        drop(entry);
    }
}

impl Descriptors {
    fn listener(&mut self, key: usize, direction: Direction) -> &mut Listener {
        let entry = &mut self.entries[key];
        match direction {
            Direction::Read => &mut entry.read,
            Direction::Write => &mut entry.write,
        }
    }

    fn has_listener(&mut self, key: usize, direction: Direction) -> bool {
        self.entries.contains(key) && !matches!(self.listener(key, direction), Listener::Nobody)
    }

    fn take(&mut self, key: usize, direction: Direction) -> Listener {
        if !self.entries.contains(key) {
            return Listener::Nobody;
        }
        let listener = self.listener(key, direction);
        match listener {
            // A function stays; a ticket is good for one wait.
            Listener::Function(_) => listener.clone(),
            _ => std::mem::take(listener),
        }
    }
}

/// Has another reactor watch all descriptors that are watched: in a child process, which must not touch that of its parent.
pub fn register_again(reactor: &Reactor) {
    let all: Vec<(RawFd, usize)> = with(|all| {
        let all = all.by_fd.iter();
        all.map(|(&fd, &key)| (fd, key)).collect()
    });
    let interest = Interest::READABLE | Interest::WRITABLE;
    for (fd, key) in all {
        // One that was closed meanwhile has nobody to tell.
        let _ = reactor.register(&mut SourceFd(&fd), Wake::Descriptor(key), interest);
    }
}

/// Whether some coroutine waits for a descriptor, or a function listens to one: then the loop of a script goes on.
pub fn are_awaited() -> bool {
    with(|all| {
        all.entries.iter().any(|(_, entry)| {
            [&entry.read, &entry.write]
                .into_iter()
                .any(|listener| match listener {
                    Listener::Nobody => false,
                    Listener::Coroutine(ticket) => ticket.is_valid(),
                    Listener::Function(_) => true,
                })
        })
    })
}

/// Number of descriptors that the loop watches.
pub fn count() -> usize {
    with(|all| all.entries.len())
}

/// Tells who listens that a descriptor became ready. Called by the loop.
pub fn ready(key: usize, event: &Ready) {
    let broken = event.ended || event.failed;
    let told = [
        (Direction::Read, event.readable || broken),
        (Direction::Write, event.writable || broken),
    ];
    // Who begins to listen while the other direction is told has had no part in this event.
    let told = told.map(|(direction, is_ready)| {
        (
            direction,
            is_ready && with(|all| all.has_listener(key, direction)),
        )
    });
    for (direction, is_ready) in told {
        if !is_ready {
            continue;
        }
        match with(|all| all.take(key, direction)) {
            Listener::Nobody => {}
            Listener::Coroutine(ticket) => {
                ticket.wake();
            }
            Listener::Function(function) => function(),
        }
        if runtime::is_ending() {
            return;
        }
    }
}
