//! Which worker handles the events of a session (`dispatch_mode`).

use std::cell::Cell;
use std::net::IpAddr;

use crate::engine::session::SessionId;

/// How workers are chosen, with Swoole's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Each event goes to the next worker.
    RoundRobin = 1,
    /// All events of a session go to the worker that its id says.
    Session = 2,
    /// Each event goes to a worker that has little to do.
    Idle = 3,
    /// All events of an address go to one worker.
    Address = 4,
    /// All events of sessions that are bound to the same number go to one worker.
    Uid = 5,
    /// A session goes to a worker that has little to do, and stays there.
    Stream = 7,
    /// A session goes to the worker with the fewest sessions, and stays there.
    FewestSessions = 8,
    /// Each event goes to the worker with the fewest events in its hands.
    FewestEvents = 9,
}

impl Mode {
    /// The mode of Swoole's number.
    pub fn from_number(number: i64) -> Option<Self> {
        Some(match number {
            1 => Self::RoundRobin,
            2 => Self::Session,
            3 => Self::Idle,
            4 => Self::Address,
            5 => Self::Uid,
            7 => Self::Stream,
            8 => Self::FewestSessions,
            9 => Self::FewestEvents,
            _ => return None,
        })
    }

    /// Whether a session stays with one worker, so that its events stay in order.
    pub fn keeps_order(self) -> bool {
        !matches!(self, Self::RoundRobin | Self::Idle | Self::FewestEvents)
    }
}

/// What a program's own way of choosing workers has decided about an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// The worker with this number gets it.
    Worker(usize),
    /// Nobody gets it.
    Nobody,
    /// Nobody gets it, and the session ends.
    Close,
    /// Whoever the mode says.
    Usual,
}

/// What an event is to who chooses its worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// Something was received.
    Data,
    /// The session was accepted.
    Connected,
    /// It is over.
    Closed,
    /// More waits on it than its high watermark.
    Full,
    /// It has drained.
    Drained,
}

/// A program's own way of choosing workers, for a reactor in a thread that may run its code.
pub trait Chooser {
    /// Chooses one for an event. `parts`, one behind the other, are what was received.
    fn choose(&self, session: SessionId, matter: Matter, parts: &[&[u8]]) -> Choice;
}

/// Chooses workers.
pub struct Dispatch {
    mode: Mode,
    workers: usize,
    next: Cell<usize>,
}

impl Dispatch {
    /// Chooses among `workers`, of which there is one at least. `first` is where the round begins.
    pub fn new(mode: Mode, workers: usize, first: usize) -> Self {
        Self {
            mode,
            workers: workers.max(1),
            next: Cell::new(first),
        }
    }

    /// The mode.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// How many workers there are to choose from.
    pub fn workers(&self) -> usize {
        self.workers
    }

    /// The worker of a session that was just accepted. `load` tells how much a worker has to do.
    pub fn assign(
        &self,
        session: SessionId,
        peer: Option<IpAddr>,
        load: impl Fn(usize) -> usize,
    ) -> usize {
        match self.mode {
            Mode::Session => self.of_number(session),
            Mode::Address => match peer {
                Some(IpAddr::V4(ip)) => u32::from(ip) as usize % self.workers,
                // The same in each reactor.
                Some(IpAddr::V6(ip)) => {
                    let bits = u128::from(ip);
                    ((bits >> 64) as u64 ^ bits as u64) as usize % self.workers
                }
                None => self.of_number(session),
            },
            Mode::Uid => self.of_number(session),
            Mode::Stream | Mode::FewestSessions => self.least(load),
            Mode::RoundRobin | Mode::Idle | Mode::FewestEvents => self.pick(load),
        }
    }

    /// The worker of a further event of a session whose events stay together: the one that it was assigned to, or that of
    /// the number that was bound to it since.
    #[inline]
    pub fn stay(&self, assigned: usize, uid: impl FnOnce() -> Option<i64>) -> usize {
        match self.mode {
            Mode::Uid => uid().map_or(assigned, |uid| self.of_number(uid)),
            _ => assigned,
        }
    }

    /// The worker of an event that may go to any.
    pub fn pick(&self, load: impl Fn(usize) -> usize) -> usize {
        match self.mode {
            Mode::RoundRobin => self.turn(),
            _ => self.least(load),
        }
    }

    fn turn(&self) -> usize {
        let next = self.next.get() % self.workers;
        self.next.set(next + 1);
        next
    }

    /// One with the smallest load; in turn if several have it.
    fn least(&self, load: impl Fn(usize) -> usize) -> usize {
        let first = self.turn();
        (0..self.workers)
            .map(|n| (first + n) % self.workers)
            .min_by_key(|&worker| load(worker))
            .unwrap_or(first)
    }

    fn of_number(&self, number: i64) -> usize {
        number.unsigned_abs() as usize % self.workers
    }
}
