//! Open WebSockets: messages in, frames out, control frames answered, the closing handshake.

use std::rc::Rc;

use super::send::{Outgoing, SendError};
use super::{Server, State};
use crate::engine::config::PortConfig;
use crate::engine::connection::{Connection, Life, Protocol, WebSocket};
use crate::engine::handler::{Cause, Handler, Message};
use crate::engine::memory::Memory;
use crate::engine::session::SessionId;
use crate::protocol::payload::PayloadBuffer;
use crate::protocol::websocket::close::{CloseEncodeError, encode_close_payload};
use crate::protocol::websocket::deflate::{
    Compressor, DeflateConfig, Negotiated, SharedDeflater, SharedInflater,
};
use crate::protocol::websocket::{
    CloseCode, ControlPayload, Decoder, DecoderConfig, Event, FrameHeader, Opcode, Role, Violation,
};

/// The compression state that connections without context takeover share, and the last message compressed.
pub(super) struct Codec<M: Memory> {
    inflater: SharedInflater,
    deflaters: Vec<(DeflateConfig, SharedDeflater)>,
    /// A broadcast pushes the same bytes again and again: they are compressed once.
    last: Option<Compressed<M>>,
    scratch: Vec<u8>,
}

struct Compressed<M: Memory> {
    plain: M::Shared,
    config: DeflateConfig,
    window_bits: u8,
    encoded: Rc<[u8]>,
}

/// Where a session stands in the life of a WebSocket, with Swoole's numbers (`WEBSOCKET_STATUS_*`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebSocketStatus {
    /// It is none, or not yet.
    None = 0,
    /// The opening handshake is being answered.
    Handshake = 2,
    /// The opening handshake is complete.
    Active = 3,
    /// This side has ended it with a close frame.
    Closing = 4,
}

impl WebSocketStatus {
    /// Whether frames can be on their way.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Active | Self::Closing)
    }
}

/// Why a close frame was not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseError {
    /// The session cannot take it.
    Send(SendError),
    /// The code or reason may not be sent.
    Encode(CloseEncodeError),
}

impl From<SendError> for CloseError {
    fn from(error: SendError) -> Self {
        Self::Send(error)
    }
}

/// A frame to push.
#[derive(Debug, Clone, Copy)]
pub struct Push {
    /// What it carries.
    pub opcode: Opcode,
    /// Whether it ends its message.
    pub fin: bool,
    /// Compress it, if that was negotiated and it is a whole data message.
    pub compress: bool,
    /// It may exceed the connection's output limit, if nothing else waits to be sent.
    pub oversize: bool,
}

impl<M: Memory> Codec<M> {
    pub(super) fn new() -> Self {
        Self {
            inflater: SharedInflater::new(),
            deflaters: Vec::new(),
            last: None,
            scratch: Vec::new(),
        }
    }

    fn deflater(&mut self, config: DeflateConfig) -> &mut SharedDeflater {
        let at = match self
            .deflaters
            .iter()
            .position(|(known, _)| *known == config)
        {
            Some(at) => at,
            None => {
                self.deflaters.push((config, SharedDeflater::new(&config)));
                self.deflaters.len() - 1
            }
        };
        &mut self.deflaters[at].1
    }

    /// Compresses a message, or finds that it was compressed for another connection just before.
    fn compress(
        &mut self,
        compressor: &mut Compressor,
        config: DeflateConfig,
        payload: &Outgoing<'_, M>,
    ) -> Rc<[u8]> {
        let shareable = compressor.shareable_window_bits();
        if let (Some(last), Some(bits), Outgoing::Shared(shared)) = (&self.last, shareable, payload)
            && std::ptr::eq(last.plain.as_ref(), shared.as_ref())
            && last.window_bits == bits
            && last.config == config
        {
            return Rc::clone(&last.encoded);
        }
        let mut out = std::mem::take(&mut self.scratch);
        out.clear();
        compressor.compress(self.deflater(config), payload.as_slice(), true, &mut out);
        let encoded: Rc<[u8]> = Rc::from(out.as_slice());
        self.scratch = out;
        if let (Some(window_bits), Outgoing::Shared(shared)) = (shareable, payload) {
            self.last = Some(Compressed {
                plain: M::Shared::clone(shared),
                config,
                window_bits,
                encoded: Rc::clone(&encoded),
            });
        }
        encoded
    }

