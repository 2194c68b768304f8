//! The server: ports, connections, and everything that the handler may do with them.
//!
//! Methods take `&self` and borrow the state only while they run, so that a handler can call them from inside an event.
//! The files follow a message's way: `accept`, `read`, `http` or `websocket` in; `send`, `flush` and `close` out;
//! `run` is the loop around them.

mod accept;
mod balance;
mod close;
mod deadlines;
mod elsewhere;
mod files;
mod flush;
mod handover;
mod http;
mod info;
mod leave;
mod read;
mod remote;
mod requests;
mod run;
mod send;
mod sessions;
#[cfg(test)]
mod tests;
mod websocket;

use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::io;
use std::rc::Rc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use slab::Slab;

use super::cluster::Member;
use super::config::{PortConfig, ServerConfig};
use super::connection::{Connection, Life};
use super::fork;
use super::handler::{Cause, Close};
use super::listener::Listener;
use super::memory::Memory;
use super::pool::BufferPool;
use super::reactor::{Reactor, ServerId};
use super::session::{SessionId, SessionTable};
use super::shared::exchange::Station;
use super::shared::sessions::{Entry, Sessions};
use super::stats::Stats;
use crate::protocol::http::DateCache;
use sessions::SessionIds;

pub use http::Upgrade;
pub use info::ConnectionInfo;
pub use remote::Noted;
pub use run::{run, run_beside, run_with};
pub use send::{Outgoing, SendError};
pub use websocket::{CloseError, Push, WebSocketStatus};

/// How long a peer may take to read our last bytes and close, unless [`Server::set_linger`] says otherwise.
const LINGER: Duration = Duration::from_secs(5);

/// Bytes read from a socket at once.
const READ_BUFFER: usize = 64 * 1024;

/// A server and its connections.
pub struct Server<M: Memory> {
    reactor: Rc<Reactor>,
    /// Its number on the reactor, which tells its sources from those of other servers.
    id: ServerId,
    config: ServerConfig,
    ports: Vec<Port>,
    state: RefCell<State<M>>,
    phase: Cell<Phase>,
    /// How long a peer may take to read our last bytes and close.
    linger: Duration,
    /// Whether other processes accept on the same sockets.
    shared: bool,
    /// The one read buffer of the loop; absent while it is in use.
    read_buffer: Cell<Option<Box<[u8]>>>,
    /// Its part in a cluster, if it is in one.
    member: Option<Rc<Member>>,
    /// A session that was forgotten, while the handler is told what it had sent before.
    late: Cell<Option<Late>>,
    /// How many requests the application has in its hands here.
    requests: Cell<u32>,
    /// The process that it was made in.
    generation: u32,
}

/// What is known of a session that was forgotten.
#[derive(Debug, Clone, Copy)]
struct Late {
    session: SessionId,
    /// The number of its port.
    port: usize,
    /// Who has owned it.
    owner: Station,
}

/// A listening socket with its settings.
struct Port {
    listener: Listener,
    config: PortConfig,
    /// Whether the reactor tells of clients.
    watched: Cell<bool>,
}

/// What changes while the server runs.
struct State<M: Memory> {
    connections: Slab<Connection<M>>,
    sessions: SessionIds,
    /// Number of sessions that are open; others linger.
    open: usize,
    pool: BufferPool,
    stats: Stats,
    date: DateCache,
    codec: websocket::Codec<M>,
    /// Connections with output to flush at the end of the turn.
    dirty: Vec<usize>,
    /// Connections with input that was not read or not decoded yet.
    unread: Vec<usize>,
    /// Connections whose input the handler could not take.
    held: Vec<usize>,
    /// What the handler has not been told yet.
    news: VecDeque<News>,
    /// While the handler has a close frame: its session and the payload to answer with.
    unanswered: Option<(SessionId, Vec<u8>)>,
    /// When to look at a connection again, with its key and session: soonest first.
    deadlines: BinaryHeap<Reverse<(Instant, usize, SessionId)>>,
    /// When to look for silent connections.
    next_heartbeat: Option<Instant>,
    /// What is being written for a session of another member.
    scratch: Vec<u8>,
    /// What others want of sessions that a predecessor has left to this member and that it has not taken yet: tag and bytes.
    early: Vec<(SessionId, u32, Vec<u8>)>,
    /// Sessions of all members that come next on somebody's way through them.
    listing: VecDeque<SessionId>,
    /// Ports where clients may wait that were not accepted.
    unaccepted: Vec<usize>,
    /// When to accept again after the process ran out of descriptors, or all members out of places.
    accept_again: Option<Instant>,
    /// When to look after clients that were left to another member.
    away_until: Option<Instant>,
    /// When the log was told last that clients have to wait.
    accept_warned: Option<Instant>,
}

