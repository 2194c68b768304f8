//! Sockets, reactor, timers, buffers and the session table. Knows no PHP.
//!
//! A [`server::Server`] owns every connection: a socket, a protocol state machine and an output queue each. Who consumes
//! their events implements [`handler::Handler`]; the loop in [`server::run`] is the inline driver, which calls the
//! handler from the loop itself.

pub mod blocking;
pub mod children;
pub mod cluster;
pub mod config;
pub mod connection;
pub mod fork;
pub mod handler;
pub mod listener;
pub mod log;
pub mod memory;
pub mod name_cache;
pub mod output;
pub mod pool;
pub mod process;
pub mod reactor;
pub mod resolve;
pub mod server;
pub mod session;
pub mod shared;
pub mod signal_fd;
pub mod signals;
pub mod stats;
#[cfg(test)]
mod testing;
pub mod threads;
pub mod timeouts;
pub mod timers;
