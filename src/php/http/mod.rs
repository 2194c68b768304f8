//! `Swoole\Http`: requests and responses as PHP sees them, cookies, status phrases.
//!
//! Requests come from the engine parsed, responses are encoded straight into a connection's output; nothing here knows
//! sockets or the loop.

pub mod answer;
pub mod cookie;
pub mod request;
pub mod response;
pub mod status;

mod names;
mod options;

pub use options::HttpOptions;

/// Prepares what every request needs: names and property slots, looked up once. Called at module startup, after the
/// classes were registered.
pub fn startup() {
    names::startup();
    request::startup();
    response::startup();
}