    /// The message that was compressed last, if others may share it.
    #[cfg(test)]
    pub(super) fn last_encoded(&self) -> Option<Rc<[u8]>> {
        self.last.as_ref().map(|last| Rc::clone(&last.encoded))
    }

    /// Lets go of the message that was compressed last: at the end of a turn its broadcast is over.
    pub(super) fn end_turn(&mut self) {
        self.last = None;
        if self.scratch.capacity() > 1 << 20 {
            self.scratch = Vec::new();
        }
    }
}

impl<M: Memory> WebSocket<M> {
    /// A WebSocket whose opening handshake is complete.
    pub(super) fn new(config: &PortConfig, compression: Option<Negotiated>) -> Self {
        Self::with(Decoder::new(&accepted(config, compression)), compression)
    }

    /// A WebSocket that goes on with what its decoder has left in another process; `None` if that is no decoder's.
    pub(super) fn inherit(
        config: &PortConfig,
        compression: Option<Negotiated>,
        legacy: &[u8],
    ) -> Option<Self> {
        let decoder = Decoder::inherit(&accepted(config, compression), legacy)?;
        Some(Self::with(decoder, compression))
    }

    fn with(decoder: Decoder<M::Buffer>, compression: Option<Negotiated>) -> Self {
        Self {
            decoder,
            terms: compression,
            compressor: compression.map(|terms| Box::new(Compressor::new(&terms, Role::Server))),
            close_sent: false,
            fragmenting: false,
        }
    }
}

/// What a port accepts of its WebSockets.
fn accepted(config: &PortConfig, compression: Option<Negotiated>) -> DecoderConfig {
    DecoderConfig {
        role: Role::Server,
        max_message: config.max_message,
        max_fragments: config.max_fragments,
        deflate: compression,
    }
}

impl<M: Memory> Server<M> {
    /// Decodes input of an open WebSocket and delivers what it holds.
    pub(super) fn read_websocket(
        &self,
        key: usize,
        session: SessionId,
        input: &mut &[u8],
        handler: &impl Handler<M>,
    ) {
        let violation = self.deliver_all(key, session, input, handler);
        handler.settle(self);
        if let Some(violation) = violation {
            let state = self.state.borrow();
            if state.is_open(key, session) {
                drop(state);
                self.refuse_in_order(key, session, violation, handler);
            }
        }
        self.tell_news(handler);
    }

    /// Delivers what the input holds, up to the first violation.
    fn deliver_all(
        &self,
        key: usize,
        session: SessionId,
        input: &mut &[u8],
        handler: &impl Handler<M>,
    ) -> Option<Violation> {
        loop {
            let event = {
                let mut state = self.state.borrow_mut();
                let state = &mut *state;
                let connection = state.connections.get_mut(key)?;
                if connection.session != session || !connection.wants_input() {
                    return None;
                }
                let Protocol::WebSocket(websocket) = &mut connection.protocol else {
                    return None;
                };
                match websocket.decoder.next(input, &mut state.codec.inflater) {
                    Ok(Some(event)) => {
                        connection.times.dispatched = connection.times.received;
                        event
                    }
                    Ok(None) => return None,
                    Err(violation) => return Some(violation),
                }
            };
            if !matches!(event, Event::Message { .. }) {
                handler.settle(self);
                if !self.state.borrow().is_open(key, session) {
                    return None;
                }
            }
            self.deliver(key, session, event, handler);
            self.tell_news(handler);
            if !self.is_running() {
                return None;
            }
        }
    }

