//! From readiness to events: one read per connection and turn, into the one buffer of the loop.

use std::io::{self, Read};

use super::{Server, State, cause_of};
use crate::engine::connection::{Connection, Life, Protocol};
use crate::engine::handler::{Cause, Handler};
use crate::engine::memory::Memory;
use crate::engine::reactor::Ready;
use crate::engine::session::SessionId;

/// Full reads that one connection gets in a turn before the others have theirs.
const READS_PER_TURN: usize = 4;

/// What a read found.
enum Input {
    /// This many bytes, and whether the socket was drained.
    Bytes { count: usize, drained: bool },
    /// Nothing for now.
    Nothing,
}

impl<M: Memory> Server<M> {
    /// Handles the readiness of one connection.
    pub(super) fn connection_ready(&self, key: usize, ready: Ready, handler: &impl Handler<M>) {
        {
            let mut state = self.state.borrow_mut();
            let Some(connection) = state.connections.get_mut(key) else {
                return;
            };
            if ready.readable || ready.ended {
                connection.flags.readable = true;
            }
            // Said once, perhaps long before the last byte is read.
            connection.flags.hung_up |= ready.ended;
            if ready.failed
                && matches!(connection.protocol, Protocol::HttpResponding)
                && let Ok(Some(error)) | Err(error) = connection.socket.take_error()
            {
                // Nothing is read now, and the response that would notice may never come.
                return self.lose(&mut state, key, cause_of(&error));
            }
            if ready.writable && connection.flags.blocked {
                connection.flags.blocked = false;
                state.mark_dirty(key);
            }
        }
        if (ready.readable || ready.ended) && !self.hold(key, handler) {
            self.read_backlog(key, handler);
            self.read(key, handler);
            self.flush_large(key);
        }
    }

    /// Reads connections that were left with unread input.
    pub fn read_unread(&self, handler: &impl Handler<M>) {
        let keys = {
            let mut state = self.state.borrow_mut();
            let state = &mut *state;
            let mut keys = std::mem::take(&mut state.unread);
            keys.append(&mut state.held);
            keys
        };
        for key in keys {
            {
                let mut state = self.state.borrow_mut();
                let Some(connection) = state.connections.get_mut(key) else {
                    continue;
                };
                connection.flags.queued = false;
            }
            if self.hold(key, handler) {
                continue;
            }
            self.read_backlog(key, handler);
            self.read(key, handler);
            if !self.is_running() {
                return;
            }
        }
    }

    /// Leaves a connection unread while the handler cannot take its events; true if so.
    #[inline]
    fn hold(&self, key: usize, handler: &impl Handler<M>) -> bool {
        if self.is_alone() {
            return false;
        }
        let session = self
            .state
            .borrow()
            .connections
            .get(key)
            .map(|connection| connection.session);
        let Some(session) = session else {
            return false;
        };
        if handler.takes(self, session) {
            return false;
        }
        let mut state = self.state.borrow_mut();
        let state = &mut *state;
        let connection = &mut state.connections[key];
        if !connection.flags.queued {
            connection.flags.queued = true;
            state.held.push(key);
        }
        true
    }

    /// Whether some connection was left with unread input.
    pub(super) fn has_unread(&self) -> bool {
        !self.state.borrow().unread.is_empty()
    }

    /// Decodes what was kept back while the connection was paused.
    fn read_backlog(&self, key: usize, handler: &impl Handler<M>) {
        let (session, bytes) = {
            let mut state = self.state.borrow_mut();
            let Some(connection) = state.connections.get_mut(key) else {
                return;
            };
            if connection.backlog.is_empty() || !connection.wants_input() {
                return;
            }
            (connection.session, std::mem::take(&mut connection.backlog))
        };
        self.process(key, session, &bytes, handler);
    }

    fn read(&self, key: usize, handler: &impl Handler<M>) {
        let Some(mut buffer) = self.read_buffer.take() else {
            // The buffer is in use further up: this connection is read in the next turn.
            if self.state.borrow().connections.contains(key) {
                self.state.borrow_mut().mark_unread(key);
            }
            return;
        };
        self.read_into(key, &mut buffer, handler);
        self.read_buffer.set(Some(buffer));
    }

    fn read_into(&self, key: usize, buffer: &mut [u8], handler: &impl Handler<M>) {
        for read in 0..READS_PER_TURN {
            if read > 0 && self.hold(key, handler) {
                return;
            }
            let (session, input) = {
                let mut state = self.state.borrow_mut();
                let state = &mut *state;
                let Some(connection) = state.connections.get_mut(key) else {
                    return;
                };
                // What was kept back comes before what is new.
                let wanted = connection.wants_input() && connection.backlog.is_empty()
                    || connection.life == Life::Lingering;
                if !connection.flags.readable || !wanted {
                    return;
                }
                let input = receive(connection, buffer);
                match input {
                    Ok(Input::Bytes { count, .. }) => {
                        state.stats.bytes_in += count as u64;
                        connection.times.received = self.reactor.unix_time().as_secs_f64();
                        (connection.session, input)
                    }
                    Ok(Input::Nothing) => {
                        connection.flags.readable = false;
                        return;
                    }
                    Err(error) => {
                        connection.flags.readable = false;
                        connection.flags.ended = true;
                        self.peer_ended(state, key, &error);
                        return;
                    }
                }
            };
            let Ok(Input::Bytes { count, drained }) = input else {
                return;
            };
            if drained && let Some(connection) = self.state.borrow_mut().connections.get_mut(key) {
                connection.flags.readable = false;
            }
            self.process(key, session, &buffer[..count], handler);
            if drained || !self.is_running() {
                return;
            }
        }
        let mut state = self.state.borrow_mut();
        if state
            .connections
            .get(key)
            .is_some_and(|connection| connection.flags.readable)
        {
            state.mark_unread(key);
        }
    }

