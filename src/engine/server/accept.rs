//! New connections.

use std::os::fd::AsRawFd;
use std::time::{Duration, Instant};

use mio::Interest;
use mio::unix::SourceFd;
use socket2::Socket;

use super::remote::is_relay;
use super::{Phase, Server};
use crate::engine::config;
use crate::engine::connection::{Connection, Protocol, Times};
use crate::engine::handler::Handler;
use crate::engine::listener::Address;
use crate::engine::log::{self, Level};
use crate::engine::memory::Memory;
use crate::engine::reactor::Wake;
use crate::engine::session::SessionId;

/// How long to wait after the process ran out of descriptors.
const RETRY: Duration = Duration::from_millis(100);
/// How often the log is told that clients have to wait.
const WARN_EVERY: Duration = Duration::from_secs(1);
/// Most clients accepted on a port before others have their turn.
const ACCEPTS_PER_TURN: usize = 128;
/// The same where other processes would accept them, too: so that a crowd is spread among them.
const SHARED_ACCEPTS_PER_TURN: usize = 4;

impl<M: Memory> Server<M> {
    /// Accepts what waits on a port, as far as this process has to.
    pub(super) fn accept(&self, number: usize, handler: &impl Handler<M>) {
        if !self.shares_port(number) {
            self.accept_some(number, ACCEPTS_PER_TURN, handler);
        } else if !self.leave_to_another(number) {
            self.accept_in_turn(number, handler);
        }
    }

    /// The same where others accept, too, when it is this one's turn.
    pub(super) fn accept_in_turn(&self, number: usize, handler: &impl Handler<M>) {
        let before = self.state.borrow().stats.accepted;
        self.accept_some(number, SHARED_ACCEPTS_PER_TURN, handler);
        let has_accepted = self.state.borrow().stats.accepted != before;
        if has_accepted || !self.ports[number].watched.get() {
            self.let_others_accept(number);
        }
    }

    /// The kernel wakes the process that was first to wait: this one goes to the end of the queue, or leaves it while it
    /// has no place. If clients wait still, it is told so at once.
    fn let_others_accept(&self, number: usize) {
        if self.phase.get() != Phase::Running {
            return;
        }
        self.unwatch_port(number);
        let rests = self.state.borrow().accept_again.is_some();
        if rests || !self.has_place() {
            return self.leave_unaccepted(number);
        }
        if let Err(error) = self.watch_port(number) {
            self.warn_of_waiting(|| format!("cannot watch a listening socket, Error: {error}"));
            self.rest(number);
        }
    }

    fn accept_some(&self, number: usize, most: usize, handler: &impl Handler<M>) {
        for _ in 0..most {
            if self.phase.get() != Phase::Running {
                return;
            }
            if !self.has_place() {
                return self.leave_unaccepted(number);
            }
            match self.ports[number].listener.accept() {
                Ok((socket, peer)) => {
                    if let Some(session) = self.admit(number, socket, peer) {
                        handler.connected(self, session);
                        self.tell_news(handler);
                    }
                }
                Err(error) => match error.raw_os_error() {
                    Some(libc::EAGAIN) => return,
                    // The peer has gone again, or a signal came.
                    Some(libc::ECONNABORTED | libc::EINTR | libc::EPROTO) => {}
                    _ => {
                        self.warn_of_waiting(|| format!("accept() failed, Error: {error}"));
                        return self.rest(number);
                    }
                },
            }
        }
        self.leave_unaccepted(number);
    }

    /// Accepts nobody for a while: the process has run out of descriptors.
    fn rest(&self, number: usize) {
        self.state.borrow_mut().accept_again = Some(self.reactor.after(RETRY));
        self.leave_unaccepted(number);
        if self.shares_port(number) {
            self.leave_to_all(number);
        }
    }