    fn deliver(
        &self,
        key: usize,
        session: SessionId,
        event: Event<M::Buffer>,
        handler: &impl Handler<M>,
    ) {
        let mut state = self.state.borrow_mut();
        let config = &self.ports[usize::from(state.connections[key].port)].config;
        let control =
            |opcode, payload: &ControlPayload| control_message(opcode, payload.as_slice());
        let message = match event {
            Event::Message {
                opcode,
                payload,
                compressed,
            } => {
                state.stats.requests += 1;
                Message {
                    opcode,
                    payload,
                    compressed,
                    close_code: None,
                }
            }
            Event::Ping(payload) => {
                if !config.deliver_ping {
                    self.reply(&mut state, key, Opcode::Pong, payload.as_slice());
                    return;
                }
                match control(Opcode::Ping, &payload) {
                    Some(message) => message,
                    None => return self.refuse(&mut state, key, Violation::OutOfMemory),
                }
            }
            Event::Pong(payload) => {
                if !config.deliver_pong {
                    return;
                }
                match control(Opcode::Pong, &payload) {
                    Some(message) => message,
                    None => return self.refuse(&mut state, key, Violation::OutOfMemory),
                }
            }
            Event::Close { code, reason } => {
                let mut answer = Vec::new();
                if let Some(code) = code {
                    // What the decoder accepted can be sent back.
                    let _ = encode_close_payload(code, reason.as_slice(), &mut answer);
                }
                state.unanswered = Some((session, answer));
                if config.deliver_close {
                    drop(state);
                    if let Some(message) = control(Opcode::Close, &reason) {
                        let message = Message {
                            close_code: code,
                            ..message
                        };
                        handler.message(self, session, message);
                        // The answer ends the session.
                        handler.settle(self);
                    }
                    state = self.state.borrow_mut();
                }
                // The peer's close frame is answered, whatever the handler did, and ends the session (RFC 6455 section
                // 5.5.1).
                if state.is_open(key, session) && !self.is_alone() {
                    let answer = state.unanswered.take().map(|(_, payload)| payload);
                    let answer = answer.unwrap_or_default();
                    drop(state);
                    if self.delay_end(key, session, Cause::Peer, &answer, handler) {
                        return;
                    }
                    state = self.state.borrow_mut();
                    state.unanswered = Some((session, answer));
                }
                if state.is_open(key, session) {
                    self.end(&mut state, key, Cause::Peer);
                }
                state.unanswered = None;
                return;
            }
        };
        drop(state);
        handler.message(self, session, message);
    }

    /// Answers the peer's close frame with its own code, if the session that ends has got one.
    pub(super) fn answer_unanswered(&self, state: &mut State<M>, key: usize) {
        let session = state.connections[key].session;
        if let Some((_, payload)) = state.unanswered.take_if(|(of, _)| *of == session) {
            self.queue_close(state, key, &payload);
        }
    }

    /// The same when the handler has dealt with what came before.
    fn refuse_in_order(
        &self,
        key: usize,
        session: SessionId,
        violation: Violation,
        handler: &impl Handler<M>,
    ) {
        if !self.is_alone() {
            let cause = Cause::Violation(violation.close_code());
            let payload = refusal(&violation);
            if self.delay_end(key, session, cause, &payload, handler) {
                return;
            }
        }
        let mut state = self.state.borrow_mut();
        if state.is_open(key, session) {
            self.refuse(&mut state, key, violation);
        }
    }

    /// Asks the handler whether the end of a session has to wait for it. If so, nothing more is read.
    fn delay_end(
        &self,
        key: usize,
        session: SessionId,
        cause: Cause,
        payload: &[u8],
        handler: &impl Handler<M>,
    ) -> bool {
        if !handler.delays_end(self, session, cause, payload) {
            return false;
        }
        let mut state = self.state.borrow_mut();
        if state.is_open(key, session) {
            state.connections[key].flags.over = true;
            // A worker that hangs, or has lost the question, must not keep it for ever.
            state.set_deadline(key, self.reactor.after(self.linger));
        }
        true
    }

    /// Ends a session whose end was delayed: with a close frame that carries `payload`.
    pub(super) fn finish_end(&self, session: SessionId, cause: Cause, payload: &[u8]) {
        let mut state = self.state.borrow_mut();
        if let Some(key) = state.open_key(session) {
            self.queue_close(&mut state, key, payload);
            self.end(&mut state, key, cause);
        }
    }

