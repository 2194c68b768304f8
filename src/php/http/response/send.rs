//! `end()` and `write()`: head and body into the connection's output.

use std::rc::Rc;

use super::fields::{self, Fields, Refused};
use super::{Kind, Link, Origin, Response, Stage, compress, detached, handshake, slots};
use crate::engine::server::{Outgoing, SendError, WebSocketStatus};
use crate::php::last_error;
use crate::php::memory::Engine;
use crate::php::server::driver;
use crate::php::zend::{Call, Obj, PhpResult, ZStr, sys};
use crate::protocol::http::{
    Coding, Framing, LAST_CHUNK, ResponseBody, ResponseEnd, ResponseHead, ResponseMeta,
    chunk_header, write_trailers,
};

/// Bodies from this size on are referenced instead of copied into the output.
const SHARE_FROM: usize = 8 * 1024;
/// What a head and the framing of a chunk are reckoned at when room is made for a body.
const HEAD_ROOM: usize = 1024;

/// What room there is for a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// It stays within the limit of the connection's output.
    Enough,
    /// It is larger than the limit itself. One such may go out when what was queued before it has.
    Oversized,
}

/// `end()`
pub fn end(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let content = call.opt_str(0)?;
    let sent = finish(call.native::<Response>(), &call.this(), content.as_ref())?;
    call.ret_bool(sent)
}

/// `write()`: a piece of the body.
pub fn write(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let content = call.str(0)?;
    let response = call.native::<Response>();
    let sent = response.write_piece(&call.this(), &content)?;
    call.ret_bool(sent)
}

/// Ends a response, with the last part of its body.
pub(super) fn finish(response: &Response, this: &Obj, content: Option<&ZStr>) -> PhpResult<bool> {
    response.wait_for_room(content.map_or(0, |content| content.as_bytes().len()))?;
    let Some(link) = response.sendable() else {
        return Ok(false);
    };
    if let Stage::Writing(promised) = response.stage.get() {
        return Ok(finish_written(response, this, link, promised, content));
    }
    let fields = response.gather(this)?;
    let Some(engine) = response.engine(link) else {
        return Ok(false);
    };
    let mut refused = Refused::new();
    let accepted = match link.kind {
        Kind::Handshake(upgrade) if response.status.get() == 101 => Some(upgrade),
        _ => None,
    };
    let sent = if let Some(upgrade) = accepted {
        handshake::switch(response, link, &engine, &fields, upgrade, &mut refused)
    } else {
        send_whole(response, link, &engine, &fields, content, &mut refused)
    };
    fields::tell(refused);
    if accepted.is_some() && content.is_some_and(|content| !content.as_bytes().is_empty()) {
        last_error::warning("a response with status 101 has no body, the content is ignored");
    }
    if sent && !engine.is_open(link.session) {
        driver::tell_now(&engine);
    }
    Ok(sent)
}

/// The response is destroyed: a request that nobody has answered, and will not be, is answered with an error.
/// PHP code must not run here.
pub(super) fn end_unanswered(response: &Response, object: *mut sys::zend_object) {
    let Some(link) = response.link.get() else {
        return;
    };
    if let Kind::Pull(pull) = &link.kind
        && pull.is_websocket()
    {
        // Nobody can use it any more.
        if let Some(engine) = link.engine.upgrade() {
            engine.close(link.session, false);
        }
        return;
    }
    let stage = response.stage.get();
    if matches!(stage, Stage::Ended | Stage::Detached)
        || matches!(link.kind, Kind::Preview)
        || stage == Stage::Open && (link.origin == Origin::Unknown || !detached::is_waiting(link))
    {
        return;
    }
    let Some(engine) = link.engine.upgrade() else {
        return;
    };
    // SAFETY: the object is being destroyed, but its properties are still there; the reference that is added here is
    // given back below without destroying it a second time.
    let this = std::mem::ManuallyDrop::new(unsafe { Obj::from_borrowed(object) });
    let before = last_error::get();
    match stage {
        Stage::Writing(promised) => {
            finish_written(response, &this, link, promised, None);
        }
        _ => {
            let unset = response.status.get() == 0 || response.too_long.get();
            // A handshake that was accepted but not sent has no body to be accepted with.
            if unset || matches!(response.status.get(), 100..=199) {
                response.status.set(500);
                response.reason.replace(None);
            }
            let fields = Fields::take(&this);
            send_whole(response, link, &engine, &fields, None, &mut Refused::new());
        }
    }
    if response.stage.get() != Stage::Ended {
        // There is no room even for this: the client would wait for ever.
        engine.close(link.session, true);
    }
    last_error::set(before);
    // SAFETY: takes back what `from_borrowed` added above.
    unsafe { (*object).gc.refcount -= 1 };
}