    /// Whether there may be one more connection.
    fn has_place(&self) -> bool {
        let now = self.state.borrow().connections.len();
        let has_own = now < self.config.max_connections;
        let has_place = has_own && self.state.borrow().sessions.have_room();
        if !has_place {
            self.warn_of_waiting(|| format!("Too many connections [now: {now}]"));
        }
        if has_own && !has_place {
            // Nobody tells when other members have forgotten some of theirs.
            self.state.borrow_mut().accept_again = Some(self.reactor.after(RETRY));
        }
        has_place
    }

    /// Edges are not repeated: what is left now, nobody else will remind us of.
    pub(super) fn leave_unaccepted(&self, number: usize) {
        let mut state = self.state.borrow_mut();
        if !state.unaccepted.contains(&number) {
            state.unaccepted.push(number);
        }
    }

    fn warn_of_waiting(&self, message: impl FnOnce() -> String) {
        let mut state = self.state.borrow_mut();
        let now = self.reactor.now();
        if state.accept_warned.is_none_or(|at| now - at >= WARN_EVERY) {
            state.accept_warned = Some(now);
            log::write(Level::Warning, message());
        }
    }

    /// When clients that were left can be accepted; `None` if there are none, or no places.
    pub(super) fn next_accept(&self) -> Option<Instant> {
        let state = self.state.borrow();
        let can = !state.unaccepted.is_empty()
            && state.connections.len() < self.config.max_connections
            && self.phase.get() == Phase::Running;
        let at = state.accept_again.or(state.away_until);
        can.then(|| at.unwrap_or(self.reactor.now()))
    }

    /// Accepts clients that were left, if that is possible now.
    pub(super) fn accept_unaccepted(&self, handler: &impl Handler<M>) {
        if self.next_accept().is_none_or(|at| at > self.reactor.now()) {
            return;
        }
        let ports = {
            let mut state = self.state.borrow_mut();
            state.accept_again = None;
            state.away_until = None;
            std::mem::take(&mut state.unaccepted)
        };
        // Whoever had the last place comes last this time.
        for number in ports.into_iter().rev() {
            if self.shares_port(number) {
                // Also those that were left to somebody else, who may not have come.
                self.accept_in_turn(number, handler);
            } else {
                self.accept(number, handler);
            }
        }
    }

    /// Makes a session of a socket; `None` if it cannot be watched.
    fn admit(
        &self,
        number: usize,
        socket: Socket,
        peer: Option<std::net::SocketAddr>,
    ) -> Option<SessionId> {
        let mut state = self.state.borrow_mut();
        let state = &mut *state;
        let entry = state.connections.vacant_entry();
        let key = entry.key();
        let fd = socket.as_raw_fd();
        let interest = Interest::READABLE | Interest::WRITABLE;
        if let Err(error) =
            self.reactor
                .register(&mut SourceFd(&fd), Wake::Connection(self.id, key), interest)
        {
            log::write(
                Level::Warning,
                format!("cannot watch a connection, Error: {error}"),
            );
            state.stats.aborted += 1;
            return None;
        }
        let now = self.reactor.unix_time().as_secs_f64();
        let port = &self.ports[number];
        let times = Times {
            connected: now,
            received: now,
            ..Times::default()
        };
        let protocol = Protocol::of_port(port.config.protocol);
        let mut connection = Connection::new(socket, number as u16, protocol, times);
        connection.peer = peer;
        let local = match port.listener.address() {
            // A member that handles its events cannot ask the socket.
            Address::Ip(bound) if is_relay(self.member.as_ref()) && bound.ip().is_unspecified() => {
                let address = connection.socket.local_addr().ok();
                address.and_then(|address| Some(address.as_socket()?.ip()))
            }
            _ => None,
        };
        let session = state.sessions.insert(key, &connection, local)?;
        connection.session = session;
        entry.insert(connection);
        if port.config.protocol != config::Protocol::Tcp {
            let at = self.reactor.after(port.config.handshake_timeout);
            state.set_deadline(key, at);
        }
        state.stats.accepted += 1;
        state.open += 1;
        Some(session)
    }
}
