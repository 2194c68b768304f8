//! Tasks, results and messages as bytes: a header and the data, a string as it is, anything else serialised.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::engine::log::{self, Level};
use crate::php::zend::serialize::{Malformed, serialize, unserialize};
use crate::php::zend::{PhpResult, Value, ZStr};

/// Bits of `Swoole\Server\Task::$flags`: the constants `SWOOLE_TASK_*`.
pub mod flag {
    /// The data was serialised.
    pub const SERIALIZED: u16 = 2;
    /// The worker does not wait for the result without a loop.
    pub const NONBLOCK: u16 = 4;
    /// A callback of its own gets the result.
    pub const CALLBACK: u16 = 8;
    /// The worker waits without a loop for this one and others.
    pub const WAIT_ALL: u16 = 16;
    /// A coroutine waits for the result.
    pub const COROUTINE: u16 = 32;
    /// Nobody wants a result.
    pub const NO_REPLY: u16 = 128;
}

/// Bytes of a header.
const HEADER: usize = 22;

/// What comes before the data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Header {
    /// The id of the task in the process that has given it.
    pub id: i64,
    /// The process id of that one. Its successor counts from 0 again.
    pub giver: u32,
    /// When this was sent, in seconds since 1970.
    pub time: f64,
    /// The bits of [`flag`].
    pub flags: u16,
}

impl Header {
    /// One of now.
    pub fn now(id: i64, giver: u32, flags: u16) -> Self {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Self {
            id,
            giver,
            time: now.as_secs_f64(),
            flags,
        }
    }

    /// Whether all bits of `flags` are set.
    pub fn has(&self, flags: u16) -> bool {
        self.flags & flags == flags
    }

    /// Whether somebody waits for the result of this task, or a callback that is kept for it.
    pub fn is_awaited(&self) -> bool {
        let keeps = self.flags & (flag::CALLBACK | flag::COROUTINE) != 0;
        (keeps || !self.has(flag::NONBLOCK)) && !self.has(flag::NO_REPLY)
    }

    /// The bytes to send: this header and the data.
    pub fn with(mut self, data: &Data) -> Vec<u8> {
        if data.serialized {
            self.flags |= flag::SERIALIZED;
        }
        self.before(data.text.as_bytes())
    }

    /// The bytes of this header alone.
    pub fn alone(self) -> Vec<u8> {
        self.before(b"")
    }

    /// The bytes of this header and numbers.
    pub fn with_numbers(self, numbers: impl IntoIterator<Item = i64>) -> Vec<u8> {
        let bytes: Vec<u8> = numbers.into_iter().flat_map(i64::to_ne_bytes).collect();
        self.before(&bytes)
    }

    /// The numbers in a packet of [`with_numbers`](Self::with_numbers).
    pub fn numbers(packet: &[u8]) -> impl Iterator<Item = i64> {
        let bytes = packet.get(HEADER..).unwrap_or_default();
        let (numbers, _) = bytes.as_chunks();
        numbers.iter().map(|number| i64::from_ne_bytes(*number))
    }

    fn before(self, bytes: &[u8]) -> Vec<u8> {
        let mut packet = Vec::with_capacity(HEADER + bytes.len());
        packet.extend_from_slice(&self.id.to_ne_bytes());
        packet.extend_from_slice(&self.time.to_ne_bytes());
        packet.extend_from_slice(&self.giver.to_ne_bytes());
        packet.extend_from_slice(&self.flags.to_ne_bytes());
        packet.extend_from_slice(bytes);
        packet
    }

    /// The header of a packet; `None` if it is too short to have one.
    pub fn of(packet: &[u8]) -> Option<Self> {
        let (id, rest) = packet.split_first_chunk()?;
        let (time, rest) = rest.split_first_chunk()?;
        let (giver, rest) = rest.split_first_chunk()?;
        let (flags, _) = rest.split_first_chunk()?;
        Some(Self {
            id: i64::from_ne_bytes(*id),
            time: f64::from_ne_bytes(*time),
            giver: u32::from_ne_bytes(*giver),
            flags: u16::from_ne_bytes(*flags),
        })
    }
}

/// A value that is ready to be sent.
pub struct Data {
    text: ZStr,
    serialized: bool,
}

impl Data {
    /// The bytes of a value. It may run code of the program.
    pub fn of(value: &Value) -> PhpResult<Self> {
        Ok(match value.as_zstr() {
            Some(text) => Self {
                text,
                serialized: false,
            },
            None => Self {
                text: serialize(value)?,
                serialized: true,
            },
        })
    }

    /// How many bytes it has.
    pub fn len(&self) -> usize {
        self.text.as_bytes().len()
    }
}

/// The value in a packet; `None`, and a line in the log, if there is none. It may run code of the program.
pub fn value_of(packet: &[u8]) -> PhpResult<Option<Value>> {
    let (Some(header), Some(data)) = (Header::of(packet), packet.get(HEADER..)) else {
        return Ok(None);
    };
    if !header.has(flag::SERIALIZED) {
        return Ok(Some(Value::bytes(data)));
    }
    Ok(match unserialize(data)? {
        Ok(value) => Some(value),
        Err(Malformed { offset }) => {
            let length = data.len();
            log::write(
                Level::Warning,
                format!(
                    "php_swoole_server_task_unpack(): unserialize() failed, Error at offset {offset} of {length} bytes"
                ),
            );
            None
        }
    })
}
