//! Which end of the connection this side is.

/// The two ends of a WebSocket connection, whose framing rules differ (RFC 6455 section 5.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Sends unmasked frames and refuses unmasked ones.
    Server,
    /// Masks each frame that it sends and refuses masked ones.
    Client,
}

impl Role {
    /// Whether the frames that this side receives must be masked.
    #[inline]
    pub const fn receives_masked(self) -> bool {
        matches!(self, Self::Server)
    }
}