/// Sends a response whose body is known.
fn send_whole(
    response: &Response,
    link: &Link,
    engine: &Rc<Engine>,
    fields: &Fields,
    content: Option<&ZStr>,
    refused: &mut Refused,
) -> bool {
    let body = content.map_or(&b""[..], |content| content.as_bytes());
    let coding = compress::coding_for(link, fields, body);
    let result = match coding {
        Some(coding) => compress::with_compressed(link, coding, body, |body| {
            send_copied(response, link, engine, fields, body, Some(coding), refused)
        }),
        None if body.len() < SHARE_FROM => {
            send_copied(response, link, engine, fields, body, None, refused)
        }
        None => send_shared(response, link, engine, fields, content, refused),
    };
    settle(response, link, engine, result)
}

/// Sends head and body in one piece.
#[inline]
fn send_copied(
    response: &Response,
    link: &Link,
    engine: &Engine,
    fields: &Fields,
    body: &[u8],
    coding: Option<Coding>,
    refused: &mut Refused,
) -> Result<ResponseEnd, SendError> {
    room(engine, link, body.len())?;
    let framing = Framing::Length(body.len() as u64);
    write_head(
        response,
        link,
        engine,
        fields,
        framing,
        coding,
        refused,
        |out, end| {
            if end.body == ResponseBody::Plain {
                out.extend_from_slice(body);
            }
        },
    )
}

/// Sends a head, and behind it a large body by reference.
fn send_shared(
    response: &Response,
    link: &Link,
    engine: &Engine,
    fields: &Fields,
    content: Option<&ZStr>,
    refused: &mut Refused,
) -> Result<ResponseEnd, SendError> {
    let Some(content) = content else {
        return send_copied(response, link, engine, fields, b"", None, refused);
    };
    let room = room(engine, link, content.as_bytes().len())?;
    let framing = Framing::Length(content.as_bytes().len() as u64);
    let end = write_head(
        response,
        link,
        engine,
        fields,
        framing,
        None,
        refused,
        |_, _| {},
    )?;
    if end.body == ResponseBody::Plain {
        send_bytes(engine, link, content, room)?;
    }
    Ok(end)
}

/// Makes room for a body of `len` bytes and what surrounds it.
pub(super) fn room(engine: &Engine, link: &Link, len: usize) -> Result<Room, SendError> {
    match engine.has_room(link.session, len + HEAD_ROOM) {
        Ok(()) => Ok(Room::Enough),
        Err(SendError::BufferFull) if len >= SHARE_FROM => {
            // Waiting would not help a body that is larger than the limit: it is let through when nothing waits.
            engine.has_room(link.session, limit(engine, link))?;
            Ok(Room::Oversized)
        }
        Err(error) => Err(error),
    }
}

/// The most bytes that may wait on the connection.
fn limit(engine: &Engine, link: &Link) -> usize {
    engine
        .info(link.session)
        .map_or(0, |info| engine.port_config(info.port).output_limit)
}

/// Queues a large body whose head is queued already: it cannot be refused any more.
fn send_bytes(engine: &Engine, link: &Link, content: &ZStr, room: Room) -> Result<(), SendError> {
    if room == Room::Enough {
        match engine.send(link.session, Outgoing::Shared(content)) {
            Err(SendError::BufferFull) => {}
            result => return result,
        }
    }
    engine.write_with(link.session, |out, _| {
        out.extend_from_slice(content.as_bytes())
    })
}

/// Appends the head, and what `then` puts behind it, to the output.
#[allow(clippy::too_many_arguments)] // What a head is made of.
pub(super) fn write_head(
    response: &Response,
    link: &Link,
    engine: &Engine,
    fields: &Fields,
    framing: Framing,
    coding: Option<Coding>,
    refused: &mut Refused,
    then: impl FnOnce(&mut Vec<u8>, ResponseEnd),
) -> Result<ResponseEnd, SendError> {
    // Behind a handshake, HTTP would be read as frames.
    let is_websocket = link.origin != Origin::Request
        && engine
            .websocket_status(link.session)
            .is_none_or(WebSocketStatus::is_open);
    if is_websocket || !detached::claim(link) {
        return Err(SendError::NoSession);
    }
    let status = response.status.get();
    let exchange = &link.exchange;
    // Behind a refused handshake or an informational status nothing sensible can follow.
    let is_last = match &link.kind {
        Kind::Handshake(_) => true,
        Kind::Pull(pull) => !pull.may_go_on(),
        Kind::Plain | Kind::Preview => false,
    };
    let may_go_on = !is_last && !matches!(status, 100..=199) && !engine.is_retiring();
    let reason = response.reason.borrow();
    let meta = ResponseMeta {
        status,
        reason: reason.as_ref().map(|reason| reason.as_bytes()),
        framing,
        head_request: exchange.head_request,
        version: exchange.version,
        keep_alive: exchange.keep_alive && may_go_on,
        content_encoding: coding,
    };
    let written = engine.write_with(link.session, |out, date| {
        // Status and reason were checked when they were set.
        let mut head = ResponseHead::begin(out, &meta).ok()?;
        fields.write_header(&mut head, refused, |_| true);
        fields.write_cookies(&mut head, refused);
        let end = head.finish(date);
        then(out, end);
        Some(end)
    })?;
    written.ok_or(SendError::NoSession)
}

