//! What the application sends: queued on the connection, bounded, written at the end of the turn.

use std::fs::File;
use std::rc::Rc;

use super::{News, Server, State};
use crate::engine::connection::Life;
use crate::engine::memory::Memory;
use crate::engine::output::SHARE_FROM;
use crate::engine::session::SessionId;
use crate::protocol::http::HttpDate;

/// From this many queued bytes on, a turn does not wait for its end to write.
const EAGER_FLUSH: usize = 256 * 1024;

/// Bytes to send.
pub enum Outgoing<'a, M: Memory> {
    /// They are copied.
    Bytes(&'a [u8]),
    /// Large ones are referenced.
    Shared(&'a M::Shared),
    /// Encoded once for several connections; large ones are referenced.
    Encoded(&'a Rc<[u8]>),
}

impl<M: Memory> Outgoing<'_, M> {
    /// The bytes.
    pub fn as_slice(&self) -> &[u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Shared(shared) => shared.as_ref(),
            Self::Encoded(encoded) => encoded,
        }
    }
}

/// Why something was not queued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendError {
    /// There is no such session, or it is over.
    NoSession,
    /// The session is no open WebSocket.
    NotWebSocket,
    /// A close frame was queued already (RFC 6455 section 5.5.1).
    Closing,
    /// The connection's output limit would be exceeded: the peer reads too slowly.
    BufferFull,
    /// It is longer than anything may be that is sent at once.
    TooLong,
    /// The frame does not follow the one pushed before it: a continuation without a start, or a new message inside an
    /// unfinished one (RFC 6455 section 5.4).
    FragmentOrder,
    /// A control frame of more than 125 bytes, one without FIN (RFC 6455 section 5.5), or a close frame, which is not
    /// sent this way.
    ControlFrame,
}

impl<M: Memory> Server<M> {
    /// Queues raw bytes.
    pub fn send(&self, session: SessionId, bytes: Outgoing<'_, M>) -> Result<(), SendError> {
        if let Some(there) = self.elsewhere(session) {
            return there.send(self, bytes.as_slice());
        }
        let mut state = self.state.borrow_mut();
        let key = self.sendable(&state, session)?;
        self.make_room(&mut state, key, bytes.as_slice().len())?;
        self.queue(&mut state, key, &[], bytes);
        Ok(())
    }

    /// Queues raw bytes that another member was promised room for.
    pub(super) fn send_anyway(&self, session: SessionId, bytes: &[u8]) -> Result<(), SendError> {
        let mut state = self.state.borrow_mut();
        let key = self.sendable(&state, session)?;
        self.queue(&mut state, key, &[], Outgoing::Bytes(bytes));
        Ok(())
    }

    /// Lets `write` append to a connection's output; it is given the current date for headers. What it writes is not
    /// held against the output limit: response heads are small, and half of one is worse than none.
    pub fn write_with<R>(
        &self,
        session: SessionId,
        write: impl FnOnce(&mut Vec<u8>, &HttpDate) -> R,
    ) -> Result<R, SendError> {
        if let Some(there) = self.elsewhere(session) {
            return there.write_with(self, write);
        }
        let mut state = self.state.borrow_mut();
        let key = self.sendable(&state, session)?;
        Ok(self.write_to(&mut state, key, write))
    }

    /// As [`write_with`](Self::write_with), for a connection that is known to be open.
    pub(super) fn write_to<R>(
        &self,
        state: &mut State<M>,
        key: usize,
        write: impl FnOnce(&mut Vec<u8>, &HttpDate) -> R,
    ) -> R {
        let seconds = self.reactor.unix_time();
        let connection = &mut state.connections[key];
        let date = state.date.at(seconds.as_secs());
        let result = connection
            .output
            .gather(&mut state.pool, 0, |out| write(out, date));
        connection.times.sent = seconds.as_secs_f64();
        state.mark_dirty(key);
        result
    }

    /// Queues a part of a file. It is read when it is sent, so it does not count as memory.
    pub fn send_file(
        &self,
        session: SessionId,
        file: File,
        offset: u64,
        len: usize,
    ) -> Result<(), SendError> {
        if let Some(there) = self.elsewhere(session) {
            return there.send_file(self, &file, offset, len);
        }
        let mut state = self.state.borrow_mut();
        let key = self.sendable(&state, session)?;
        if len > 0 {
            state.connections[key].output.file(file, offset, len);
            state.mark_dirty(key);
        }
        Ok(())
    }

