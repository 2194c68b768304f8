//! What a server and its ports are allowed to do. Plain data; the embedder fills it from its own settings.

use std::time::Duration;

use crate::protocol::websocket::deflate::DeflateConfig;

/// Settings of a whole server.
#[derive(Debug, Clone)]
pub struct ServerConfig {
    /// Most connections at a time; further ones are accepted and closed at once.
    pub max_connections: usize,
    /// How often idle connections are looked for; `None` never.
    pub heartbeat_interval: Option<Duration>,
    /// How long a connection may stay silent before the heartbeat closes it.
    pub heartbeat_idle: Duration,
    /// How long a shutdown waits for connections to drain.
    pub max_wait: Duration,
}

impl Default for ServerConfig {
    fn default() -> Self {
        Self {
            max_connections: 10_000,
            heartbeat_interval: None,
            heartbeat_idle: Duration::from_secs(600),
            max_wait: Duration::from_secs(3),
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

/// Settings of one listening port.
#[derive(Debug, Clone)]
pub struct PortConfig {
    /// What is spoken.
    pub protocol: Protocol,
    /// Pending connections that the kernel keeps.
    pub backlog: i32,
    /// Whether small writes leave at once.
    pub tcp_nodelay: bool,
    /// Largest message or request body in bytes, after inflation too.
    pub max_message: usize,
    /// Most fragments of one message.
    pub max_fragments: u32,
    /// Most bytes that may wait to be sent on one connection.
    pub output_limit: usize,
    /// From this many waiting bytes on, the handler hears that the buffer is full; 0 never.
    pub high_watermark: usize,
    /// At this many waiting bytes, the handler hears that it has drained.
    pub low_watermark: usize,
    /// How long a connection may take to send a complete request head.
    pub handshake_timeout: Duration,
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

impl Default for PortConfig {
    fn default() -> Self {
        Self {
            protocol: Protocol::WebSocket,
            backlog: 512,
            tcp_nodelay: true,
            max_message: 2 << 20,
            max_fragments: 128 << 10,
            output_limit: 8 << 20,
            high_watermark: 0,
            low_watermark: 0,
            handshake_timeout: Duration::from_secs(10),
            max_head: 64 << 10,
            compression: None,
            deliver_ping: false,
            deliver_pong: false,
            deliver_close: false,
        }
    }
}