/// Puts the response into the state that sending it has led to.
pub(super) fn settle(
    response: &Response,
    link: &Link,
    engine: &Engine,
    result: Result<ResponseEnd, SendError>,
) -> bool {
    match result {
        Ok(end) => {
            response.end();
            engine.finish_response(link.session, end.keep_alive);
            if !end.keep_alive {
                // A response that nobody waited for does not end its connection by being finished.
                engine.close(link.session, false);
            }
            true
        }
        Err(error) => {
            response.failed(error);
            false
        }
    }
}

impl Response {
    fn write_piece(&self, this: &Obj, content: &ZStr) -> PhpResult<bool> {
        self.wait_for_room(content.as_bytes().len())?;
        let Some(link) = self.sendable() else {
            return Ok(false);
        };
        let bytes = content.as_bytes();
        if bytes.is_empty() {
            last_error::warning_of(last_error::NO_PAYLOAD, "the data sent must not be empty");
            return Ok(false);
        }
        if let Stage::Writing(promised) = self.stage.get() {
            let Some(engine) = self.engine(link) else {
                return Ok(false);
            };
            return Ok(self.check(queue_piece(&engine, link, promised.body, content)));
        }
        if self.refuses_body() {
            return Ok(false);
        }
        let fields = self.gather(this)?;
        let Some(engine) = self.engine(link) else {
            return Ok(false);
        };
        let mut refused = Refused::new();
        let result = room(&engine, link, bytes.len()).and_then(|_| {
            let framing = Framing::Chunked;
            write_head(
                self,
                link,
                &engine,
                &fields,
                framing,
                None,
                &mut refused,
                |_, _| {},
            )
        });
        let sent = match result {
            Ok(end) => {
                self.stage.set(Stage::Writing(end));
                self.check(queue_piece(&engine, link, end.body, content))
            }
            Err(error) => self.check(Err(error)),
        };
        fields::tell(refused);
        Ok(sent)
    }

    /// Whether the status is one that comes without a body. Warns if so.
    pub(super) fn refuses_body(&self) -> bool {
        let switching = self.status.get() == 101;
        if switching {
            last_error::fatal("a response with status 101 has no body, use end()");
        }
        switching
    }

    fn check(&self, result: Result<(), SendError>) -> bool {
        if let Err(error) = result {
            self.failed(error);
        }
        result.is_ok()
    }
}

/// Queues a piece of a body in the framing that the head has promised.
fn queue_piece(
    engine: &Engine,
    link: &Link,
    framing: ResponseBody,
    content: &ZStr,
) -> Result<(), SendError> {
    let bytes = content.as_bytes();
    if framing == ResponseBody::None {
        return engine.has_room(link.session, 0);
    }
    let room = room(engine, link, bytes.len())?;
    let chunked = framing == ResponseBody::Chunked;
    if bytes.len() < SHARE_FROM {
        return engine.write_with(link.session, |out, _| {
            if chunked {
                chunk_header(out, bytes.len());
            }
            out.extend_from_slice(bytes);
            if chunked {
                out.extend_from_slice(b"\r\n");
            }
        });
    }
    if chunked {
        engine.write_with(link.session, |out, _| chunk_header(out, bytes.len()))?;
    }
    send_bytes(engine, link, content, room)?;
    if chunked {
        engine.write_with(link.session, |out, _| out.extend_from_slice(b"\r\n"))?;
    }
    Ok(())
}

/// Ends a body that was sent in pieces.
fn finish_written(
    response: &Response,
    this: &Obj,
    link: &Link,
    promised: ResponseEnd,
    content: Option<&ZStr>,
) -> bool {
    let Some(engine) = response.engine(link) else {
        return false;
    };
    let last = content.filter(|content| !content.as_bytes().is_empty());
    if let Some(last) = last
        && !response.check(queue_piece(&engine, link, promised.body, last))
    {
        return false;
    }
    let trailers = this
        .slot(slots().trailer)
        .as_array()
        .filter(|trailers| !trailers.is_empty());
    let mut refused = Refused::new();
    let result = engine.write_with(link.session, |out, _| {
        if promised.body != ResponseBody::Chunked {
            return;
        }
        match &trailers {
            None => out.extend_from_slice(LAST_CHUNK),
            Some(trailers) => {
                let lines = fields::lines(trailers);
                let lines = lines
                    .iter()
                    .map(|(name, value)| (name.as_bytes(), value.as_bytes()));
                write_trailers(out, lines, |_, error| refused.push(error));
            }
        }
    });
    settle(response, link, &engine, result.map(|()| promised))
}
