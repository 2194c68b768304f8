//! The other end of one connection, as the coroutine of its handler sees it: messages to be received, room to be waited
//! for, and how it ended.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::time::Duration;

use crate::engine::handler::{Cause, Message};
use crate::php::sched::{self, Ticket, Woken};
use crate::php::zend::string::ZStrBuf;
use crate::php::zend::{PhpResult, Thrown};
use crate::php::{last_error, runtime};
use crate::protocol::payload::PayloadBuffer;
use crate::protocol::websocket::CloseCode;

/// So many messages may wait to be received before the connection is read no further.
const MOST_MESSAGES: usize = 128;
/// So many bytes of them.
const MOST_BYTES: usize = 1 << 20;

/// How long waits may last that say nothing about it.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// For a message.
    pub read: Option<Duration>,
    /// For room.
    pub write: Option<Duration>,
}

/// What handlers and the engine share about a connection.
pub struct Peer {
    limits: Limits,
    inbox: RefCell<VecDeque<Message<ZStrBuf>>>,
    /// Bytes in the inbox.
    bytes: Cell<usize>,
    /// Whether the inbox was full, so that the engine does not read.
    paused: Cell<bool>,
    /// Who waits for a message.
    reader: Cell<Option<Ticket>>,
    /// Who waits for room.
    writers: RefCell<Vec<Ticket>>,
    end: Cell<End>,
}

/// How far the end of the connection has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// It is open.
    No,
    /// It has ended; the handler will be told when it has received everything.
    Untold(Cause),
    /// The handler knows.
    Told,
}

/// What `recv()` got.
pub enum Received {
    /// A message.
    Message(Message<ZStrBuf>),
    /// The peer has closed.
    Closed,
    /// Nothing, for this reason: an errno, or one of Swoole's codes.
    Nothing(i32),
    /// Another coroutine waits for a message, this one.
    Bound(i64),
}

impl Peer {
    /// The other end of an open connection.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            inbox: RefCell::default(),
            bytes: Cell::new(0),
            paused: Cell::new(false),
            reader: Cell::new(None),
            writers: RefCell::default(),
            end: Cell::new(End::No),
        }
    }

    /// Puts a message into the inbox. True if that is full then.
    #[inline]
    pub fn deliver(&self, message: Message<ZStrBuf>) -> bool {
        self.bytes
            .set(self.bytes.get() + message.payload.as_slice().len());
        self.inbox.borrow_mut().push_back(message);
        self.is_full()
    }

    /// Wakes the coroutine that waits for messages, which runs at once.
    #[inline]
    pub fn wake_reader(&self) {
        if let Some(ticket) = self.reader.take() {
            ticket.wake();
        }
    }

    /// Whether the inbox is still full, so that the engine must not read: until the handler has received some.
    pub fn must_pause(&self) -> bool {
        let full = self.is_full();
        self.paused.set(full);
        full
    }

    /// The next message. Waits for it, at most so long; `resume` has the engine read again.
    pub fn receive(&self, limit: Option<Duration>, resume: impl Fn()) -> PhpResult<Received> {
        let mut waited = false;
        loop {
            if let Some(message) = self.take() {
                if self.paused.get() && self.is_half_empty() {
                    self.paused.set(false);
                    resume();
                }
                return Ok(Received::Message(message));
            }
            match self.end.get() {
                End::No => {}
                End::Untold(cause) => {
                    self.end.set(End::Told);
                    return Ok(told(cause, waited));
                }
                End::Told => return Ok(Received::Nothing(libc::EBADF)),
            }
            if let Some(other) = self.reader.get().filter(Ticket::is_valid) {
                return Ok(Received::Bound(other.cid()));
            }
            let own = sched::ticket()?;
            self.reader.set(Some(own));
            let woken = sched::wait(limit);
            waited = true;
            if self.reader.get() == Some(own) {
                self.reader.set(None);
            }
            if let Some(code) = failure(woken?)? {
                return Ok(Received::Nothing(code));
            }
        }
    }

    fn take(&self) -> Option<Message<ZStrBuf>> {
        let message = self.inbox.borrow_mut().pop_front()?;
        self.bytes
            .set(self.bytes.get() - message.payload.as_slice().len());
        Some(message)
    }

    fn is_full(&self) -> bool {
        self.inbox.borrow().len() >= MOST_MESSAGES || self.bytes.get() >= MOST_BYTES
    }

    fn is_half_empty(&self) -> bool {
        self.inbox.borrow().len() <= MOST_MESSAGES / 2 && self.bytes.get() <= MOST_BYTES / 2
    }

    /// Whether coroutines wait for room: who comes later has to wait behind them.
    pub fn has_writers(&self) -> bool {
        !self.writers.borrow().is_empty()
    }

    /// Waits until what was queued for the connection has been sent. The error is why it was not.
    pub fn wait_for_room(&self) -> PhpResult<Result<(), i32>> {
        let own = sched::ticket()?;
        self.writers.borrow_mut().push(own);
        let woken = sched::wait(self.limits.write);
        if woken != Ok(Woken::Ready) {
            self.writers.borrow_mut().retain(|other| *other != own);
        }
        Ok(match (failure(woken?)?, self.end.get()) {
            (Some(code), _) => Err(code),
            (None, End::Untold(Cause::Broken(errno))) => Err(errno),
            (None, End::Untold(_) | End::Told) => Err(libc::EPIPE),
            (None, End::No) => Ok(()),
        })
    }

    /// Everything that was queued has been sent: wakes those who wait for that.
    pub fn drained(&self) {
        for ticket in self.writers.take() {
            ticket.wake();
            if runtime::is_ending() {
                return;
            }
        }
    }

    /// The connection has ended: wakes everybody who waits.
    pub fn ended(&self, cause: Cause) {
        if self.end.get() == End::No {
            self.end.set(End::Untold(cause));
        }
        self.wake_reader();
        if !runtime::is_ending() {
            self.drained();
        }
    }

    /// A handler has closed the connection itself. Only who waits for a message has to be told.
    pub fn close(&self) {
        let waits = self.reader.get().is_some_and(|ticket| ticket.is_valid());
        self.end.set(if waits {
            End::Untold(Cause::Server)
        } else {
            End::Told
        });
    }
}

/// The code of a wait that did not end well.
fn failure(woken: Woken) -> PhpResult<Option<i32>> {
    match woken {
        Woken::Ready => Ok(None),
        Woken::TimedOut => Ok(Some(libc::ETIMEDOUT)),
        Woken::Canceled => Ok(Some(libc::ECANCELED)),
        Woken::Ended => Err(Thrown),
    }
}

/// What `recv()` says of the end of the connection. `waited` tells that it was in the middle of waiting.
fn told(cause: Cause, waited: bool) -> Received {
    match cause {
        Cause::Peer => Received::Closed,
        Cause::Broken(errno) => Received::Nothing(errno),
        Cause::Violation(CloseCode::MESSAGE_TOO_BIG) => {
            Received::Nothing(last_error::PACKAGE_LENGTH_TOO_LARGE)
        }
        Cause::Violation(_) => Received::Nothing(last_error::PROTOCOL_ERROR),
        Cause::Server if waited => Received::Nothing(libc::ECANCELED),
        Cause::Server => Received::Nothing(libc::EBADF),
    }
}
