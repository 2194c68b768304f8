//! What members of a cluster say to each other.
//!
//! A record's tag holds its kind in the low byte and 16 bits of detail above; its bytes begin with the session.

use crate::engine::handler::{Cause, Close};
use crate::engine::server::{Push, Upgrade};
use crate::engine::session::SessionId;
use crate::engine::shared::exchange::Station;
use crate::engine::shared::post::{Full, Post};
use crate::protocol::websocket::deflate::Negotiated;
use crate::protocol::websocket::{CloseCode, Opcode};

/// One of them.
#[derive(Debug, Clone, Copy)]
pub enum Record<'a> {
    /// An event, for the worker of a session.
    Event(SessionId, Event<'a>),
    /// An order, for the owner of a session.
    Order(SessionId, Order<'a>),
    /// Something that the engine does not know: a number and bytes for the handler.
    Note(u16, &'a [u8]),
}

/// What has happened on a session.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// It was accepted.
    Connected,
    /// A request: its raw head, then its body.
    Request(&'a [u8], &'a [u8]),
    /// A WebSocket message or a control frame that the port delivers.
    Message {
        /// Which.
        opcode: Opcode,
        /// Whether it came compressed.
        compressed: bool,
        /// For a close frame: its code, if it had one.
        close_code: Option<CloseCode>,
        /// The payload.
        payload: &'a [u8],
        /// The number of the port, if the session may be forgotten when this is taken.
        port: u16,
    },
    /// Bytes on a port without a protocol.
    Received {
        /// Which.
        bytes: &'a [u8],
        /// As in a message.
        port: u16,
    },
    /// It is over.
    Closed(Close),
    /// More waits on it than its high watermark, or it has drained.
    Watermark(bool),
    /// It is about to end, with a close frame of this payload: the owner waits for [`Order::FinishEnd`].
    Ending(Cause, &'a [u8]),
}

/// What is to be done with a session: each is the method of the same name.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub enum Order<'a> {
    Push(Push, &'a [u8]),
    PushClose(CloseCode, &'a [u8]),
    Close {
        reset: bool,
    },
    Goodbye {
        reset: bool,
    },
    Send(&'a [u8]),
    /// Bytes that are not held against the output limit.
    Write(&'a [u8]),
    /// A part of a file, which has to be opened by its path, and be the one with this device and inode.
    SendFile {
        path: &'a [u8],
        identity: [u64; 2],
        offset: u64,
        len: u64,
    },
    FinishResponse {
        keep_alive: bool,
    },
    Upgrade(Upgrade),
    Pause(bool),
    Protect(bool),
    TellWhenDrained,
    FinishEnd(Cause, &'a [u8]),
}

mod kind {
    pub const CONNECTED: u32 = 1;
    pub const REQUEST: u32 = 2;
    pub const MESSAGE: u32 = 3;
    pub const RECEIVED: u32 = 4;
    pub const CLOSED: u32 = 5;
    pub const WATERMARK: u32 = 6;
    pub const ENDING: u32 = 7;
    pub const PUSH: u32 = 16;
    pub const PUSH_CLOSE: u32 = 17;
    pub const CLOSE: u32 = 18;
    pub const GOODBYE: u32 = 19;
    pub const SEND: u32 = 20;
    pub const WRITE: u32 = 21;
    pub const SEND_FILE: u32 = 22;
    pub const FINISH_RESPONSE: u32 = 23;
    pub const UPGRADE: u32 = 24;
    pub const PAUSE: u32 = 25;
    pub const PROTECT: u32 = 26;
    pub const FINISH_END: u32 = 27;
    pub const TELL_WHEN_DRAINED: u32 = 28;
    pub const NOTE: u32 = 32;
}

/// The first bit of detail.
fn bit(on: bool) -> u32 {
    u32::from(on) << 8
}

fn flags(all: [bool; 3]) -> u32 {
    (0..).zip(all).map(|(n, on)| u32::from(on) << n).sum()
}

impl Record<'_> {
    /// Sends it to a station. All or nothing.
    #[inline]
    pub fn send(&self, post: &Post, to: Station) -> Result<(), Full> {
        match *self {
            Self::Event(session, event) => event.send(session, post, to),
            Self::Order(session, order) => order.send(session, post, to),
            Self::Note(number, bytes) => {
                post.send(to, kind::NOTE | u32::from(number) << 8, &[bytes])
            }
        }
    }
}

impl Event<'_> {
    /// How many bytes it carries that the peer has sent; `None` if it tells of something else.
    #[inline]
    pub fn received(&self) -> Option<usize> {
        match *self {
            Self::Request(head, body) => Some(head.len() + body.len()),
            Self::Message { payload, .. } => Some(payload.len()),
            Self::Received { bytes, .. } => Some(bytes.len()),
            Self::Connected | Self::Closed(_) | Self::Watermark(_) | Self::Ending(..) => None,
        }
    }

    /// Sends it to the worker of `session`.
    #[inline]
    pub fn send(&self, session: SessionId, post: &Post, to: Station) -> Result<(), Full> {
        let id = session.to_le_bytes();
        match *self {
            Self::Connected => post.send(to, kind::CONNECTED, &[&id]),
            Self::Request(head, body) => {
                let len = (head.len() as u32).to_le_bytes();
                post.send(to, kind::REQUEST, &[&id, &len, head, body])
            }
            Self::Message {
                opcode,
                compressed,
                close_code,
                payload,
                port,
            } => {
                let detail = u32::from(opcode.to_wire())
                    | u32::from(compressed) << 4
                    | u32::from(close_code.is_some()) << 5
                    | u32::from(port) << 6;
                let tag = kind::MESSAGE | detail << 8;
                match close_code {
                    None => post.send(to, tag, &[&id, payload]),
                    Some(code) => post.send(to, tag, &[&id, &code.0.to_le_bytes(), payload]),
                }
            }
            Self::Received { bytes, port } => {
                post.send(to, kind::RECEIVED | u32::from(port) << 8, &[&id, bytes])
            }
            Self::Closed(close) => {
                let (cause, number) = cause_to_numbers(close.cause);
                let tag = kind::CLOSED | (cause | u32::from(close.websocket) << 2) << 8;
                post.send(to, tag, &[&id, &number.to_le_bytes()])
            }
            Self::Ending(cause, payload) => {
                let (cause, number) = cause_to_numbers(cause);
                let tag = kind::ENDING | cause << 8;
                post.send(to, tag, &[&id, &number.to_le_bytes(), payload])
            }
            Self::Watermark(full) => post.send(to, kind::WATERMARK | bit(full), &[&id]),
        }
    }
}

impl Order<'_> {
    /// Sends it to the owner of `session`.
    #[inline]
    pub fn send(&self, session: SessionId, post: &Post, to: Station) -> Result<(), Full> {
        let id = session.to_le_bytes();
        let plain = |kind: u32, flag: bool| post.send(to, kind | bit(flag), &[&id]);
        match *self {
            Self::Push(push, payload) => {
                let detail = u32::from(push.opcode.to_wire())
                    | flags([push.fin, push.compress, push.oversize]) << 4;
                post.send(to, kind::PUSH | detail << 8, &[&id, payload])
            }
            Self::PushClose(code, reason) => post.send(
                to,
                kind::PUSH_CLOSE | u32::from(code.0) << 8,
                &[&id, reason],
            ),
            Self::Close { reset } => plain(kind::CLOSE, reset),
            Self::Goodbye { reset } => plain(kind::GOODBYE, reset),
            Self::Send(bytes) => post.send(to, kind::SEND, &[&id, bytes]),
            Self::Write(bytes) => post.send(to, kind::WRITE, &[&id, bytes]),
            Self::SendFile {
                path,
                identity: [device, inode],
                offset,
                len,
            } => {
                let [device, inode, offset, len] =
                    [device, inode, offset, len].map(u64::to_le_bytes);
                post.send(
                    to,
                    kind::SEND_FILE,
                    &[&id, &device, &inode, &offset, &len, path],
                )
            }
            Self::FinishResponse { keep_alive } => plain(kind::FINISH_RESPONSE, keep_alive),
            Self::Upgrade(Upgrade { compression: None }) => plain(kind::UPGRADE, false),
            Self::Upgrade(Upgrade {
                compression: Some(terms),
            }) => post.send(
                to,
                kind::UPGRADE | bit(true),
                &[&id, &terms.to_bits().to_le_bytes()],
            ),
            Self::FinishEnd(cause, payload) => {
                let (cause, number) = cause_to_numbers(cause);
                let tag = kind::FINISH_END | cause << 8;
                post.send(to, tag, &[&id, &number.to_le_bytes(), payload])
            }
            Self::Pause(paused) => plain(kind::PAUSE, paused),
            Self::Protect(protected) => plain(kind::PROTECT, protected),
            Self::TellWhenDrained => plain(kind::TELL_WHEN_DRAINED, false),
        }
    }
}

fn cause_to_numbers(cause: Cause) -> (u32, i32) {
    match cause {
        Cause::Server => (0, 0),
        Cause::Peer => (1, 0),
        Cause::Broken(errno) => (2, errno),
        Cause::Violation(code) => (3, i32::from(code.0)),
    }
}

fn cause_of_numbers(detail: u32, number: [u8; 4]) -> Cause {
    let number = i32::from_le_bytes(number);
    match detail & 3 {
        0 => Cause::Server,
        1 => Cause::Peer,
        2 => Cause::Broken(number),
        _ => Cause::Violation(CloseCode(number as u16)),
    }
}

/// The session of whose events a record is one, below 0 if that is its end; `None` if it is none of an event.
#[inline]
pub fn event_of(tag: u32, bytes: &[u8]) -> Option<SessionId> {
    let kind = tag & 0xff;
    if !(kind::CONNECTED..=kind::ENDING).contains(&kind) {
        return None;
    }
    let session = SessionId::from_le_bytes(*bytes.first_chunk()?);
    Some(if kind == kind::CLOSED {
        -session
    } else {
        session
    })
}

/// Tag and bytes of the order that resets a connection.
pub fn reset(session: SessionId) -> (u32, Vec<u8>) {
    (kind::CLOSE | bit(true), session.to_le_bytes().into())
}

/// Reads a record. `None` if it is none that [`Record::send`] writes.
#[inline]
pub fn decode(tag: u32, bytes: &[u8]) -> Option<Record<'_>> {
    let (kind, detail) = (tag & 0xff, tag >> 8);
    if kind == kind::NOTE {
        return Some(Record::Note(detail as u16, bytes));
    }
    let (id, rest) = bytes.split_first_chunk()?;
    let session = SessionId::from_le_bytes(*id);
    let flag = detail & 1 != 0;
    let opcode = || Opcode::from_wire(detail as u8 & 0xf);
    let event = |event| Some(Record::Event(session, event));
    let order = |order| Some(Record::Order(session, order));
    match kind {
        kind::MESSAGE => {
            let (close_code, payload) = if detail & 1 << 5 == 0 {
                (None, rest)
            } else {
                let (code, payload) = rest.split_first_chunk()?;
                (Some(CloseCode(u16::from_le_bytes(*code))), payload)
            };
            event(Event::Message {
                opcode: opcode()?,
                compressed: detail & 1 << 4 != 0,
                close_code,
                payload,
                port: (detail >> 6) as u16,
            })
        }
        kind::REQUEST => {
            let (len, rest) = rest.split_first_chunk()?;
            let (head, body) = rest.split_at_checked(u32::from_le_bytes(*len) as usize)?;
            event(Event::Request(head, body))
        }
        kind::CONNECTED => event(Event::Connected),
        kind::RECEIVED => event(Event::Received {
            bytes: rest,
            port: detail as u16,
        }),
        kind::CLOSED => {
            let cause = cause_of_numbers(detail, *rest.first_chunk()?);
            event(Event::Closed(Close {
                cause,
                websocket: detail & 4 != 0,
            }))
        }
        kind::WATERMARK => event(Event::Watermark(flag)),
        kind::ENDING => {
            let (number, payload) = rest.split_first_chunk()?;
            event(Event::Ending(cause_of_numbers(detail, *number), payload))
        }
        kind::FINISH_END => {
            let (number, payload) = rest.split_first_chunk()?;
            order(Order::FinishEnd(cause_of_numbers(detail, *number), payload))
        }
        kind::PUSH => order(Order::Push(
            Push {
                opcode: opcode()?,
                fin: detail & 1 << 4 != 0,
                compress: detail & 1 << 5 != 0,
                oversize: detail & 1 << 6 != 0,
            },
            rest,
        )),
        kind::PUSH_CLOSE => order(Order::PushClose(CloseCode(detail as u16), rest)),
        kind::CLOSE => order(Order::Close { reset: flag }),
        kind::GOODBYE => order(Order::Goodbye { reset: flag }),
        kind::SEND => order(Order::Send(rest)),
        kind::WRITE => order(Order::Write(rest)),
        kind::SEND_FILE => {
            let (numbers, path) = rest.split_first_chunk::<32>()?;
            let (numbers, _) = numbers.as_chunks();
            let number = |n: usize| u64::from_le_bytes(numbers[n]);
            order(Order::SendFile {
                path,
                identity: [number(0), number(1)],
                offset: number(2),
                len: number(3),
            })
        }
        kind::FINISH_RESPONSE => order(Order::FinishResponse { keep_alive: flag }),
        kind::UPGRADE => order(Order::Upgrade(Upgrade {
            compression: if flag {
                let bits = u32::from_le_bytes(*rest.first_chunk()?);
                Some(Negotiated::from_bits(bits))
            } else {
                None
            },
        })),
        kind::PAUSE => order(Order::Pause(flag)),
        kind::PROTECT => order(Order::Protect(flag)),
        kind::TELL_WHEN_DRAINED => order(Order::TellWhenDrained),
        _ => None,
    }
}
