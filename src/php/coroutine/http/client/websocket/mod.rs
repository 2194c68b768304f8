//! The WebSocket that a connection has become: sending frames, waiting for messages, ending it.

mod state;

use std::rc::Rc;
use std::time::Duration;

pub use state::WebSocket;

use super::Client;
use super::connection::Connection;
use super::properties::{self, NoStatus};
use crate::engine::handler::Message;
use crate::php::coroutine::net::timeouts::limit;
use crate::php::coroutine::net::{Failure, Limit, Outcome, Pace};
use crate::php::last_error;
use crate::php::sched::descriptor::Direction;
use crate::php::websocket::frame::{self, Outgoing};
use crate::php::websocket::send::Refusal;
use crate::php::zend::string::ZStrBuf;
use crate::php::zend::{Obj, PhpResult, Value, ZStr};
use crate::protocol::payload::PayloadBuffer;
use crate::protocol::websocket::{CloseCode, Event, Opcode, Violation};

/// How long the server may take to close the connection once there is nothing more to say.
const LINGER: Duration = Duration::from_secs(1);

impl Connection {
    /// Whether the handshake has succeeded.
    pub fn is_websocket(&self) -> bool {
        self.websocket.borrow().is_some()
    }

    fn with_websocket<R>(&self, body: impl FnOnce(&mut WebSocket) -> R) -> Option<R> {
        self.websocket.borrow_mut().as_mut().map(body)
    }

    /// Writes frames, and then the answers that became due meanwhile.
    fn write_frames(&self, frames: &[u8]) -> Outcome {
        let mut written = self.write(&[frames])?;
        while written.is_ok() {
            let answers = self.with_websocket(|websocket| std::mem::take(&mut websocket.answers));
            let Some(answers) = answers.filter(|answers| !answers.is_empty()) else {
                break;
            };
            written = self.write(&[&answers])?;
        }
        Ok(written)
    }

    /// Sends what nobody has asked the program to send. If a coroutine is in the middle of a frame, it sends this as
    /// well: the last pong is enough for any number of pings (RFC 6455 section 5.5.3).
    fn answer(&self, opcode: Opcode, encode: impl FnOnce(&mut WebSocket, &mut Vec<u8>)) -> Outcome {
        let mut frame = Vec::new();
        let busy = self.endpoint.stream.waiter(Direction::Write).is_some();
        self.with_websocket(|websocket| {
            encode(websocket, &mut frame);
            if busy && !frame.is_empty() {
                if opcode == Opcode::Pong {
                    websocket.answers.clear();
                }
                websocket.answers.append(&mut frame);
            }
        });
        if busy || frame.is_empty() {
            return Ok(Ok(()));
        }
        self.write_frames(&frame)
    }

    /// The next event, and what is left to be read behind it.
    fn next_event(&self, limit: &Limit, pace: &mut Pace<'_>) -> PhpResult<Result<Next, Failure>> {
        loop {
            if let Err(failure) = pace.step()? {
                return Ok(Err(failure));
            }
            let mut unread = self.unread.borrow_mut();
            let mut input = unread.as_slice();
            if !input.is_empty() {
                let decoded = self.with_websocket(|websocket| websocket.decode(&mut input));
                let event = decoded.unwrap_or(Ok(None));
                let left = input.len();
                unread.keep_last(left);
                match event {
                    Ok(Some(event)) => return Ok(Ok(Next::Event(event))),
                    Ok(None) => {}
                    Err(violation) => return Ok(Ok(Next::Violation(violation))),
                }
            }
            drop(unread);
            let bytes = match self.read(limit)? {
                Ok(bytes) => bytes,
                Err(failure) => return Ok(Err(failure)),
            };
            if bytes.is_empty() {
                return Ok(Ok(Next::End));
            }
            let all = bytes.len();
            self.unread.borrow_mut().fill(bytes, all);
        }
    }
}

/// What comes next from the server.
enum Next {
    Event(Event<ZStrBuf>),
    Violation(Violation),
    /// The stream has ended.
    End,
}

