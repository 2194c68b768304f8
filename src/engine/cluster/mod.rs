//! Servers of several processes: how they know of each other's connections, and what they send each other.
//!
//! Two ways to share the work:
//! - Each worker accepts clients and handles them itself (`SWOOLE_BASE`). It asks others for what concerns theirs.
//! - Reactor threads own the sockets and speak the protocols; workers handle the events ([`relay`], `SWOOLE_PROCESS`).
//!
//! Both use the same records ([`record`]) on the same rings. What a [`Server`](super::server::Server) does with sessions
//! that are not its own is in `server::remote`.

pub mod dispatch;
pub mod handover;
pub mod reactors;
pub mod record;
pub mod relay;
pub mod resident;
pub mod tasks;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use self::handover::Handover;
use super::session::SessionId;
use super::shared::exchange::{Exchange, Plan, Station};
use super::shared::post::Post;
use super::shared::sessions::Sessions;
use tasks::Tasks;

/// What the processes of a server share. Made before the fork.
#[derive(Clone)]
pub struct Cluster {
    /// How they reach each other.
    pub exchange: Arc<Exchange>,
    /// All sessions.
    pub sessions: Arc<Sessions>,
    /// For each process that owns sockets, by its number: where it leaves them to its successor.
    handovers: Arc<[Handover]>,
    /// Who has how many tasks to do.
    pub tasks: Arc<Tasks>,
}

impl Cluster {
    /// The shared memory for the stations of `plan` and at most `max_sessions` sessions.
    pub fn new(plan: Plan, first_session: SessionId, max_sessions: usize) -> io::Result<Self> {
        let owners = if plan.reactors == 0 {
            plan.processes
        } else {
            0
        };
        Ok(Self {
            tasks: Arc::new(Tasks::new(plan.processes)?),
            exchange: Arc::new(Exchange::new(plan)?),
            sessions: Arc::new(Sessions::new(first_session, max_sessions)?),
            handovers: (0..owners)
                .map(|_| Handover::new())
                .collect::<io::Result<_>>()?,
        })
    }

    /// The number by which the process at a station gets answers; `None` for a reactor's. That of a spare station is behind
    /// those of all processes.
    pub fn number(&self, station: Station) -> Option<usize> {
        usize::from(station).checked_sub(self.exchange.reactors())
    }

    /// The same, but for who has left a post, its number there: what it is known by, and whose work its successor does.
    pub fn number_of_post(&self, station: Station) -> Option<usize> {
        self.number(self.exchange.post(station))
    }

    /// The station of the process with this number.
    pub fn station(&self, number: usize) -> Station {
        (self.exchange.reactors() + number) as Station
    }

    /// Where the process with this number leaves its sockets to its successor; `None` if it owns none.
    pub fn handover(&self, number: usize) -> Option<&Handover> {
        self.handovers.get(number)
    }

    /// The process with this number and id has ended. What it has sent is delivered; connections that have ended with it are
    /// forgotten. Returns the session whose event it had begun and not finished, if there is one.
    pub fn bury(&self, number: usize, process: u32) -> Option<SessionId> {
        self.bury_at(self.station(number), process)
    }

    /// The process with this id, which may have left its post, has ended: a spare station that it has had may be taken again.
    pub fn bury_leaver(&self, process: u32) {
        if let Some(spare) = self.exchange.spare_of(process) {
            self.bury_at(spare, process);
            self.exchange.give_back(spare);
        }
    }

    fn bury_at(&self, station: Station, process: u32) -> Option<SessionId> {
        let status = self.exchange.status(station);
        let in_hand = status.in_hand.swap(0, Ordering::Acquire);
        // What it was about to take, its successor will.
        let begun = if self.exchange.has_taken(station) {
            in_hand
        } else {
            0
        };
        if let Some(entry) = self.sessions.get(begun) {
            // If it was a request, it may not have come to note that.
            entry.answerer.store(process, Ordering::Relaxed);
        }
        self.exchange.bury(station);
        self.sessions.abandon(station);
        if begun < 0 {
            // Nobody else will do it.
            self.sessions.remove_for_the_dead(-begun);
        }
        (begun != 0).then_some(begun.abs())
    }

    /// One process's or thread's part in it.
    pub fn join(&self, station: Station, part: Part) -> Member {
        Member {
            post: Post::take(&self.exchange, station),
            sessions: Arc::clone(&self.sessions),
            process: std::process::id(),
            part,
            aside: RefCell::default(),
        }
    }
}

/// What a member of a cluster does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// It owns connections and handles their events.
    Whole,
    /// It owns connections; others handle their events.
    Sockets,
    /// It handles events of connections that others own.
    Events,
    /// It handles tasks, one in a turn, and owns no connections.
    Tasks,
}

/// One process's or thread's part in a cluster.
pub struct Member {
    /// Its way to the others.
    pub post: Post,
    /// All sessions.
    pub sessions: Arc<Sessions>,
    /// The id of its process.
    pub process: u32,
    /// What it does.
    pub part: Part,
    /// What has come while it waited for something else: the sender, the tag and the bytes.
    pub(super) aside: RefCell<VecDeque<(Station, u32, Vec<u8>)>>,
}

impl Member {
    /// The number of the member at a station among those that own connections: of the reactor thread or, where workers own
    /// theirs, of the worker, also if it has left its post.
    pub fn owner_number(&self, station: Station) -> usize {
        self.post.exchange().post(station).into()
    }
}
