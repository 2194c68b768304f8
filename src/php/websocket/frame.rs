//! `Swoole\WebSocket\Frame` and `CloseFrame`: making them for PHP, reading those that PHP made.

use std::sync::OnceLock;

use crate::engine::handler::Message;
use crate::engine::session::SessionId;
use crate::php::classes;
use crate::php::zend::object::Slot;
use crate::php::zend::string::ZStrBuf;
use crate::php::zend::{Call, Obj, PhpResult, Thrown, Value, ZStr, errors};
use crate::protocol::websocket::Opcode;

/// `SWOOLE_WEBSOCKET_FLAG_FIN`.
pub const FLAG_FIN: i64 = 1;
/// `SWOOLE_WEBSOCKET_FLAG_COMPRESS`.
pub const FLAG_COMPRESS: i64 = 2;
/// `SWOOLE_WEBSOCKET_FLAG_RSV1`.
pub const FLAG_RSV1: i64 = 4;
/// `SWOOLE_WEBSOCKET_FLAG_MASK`.
pub const FLAG_MASK: i64 = 32;

/// The code of a close frame that has none.
const CLOSE_NORMAL: i64 = 1000;

/// Where the properties of frames lie. CloseFrame inherits the first five.
struct Slots {
    fd: Slot,
    data: Slot,
    opcode: Slot,
    flags: Slot,
    finish: Slot,
    code: Slot,
    reason: Slot,
}

static SLOTS: OnceLock<Slots> = OnceLock::new();

fn slots() -> &'static Slots {
    SLOTS.get_or_init(|| {
        let find = |ce, name: &str| {
            // SAFETY: both classes are registered.
            unsafe { Slot::find(ce, name) }.expect("the property is declared in php-stubs")
        };
        let frame = classes::FRAME.get();
        let close = classes::CLOSE_FRAME.get();
        Slots {
            fd: find(frame, "fd"),
            data: find(frame, "data"),
            opcode: find(frame, "opcode"),
            flags: find(frame, "flags"),
            finish: find(frame, "finish"),
            code: find(close, "code"),
            reason: find(close, "reason"),
        }
    })
}

/// The frame object of a message that came in.
#[inline]
pub fn incoming(session: SessionId, message: Message<ZStrBuf>) -> Value {
    received(session, message, FLAG_MASK)
}

/// The frame object of a message that a server has sent to the socket `fd`.
pub fn from_server(fd: i64, message: Message<ZStrBuf>) -> Value {
    received(fd, message, 0)
}

#[inline]
fn received(session: i64, message: Message<ZStrBuf>, mask: i64) -> Value {
    let slots = slots();
    let compressed = if message.compressed {
        FLAG_COMPRESS | FLAG_RSV1
    } else {
        0
    };
    let payload = message.payload.finish();
    let close = message.opcode == Opcode::Close;
    // SAFETY: both classes are registered and concrete.
    let frame = unsafe {
        Obj::new(if close {
            classes::CLOSE_FRAME.get()
        } else {
            classes::FRAME.get()
        })
    };
    frame.set_slot(slots.fd, Value::long(session));
    frame.set_slot(
        slots.opcode,
        Value::long(i64::from(message.opcode.to_wire())),
    );
    frame.set_slot(slots.flags, Value::long(FLAG_FIN | mask | compressed));
    frame.set_slot(slots.finish, Value::bool(true));
    if close {
        let code = message
            .close_code
            .map_or(CLOSE_NORMAL, |code| i64::from(code.0));
        frame.set_slot(slots.code, Value::long(code));
        frame.set_slot(slots.reason, payload);
    } else {
        frame.set_slot(slots.data, payload);
    }
    frame.into()
}

/// What a frame object, or the arguments in its place, ask to send.
pub struct Outgoing {
    /// The opcode, not checked.
    pub opcode: i64,
    /// `SWOOLE_WEBSOCKET_FLAG_*`.
    pub flags: i64,
    /// The payload; of a close frame object, its reason.
    pub data: ZStr,
    /// The code of a close frame object.
    pub close_code: Option<i64>,
}

impl Outgoing {
    /// Whether this is the last frame of its message.
    pub fn fin(&self) -> bool {
        self.flags & FLAG_FIN != 0
    }

    /// Reads the argument `$data` with `$opcode` and `$flags` behind it: a frame object, which brings its own opcode
    /// and flags, or anything that converts to a string.
    pub fn from_args(call: &Call<'_>, data: u32) -> PhpResult<Self> {
        let opcode = call.long_or(data + 1, i64::from(Opcode::Text.to_wire()))?;
        let flags = match call.arg(data + 2) {
            Some(flags) if !flags.is_null() => to_flags(flags),
            _ => FLAG_FIN,
        };
        let Some(value) = call.arg(data) else {
            return Err(Thrown);
        };
        if let Some(object) = value.as_object()
            && object.instance_of(classes::FRAME.get())
        {
            return Self::from_object(&object);
        }
        Ok(Self {
            opcode,
            flags,
            data: text(value)?,
            close_code: None,
        })
    }

    fn from_object(frame: &Obj) -> PhpResult<Self> {
        let slots = slots();
        let opcode = frame.slot(slots.opcode).to_long();
        let mut flags = frame.slot(slots.flags).to_long();
        let finish = frame.slot(slots.finish);
        if !finish.is_null() {
            flags = if finish.truthy() {
                flags | FLAG_FIN
            } else {
                flags & !FLAG_FIN
            };
        }
        let close = opcode == i64::from(Opcode::Close.to_wire())
            && frame.instance_of(classes::CLOSE_FRAME.get());
        let (data, close_code) = if close {
            (
                text(frame.slot(slots.reason))?,
                Some(frame.slot(slots.code).to_long()),
            )
        } else {
            (text(frame.slot(slots.data))?, None)
        };
        Ok(Self {
            opcode,
            flags,
            data,
            close_code,
        })
    }
}

/// Flags from an int, or from the bool `$finish` of older versions.
fn to_flags(value: &Value) -> i64 {
    match value.as_bool() {
        Some(finish) => i64::from(finish),
        None => value.to_long(),
    }
}

/// A value as a string, as PHP converts it: objects by `__toString`, arrays with a warning.
fn text(value: &Value) -> PhpResult<ZStr> {
    match value.to_zstr() {
        Some(text) => Ok(text),
        None => value.convert_to_zstr(),
    }
}

/// Makes the frame object that `unpack()` returns.
pub fn unpacked(opcode: Opcode, fin: bool, flags: i64, payload: ZStr, code: Option<i64>) -> Obj {
    let slots = slots();
    let close = opcode == Opcode::Close;
    // SAFETY: both classes are registered and concrete.
    let frame = unsafe {
        Obj::new(if close {
            classes::CLOSE_FRAME.get()
        } else {
            classes::FRAME.get()
        })
    };
    frame.set_slot(slots.opcode, Value::long(i64::from(opcode.to_wire())));
    frame.set_slot(slots.flags, Value::long(flags));
    frame.set_slot(slots.finish, Value::bool(fin));
    if close {
        frame.set_slot(slots.code, Value::long(code.unwrap_or(CLOSE_NORMAL)));
        frame.set_slot(slots.reason, payload);
    } else {
        frame.set_slot(slots.data, payload);
    }
    frame
}

/// `Swoole\WebSocket\Frame::__toString`: the packed frame.
pub fn to_string(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let frame = Outgoing::from_object(&call.this())?;
    match super::server::encode(&frame) {
        Ok(bytes) => call.ret(ZStr::new(&bytes)),
        Err(message) => {
            errors::warning(&message);
            call.ret(ZStr::new(b""))
        }
    }
}
