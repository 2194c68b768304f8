//! HTTP requests in, and the ends of responses.

use super::{Server, State};
use crate::engine::config::{self, PortConfig};
use crate::engine::connection::{Life, PartialRequest, Protocol, WebSocket};
use crate::engine::handler::{Cause, Handler};
use crate::engine::memory::Memory;
use crate::engine::session::SessionId;
use crate::protocol::http::{
    BodyDecoder, BodyKind, BodyStatus, CONTINUE, HeadScanner, HeaderStorage, HttpError, Limits,
    MAX_HEADERS, RequestHead, parse_head,
};
use crate::protocol::payload::PayloadBuffer;
use crate::protocol::websocket::deflate::Negotiated;

/// What an upgrade to WebSocket agreed on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Upgrade {
    /// The terms of permessage-deflate, if both ends want it.
    pub compression: Option<Negotiated>,
}

/// How reading a request went.
enum Step {
    /// The head needs more bytes; nothing was taken.
    HeadUnfinished,
    /// The body needs more bytes; all there were have been taken.
    BodyUnfinished,
    /// A request was delivered; there may be another.
    Delivered,
}

impl<M: Memory> Server<M> {
    /// Parses requests and delivers them, one after the other, until the input is used up or a response is due.
    pub(super) fn read_http(
        &self,
        key: usize,
        session: SessionId,
        input: &mut &[u8],
        handler: &impl Handler<M>,
    ) {
        let limits = {
            let state = self.state.borrow();
            let Some(connection) = state.connections.get(key) else {
                return;
            };
            limits_of(&self.ports[usize::from(connection.port)].config)
        };
        while !input.is_empty() && self.is_running() {
            let partial = {
                let mut state = self.state.borrow_mut();
                let Some(connection) = state.connections.get_mut(key) else {
                    return;
                };
                if connection.session != session || !connection.wants_input() {
                    return;
                }
                match &connection.protocol {
                    Protocol::HttpIdle => None,
                    Protocol::HttpPartial(_) => {
                        match std::mem::replace(&mut connection.protocol, Protocol::HttpIdle) {
                            Protocol::HttpPartial(partial) => Some(partial),
                            _ => None,
                        }
                    }
                    _ => return,
                }
            };
            let step = match partial.map(|partial| *partial) {
                None => {
                    let mut scanner = HeadScanner::new();
                    let step = self.read_head(key, session, input, &mut scanner, &limits, handler);
                    if let Ok(Step::HeadUnfinished) = step {
                        let bytes = input.to_vec();
                        self.keep_partial(key, session, PartialRequest::Head { bytes, scanner });
                        *input = &[];
                    }
                    step
                }
                Some(PartialRequest::Head {
                    mut bytes,
                    mut scanner,
                }) => {
                    // The head is parsed where all of its bytes are; what follows it is read from there too.
                    let known = bytes.len();
                    bytes.extend_from_slice(input);
                    let mut joined = bytes.as_slice();
                    let step =
                        self.read_head(key, session, &mut joined, &mut scanner, &limits, handler);
                    if let Ok(Step::HeadUnfinished) = step {
                        self.keep_partial(key, session, PartialRequest::Head { bytes, scanner });
                        *input = &[];
                    } else {
                        let used = bytes.len() - joined.len();
                        *input = &input[used.saturating_sub(known).min(input.len())..];
                    }
                    step
                }
                Some(PartialRequest::Body {
                    head,
                    decoder,
                    body,
                }) => self.read_body(key, session, input, (head, decoder, body), &limits, handler),
            };
            match step {
                Ok(Step::Delivered) => {}
                Ok(Step::HeadUnfinished | Step::BodyUnfinished) => return,
                Err(error) => {
                    *input = &[];
                    let mut state = self.state.borrow_mut();
                    if state.is_open(key, session) {
                        self.refuse_request(&mut state, key, error);
                    }
                    return;
                }
            }
        }
    }

    fn read_head(
        &self,
        key: usize,
        session: SessionId,
        input: &mut &[u8],
        scanner: &mut HeadScanner,
        limits: &Limits,
        handler: &impl Handler<M>,
    ) -> Result<Step, HttpError> {
        let mut storage = HeaderStorage::new();
        let whole = *input;
        let Some((head, consumed)) = scanner.parse(whole, limits, &mut storage)? else {
            return Ok(Step::HeadUnfinished);
        };
        *input = &whole[consumed..];
        let mut body: Option<M::Buffer> = None;
        if head.body() != BodyKind::None {
            let mut decoder = BodyDecoder::new(head.body(), limits)?;
            if decoder.decode(input, &mut body)? == BodyStatus::More {
                if head.expect_continue() && decoder.received() == 0 {
                    // A session that has just ended needs no encouragement.
                    let _ = self.write_with(session, |out, _| out.extend_from_slice(CONTINUE));
                }
                let head = Box::from(&whole[..consumed]);
                self.keep_partial(
                    key,
                    session,
                    PartialRequest::Body {
                        head,
                        decoder,
                        body,
                    },
                );
                return Ok(Step::BodyUnfinished);
            }
        }
        self.deliver_request(key, session, &head, body, handler)?;
        Ok(Step::Delivered)
    }

