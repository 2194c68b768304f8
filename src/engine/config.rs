//! What a server and its ports are allowed to do. Plain data; the embedder fills it from its own settings.

use std::path::PathBuf;
use std::time::Duration;

use super::cluster::dispatch::Mode;
use super::session::SessionId;
use crate::protocol::websocket::deflate::DeflateConfig;

/// Settings of a whole server.
#[derive(Debug, Clone)]
pub struct ServerConfig {
    /// Most connections at a time, counting those that are being closed. Further clients wait in the kernel's queue
    /// until one has gone.
    pub max_connections: usize,
    /// How often idle connections are looked for; `None` never.
    pub heartbeat_interval: Option<Duration>,
    /// The id of the first session.
    pub first_session: SessionId,
    /// How long a shutdown waits for connections to drain.
    pub max_wait: Duration,
    /// From how many bytes on that one connection has sent and no worker has taken it is left unread, where others
    /// handle its events; `None`: only rings that are full count.
    pub max_queued: Option<u32>,
    /// With how many requests in the hands of the application, of all processes together, further ones are refused.
    pub max_concurrency: Option<u32>,
    /// Whether workers get what a connection has sent also when it has ended, and was forgotten, meanwhile.
    pub keeps_late: bool,
    /// How the events of sessions are spread among so many workers, if a worker that ends a session tells its program of
    /// that at once; `None`: when the owner of the session says that it is over.
    pub told_at_once: Option<(Mode, usize)>,
    /// The root directory of those who handle events, where it is not that of who owns the connections.
    pub root: Option<PathBuf>,
}

impl Default for ServerConfig {
    fn default() -> Self {
        Self {
            max_connections: 10_000,
            heartbeat_interval: None,
            first_session: 1,
            max_wait: Duration::from_secs(3),
            max_queued: None,
            max_concurrency: None,
            keeps_late: true,
            told_at_once: None,
            root: None,
        }
    }
}

/// Which protocol a port speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// Raw bytes.
    Tcp,
    /// HTTP/1.1, no upgrades.
    Http,
    /// HTTP/1.1 with upgrades to WebSocket.
    WebSocket,
}

/// Options of TCP sockets, see tcp(7). Set on the listening socket, from which accepted ones inherit them: that saves a
/// system call for each connection.
#[derive(Debug, Clone)]
pub struct TcpOptions {
    /// Whether small writes leave at once.
    pub nodelay: bool,
    /// Probes on silent connections.
    pub keepalive: Option<Keepalive>,
    /// Seconds to wait for the first bytes before a connection is accepted.
    pub defer_accept: Option<i32>,
    /// How long sent bytes may stay unacknowledged.
    pub user_timeout: Option<Duration>,
    /// Accept data in the first packet of known clients.
    pub fast_open: bool,
    /// Bytes that the kernel may hold for reading.
    pub receive_buffer: Option<usize>,
    /// Bytes that the kernel may hold for sending.
    pub send_buffer: Option<usize>,
}

/// When silent connections are probed.
#[derive(Debug, Clone, Copy)]
pub struct Keepalive {
    /// Silence before the first probe.
    pub idle: Duration,
    /// Time between probes.
    pub interval: Duration,
    /// Unanswered probes that end the connection.
    pub count: u32,
}

impl Default for TcpOptions {
    fn default() -> Self {
        Self {
            nodelay: true,
            keepalive: None,
            defer_accept: None,
            user_timeout: None,
            fast_open: false,
            receive_buffer: None,
            send_buffer: None,
        }
    }
}

/// Settings of one listening port.
#[derive(Debug, Clone)]
pub struct PortConfig {
    /// What is spoken.
    pub protocol: Protocol,
    /// Pending connections that the kernel keeps.
    pub backlog: i32,
    /// Options of its TCP sockets.
    pub tcp: TcpOptions,
    /// Largest message or request body in bytes, after inflation too.
    pub max_message: usize,
    /// Most fragments of one message.
    pub max_fragments: u32,
    /// Most bytes that may wait to be sent on one connection.
    pub output_limit: usize,
    /// One message may have so many bytes when nothing else waits, and so may one HTTP response, however it is written.
    /// `output_limit` counts where it is larger.
    pub message_limit: usize,
    /// Most bytes that may be sent at once.
    pub max_send: usize,
    /// How long a connection may stay silent before the heartbeat closes it; `None` as long as it likes.
    pub heartbeat_idle: Option<Duration>,
    /// From this many waiting bytes on, the handler hears that the buffer is full; 0 never.
    pub high_watermark: usize,
    /// At this many waiting bytes, the handler hears that it has drained.
    pub low_watermark: usize,
    /// How long a connection may take to send a complete request head.
    pub handshake_timeout: Duration,
    /// How long a client may stay silent in the middle of a request body.
    pub body_silence: Duration,
    /// How long a connection may rest between two requests; `None` for ever.
    pub keep_alive: Option<Duration>,
    /// Largest request head in bytes.
    pub max_head: usize,
    /// Permessage-deflate, if the port offers it.
    pub compression: Option<DeflateConfig>,
    /// Pings go to the handler, which must answer them itself.
    pub deliver_ping: bool,
    /// Pongs go to the handler.
    pub deliver_pong: bool,
    /// Close frames go to the handler before they are answered.
    pub deliver_close: bool,
}

impl PortConfig {
    /// Whether `len` more bytes may wait behind `pending` others on a connection, which speaks HTTP or not.
    pub fn has_room(&self, pending: usize, len: usize, http: bool) -> bool {
        let together = pending.saturating_add(len);
        together <= self.output_limit || (pending == 0 || http) && together <= self.message_limit
    }
}

impl Default for PortConfig {
    fn default() -> Self {
        Self {
            protocol: Protocol::WebSocket,
            backlog: 512,
            tcp: TcpOptions::default(),
            max_message: 2 << 20,
            max_fragments: 128 << 10,
            output_limit: 8 << 20,
            message_limit: 0,
            max_send: usize::MAX,
            heartbeat_idle: None,
            high_watermark: 0,
            low_watermark: 0,
            handshake_timeout: Duration::from_secs(10),
            body_silence: Duration::from_secs(60),
            keep_alive: None,
            max_head: 64 << 10,
            compression: None,
            deliver_ping: false,
            deliver_pong: false,
            deliver_close: false,
        }
    }
}