impl Client {
    /// Sends a frame of the program. `tell_pong` says that `recv()` returns the pong to a ping.
    pub fn push_frame(&self, this: &Obj, frame: &Outgoing, tell_pong: bool) -> PhpResult<bool> {
        let Some(connection) = self.connection() else {
            properties::set_error(this, &Failure::new(last_error::CLIENT_NO_CONNECTION));
            return Ok(false);
        };
        // Before the frame is compressed: what is not sent must not be in the compressor's window.
        connection.endpoint.stream.claim(Direction::Write)?;
        let mut bytes = Vec::new();
        let admitted = connection.with_websocket(|websocket| {
            let opcode = websocket.admit(frame, &mut bytes)?;
            if tell_pong && opcode == Opcode::Ping {
                websocket.note_ping(frame.data.as_bytes());
            }
            Ok(())
        });
        match admitted {
            None => {
                let text = "websocket handshake failed, cannot push data";
                last_error::fatal(text);
                let failure = Failure::with_text(last_error::WEBSOCKET_HANDSHAKE_FAILED, text);
                properties::set_failed(this, &failure, NoStatus::ConnectFailed);
                Ok(false)
            }
            Some(Err(refusal)) => {
                self.tell_refused(this, &connection, &refusal);
                Ok(false)
            }
            Some(Ok(())) => match connection.write_frames(&bytes)? {
                Ok(()) => Ok(true),
                Err(failure) => {
                    self.close_connection(this, &connection)?;
                    properties::set_failed(this, &failure, NoStatus::ServerReset);
                    Ok(false)
                }
            },
        }
    }

    fn tell_refused(&self, this: &Obj, connection: &Connection, refusal: &Refusal) {
        refusal.tell(connection.endpoint.stream.fd().into(), || {});
        let code = last_error::get();
        let text = match refusal {
            Refusal::Opcode(text) => text.clone(),
            Refusal::Close(error) => error.to_string(),
            Refusal::Send(_) if code == last_error::WEBSOCKET_PACK_FAILED => {
                "websocket frame pack failed".to_owned()
            }
            Refusal::Send(_) => last_error::sentence(code).into_owned(),
        };
        properties::set_error(this, &Failure::with_text(code, text));
    }

    /// Waits for a message. The value is what `recv()` returns.
    pub fn receive_message(
        &self,
        this: &Obj,
        connection: &Rc<Connection>,
        own_limit: f64,
    ) -> PhpResult<Value> {
        let limit = limit(own_limit, connection.endpoint.timeouts.get().read);
        let mut pace = Pace::within(&limit);
        let _reading = connection.endpoint.stream.hold_reading()?;
        loop {
            let unanswered = connection
                .with_websocket(|websocket| websocket.close_unanswered.take())
                .flatten();
            if let Some((code, reason)) = unanswered {
                return self.end_by_server(this, connection, code, reason.as_slice());
            }
            let next = match connection.next_event(&limit, &mut pace)? {
                Ok(next) => next,
                Err(failure) => {
                    if failure.code() != libc::ETIMEDOUT {
                        self.close_connection(this, connection)?;
                    }
                    properties::set_failed(this, &failure, NoStatus::ServerReset);
                    return Ok(Value::bool(false));
                }
            };
            let event = match next {
                Next::Event(event) => event,
                Next::End => {
                    self.close_connection(this, connection)?;
                    return Ok(Value::bytes(b""));
                }
                Next::Violation(violation) => {
                    self.end_by_violation(this, connection, violation)?;
                    return Ok(Value::bool(false));
                }
            };
            if let Some(value) = self.handle(this, connection, event)? {
                return Ok(value);
            }
        }
    }

    /// Does what an event asks for. `None` if the program is not told of it.
    fn handle(
        &self,
        this: &Obj,
        connection: &Rc<Connection>,
        event: Event<ZStrBuf>,
    ) -> PhpResult<Option<Value>> {
        let settings = self.settings();
        let fd = connection.endpoint.stream.fd();
        let message = match event {
            Event::Message {
                opcode,
                payload,
                compressed,
            } => Message {
                opcode,
                payload,
                compressed,
                close_code: None,
            },
            Event::Ping(payload) if settings.open_ping_frame => {
                control_message(Opcode::Ping, payload.as_slice(), None)?
            }
            Event::Ping(payload) => {
                let answered = connection.answer(Opcode::Pong, |websocket, out| {
                    if !websocket.close_sent {
                        websocket.encode(Opcode::Pong, true, payload.as_slice(), out);
                    }
                })?;
                return self.go_on(this, connection, answered);
            }
            Event::Pong(payload) => {
                let awaited = connection
                    .with_websocket(|websocket| websocket.is_awaited(&payload))
                    .unwrap_or(false);
                if !settings.open_pong_frame.unwrap_or(awaited) {
                    return Ok(None);
                }
                control_message(Opcode::Pong, payload.as_slice(), None)?
            }
            Event::Close { code, reason } if settings.open_close_frame => {
                let message = control_message(Opcode::Close, reason.as_slice(), code)?;
                // The program may answer it; if it does not, the next recv() or close() does.
                connection.with_websocket(|websocket| {
                    websocket.close_unanswered = Some((code, reason));
                });
                message
            }
            Event::Close { code, reason } => {
                return self
                    .end_by_server(this, connection, code, reason.as_slice())
                    .map(Some);
            }
        };
        Ok(Some(frame::from_server(fd.into(), message)))
    }