/// Something that the handler is told as soon as it is not in the middle of something else.
#[derive(Debug, Clone, Copy)]
enum News {
    Closed {
        key: usize,
        session: SessionId,
        close: Close,
    },
    /// This member has ended a session of another one.
    EndedElsewhere {
        session: SessionId,
        close: Close,
    },
    Watermark {
        session: SessionId,
        full: bool,
    },
}

/// Where the server is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Running,
    /// Nothing is accepted or read any more; what the handler does about what was read goes on.
    Deaf,
    /// No more connections; the present ones may finish what they do.
    Retiring,
    /// No more connections; the present ones are said goodbye to.
    Draining {
        deadline: Instant,
    },
    Stopped,
}

impl<M: Memory> Server<M> {
    /// A server without ports. Fails when the reactor has no number left for it.
    pub fn new(reactor: Rc<Reactor>, config: ServerConfig) -> io::Result<Self> {
        let id = reactor.enlist_server()?;
        let state = State {
            connections: Slab::new(),
            sessions: SessionIds::Own(SessionTable::starting_at(
                config.first_session,
                config.max_connections,
            )),
            open: 0,
            pool: BufferPool::default(),
            stats: Stats::default(),
            date: DateCache::new(),
            codec: websocket::Codec::new(),
            dirty: Vec::new(),
            unread: Vec::new(),
            held: Vec::new(),
            news: VecDeque::new(),
            unanswered: None,
            deadlines: BinaryHeap::new(),
            next_heartbeat: config
                .heartbeat_interval
                .map(|interval| reactor.after(interval)),
            scratch: Vec::new(),
            early: Vec::new(),
            listing: VecDeque::new(),
            unaccepted: Vec::new(),
            accept_again: None,
            away_until: None,
            accept_warned: None,
        };
        Ok(Self {
            reactor,
            id,
            config,
            ports: Vec::new(),
            state: RefCell::new(state),
            phase: Cell::new(Phase::Running),
            linger: LINGER,
            shared: false,
            read_buffer: Cell::new(Some(vec![0; READ_BUFFER].into_boxed_slice())),
            member: None,
            late: Cell::new(None),
            requests: Cell::new(0),
            generation: fork::generation(),
        })
    }

    /// Its number on the reactor.
    pub fn id(&self) -> ServerId {
        self.id
    }

    /// Adds a bound socket; its number is returned.
    pub fn add_port(&mut self, listener: Listener, config: PortConfig) -> usize {
        self.ports.push(Port {
            listener,
            config,
            watched: Cell::new(false),
        });
        self.ports.len() - 1
    }

    /// Sets how long a peer may take to read our last bytes and close, and to answer a close frame: 5 seconds if this
    /// is not called.
    pub fn set_linger(&mut self, time: Duration) {
        self.linger = time;
    }

    /// Starts to listen on all ports.
    pub fn listen(&self) -> io::Result<()> {
        for port in &self.ports {
            port.listener
                .listen(port.config.backlog, &port.config.tcp)?;
        }
        self.accept_all()
    }

    /// Accepts on ports that listen already.
    pub fn accept_alone(&self) -> io::Result<()> {
        self.accept_all()
    }

    /// The same while other processes have the same sockets and accept, too.
    pub fn accept_beside_others(&mut self) -> io::Result<()> {
        self.shared = true;
        self.accept_all()
    }

    fn accept_all(&self) -> io::Result<()> {
        for number in 0..self.ports.len() {
            self.watch_port(number)?;
        }
        Ok(())
    }

    fn watch_port(&self, number: usize) -> io::Result<()> {
        let port = &self.ports[number];
        if self.shares_port(number) {
            port.listener
                .register_shared(&self.reactor, self.id, number)?;
        } else {
            port.listener.register(&self.reactor, self.id, number)?;
        }
        port.watched.set(true);
        Ok(())
    }

    /// Accepts no more on a port, until it is watched again.
    fn unwatch_port(&self, number: usize) {
        let port = &self.ports[number];
        if port.watched.replace(false) {
            // Registered, so that nothing can fail.
            let _ = port.listener.deregister(&self.reactor);
        }
    }

    /// Whether other processes accept on the same sockets.
    pub fn shares_ports(&self) -> bool {
        self.shared
    }

    /// Whether they do on that of a port: each may have its own.
    fn shares_port(&self, number: usize) -> bool {
        self.shared && !self.ports[number].listener.is_sibling()
    }

    /// The reactor that drives this server.
    pub fn reactor(&self) -> &Rc<Reactor> {
        &self.reactor
    }