    /// Whether `len` more bytes may be queued on a session now.
    pub fn has_room(&self, session: SessionId, len: usize) -> Result<(), SendError> {
        if let Some(there) = self.elsewhere(session) {
            return there.has_room(self, len);
        }
        let mut state = self.state.borrow_mut();
        let key = self.sendable(&state, session)?;
        self.make_room(&mut state, key, len)
    }

    /// Has the handler told by `watermark(full = false)` when what waits on a session has drained to the low watermark,
    /// whether it was told of the high one or not. False if there is no such session, or if its owner would not tell this
    /// member.
    pub fn tell_when_drained(&self, session: SessionId) -> bool {
        if let Some(there) = self.elsewhere(session) {
            return there.tell_when_drained();
        }
        let mut state = self.state.borrow_mut();
        let Some(key) = state.open_key(session) else {
            return false;
        };
        state.connections[key].flags.above_watermark = true;
        // The next flush looks at it; there may be nothing left to write.
        state.mark_dirty(key);
        true
    }

    pub(super) fn sendable(
        &self,
        state: &State<M>,
        session: SessionId,
    ) -> Result<usize, SendError> {
        state.open_key(session).ok_or(SendError::NoSession)
    }

    /// Makes sure that `len` more bytes stay within the connection's limit, writing some out if need be.
    pub(super) fn make_room(
        &self,
        state: &mut State<M>,
        key: usize,
        len: usize,
    ) -> Result<(), SendError> {
        let connection = &state.connections[key];
        let config = &self.ports[usize::from(connection.port)].config;
        if len > config.max_send {
            return Err(SendError::TooLong);
        }
        let pending = connection.output.in_memory();
        if pending + len <= config.output_limit.min(EAGER_FLUSH)
            || pending == 0 && config.has_room(0, len, false)
        {
            return Ok(());
        }
        if !connection.flags.blocked {
            self.flush(state, key);
        }
        // Flushing may have found the peer gone.
        let connection = state.connections.get(key).ok_or(SendError::NoSession)?;
        if connection.life != Life::Open {
            return Err(SendError::NoSession);
        }
        let http = connection.protocol.is_http();
        if config.has_room(connection.output.in_memory(), len, http) {
            Ok(())
        } else {
            Err(SendError::BufferFull)
        }
    }

    /// Appends to a connection's output. The caller has made room.
    pub(super) fn queue(
        &self,
        state: &mut State<M>,
        key: usize,
        header: &[u8],
        payload: Outgoing<'_, M>,
    ) {
        let connection = &mut state.connections[key];
        let bytes = payload.as_slice();
        if bytes.len() < SHARE_FROM || matches!(payload, Outgoing::Bytes(_)) {
            let len = header.len() + bytes.len();
            connection.output.gather(&mut state.pool, len, |out| {
                out.reserve(len);
                out.extend_from_slice(header);
                out.extend_from_slice(bytes);
            });
        } else {
            if connection.flags.blocked {
                connection.output.take_over();
            }
            connection
                .output
                .gather(&mut state.pool, header.len(), |out| {
                    out.extend_from_slice(header);
                });
            match payload {
                Outgoing::Shared(shared) => connection.output.share(shared.clone()),
                Outgoing::Encoded(encoded) => connection.output.share_encoded(Rc::clone(encoded)),
                Outgoing::Bytes(_) => unreachable!("plain bytes were copied above"),
            }
        }
        connection.times.sent = self.reactor.unix_time().as_secs_f64();
        let config = &self.ports[usize::from(connection.port)].config;
        if config.high_watermark > 0
            && !connection.flags.above_watermark
            && connection.output.in_memory() >= config.high_watermark
        {
            connection.flags.above_watermark = true;
            let session = connection.session;
            state.news.push_back(News::Watermark {
                session,
                full: true,
            });
        }
        state.stats.responses += 1;
        state.publish(key);
        state.mark_dirty(key);
    }
}
