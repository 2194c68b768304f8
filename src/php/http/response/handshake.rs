//! Responses to opening handshakes: answered by PHP code, or by the engine with fields that PHP code adds.

use std::rc::Rc;

use super::fields::{self, Fields, Refused};
use super::{Exchange, Kind, Link, Origin, Response, Stage, detached, make, make_counted, slots};
use crate::engine::server::{SendError, Upgrade};
use crate::engine::session::SessionId;
use crate::php::http::HttpOptions;
use crate::php::memory::Engine;
use crate::php::zend::{Array, Obj, Value, ZStr};
use crate::protocol::http::{Framing, RequestHead, ResponseHead, ResponseMeta, Version};

const EXTENSIONS: &[u8] = b"Sec-WebSocket-Extensions";
const SUBPROTOCOL: &[u8] = b"Sec-WebSocket-Protocol";

/// The response to an opening handshake that PHP code answers: status 101 accepts it, any other refuses it and ends the
/// connection. `upgrade` is what the handshake agreed on, if PHP code says nothing else.
pub fn build_handshake(
    engine: &Rc<Engine>,
    session: SessionId,
    head: &RequestHead<'_>,
    options: &Rc<HttpOptions>,
    upgrade: Upgrade,
) -> Obj {
    let link = Link {
        engine: Rc::downgrade(engine),
        session,
        options: Rc::clone(options),
        exchange: Exchange::of(head, options),
        kind: Kind::Handshake(upgrade),
        origin: Origin::Request,
    };
    make_counted(engine, link)
}

/// Accepts a handshake: the head of the 101 response, then WebSocket.
pub(super) fn switch(
    response: &Response,
    link: &Link,
    engine: &Engine,
    fields: &Fields,
    upgrade: Upgrade,
    refused: &mut Refused,
) -> bool {
    // What the client is told must be what the engine does. A program's own line about compression gives way to the
    // negotiated one; a line about something else means that there is no compression.
    let own = fields.find(EXTENSIONS);
    let names_compression = |line: &ZStr| {
        memchr::memmem::find(&line.as_bytes().to_ascii_lowercase(), b"permessage-deflate").is_some()
    };
    let compression = upgrade
        .compression
        .filter(|_| own.as_ref().is_none_or(names_compression));
    let negotiated = compression.map(|terms| terms.response_header());
    if !detached::claim(link) {
        response.failed(SendError::NoSession);
        return false;
    }
    let reason = response.reason.borrow();
    let meta = switching(reason.as_ref().map(|reason| reason.as_bytes()));
    let written = engine.write_with(link.session, |out, date| {
        // The status is one, and the reason was checked when it was set.
        let mut head = ResponseHead::begin(out, &meta).ok()?;
        fields.write_header(&mut head, refused, |name| {
            negotiated.is_none() || !name.eq_ignore_ascii_case(EXTENSIONS)
        });
        if let Some(line) = &negotiated {
            refused.extend(head.header(EXTENSIONS, line.as_bytes()).err());
        }
        fields.write_cookies(&mut head, refused);
        head.finish(date);
        Some(())
    });
    match written {
        Ok(Some(())) if engine.upgrade(link.session, Upgrade { compression }) => {
            response.end();
            true
        }
        _ => {
            response.failed(SendError::NoSession);
            false
        }
    }
}

/// The response that PHP code sees before the engine accepts a handshake. `fields` are what the engine will send.
pub fn build_preview<N: AsRef<[u8]>, V: AsRef<[u8]>>(session: SessionId, fields: &[(N, V)]) -> Obj {
    let response = make(Link {
        engine: std::rc::Weak::new(),
        session,
        options: Rc::default(),
        exchange: Exchange::UNKNOWN,
        kind: Kind::Preview,
        origin: Origin::Request,
    });
    let mut header = Array::with_capacity(fields.len());
    for (name, value) in fields {
        header.set(name.as_ref(), Value::bytes(value.as_ref()));
    }
    response.set_slot(slots().header, header);
    response
}

/// Queues the head that accepts a handshake: `fields`, then those that PHP code has added to the preview, then its
/// cookies. The engine is to be switched over by the caller. False if the session is over.
///
/// PHP code cannot take `fields` back: without them the client would not accept. It may choose another subprotocol, or
/// none.
pub fn write_upgrade<N: AsRef<[u8]>, V: AsRef<[u8]>>(
    engine: &Engine,
    session: SessionId,
    preview: Option<&Obj>,
    fields: &[(N, V)],
) -> bool {
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (name.as_ref(), value.as_ref()))
        .filter(|(name, _)| preview.is_none() || !name.eq_ignore_ascii_case(SUBPROTOCOL))
        .collect();
    let added = preview.map(Fields::take).unwrap_or_default();
    let (written, refused) = write_accepting(engine, session, &fields, &added);
    if let Some(preview) = preview.and_then(|preview| preview.native::<Response>()) {
        preview.stage.set(Stage::Ended);
    }
    fields::tell(refused);
    written
}

/// Queues the head that accepts a handshake: `fields`, but for the subprotocol if one was added, then those that were
/// `added`, then cookies. Whether the session could take it, and which of the fields were not sent.
pub(super) fn write_accepting(
    engine: &Engine,
    session: SessionId,
    fields: &[(&[u8], &[u8])],
    added: &Fields,
) -> (bool, Refused) {
    let subprotocol = added.find(SUBPROTOCOL);
    let is = |name: &[u8], other: &[u8]| name.eq_ignore_ascii_case(other);
    let mut refused = Refused::new();
    let written = engine.write_with(session, |out, date| {
        // 101 is a status.
        let mut head = ResponseHead::begin(out, &switching(None)).ok()?;
        for (name, value) in fields {
            if subprotocol.is_none() || !is(name, SUBPROTOCOL) {
                refused.extend(head.header(name, value).err());
            }
        }
        if let Some(chosen) = &subprotocol {
            refused.extend(head.header(SUBPROTOCOL, chosen.as_bytes()).err());
        }
        added.write_header(&mut head, &mut refused, |name| {
            !is(name, SUBPROTOCOL) && !fields.iter().any(|(own, _)| is(name, own))
        });
        added.write_cookies(&mut head, &mut refused);
        head.finish(date);
        Some(())
    });
    (matches!(written, Ok(Some(()))), refused)
}

fn switching(reason: Option<&[u8]>) -> ResponseMeta<'_> {
    ResponseMeta {
        status: 101,
        reason,
        framing: Framing::Upgrade,
        head_request: false,
        version: Version::Http11,
        keep_alive: true,
        content_encoding: None,
    }
}