    /// The settings of the port with this number.
    pub fn port_config(&self, number: usize) -> &PortConfig {
        &self.ports[number].config
    }

    /// The settings of the server.
    pub fn config(&self) -> &ServerConfig {
        &self.config
    }

    /// The counters.
    pub fn stats(&self) -> Stats {
        self.state.borrow().stats
    }

    /// Number of open sessions that this server owns.
    pub fn own_sessions(&self) -> usize {
        self.state.borrow().open
    }

    /// Number of open sessions, those of all members of the cluster.
    pub fn session_count(&self) -> usize {
        match &self.member {
            None => self.state.borrow().open,
            Some(member) => member.sessions.len(),
        }
    }

    /// The session id given out last.
    pub fn last_session(&self) -> SessionId {
        self.state.borrow().sessions.last()
    }

    /// The smallest open session id greater than `after`, on port `port` if one is given.
    pub fn next_session(&self, after: SessionId, port: Option<usize>) -> Option<SessionId> {
        let mut state = self.state.borrow_mut();
        let state = &mut *state;
        let mut after = after;
        let table = match &state.sessions {
            SessionIds::Own(table) => table,
            SessionIds::Shared(sessions, _) => {
                return next_listed(sessions, &mut state.listing, after, port);
            }
        };
        loop {
            after = table.next_after(after)?;
            let Some(connection) = state.connection(after) else {
                continue;
            };
            if connection.is_listed()
                && port.is_none_or(|port| usize::from(connection.port) == port)
            {
                return Some(after);
            }
        }
    }

    /// Whether the loop goes on: in a child it does not.
    pub fn is_running(&self) -> bool {
        self.phase.get() != Phase::Stopped && !self.is_copy()
    }

    /// Ends the loop at once; connections are dropped as they are. For a handler that cannot go on.
    pub fn abort(&self) {
        self.phase.set(Phase::Stopped);
    }
}

/// Sessions that are looked up at once: going through the shared table takes a while.
const LISTED: usize = 1024;

/// The smallest id greater than `after` of an open session in the shared table. What comes after it is kept in `listing`.
fn next_listed(
    sessions: &Sessions,
    listing: &mut VecDeque<SessionId>,
    after: SessionId,
    port: Option<usize>,
) -> Option<SessionId> {
    let wanted = |entry: &Entry| {
        entry.is_open()
            && port.is_none_or(|port| usize::from(entry.port.load(Ordering::Relaxed)) == port)
    };
    // The list is good for who got its first one just before.
    let goes_on = listing.pop_front() == Some(after);
    loop {
        if !goes_on || listing.is_empty() {
            *listing = VecDeque::from(sessions.list(after, LISTED, wanted));
            listing.push_front(after);
            let next = listing.get(1).copied();
            listing.pop_front();
            return next;
        }
        let next = *listing.front()?;
        if sessions.get(next).is_some_and(wanted) {
            return Some(next);
        }
        listing.pop_front();
    }
}

/// What a failed system call on a connection's socket says about its end.
fn cause_of(error: &io::Error) -> Cause {
    Cause::Broken(error.raw_os_error().unwrap_or(libc::EPIPE))
}

impl<M: Memory> Drop for Server<M> {
    fn drop(&mut self) {
        self.reactor.retire_server(self.id);
    }
}

impl<M: Memory> State<M> {
    /// The slab key of a session. What a shared table says is not believed: another process may have died while it was writing.
    #[inline]
    fn key(&self, session: SessionId) -> Option<usize> {
        let key = self.sessions.slot(session)?;
        let connection = self.connections.get(key)?;
        (connection.session == session).then_some(key)
    }

    /// The slab key of a session that is open.
    #[inline]
    fn open_key(&self, session: SessionId) -> Option<usize> {
        self.key(session)
            .filter(|&key| self.connections[key].life == Life::Open)
    }

    /// The connection of a session.
    #[inline]
    fn connection(&self, session: SessionId) -> Option<&Connection<M>> {
        self.connections.get(self.key(session)?)
    }

    /// Puts a connection on the list of those to flush.
    #[inline]
    fn mark_dirty(&mut self, key: usize) {
        let connection = &mut self.connections[key];
        if !connection.flags.dirty {
            connection.flags.dirty = true;
            self.dirty.push(key);
        }
    }

    /// Puts a connection on the list of those to read, without waiting for the socket to say so.
    fn mark_unread(&mut self, key: usize) {
        let connection = &mut self.connections[key];
        if !connection.flags.queued {
            connection.flags.queued = true;
            self.unread.push(key);
        }
    }
}
