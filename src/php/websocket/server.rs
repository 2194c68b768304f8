//! `Swoole\WebSocket\Server`: what it adds to the HTTP server.

use super::frame::{self, FLAG_COMPRESS, FLAG_FIN, FLAG_MASK, FLAG_RSV1, Outgoing};
use super::send::{self, Refusal, checked_opcode, close_code};
use crate::engine::server::{self, Push, SendError, WebSocketStatus};
use crate::php::memory::Engine;
use crate::php::server::{driver, room, running};
use crate::php::zend::string::ZStrBuf;
use crate::php::zend::{Call, Obj, PhpResult, Value, ZStr};
use crate::php::{last_error, random};
use crate::protocol::websocket::close::{encode_close_payload, parse_close_payload};
use crate::protocol::websocket::deflate::SharedInflater;
use crate::protocol::websocket::{
    CloseCode, ControlPayload, FrameHeader, Opcode, encode_frame, mask, unpack_frame,
};

/// `Swoole\WebSocket\Server::push`
pub fn push(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 4)?;
    let session = call.long(0)?;
    let frame = Outgoing::from_args(call, 1)?;
    let Some(engine) = running(call)? else {
        return call.ret_bool(false);
    };
    let len = FrameHeader::MAX_LEN + frame.data.as_bytes().len();
    let attempt = || send::queue(&engine, session, &frame, false);
    let pushed = match room::for_message(&engine, session, len, attempt)? {
        Ok(()) => true,
        Err(refusal) => refuse(&engine, session, &refusal),
    };
    call.ret_bool(pushed)
}

/// Warns why a push was refused.
fn refuse(engine: &Engine, session: i64, refusal: &Refusal) -> bool {
    refusal.tell(session, || {
        if *refusal == Refusal::Send(SendError::NoSession) && engine.info(session).is_none() {
            last_error::fatal(&format!("session#{session} does not exists"));
        } else {
            last_error::fatal(&format!(
                "the connected client of connection[{session}] is not a websocket client or closed"
            ));
        }
    });
    false
}

/// The engine, if `session` can be an open WebSocket; else warns as `disconnect` and `ping` do.
fn connected(call: &Call<'_>, session: i64) -> PhpResult<Option<std::rc::Rc<Engine>>> {
    let Some(engine) = running(call)? else {
        return Ok(None);
    };
    if session <= 0 {
        last_error::fatal(&format!("fd[{session}] is invalid"));
        return Ok(None);
    }
    if !is_websocket(&engine, session) {
        last_error::fatal(&format!(
            "the connected client of connection[{session}] is not a websocket client or closed"
        ));
        return Ok(None);
    }
    Ok(Some(engine))
}

/// `Swoole\WebSocket\Server::disconnect`
pub fn disconnect(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 3)?;
    let session = call.long(0)?;
    let code = call.long_or(1, i64::from(CloseCode::NORMAL.0))?;
    let reason = call.opt_str(2)?.unwrap_or_else(|| ZStr::new(b""));
    let Some(engine) = connected(call, session)? else {
        return call.ret_bool(false);
    };
    let done = match engine.disconnect(session, close_code(code), reason.as_bytes()) {
        Ok(()) => {
            driver::tell_now(&engine);
            true
        }
        Err(error) => refuse(&engine, session, &error.into()),
    };
    call.ret_bool(done)
}

/// `Swoole\WebSocket\Server::ping`
pub fn ping(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    let session = call.long(0)?;
    let data = call.opt_str(1)?.unwrap_or_else(|| ZStr::new(b""));
    let Some(engine) = connected(call, session)? else {
        return call.ret_bool(false);
    };
    let push = Push {
        opcode: Opcode::Ping,
        fin: true,
        compress: false,
        oversize: false,
    };
    let done = match engine.push(session, push, server::Outgoing::Shared(&data)) {
        Ok(()) => true,
        Err(error) => refuse(&engine, session, &error.into()),
    };
    call.ret_bool(done)
}

/// `Swoole\WebSocket\Server::isEstablished`
pub fn is_established(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let session = call.long(0)?;
    let Some(engine) = running(call)? else {
        return call.ret_bool(false);
    };
    call.ret_bool(is_websocket(&engine, session))
}

