//! One connection: its socket, the protocol it speaks, what waits to be sent, and how it is doing.

use std::net::{IpAddr, SocketAddr};
use std::time::Instant;

use socket2::Socket;

use super::config;
use super::memory::Memory;
use super::output::OutputQueue;
use super::session::SessionId;
use crate::protocol::http::{BodyDecoder, HeadScanner};
use crate::protocol::websocket::Decoder;
use crate::protocol::websocket::deflate::{Compressor, Negotiated};

/// A connection of a server. Kept small: a server holds as many as there are clients.
pub struct Connection<M: Memory> {
    /// The socket, non-blocking.
    pub socket: Socket,
    /// Its session id; stays after the session is over, until the socket closes.
    pub session: SessionId,
    /// Index of the port that accepted it.
    pub port: u16,
    /// Where it is in its life.
    pub life: Life,
    /// What is spoken on it.
    pub protocol: Protocol<M>,
    /// Bytes waiting to be sent.
    pub output: OutputQueue<M::Shared>,
    /// Bytes received but not decoded, because the connection was paused or waits for a response.
    pub backlog: Vec<u8>,
    /// The peer; `None` on unix sockets.
    pub peer: Option<SocketAddr>,
    /// When to look at it again: its request head, its answer to our close frame or its end is overdue then.
    pub due: Option<Instant>,
    /// The address that the peer connected to, once somebody asked for it on a port that listens on all addresses.
    pub local: Option<IpAddr>,
    /// Various facts.
    pub flags: Flags,
    /// The id that the application bound to it.
    pub uid: Option<i64>,
    /// Wall-clock times, in seconds since 1970.
    pub times: Times,
}

/// The life of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Life {
    /// Events are delivered.
    Open,
    /// The session is over; what is queued is still sent, then the socket closes.
    Flushing {
        /// Whether to wait for the peer's end of stream, so that unread input cannot reset our last bytes away.
        linger: bool,
        /// Bytes that waited when the peer was given time to read some.
        pending: usize,
    },
    /// Everything was sent and the write side is shut; input is discarded until the peer closes.
    Lingering,
}

/// What is spoken on a connection.
pub enum Protocol<M: Memory> {
    /// Raw bytes.
    Tcp,
    /// HTTP, with nothing in progress.
    HttpIdle,
    /// HTTP, with a request that has come in part.
    HttpPartial(Box<PartialRequest<M>>),
    /// HTTP, with a request that the handler has not finished answering.
    HttpResponding,
    /// WebSocket messages.
    WebSocket(WebSocket<M>),
}

/// A request that has come in part.
pub enum PartialRequest<M: Memory> {
    /// Its head is not complete.
    Head {
        /// The bytes so far.
        bytes: Vec<u8>,
        /// How far they were searched for the head's end.
        scanner: HeadScanner,
    },
    /// Its body is coming.
    Body {
        /// The raw head, parsed again when the body is complete.
        head: Box<[u8]>,
        /// The body's framing.
        decoder: BodyDecoder,
        /// The body so far.
        body: Option<M::Buffer>,
    },
}

/// The state of an open WebSocket.
pub struct WebSocket<M: Memory> {
    /// Takes frames apart.
    pub decoder: Decoder<M::Buffer>,
    /// The terms of permessage-deflate, if it was negotiated.
    pub terms: Option<Negotiated>,
    /// Compresses what is sent, if that was negotiated. Boxed: most sessions have none.
    pub compressor: Option<Box<Compressor>>,
    /// Whether a close frame was queued: nothing may be sent after it (RFC 6455 section 5.5.1).
    pub close_sent: bool,
    /// Whether an unfinished fragmented message was pushed: only continuations may follow.
    pub fragmenting: bool,
}

/// Facts about a connection.
#[derive(Debug, Clone, Copy, Default)]
pub struct Flags {
    /// In the list of connections to flush.
    pub dirty: bool,
    /// In the list of connections to read again.
    pub queued: bool,
    /// The socket may hold bytes that nobody has read.
    pub readable: bool,
    /// The application does not want input for now.
    pub paused: bool,
    /// Input is left to whoever comes after this process.
    pub deaf: bool,
    /// No input follows what was delivered: the session ends when the handler has dealt with that.
    pub over: bool,
    /// The last write filled the socket.
    pub blocked: bool,
    /// The handler was told that the output buffer is full.
    pub above_watermark: bool,
    /// The heartbeat must not close it.
    pub protected: bool,
    /// The session was a WebSocket that had opened.
    pub opened: bool,
    /// Between two requests, for a limited time.
    pub resting: bool,
    /// The request in progress is an opening handshake.
    pub handshaking: bool,
    /// The peer will send no more than what the socket holds.
    pub hung_up: bool,
    /// The peer has sent all that it will, and all of it was read.
    pub ended: bool,
    /// The session is over, and the handler has not been told yet.
    pub untold: bool,
    /// The session was ended from this side.
    pub by_server: bool,
    /// The socket can be closed as soon as the handler has been told.
    pub done: bool,
}

/// When things happened, in seconds since 1970.
#[derive(Debug, Clone, Copy, Default)]
pub struct Times {
    /// Accepted.
    pub connected: f64,
    /// Bytes were read last.
    pub received: f64,
    /// Bytes were queued last.
    pub sent: f64,
    /// An event was delivered last.
    pub dispatched: f64,
}

/// From this many bytes on that wait to be sent, no further request is begun.
const ENOUGH_RESPONSES: usize = 256 * 1024;

impl<M: Memory> Protocol<M> {
    /// What is spoken first on a port.
    pub fn of_port(protocol: config::Protocol) -> Self {
        match protocol {
            config::Protocol::Tcp => Self::Tcp,
            config::Protocol::Http | config::Protocol::WebSocket => Self::HttpIdle,
        }
    }

    /// Whether it speaks HTTP, and is no WebSocket yet.
    pub fn is_http(&self) -> bool {
        !matches!(self, Self::Tcp | Self::WebSocket(_))
    }
}

impl<M: Memory> Connection<M> {
    /// A connection with nothing under way, which has no session yet.
    pub fn new(socket: Socket, port: u16, protocol: Protocol<M>, times: Times) -> Self {
        Self {
            socket,
            session: 0,
            port,
            life: Life::Open,
            protocol,
            output: OutputQueue::default(),
            backlog: Vec::new(),
            peer: None,
            due: None,
            local: None,
            flags: Flags::default(),
            uid: None,
            times,
        }
    }

    /// Whether input is to be read and decoded now.
    pub fn wants_input(&self) -> bool {
        !self.flags.paused
            && !self.flags.deaf
            && !self.flags.over
            && self.life == Life::Open
            && match self.protocol {
                Protocol::HttpResponding => false,
                // A client that does not read its responses gets no more of them: requests are small, and what they
                // ask for may be large.
                Protocol::HttpIdle => {
                    !self.flags.blocked && self.output.pending() < ENOUGH_RESPONSES
                }
                _ => true,
            }
    }

    /// Whether it has input, read or not, that was left for later.
    pub fn has_input(&self) -> bool {
        self.flags.readable || !self.backlog.is_empty()
    }
}