    /// Answers a violation with its close code, then ends the session.
    fn refuse(&self, state: &mut State<M>, key: usize, violation: Violation) {
        self.queue_close(state, key, &refusal(&violation));
        self.end(state, key, Cause::Violation(violation.close_code()));
    }

    /// Queues a close frame without a reason on an open WebSocket.
    pub(super) fn queue_close_code(&self, state: &mut State<M>, key: usize, code: CloseCode) {
        let mut payload = Vec::new();
        // The codes that the engine uses may be sent, and there is no reason text.
        let _ = encode_close_payload(code, &[], &mut payload);
        self.queue_close(state, key, &payload);
    }

    /// Queues a close frame, unless one was queued before or this is no WebSocket.
    pub(super) fn queue_close(&self, state: &mut State<M>, key: usize, payload: &[u8]) {
        if state.connections[key].life != Life::Open {
            return;
        }
        if let Protocol::WebSocket(websocket) = &mut state.connections[key].protocol
            && !websocket.close_sent
        {
            websocket.close_sent = true;
            self.queue_frame(state, key, FrameHeader::new(Opcode::Close, 0), payload);
        }
    }

    /// Answers a control frame. A peer that asks faster than it reads runs into the output limit and is dropped.
    fn reply(&self, state: &mut State<M>, key: usize, opcode: Opcode, payload: &[u8]) {
        let Protocol::WebSocket(websocket) = &state.connections[key].protocol else {
            return;
        };
        if websocket.close_sent {
            return;
        }
        match self.make_room(state, key, FrameHeader::MAX_LEN + payload.len()) {
            Ok(()) => self.queue_frame(state, key, FrameHeader::new(opcode, 0), payload),
            Err(SendError::BufferFull) => {
                self.lose(state, key, Cause::Broken(libc::ENOBUFS));
            }
            Err(_) => {}
        }
    }

    fn queue_frame(&self, state: &mut State<M>, key: usize, header: FrameHeader, payload: &[u8]) {
        let header = FrameHeader {
            payload_len: payload.len() as u64,
            ..header
        }
        .encode();
        self.queue(state, key, header.as_slice(), Outgoing::Bytes(payload));
    }

    /// Queues a frame on an open WebSocket: any but a close frame, which [`push_close`](Self::push_close) sends.
    pub fn push(
        &self,
        session: SessionId,
        push: Push,
        payload: Outgoing<'_, M>,
    ) -> Result<(), SendError> {
        if let Some(there) = self.elsewhere(session) {
            return there.push(self, push, payload.as_slice());
        }
        self.push_here(session, push, payload, true)
    }

    /// Queues a frame that another member was promised room for.
    pub(super) fn push_anyway(
        &self,
        session: SessionId,
        push: Push,
        payload: Outgoing<'_, M>,
    ) -> Result<(), SendError> {
        self.push_here(session, push, payload, false)
    }

    #[inline]
    fn push_here(
        &self,
        session: SessionId,
        push: Push,
        payload: Outgoing<'_, M>,
        limited: bool,
    ) -> Result<(), SendError> {
        let mut state = self.state.borrow_mut();
        let key = self.sendable(&state, session)?;
        let state = &mut *state;
        let connection = &mut state.connections[key];
        let Protocol::WebSocket(websocket) = &mut connection.protocol else {
            return Err(SendError::NotWebSocket);
        };
        if websocket.close_sent {
            return Err(SendError::Closing);
        }
        let len = payload.as_slice().len();
        if push.opcode.is_control() {
            if len > ControlPayload::MAX || !push.fin || push.opcode == Opcode::Close {
                return Err(SendError::ControlFrame);
            }
        } else if (push.opcode == Opcode::Continuation) != websocket.fragmenting {
            return Err(SendError::FragmentOrder);
        }
        let mut header = FrameHeader::new(push.opcode, len as u64);
        header.fin = push.fin;
        let compress = push.compress
            && push.fin
            && len > 0
            && matches!(push.opcode, Opcode::Text | Opcode::Binary);
        let config = &self.ports[usize::from(connection.port)].config;
        let terms = config
            .compression
            .filter(|_| compress && websocket.compressor.is_some());
        // Room is made before the compressor sees the message: one that is not sent must not be in its window.
        match self.make_room(state, key, FrameHeader::MAX_LEN + len) {
            Err(SendError::BufferFull) if !limited || push.oversize && state.is_drained(key) => {}
            other => other?,
        }
        let Protocol::WebSocket(websocket) = &mut state.connections[key].protocol else {
            return Err(SendError::NotWebSocket);
        };
        if !push.opcode.is_control() && websocket.fragmenting == push.fin {
            websocket.fragmenting = !push.fin;
            if limited {
                // Another member has shown it itself.
                state.sessions.show_fragmenting(session, !push.fin);
            }
        }
        match (terms, &mut websocket.compressor) {
            (Some(terms), Some(compressor)) => {
                let encoded = state.codec.compress(compressor, terms, &payload);
                header.rsv1 = true;
                header.payload_len = encoded.len() as u64;
                self.queue(
                    state,
                    key,
                    header.encode().as_slice(),
                    Outgoing::Encoded(&encoded),
                );
            }
            _ => self.queue(state, key, header.encode().as_slice(), payload),
        }
        Ok(())
    }

