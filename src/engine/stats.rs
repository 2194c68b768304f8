//! Counters of a running server, as `Server::stats()` reports them.

/// What happened since the server started.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stats {
    /// Connections accepted.
    pub accepted: u64,
    /// Connections that were ended, also those whose socket lives on for a moment.
    pub closed: u64,
    /// Connections that were accepted but could not be watched.
    pub aborted: u64,
    /// Requests and messages handed to callbacks.
    pub requests: u64,
    /// Responses and messages sent.
    pub responses: u64,
    /// Bytes read from sockets.
    pub bytes_in: u64,
    /// Bytes written to sockets.
    pub bytes_out: u64,
}