    /// After an answer was sent: goes on to wait, unless that has failed.
    fn go_on(
        &self,
        this: &Obj,
        connection: &Rc<Connection>,
        answered: Result<(), Failure>,
    ) -> PhpResult<Option<Value>> {
        match answered {
            Ok(()) => Ok(None),
            Err(failure) => {
                self.close_connection(this, connection)?;
                properties::set_failed(this, &failure, NoStatus::ServerReset);
                Ok(Some(Value::bool(false)))
            }
        }
    }

    /// Answers the server's close frame, lets it close the connection, and ends.
    fn end_by_server(
        &self,
        this: &Obj,
        connection: &Rc<Connection>,
        code: Option<CloseCode>,
        reason: &[u8],
    ) -> PhpResult<Value> {
        let answered = connection.answer(Opcode::Close, |websocket, out| {
            websocket.answer_close(code, reason, out);
        })?;
        if answered.is_ok() {
            // The server closes first (RFC 6455 section 7.1.1).
            connection.drain(&Limit::new(Some(LINGER)))?;
        }
        self.close_connection(this, connection)?;
        Ok(Value::bytes(b""))
    }

    /// Tells the server what it did wrong, and ends.
    fn end_by_violation(
        &self,
        this: &Obj,
        connection: &Rc<Connection>,
        violation: Violation,
    ) -> PhpResult {
        let reason = violation.message().as_bytes();
        let answered = connection.answer(Opcode::Close, |websocket, out| {
            if !websocket.close_sent {
                // A violation's code may be sent, and its sentence fits.
                let _ = websocket.encode_close(violation.close_code(), reason, out);
            }
        })?;
        if answered.is_ok() {
            self.finish_sending(connection)?;
        }
        self.close_connection(this, connection)?;
        let code = match violation {
            Violation::MessageTooBig
            | Violation::InflatedMessageTooBig
            | Violation::TooManyFragments => last_error::PACKAGE_LENGTH_TOO_LARGE,
            Violation::OutOfMemory => libc::ENOMEM,
            _ => last_error::PROTOCOL_ERROR,
        };
        let failure = Failure::with_text(code, violation.message());
        properties::set_failed(this, &failure, NoStatus::ServerReset);
        Ok(())
    }

    /// Sends a close frame and ends. True if it was sent.
    pub fn disconnect_with(&self, this: &Obj, code: i64, reason: ZStr) -> PhpResult<bool> {
        let Some(connection) = self.connection() else {
            return Ok(false);
        };
        let frame = Outgoing {
            opcode: Opcode::Close.to_wire().into(),
            flags: frame::FLAG_FIN,
            data: reason,
            close_code: Some(code),
        };
        let done = connection
            .with_websocket(|websocket| websocket.close_sent)
            .unwrap_or(false)
            || self.push_frame(this, &frame, false)?;
        // Who waits in recv() is woken now; if nobody does, the server gets the time to read what was sent.
        if connection.endpoint.stream.waiter(Direction::Read).is_none() {
            self.finish_sending(&connection)?;
        }
        self.close_connection(this, &connection)?;
        Ok(done)
    }

    /// Sends no more, and gives the server the time to read what was sent: unread bytes of its own would reset the
    /// connection otherwise.
    fn finish_sending(&self, connection: &Connection) -> PhpResult {
        // One that is broken has nothing to wait for.
        if connection.endpoint.shutdown(1).is_ok() {
            connection.drain(&Limit::new(Some(LINGER)))?;
        }
        Ok(())
    }

    /// Before `close()`: sends the answer to a close frame that the program was given, if the kernel takes it at once.
    pub fn answer_before_close(&self, connection: &Connection) {
        if connection
            .endpoint
            .stream
            .waiter(Direction::Write)
            .is_some()
        {
            return;
        }
        let mut frame = Vec::new();
        connection.with_websocket(|websocket| {
            if let Some((code, reason)) = websocket.close_unanswered.take() {
                websocket.answer_close(code, reason.as_slice(), &mut frame);
            }
        });
        if !frame.is_empty() {
            // The connection ends, whatever becomes of this.
            let _ = connection
                .endpoint
                .stream
                .with_socket(|socket| socket.send_with_flags(&frame, libc::MSG_NOSIGNAL));
        }
    }
}

fn control_message(
    opcode: Opcode,
    bytes: &[u8],
    close_code: Option<CloseCode>,
) -> PhpResult<Message<ZStrBuf>> {
    let out_of_memory =
        |_| crate::php::zend::errors::throw_error("no memory for the payload of a frame");
    let mut payload = ZStrBuf::with_capacity(bytes.len()).map_err(out_of_memory)?;
    payload.push(bytes).map_err(out_of_memory)?;
    Ok(Message {
        opcode,
        payload,
        compressed: false,
        close_code,
    })
}