    /// The peer has closed, or the connection broke.
    fn peer_ended(&self, state: &mut State<M>, key: usize, error: &io::Error) {
        if error.kind() != io::ErrorKind::UnexpectedEof {
            return self.lose(state, key, cause_of(error));
        }
        let connection = &state.connections[key];
        match connection.life {
            // A client that has sent its request and shut down its write side may still wait for the response.
            Life::Open if matches!(connection.protocol, Protocol::HttpResponding) => {}
            Life::Open if connection.output.pending() > 0 => self.end(state, key, Cause::Peer),
            Life::Open => self.lose(state, key, Cause::Peer),
            Life::Flushing { .. } => {}
            Life::Lingering => self.forget(state, key),
        }
    }

    /// Decodes `bytes` in the protocol of the connection and delivers the events; what is left waits in the backlog.
    fn process(&self, key: usize, session: SessionId, bytes: &[u8], handler: &impl Handler<M>) {
        let mut input = bytes;
        loop {
            let before = input.len();
            let protocol = {
                let state = self.state.borrow();
                let Some(connection) = state.connections.get(key) else {
                    return;
                };
                // Input after the session's end is read only to be dropped.
                if connection.session != session || connection.life != Life::Open {
                    return;
                }
                if !connection.wants_input() {
                    drop(state);
                    return self.keep_back(key, input);
                }
                match connection.protocol {
                    Protocol::Tcp => Kind::Tcp,
                    Protocol::WebSocket(_) => Kind::WebSocket,
                    _ => Kind::Http,
                }
            };
            match protocol {
                Kind::Tcp => {
                    self.received_raw(key, session, input, handler);
                    return;
                }
                Kind::Http => self.read_http(key, session, &mut input, handler),
                Kind::WebSocket => self.read_websocket(key, session, &mut input, handler),
            }
            if input.is_empty() || !self.is_running() {
                return;
            }
            // An upgrade, a pause or the session's end in between makes the loop look again; anything else would have
            // used the input up.
            if input.len() == before && self.state.borrow().is_open(key, session) {
                return self.keep_back(key, input);
            }
        }
    }

    fn received_raw(
        &self,
        key: usize,
        session: SessionId,
        bytes: &[u8],
        handler: &impl Handler<M>,
    ) {
        {
            let mut state = self.state.borrow_mut();
            state.stats.requests += 1;
            let connection = &mut state.connections[key];
            connection.times.dispatched = connection.times.received;
        }
        handler.received(self, session, bytes);
        self.tell_news(handler);
    }

    fn keep_back(&self, key: usize, input: &[u8]) {
        if let Some(connection) = self.state.borrow_mut().connections.get_mut(key) {
            connection.backlog.extend_from_slice(input);
        }
    }

    /// Stops or resumes reading from a session. False if there is no such session.
    pub fn pause(&self, session: SessionId, paused: bool) -> bool {
        if let Some(there) = self.elsewhere(session) {
            return there.pause(paused);
        }
        let mut state = self.state.borrow_mut();
        let Some(key) = state.open_key(session) else {
            return false;
        };
        let connection = &mut state.connections[key];
        connection.flags.paused = paused;
        if !paused && connection.has_input() {
            state.mark_unread(key);
        }
        true
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Tcp,
    Http,
    WebSocket,
}

impl<M: Memory> State<M> {
    /// Whether nothing waits to be sent on a connection.
    pub(super) fn is_drained(&self, key: usize) -> bool {
        self.connections[key].output.in_memory() == 0
    }

    pub(super) fn is_open(&self, key: usize, session: SessionId) -> bool {
        self.connections.get(key).is_some_and(|connection| {
            connection.session == session && connection.life == Life::Open
        })
    }
}

/// One read. The end of the stream is an `UnexpectedEof` error.
fn receive<M: Memory>(connection: &Connection<M>, buffer: &mut [u8]) -> io::Result<Input> {
    loop {
        return match (&connection.socket).read(buffer) {
            Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
            // A short read has emptied the socket. When the peer has closed, its end of stream is still to be read.
            Ok(count) => Ok(Input::Bytes {
                count,
                drained: count < buffer.len() && !connection.flags.hung_up,
            }),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(Input::Nothing),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => Err(error),
        };
    }
}
