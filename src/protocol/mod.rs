//! Sans-IO protocol code: bytes in, events out; events in, bytes out.
//!
//! Knows HTTP/1.1 (RFC 9112), WebSocket (RFC 6455), permessage-deflate (RFC 7692) and questions to DNS (RFC 1035).
//! Knows no sockets, no clock and no PHP, and holds no unsafe code.
#![forbid(unsafe_code)]

pub mod dns;
pub mod http;
pub mod payload;
pub mod websocket;
