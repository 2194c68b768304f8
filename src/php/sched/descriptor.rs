//! Waiting for descriptors: sockets, pipes, whatever epoll can watch.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io;
use std::mem::MaybeUninit;
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
    /// A function for which alone the loop of a script does not go on.
    Aside(Rc<dyn Fn()>),
}

struct Entry {
    read: Listener,
    write: Listener,
    file: FileId,
    interest: Interest,
    /// Told from that of whoever had the key before: the kernel may still send events to it.
    turn: u8,
}

#[derive(Default)]
struct Descriptors {
    entries: Slab<Entry>,
    /// Whose registration the loop has for a number, as far as it was made here.
    by_fd: HashMap<RawFd, usize>,
    turn: u8,
}

/// The file behind a descriptor. The number may stand for another one later: PHP closes what it likes, whoever watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FileId {
    device: libc::dev_t,
    inode: libc::ino_t,
}

impl FileId {
    fn of(fd: RawFd) -> io::Result<Self> {
        let mut stat = MaybeUninit::uninit();
        // SAFETY: fstat fills the structure, or says that it has not.
        let stat = unsafe {
            if libc::fstat(fd, stat.as_mut_ptr()) != 0 {
                return Err(io::Error::last_os_error());
            }
            stat.assume_init()
        };
        Ok(Self {
            device: stat.st_dev,
            inode: stat.st_ino,
        })
    }
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
    /// always ready. If the descriptor is closed before this is dropped, nobody is told of it any more.
    pub fn new(fd: RawFd) -> io::Result<Self> {
        Self::with_interest(fd, Interest::READABLE | Interest::WRITABLE)
    }

    /// Begins to watch even if somebody else does already: then it is a duplicate that is watched.
    pub fn beside(fd: RawFd, interest: Interest) -> io::Result<Self> {
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
        let file = FileId::of(fd)?;
        let reactor = runtime::reactor()?;
        let (key, wake) = with(|all| {
            all.turn = all.turn.wrapping_add(1);
            let key = all.entries.insert(Entry {
                read: Listener::Nobody,
                write: Listener::Nobody,
                file,
                interest,
                turn: all.turn,
            });
            (key, all.wake_of(key))
        });
        // The kernel knows whether it is watched; whoever we believe to watch it may have lost it.
        if let Err(error) = reactor.register(&mut SourceFd(&fd), wake, interest) {
            with(|all| all.entries.remove(key));
            return Err(error);
        }
        with(|all| all.by_fd.insert(fd, key));
        Ok(Self { key, fd, own: None })
    }

    /// Whether the number still stands for what is watched, and the loop watches it for this.
    pub fn is_current(&self) -> bool {
        with(|all| all.is_current(self.fd, self.key))
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
            Listener::Nobody | Listener::Function(_) | Listener::Aside(_) => None,
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

    /// The same for reading, but the loop of a script does not go on for this alone.
    pub fn listen_aside(&self, function: Rc<dyn Fn()>) {
        let old = with(|all| {
            let listener = all.listener(self.key, Direction::Read);
            std::mem::replace(listener, Listener::Aside(function))
        });
        drop(old);
    }

    /// Asks the loop to tell again what the descriptor is ready for now. Nothing happens if it was closed.
    pub fn rearm(&self) -> io::Result<()> {
        if !self.is_current() {
            return Ok(());
        }
        let reactor = runtime::reactor()?;
        let (wake, interest) = with(|all| (all.wake_of(self.key), all.entries[self.key].interest));
        let mut source = SourceFd(&self.fd);
        mio::event::Source::reregister(&mut source, reactor.registry(), wake.token(), interest)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let (is_current, entry) = with(|all| {
            let is_current = all.is_current(self.fd, self.key);
            if all.by_fd.get(&self.fd) == Some(&self.key) {
                all.by_fd.remove(&self.fd);
            }
            (is_current, all.entries.try_remove(self.key))
        });
        // Somebody else may have got the number of one that was closed.
        if is_current && let Some(reactor) = runtime::existing_reactor() {
            // Whatever comes of it, it is not watched any more.
            let _ = reactor.deregister(&mut SourceFd(&self.fd));
        }
        // Its functions may own what has destructors. A duplicate is closed after this.
        drop(entry);
    }
}

/// Where in the number of a descriptor's events the turn of its entry stands.
const TURN_SHIFT: u32 = 32;

impl Descriptors {
    /// What the events of an entry are known by.
    fn wake_of(&self, key: usize) -> Wake {
        Wake::Descriptor(usize::from(self.entries[key].turn) << TURN_SHIFT | key)
    }

    /// The entry that events are for, if it is still there.
    fn key_of(&self, number: usize) -> Option<usize> {
        let key = number & ((1 << TURN_SHIFT) - 1);
        let entry = self.entries.get(key)?;
        (usize::from(entry.turn) == number >> TURN_SHIFT).then_some(key)
    }

    fn is_current(&self, fd: RawFd, key: usize) -> bool {
        self.by_fd.get(&fd) == Some(&key)
            && FileId::of(fd).is_ok_and(|file| file == self.entries[key].file)
    }

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
            Listener::Function(_) | Listener::Aside(_) => listener.clone(),
            _ => std::mem::take(listener),
        }
    }
}

/// Has another reactor watch all descriptors that are watched: in a child process, which must not touch that of its parent.
pub fn register_again(reactor: &Reactor) {
    with(|all| {
        for (&fd, &key) in &all.by_fd {
            if all.is_current(fd, key) {
                // One that cannot be watched here has nobody to tell.
                let interest = all.entries[key].interest;
                let _ = reactor.register(&mut SourceFd(&fd), all.wake_of(key), interest);
            }
        }
    });
}

/// Forgets who waits for a descriptor: in a child process, which waits for nothing that its parent does.
pub fn forget_inherited() {
    let old: Vec<[Listener; 2]> = with(|all| {
        let entries = all.entries.iter_mut();
        let listeners = entries.map(|(_, entry)| [&mut entry.read, &mut entry.write]);
        listeners.map(|both| both.map(std::mem::take)).collect()
    });
    // Functions may own PHP values, whose destructors are their parent's business.
    std::mem::forget(old);
}

/// Whether some coroutine waits for a descriptor, or a function listens to one: then the loop of a script goes on.
pub fn are_awaited() -> bool {
    with(|all| {
        all.entries.iter().any(|(_, entry)| {
            [&entry.read, &entry.write]
                .into_iter()
                .any(|listener| match listener {
                    Listener::Nobody | Listener::Aside(_) => false,
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
pub fn ready(number: usize, event: &Ready) {
    let found = with(|all| {
        let key = all.key_of(number)?;
        Some((key, all.entries[key].interest))
    });
    let Some((key, interest)) = found else {
        return;
    };
    // The end is nothing to those who look for urgent data only. That the peer sends no more is nothing to writers.
    let ended = interest.is_readable() && (event.ended || event.failed);
    let told = [
        (Direction::Read, event.readable || ended),
        (Direction::Write, event.writable || event.failed),
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
            Listener::Function(function) | Listener::Aside(function) => function(),
        }
        if runtime::is_ending() {
            return;
        }
    }
}