    /// Queues a close frame. The session stays open until the peer answers or [`Server::close`] ends it.
    pub fn push_close(
        &self,
        session: SessionId,
        code: CloseCode,
        reason: &[u8],
    ) -> Result<(), CloseError> {
        if let Some(there) = self.elsewhere(session) {
            return there.push_close(code, reason);
        }
        let mut payload = Vec::new();
        encode_close_payload(code, reason, &mut payload).map_err(CloseError::Encode)?;
        let mut state = self.state.borrow_mut();
        let key = self.sendable(&state, session)?;
        match &state.connections[key].protocol {
            Protocol::WebSocket(websocket) if websocket.close_sent => {
                Err(CloseError::Send(SendError::Closing))
            }
            Protocol::WebSocket(_) => {
                self.queue_close(&mut state, key, &payload);
                // A peer that does not answer must not keep the session open for ever.
                state.set_deadline(key, self.reactor.after(self.linger));
                Ok(())
            }
            _ => Err(CloseError::Send(SendError::NotWebSocket)),
        }
    }

    /// Sends a close frame and ends the session.
    pub fn disconnect(
        &self,
        session: SessionId,
        code: CloseCode,
        reason: &[u8],
    ) -> Result<(), CloseError> {
        match self.push_close(session, code, reason) {
            // A close frame that went out before is enough.
            Ok(()) | Err(CloseError::Send(SendError::Closing)) => {
                self.close(session, false);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// Where a session stands. `None` if there is no such session.
    pub fn websocket_status(&self, session: SessionId) -> Option<WebSocketStatus> {
        if let Some(there) = self.elsewhere(session) {
            return Some(there.status());
        }
        let state = self.state.borrow();
        let connection = state.connection(session)?;
        Some(status_of(connection))
    }
}

/// The payload of the close frame that answers a violation.
fn refusal(violation: &Violation) -> Vec<u8> {
    let mut payload = Vec::new();
    let reason = violation.to_string();
    let reason = &reason.as_bytes()[..reason.len().min(ControlPayload::MAX - 2)];
    // A violation's code may be sent and its sentence is ASCII.
    let _ = encode_close_payload(violation.close_code(), reason, &mut payload);
    payload
}

/// The status of a connection.
pub(super) fn status_of<M: Memory>(connection: &Connection<M>) -> WebSocketStatus {
    match &connection.protocol {
        Protocol::WebSocket(websocket) if websocket.close_sent && connection.flags.by_server => {
            WebSocketStatus::Closing
        }
        Protocol::WebSocket(_) => WebSocketStatus::Active,
        Protocol::HttpResponding if connection.flags.handshaking => WebSocketStatus::Handshake,
        _ => WebSocketStatus::None,
    }
}

fn control_message<B: PayloadBuffer>(opcode: Opcode, bytes: &[u8]) -> Option<Message<B>> {
    let mut payload = B::with_capacity(bytes.len()).ok()?;
    payload.push(bytes).ok()?;
    Some(Message {
        opcode,
        payload,
        compressed: false,
        close_code: None,
    })
}
