//! Waiting for room: what becomes of what is sent to a client that has much to read already.
//!
//! A response waits, so that it reaches its client whole: nobody else is kept. A message waits only briefly unless `send_yield`
//! says otherwise: whoever sends it to many clients would be kept by the slowest one. Who did not read in that time is not waited
//! for again until everything was sent to it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::settings::Settings;
use crate::engine::server::SendError;
use crate::engine::session::SessionId;
use crate::php::memory::Engine;
use crate::php::runtime;
use crate::php::sched::{self, Ticket, Woken};
use crate::php::zend::thread::OneThread;
use crate::php::zend::{PhpResult, Thrown};

/// Who is told when there is room looks by himself after so long nevertheless: an end may come without a word.
const RECHECK: Duration = Duration::from_secs(1);
/// Who is not told looks so often.
const POLL: Duration = Duration::from_millis(10);
/// How long a message waits where nothing is set: a client that reads has taken something by then.
const BRIEFLY: Duration = Duration::from_millis(100);
/// Who was waited for in vain is not again for so long, or until everything was sent.
const SULK: Duration = Duration::from_secs(10);
/// With so many of them at a time, nobody is waited for: that would take long for all together.
const MOST_STALLED: usize = 8;

/// Who waits for room, and how long.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// Whether responses wait.
    pub responses: bool,
    /// Whether messages wait.
    pub messages: Messages,
    /// How long (`send_timeout`); `None` for as long as the client is there.
    pub limit: Option<Duration>,
}

/// Whether messages wait.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Messages {
    /// They do not.
    #[default]
    Never,
    /// For clients that read.
    Briefly,
    /// For everybody.
    Always,
}

impl Terms {
    /// Those in `settings`.
    pub fn of(settings: &Settings<'_>) -> Self {
        let send_yield = settings.bool("send_yield");
        Self {
            responses: send_yield != Some(false),
            messages: match send_yield {
                None => Messages::Briefly,
                Some(true) => Messages::Always,
                Some(false) => Messages::Never,
            },
            limit: settings
                .seconds("send_timeout")
                .filter(|limit| !limit.is_zero()),
        }
    }
}

struct Room {
    terms: Cell<Terms>,
    /// Who waits, by session, in the order of their coming.
    waiting: RefCell<BTreeMap<SessionId, Vec<Ticket>>>,
    /// Who was waited for in vain, and until when nobody does again.
    stalled: RefCell<BTreeMap<SessionId, Instant>>,
}

// SAFETY: code of PHP's thread only.
static ROOM: OneThread<Room> = unsafe {
    OneThread::new(Room {
        terms: Cell::new(Terms {
            responses: false,
            messages: Messages::Never,
            limit: None,
        }),
        waiting: RefCell::new(BTreeMap::new()),
        stalled: RefCell::new(BTreeMap::new()),
    })
};

/// A server begins, on these terms, or ends.
pub fn set_terms(terms: Terms) {
    ROOM.get().terms.set(terms);
    ROOM.get().waiting.take();
    ROOM.get().stalled.take();
}

/// Waits until a part of a response may be sent, if responses wait: while `is_full` says that there is no room. That there is
/// some then is not promised: the attempt that follows will say what is wrong.
pub fn for_response(engine: &Engine, session: SessionId, is_full: impl Fn() -> bool) -> PhpResult {
    let terms = ROOM.get().terms.get();
    if terms.responses && sched::current().is_some() {
        wait(engine, session, terms.limit, is_full)?;
    }
    Ok(())
}

/// Sends a message of `len` bytes by `attempt`; where that finds no room, or others wait already, once more after a wait, if
/// messages wait.
#[inline]
pub fn for_message<E: From<SendError> + PartialEq>(
    engine: &Engine,
    session: SessionId,
    len: usize,
    attempt: impl Fn() -> Result<(), E>,
) -> PhpResult<Result<(), E>> {
    if !has_waiters(session) {
        let result = attempt();
        if result != Err(SendError::BufferFull.into()) {
            return Ok(result);
        }
    }
    wait_for_message(engine, session, len)?;
    Ok(attempt())
}

#[cold]
fn wait_for_message(engine: &Engine, session: SessionId, len: usize) -> PhpResult {
    let terms = ROOM.get().terms.get();
    let is_full = || engine.has_room(session, len) == Err(SendError::BufferFull);
    match terms.messages {
        _ if sched::current().is_none() => Ok(()),
        Messages::Never => Ok(()),
        Messages::Briefly => wait_briefly(engine, session, is_full),
        Messages::Always => wait(engine, session, terms.limit, is_full).map(drop),
    }
}

/// Waits for a client, unless that was in vain before.
fn wait_briefly(engine: &Engine, session: SessionId, is_full: impl Fn() -> bool) -> PhpResult {
    let stalled = &ROOM.get().stalled;
    let is_hopeless = || {
        let now = Instant::now();
        let mut stalled = stalled.borrow_mut();
        stalled.retain(|_, until| now < *until);
        stalled.contains_key(&session) || stalled.len() >= MOST_STALLED
    };
    if !is_hopeless() && !wait(engine, session, Some(BRIEFLY), is_full)? {
        let until = Instant::now() + SULK;
        stalled.borrow_mut().insert(session, until);
    }
    Ok(())
}

/// Waits while `is_full`, in a coroutine. Whether there was room in the end.
#[cold]
fn wait(
    engine: &Engine,
    session: SessionId,
    limit: Option<Duration>,
    is_full: impl Fn() -> bool,
) -> PhpResult<bool> {
    let room = ROOM.get();
    let deadline = limit.map(|limit| Instant::now() + limit);
    let mut waits = has_waiters(session) || is_full();
    while waits {
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        if left == Some(Duration::ZERO) {
            return Ok(false);
        }
        let round = if engine.tell_when_drained(session) {
            RECHECK
        } else {
            POLL
        };
        let own = sched::ticket()?;
        room.waiting
            .borrow_mut()
            .entry(session)
            .or_default()
            .push(own);
        let woken = sched::wait(Some(left.map_or(round, |left| left.min(round))));
        forget(session, own);
        match woken? {
            Woken::Ready | Woken::TimedOut => {}
            Woken::Canceled => return Ok(false),
            Woken::Ended => return Err(Thrown),
        }
        waits = is_full();
    }
    Ok(true)
}

/// Whether somebody waits already: who comes later waits behind.
#[inline]
fn has_waiters(session: SessionId) -> bool {
    let waiting = ROOM.get().waiting.borrow();
    !waiting.is_empty() && waiting.contains_key(&session)
}

fn forget(session: SessionId, own: Ticket) {
    let mut waiting = ROOM.get().waiting.borrow_mut();
    if let Some(tickets) = waiting.get_mut(&session) {
        tickets.retain(|other| *other != own);
        if tickets.is_empty() {
            waiting.remove(&session);
        }
    }
}

/// What waited on a session was sent, or the session is over: wakes those who wait for that, who run at once.
pub fn drained(session: SessionId) {
    ROOM.get().stalled.borrow_mut().remove(&session);
    let tickets = ROOM.get().waiting.borrow_mut().remove(&session);
    for ticket in tickets.into_iter().flatten() {
        if runtime::is_ending() {
            return;
        }
        ticket.wake();
    }
}
