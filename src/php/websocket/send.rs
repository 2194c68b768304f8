//! Frames that PHP code sends: checked, then queued by the engine.

use super::frame::Outgoing;
use crate::engine::server::{self, CloseError, Push, SendError};
use crate::engine::session::SessionId;
use crate::php::last_error;
use crate::php::memory::Engine;
use crate::protocol::websocket::close::CloseEncodeError;
use crate::protocol::websocket::{CloseCode, ControlPayload, Opcode};

/// The largest opcode that `push()` takes.
const MAX_OPCODE: i64 = 10;

/// Why a frame was not queued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Its opcode cannot be sent; the sentence says why.
    Opcode(String),
    /// The code or reason of a close frame cannot be sent.
    Close(CloseEncodeError),
    /// The connection does not take it.
    Send(SendError),
}

impl From<SendError> for Refusal {
    fn from(error: SendError) -> Self {
        Self::Send(error)
    }
}

impl From<CloseError> for Refusal {
    fn from(error: CloseError) -> Self {
        match error {
            CloseError::Send(error) => Self::Send(error),
            CloseError::Encode(error) => Self::Close(error),
        }
    }
}

impl Refusal {
    /// Warns of a frame, or tells of a full buffer. `gone` is called if it is the connection that is missing.
    pub fn tell(&self, session: SessionId, gone: impl FnOnce()) {
        let pack_failed =
            |text: &str| last_error::warning_of(last_error::WEBSOCKET_PACK_FAILED, text);
        match self {
            Self::Opcode(text) => pack_failed(text),
            Self::Close(error) => pack_failed(&error.to_string()),
            Self::Send(SendError::NoSession | SendError::NotWebSocket) => gone(),
            Self::Send(SendError::Closing) => last_error::warning_of(
                last_error::SESSION_CLOSING,
                &format!("a close frame was sent to session#{session}, nothing can follow it"),
            ),
            Self::Send(SendError::BufferFull) => {
                last_error::set(last_error::OUTPUT_BUFFER_OVERFLOW);
            }
            Self::Send(SendError::TooLong) => last_error::warning_of(
                last_error::DATA_LENGTH_TOO_LARGE,
                "the data is longer than buffer_output_size allows",
            ),
            Self::Send(SendError::FragmentOrder) => pack_failed(
                "the frame does not follow the one before it: an unfinished message is continued with \
                 WEBSOCKET_OPCODE_CONTINUATION until a frame with finish = true",
            ),
            Self::Send(SendError::ControlFrame) => pack_failed(&format!(
                "a control frame carries at most {} bytes",
                ControlPayload::MAX
            )),
        }
    }
}

/// Queues a frame. One that is `oversize` may exceed the connection's output limit, if nothing else waits.
pub fn queue(
    engine: &Engine,
    session: SessionId,
    frame: &Outgoing,
    oversize: bool,
) -> Result<(), Refusal> {
    let opcode = checked_opcode(frame.opcode).map_err(Refusal::Opcode)?;
    if opcode == Opcode::Close {
        let code = frame.close_code.unwrap_or(i64::from(CloseCode::NORMAL.0));
        return Ok(engine.push_close(session, close_code(code), frame.data.as_bytes())?);
    }
    let push = Push {
        opcode,
        fin: frame.fin() || opcode.is_control(),
        compress: true,
        oversize,
    };
    Ok(engine.push(session, push, server::Outgoing::Shared(&frame.data))?)
}

/// The opcode of a number as PHP gave it. Swoole sends reserved ones; they are refused here.
pub fn checked_opcode(number: i64) -> Result<Opcode, String> {
    if !(0..=MAX_OPCODE).contains(&number) {
        return Err(format!("the maximum value of opcode is {MAX_OPCODE}"));
    }
    Opcode::from_wire(number as u8)
        .ok_or_else(|| format!("opcode {number} is reserved, use one of WEBSOCKET_OPCODE_*"))
}

/// The close code of a number as PHP gave it.
pub fn close_code(code: i64) -> CloseCode {
    // A number that is no code at all becomes one that may not be sent, and is refused as such.
    CloseCode(u16::try_from(code).unwrap_or(0))
}