    fn read_body(
        &self,
        key: usize,
        session: SessionId,
        input: &mut &[u8],
        (raw_head, mut decoder, mut body): (Box<[u8]>, BodyDecoder, Option<M::Buffer>),
        limits: &Limits,
        handler: &impl Handler<M>,
    ) -> Result<Step, HttpError> {
        if decoder.decode(input, &mut body)? == BodyStatus::More {
            let partial = PartialRequest::Body {
                head: raw_head,
                decoder,
                body,
            };
            self.keep_partial(key, session, partial);
            return Ok(Step::BodyUnfinished);
        }
        let mut storage = HeaderStorage::new();
        let Some((head, _)) = parse_head(&raw_head, limits, &mut storage)? else {
            // It parsed when it came.
            return Err(HttpError::RequestLine);
        };
        self.deliver_request(key, session, &head, body, handler)?;
        Ok(Step::Delivered)
    }

    fn deliver_request(
        &self,
        key: usize,
        session: SessionId,
        head: &RequestHead<'_>,
        body: Option<M::Buffer>,
        handler: &impl Handler<M>,
    ) -> Result<(), HttpError> {
        if self.has_too_many_requests() {
            return Err(HttpError::Unavailable);
        }
        let body = match body {
            Some(body) => body,
            None => M::Buffer::with_capacity(0)?,
        };
        {
            let mut state = self.state.borrow_mut();
            state.stats.requests += 1;
            let connection = &mut state.connections[key];
            let port = &self.ports[usize::from(connection.port)];
            let websocket = port.config.protocol == config::Protocol::WebSocket;
            connection.protocol = Protocol::HttpResponding;
            connection.due = None;
            connection.flags.resting = false;
            connection.flags.handshaking = websocket && head.is_upgrade_websocket();
            connection.times.dispatched = connection.times.received;
            state.publish(key);
            state.sessions.await_answerer(session);
        }
        handler.request(self, session, head, body);
        self.tell_news(handler);
        Ok(())
    }

    fn keep_partial(&self, key: usize, session: SessionId, partial: PartialRequest<M>) {
        let mut state = self.state.borrow_mut();
        let Some(connection) = state.connections.get_mut(key) else {
            return;
        };
        if connection.session != session {
            return;
        }
        let config = &self.ports[usize::from(connection.port)].config;
        let is_head = matches!(partial, PartialRequest::Head { .. });
        connection.protocol = Protocol::HttpPartial(Box::new(partial));
        let rested = std::mem::take(&mut connection.flags.resting);
        if !is_head {
            // A body may take its time as long as some of it keeps coming.
            state.set_deadline(key, self.reactor.after(config.body_silence));
        } else if rested || connection.due.is_none() {
            // The first head's time began when the connection did; that of a later one begins with its first byte.
            state.set_deadline(key, self.reactor.after(config.handshake_timeout));
        }
    }

    /// Answers a request that cannot be served on an open session, then ends it.
    pub(super) fn refuse_request(&self, state: &mut State<M>, key: usize, error: HttpError) {
        self.write_to(state, key, |out, date| error.write_response(out, date));
        self.end(state, key, Cause::Server);
    }

    /// The response to the request in progress is complete. With `keep_alive`, the connection may bring another
    /// request; else it closes when everything is sent.
    pub fn finish_response(&self, session: SessionId, keep_alive: bool) {
        if let Some(there) = self.elsewhere(session) {
            return there.finish_response(self, keep_alive);
        }
        let mut state = self.state.borrow_mut();
        let Some(key) = state.key(session) else {
            return;
        };
        let connection = &mut state.connections[key];
        if !matches!(connection.protocol, Protocol::HttpResponding) {
            return;
        }
        connection.protocol = Protocol::HttpIdle;
        state.stats.responses += 1;
        let connection = &mut state.connections[key];
        if !keep_alive || connection.flags.ended || self.is_retiring() {
            self.end(&mut state, key, Cause::Server);
            return;
        }
        let config = &self.ports[usize::from(connection.port)].config;
        if connection.has_input() {
            state.mark_unread(key);
        } else if let Some(limit) = config.keep_alive {
            connection.flags.resting = true;
            state.set_deadline(key, self.reactor.after(limit));
        }
    }

    /// The 101 response was queued: from now on the connection speaks WebSocket. False if it cannot.
    pub fn upgrade(&self, session: SessionId, upgrade: Upgrade) -> bool {
        if let Some(there) = self.elsewhere(session) {
            return there.upgrade(upgrade);
        }
        let mut state = self.state.borrow_mut();
        let Some(key) = state.key(session) else {
            return false;
        };
        let connection = &mut state.connections[key];
        if connection.life != Life::Open || !matches!(connection.protocol, Protocol::HttpResponding)
        {
            return false;
        }
        let config = &self.ports[usize::from(connection.port)].config;
        connection.protocol = Protocol::WebSocket(WebSocket::new(config, upgrade.compression));
        connection.flags.opened = true;
        if connection.has_input() {
            state.mark_unread(key);
        }
        state.publish(key);
        true
    }
}

pub(super) fn limits_of(config: &PortConfig) -> Limits {
    Limits {
        max_head_bytes: config.max_head,
        max_headers: MAX_HEADERS,
        max_body_bytes: config.max_message as u64,
    }
}