/// Whether a session is open and speaks WebSocket.
fn is_websocket(engine: &Engine, session: i64) -> bool {
    engine.is_open(session)
        && engine
            .websocket_status(session)
            .is_some_and(WebSocketStatus::is_open)
}

/// Encodes a frame for `pack()`; the error is the sentence of the warning.
pub fn encode(frame: &Outgoing) -> Result<Vec<u8>, String> {
    let opcode = checked_opcode(frame.opcode)?;
    let mut payload = Vec::new();
    let bytes = match frame.close_code {
        Some(code) => {
            encode_close_payload(close_code(code), frame.data.as_bytes(), &mut payload)
                .map_err(|error| error.to_string())?;
            payload.as_slice()
        }
        None => frame.data.as_bytes(),
    };
    if opcode.is_control() && bytes.len() > ControlPayload::MAX {
        return Err(format!(
            "a control frame carries at most {} bytes",
            ControlPayload::MAX
        ));
    }
    let mut header = FrameHeader::new(opcode, bytes.len() as u64);
    header.fin = frame.fin() || opcode.is_control();
    let mut deflated = Vec::new();
    let mut bytes = bytes;
    let compress = frame.flags & FLAG_COMPRESS != 0
        && header.fin
        && !bytes.is_empty()
        && matches!(opcode, Opcode::Text | Opcode::Binary);
    if compress {
        deflate(bytes, &mut deflated);
        bytes = &deflated;
        header.rsv1 = true;
    } else {
        header.rsv1 = frame.flags & FLAG_RSV1 != 0 && !opcode.is_control();
    }
    if frame.flags & FLAG_MASK != 0 {
        // A fresh one for each frame (RFC 6455 section 5.3).
        header.mask = Some(random::bytes());
    }
    let mut out = Vec::with_capacity(FrameHeader::MAX_LEN + bytes.len());
    encode_frame(&header, bytes, &mut out);
    Ok(out)
}

fn deflate(bytes: &[u8], out: &mut Vec<u8>) {
    use crate::protocol::websocket::deflate::{DeflateConfig, Deflater};
    Deflater::new(&DeflateConfig::default(), 15).compress(bytes, true, out);
}

/// `Swoole\WebSocket\Server::pack`, also of Frame
pub fn pack(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 3)?;
    let frame = Outgoing::from_args(call, 0)?;
    match encode(&frame) {
        Ok(bytes) => call.ret(ZStr::new(&bytes)),
        Err(message) => {
            last_error::warning_of(last_error::WEBSOCKET_PACK_FAILED, &message);
            call.ret(ZStr::new(b""))
        }
    }
}

/// The largest message that `unpack()` decompresses to, in bytes.
const MAX_UNPACKED: usize = 128 << 20;

/// `Swoole\WebSocket\Server::unpack`, also of Frame
pub fn unpack(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let bytes = call.str(0)?;
    match decode(bytes.as_bytes()) {
        Some(frame) => call.ret(Value::from(frame)),
        None => {
            last_error::set(last_error::PROTOCOL_ERROR);
            call.ret_bool(false)
        }
    }
}

/// The frame object of a whole frame; a compressed payload is decompressed.
fn decode(bytes: &[u8]) -> Option<Obj> {
    let frame = unpack_frame(bytes).ok().flatten()?;
    let header = frame.header;
    let mut payload = frame.payload.to_vec();
    if let Some(key) = header.mask {
        mask::apply(&mut payload, key);
    }
    let mut flags = if header.fin { FLAG_FIN } else { 0 };
    if header.rsv1 {
        flags |= FLAG_RSV1 | FLAG_COMPRESS;
    }
    if header.mask.is_some() {
        flags |= FLAG_MASK;
    }
    let (data, code) = if header.opcode == Opcode::Close {
        let (code, reason) = parse_close_payload(&payload).ok()?;
        (ZStr::new(reason), code.map(|code| i64::from(code.0)))
    } else if header.rsv1 {
        let inflated = SharedInflater::new().inflate::<ZStrBuf>(&payload, MAX_UNPACKED);
        (inflated.ok()?.finish(), None)
    } else {
        (ZStr::new(&payload), None)
    };
    Some(frame::unpacked(
        header.opcode,
        header.fin,
        flags,
        data,
        code,
    ))
}
