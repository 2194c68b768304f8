//! Who waits in which stream, so that closing it ends the waits: PHP frees a stream when it is closed, whoever uses it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::php::sched::descriptor::Direction;
use crate::php::sched::poll::{Target, wait_for_any};
use crate::php::sched::{self, Ticket, Woken};
use crate::php::zend::stream::Stream;
use crate::php::zend::thread::OneThread;
use crate::php::zend::{PhpResult, Thrown, bailout, errors};
use crate::php::{classes, last_error, runtime};

/// How a wait in a stream ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is worth another attempt.
    Ready,
    /// It took too long.
    TimedOut,
    /// Another coroutine has canceled it.
    Canceled,
    /// Another coroutine closes the stream.
    Closed,
    /// The system cannot watch the descriptor: blocking is all that is left.
    Unwatchable,
}

/// When an operation has taken too long; the time runs from its first wait.
pub struct Deadline {
    limit: Option<Duration>,
    begun: Option<Instant>,
}

impl Deadline {
    /// `None` stands for ever.
    pub fn within(limit: Option<Duration>) -> Self {
        Self { limit, begun: None }
    }

    /// The time that is left.
    pub fn left(&mut self) -> Option<Duration> {
        let limit = self.limit?;
        let begun = *self.begun.get_or_insert_with(Instant::now);
        Some(limit.saturating_sub(begun.elapsed()))
    }
}

/// Somebody who waits in a stream. Who only looks whether it is ready has no direction.
struct Waiter {
    ticket: Ticket,
    direction: Option<Direction>,
}

#[derive(Default)]
struct Waiters {
    /// By stream and coroutine.
    all: BTreeMap<(usize, i64), Waiter>,
    /// Streams that are being closed: nobody may begin to wait there.
    closing: Vec<usize>,
}

// SAFETY: code of PHP's thread only.
static WAITERS: OneThread<RefCell<Waiters>> = unsafe {
    OneThread::new(RefCell::new(Waiters {
        all: BTreeMap::new(),
        closing: Vec::new(),
    }))
};

/// The stream is closed, or is being closed.
pub struct Closed;

/// The entry of somebody who waits; it ends with this.
pub struct Watching {
    key: (usize, i64),
}

impl Watching {
    /// Notes that the owner of `ticket` is about to wait for the stream to be ready.
    pub fn begin(stream: Stream, ticket: Ticket) -> Result<Self, Closed> {
        let mut waiters = WAITERS.get().borrow_mut();
        if waiters.closing.contains(&stream.address()) {
            return Err(Closed);
        }
        let key = (stream.address(), ticket.cid());
        let direction = None;
        waiters.all.insert(key, Waiter { ticket, direction });
        Ok(Self { key })
    }

    /// The same for somebody who is in an operation of the stream: there may be one for each direction. The error is the
    /// fatal one of Swoole.
    fn begin_in(
        stream: Stream,
        direction: Direction,
        ticket: Ticket,
    ) -> PhpResult<Result<Self, Closed>> {
        let address = stream.address();
        let other = WAITERS
            .get()
            .borrow()
            .all
            .range((address, i64::MIN)..=(address, i64::MAX))
            .find(|(_, waiter)| waiter.direction == Some(direction))
            .map(|(&(_, cid), _)| cid);
        if let Some(other) = other {
            return Err(bound(stream, direction, other, ticket.cid()));
        }
        let begun = Self::begin(stream, ticket);
        if let Ok(begun) = &begun
            && let Some(waiter) = WAITERS.get().borrow_mut().all.get_mut(&begun.key)
        {
            waiter.direction = Some(direction);
        }
        Ok(begun)
    }

    /// Whether nobody has closed the stream since.
    pub fn is_open(&self) -> bool {
        WAITERS.get().borrow().all.contains_key(&self.key)
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        WAITERS.get().borrow_mut().all.remove(&self.key);
    }
}

#[cold]
fn bound(stream: Stream, direction: Direction, other: i64, own: i64) -> Thrown {
    // SAFETY: only streams of sockets have our operations.
    let fd = unsafe { stream.socket() }.unwrap_or(-1);
    let doing = match direction {
        Direction::Read => "reading",
        Direction::Write => "writing",
    };
    errors::fatal(
        classes::ERROR.get(),
        &format!(
            "Socket#{fd} has already been bound to another coroutine#{other}, {doing} of the same socket in coroutine#{own} at the same time is not allowed"
        ),
        last_error::CO_HAS_BEEN_BOUND.into(),
    )
}

/// Suspends the running coroutine, which is in an operation of the stream, until its socket is ready.
pub fn wait(stream: Stream, direction: Direction, deadline: &mut Deadline) -> PhpResult<Outcome> {
    suspend(stream, direction, false, deadline)
}

/// The same, but also ends when the socket is ready in the other direction.
pub fn wait_either(
    stream: Stream,
    direction: Direction,
    deadline: &mut Deadline,
) -> PhpResult<Outcome> {
    suspend(stream, direction, true, deadline)
}

fn suspend(
    stream: Stream,
    direction: Direction,
    either: bool,
    deadline: &mut Deadline,
) -> PhpResult<Outcome> {
    // SAFETY: only streams of sockets have our operations.
    let Some(fd) = (unsafe { stream.socket() }) else {
        return Ok(Outcome::Closed);
    };
    let ticket = sched::ticket()?;
    let Ok(watching) = Watching::begin_in(stream, direction, ticket)? else {
        return Ok(Outcome::Closed);
    };
    let mut target = Target::new(fd, direction);
    target.read |= either;
    target.write |= either;
    // A filter may write while an exception is on its way.
    let woken = errors::put_aside(|| wait_for_any(&[target], ticket, deadline.left()))?;
    if !watching.is_open() {
        return Ok(Outcome::Closed);
    }
    Ok(match woken {
        Ok(Woken::Ready) => Outcome::Ready,
        Ok(Woken::TimedOut) => Outcome::TimedOut,
        Ok(Woken::Canceled | Woken::Ended) => Outcome::Canceled,
        Err(_) => Outcome::Unwatchable,
    })
}

/// Ends all waits in a stream, which is about to be closed. Who has waited runs now, and leaves the stream.
pub fn close(stream: Stream) {
    let address = stream.address();
    let range = (address, i64::MIN)..=(address, i64::MAX);
    if WAITERS
        .get()
        .borrow()
        .all
        .range(range.clone())
        .next()
        .is_none()
    {
        return;
    }
    WAITERS.get().borrow_mut().closing.push(address);
    loop {
        let next = {
            let mut waiters = WAITERS.get().borrow_mut();
            let key = waiters.all.range(range.clone()).next().map(|(&key, _)| key);
            key.and_then(|key| waiters.all.remove(&key))
        };
        let Some(waiter) = next else {
            break;
        };
        // When the process ends, those who wait stay where they are: nobody will wake them.
        if !runtime::is_ending() && !bailout::caught() && !errors::fatal_happened() {
            errors::put_aside(|| waiter.ticket.wake());
        }
    }
    WAITERS
        .get()
        .borrow_mut()
        .closing
        .retain(|&closing| closing != address);
}

/// Forgets everybody: they are gone with the request.
pub fn clear() {
    let old = WAITERS.get().take();
    drop(old);
}
