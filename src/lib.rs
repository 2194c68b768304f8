//! swoole-rs: the Swoole WebSocket and HTTP server API for PHP.
//!
//! Three layers, each knowing only those above it in this list:
//! [`protocol`] turns bytes into events and events into bytes, [`engine`] owns sockets and time,
//! and `php` (behind the `php` feature) is everything that touches Zend.

pub mod engine;
#[cfg(feature = "php")]
mod php;
pub mod protocol;
