//! Facts about sessions, for `getClientInfo` and its like.

use std::net::SocketAddr;
use std::os::fd::AsRawFd;
use std::sync::atomic::Ordering;

use super::Server;
use super::websocket::{WebSocketStatus, status_of};
use crate::engine::connection::{Life, Times};
use crate::engine::listener::Address;
use crate::engine::memory::Memory;
use crate::engine::session::SessionId;
use crate::engine::shared::sessions::flag;

/// What is known about a session.
#[derive(Debug, Clone)]
pub struct ConnectionInfo {
    /// Number of the port that accepted it.
    pub port: usize,
    /// Descriptor of that port's listening socket.
    pub server_fd: i32,
    /// Descriptor of the connection.
    pub socket_fd: i32,
    /// Number of the reactor thread that owns it or, where workers own theirs, of the worker.
    pub reactor: usize,
    /// The peer; `None` on unix sockets.
    pub peer: Option<SocketAddr>,
    /// When things happened.
    pub times: Times,
    /// Whether the session is open.
    pub open: bool,
    /// Where it stands as a WebSocket.
    pub websocket: WebSocketStatus,
    /// Bytes received and not delivered yet.
    pub received_pending: usize,
    /// Bytes waiting to be sent.
    pub send_pending: usize,
    /// The id that the application bound to it.
    pub uid: Option<i64>,
}

impl<M: Memory> Server<M> {
    /// The facts about a session. They can be had until the handler has been told of its end.
    pub fn info(&self, session: SessionId) -> Option<ConnectionInfo> {
        if let Some(there) = self.elsewhere(session) {
            return Some(there.info(self));
        }
        let state = self.state.borrow();
        let connection = state.connection(session)?;
        let port = usize::from(connection.port);
        Some(ConnectionInfo {
            port,
            server_fd: self.ports[port].listener.raw_fd(),
            socket_fd: connection.socket.as_raw_fd(),
            reactor: self.own_number(),
            peer: connection.peer,
            times: connection.times,
            open: connection.life == Life::Open,
            websocket: status_of(connection),
            received_pending: connection.backlog.len(),
            send_pending: connection.output.pending(),
            uid: connection.uid,
        })
    }

    /// The number of the port that a session came through.
    #[inline]
    pub fn port_of(&self, session: SessionId) -> Option<usize> {
        if let Some(there) = self.elsewhere(session) {
            return Some(there.port(self));
        }
        self.state
            .borrow()
            .connection(session)
            .map(|connection| usize::from(connection.port))
            .or_else(|| self.late(session).map(|late| late.port))
    }

    /// The number of the reactor thread that owns a session or, where workers own theirs, of the worker.
    pub fn reactor_of(&self, session: SessionId) -> usize {
        match (self.elsewhere(session), self.late(session), &self.member) {
            (Some(there), ..) => there.reactor(),
            (None, Some(late), Some(member)) => member.owner_number(late.owner),
            _ => self.own_number(),
        }
    }

    fn own_number(&self) -> usize {
        let member = self.member.as_ref();
        member.map_or(0, |member| member.owner_number(member.post.station()))
    }

    /// Whether a session is open.
    pub fn is_open(&self, session: SessionId) -> bool {
        if let Some(there) = self.elsewhere(session) {
            return there.entry.is_open();
        }
        let state = self.state.borrow();
        state
            .connection(session)
            .is_some_and(|connection| connection.life == Life::Open)
    }

    /// The peer of a session and the address that it connected to; `None` on unix sockets.
    pub fn addresses(
        &self,
        session: SessionId,
    ) -> Option<(Option<SocketAddr>, Option<SocketAddr>)> {
        if let Some(there) = self.elsewhere(session) {
            return Some(there.addresses(self));
        }
        let mut state = self.state.borrow_mut();
        let key = state.key(session)?;
        let connection = &mut state.connections[key];
        let local = match self.ports[usize::from(connection.port)].listener.address() {
            Address::Unix(_) => None,
            Address::Ip(bound) if !bound.ip().is_unspecified() => Some(*bound),
            // Asked of the kernel once: a keep-alive connection would pay a system call for each request.
            Address::Ip(bound) => {
                if connection.local.is_none() {
                    let address = connection.socket.local_addr().ok();
                    connection.local = address.and_then(|address| Some(address.as_socket()?.ip()));
                }
                connection.local.map(|ip| SocketAddr::new(ip, bound.port()))
            }
        };
        Some((connection.peer, local))
    }

    /// The address that a port listens on.
    pub fn port_address(&self, number: usize) -> &Address {
        self.ports[number].listener.address()
    }

    /// Binds a number of the application's to a session. False if one was bound before or there is no such session.
    pub fn bind(&self, session: SessionId, uid: i64) -> bool {
        if let Some(there) = self.elsewhere(session) {
            return there.bind(uid);
        }
        let mut state = self.state.borrow_mut();
        let Some(key) = state.open_key(session) else {
            return false;
        };
        let bound = &mut state.connections[key].uid;
        if bound.is_some() {
            return false;
        }
        *bound = Some(uid);
        if let Some(member) = &self.member
            && let Some(entry) = member.sessions.get(session)
        {
            entry.bind(uid);
        }
        true
    }

    /// Keeps the heartbeat from closing a session, or lets it. False if there is no such session.
    pub fn protect(&self, session: SessionId, protected: bool) -> bool {
        if let Some(there) = self.elsewhere(session) {
            return there.protect(protected);
        }
        let mut state = self.state.borrow_mut();
        let Some(key) = state.open_key(session) else {
            return false;
        };
        state.connections[key].flags.protected = protected;
        state.publish(key);
        true
    }

    /// The sessions that were silent for longer than the heartbeat allows.
    pub fn idle_sessions(&self) -> Vec<SessionId> {
        let now = self.reactor.unix_time().as_secs_f64();
        let is_silent = |port: u16, received: f64| {
            let port = self.ports.get(usize::from(port));
            let idle = port.and_then(|port| port.config.heartbeat_idle);
            idle.is_some_and(|idle| received < now - idle.as_secs_f64())
        };
        if let Some(member) = &self.member
            && self.handles_for_others()
        {
            return member.sessions.list(0, usize::MAX, |entry| {
                let port = entry.port.load(Ordering::Relaxed);
                entry.is_open() && !entry.is(flag::PROTECTED) && is_silent(port, entry.times()[1])
            });
        }
        let state = self.state.borrow();
        let mut idle: Vec<SessionId> = state
            .connections
            .iter()
            .map(|(_, connection)| connection)
            .filter(|connection| {
                connection.life == Life::Open
                    && !connection.flags.protected
                    && is_silent(connection.port, connection.times.received)
            })
            .map(|connection| connection.session)
            .collect();
        idle.sort_unstable();
        idle
    }
}
