//! `Swoole\WebSocket`.

pub mod frame;
pub mod handshake;
pub mod send;
pub mod server;
