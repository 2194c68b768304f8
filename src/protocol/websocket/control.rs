//! The payload of a control frame, kept inline.

use std::fmt;

/// Up to 125 bytes (RFC 6455 section 5.5), stored without an allocation.
#[derive(Clone)]
pub struct ControlPayload {
    len: u8,
    bytes: [u8; Self::MAX],
}

impl ControlPayload {
    /// The longest payload that a control frame may carry, in bytes.
    pub const MAX: usize = 125;

    /// No bytes.
    pub const fn new() -> Self {
        Self {
            len: 0,
            bytes: [0; Self::MAX],
        }
    }

    /// A copy of `bytes`; `None` if they are more than [`Self::MAX`].
    #[inline]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        let mut payload = Self::new();
        payload.bytes.get_mut(..bytes.len())?.copy_from_slice(bytes);
        payload.len = bytes.len() as u8;
        Some(payload)
    }

    /// The bytes.
    #[inline]
    pub fn as_slice(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }

    /// Appends `bytes` XORed with `key`, which is zero for an unmasked frame.
    ///
    /// The caller has checked the length that the frame header declares.
    #[inline]
    pub(super) fn push_unmasked(&mut self, bytes: &[u8], key: [u8; 4]) {
        let start = usize::from(self.len);
        let end = start + bytes.len();
        let room = &mut self.bytes[start..end];
        room.copy_from_slice(bytes);
        super::mask::apply(room, key);
        self.len = end as u8;
    }
}

impl Default for ControlPayload {
    fn default() -> Self {
        Self::new()
    }
}

impl PartialEq for ControlPayload {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl Eq for ControlPayload {}

impl fmt::Debug for ControlPayload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ControlPayload({})", self.as_slice().escape_ascii())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_125_bytes_and_no_more() {
        let full = ControlPayload::from_slice(&[7; 125]).expect("125 bytes fit");
        assert_eq!(full.as_slice(), [7; 125]);
        assert!(ControlPayload::from_slice(&[7; 126]).is_none());
    }

    #[test]
    fn equality_sees_the_bytes_only() {
        let mut grown = ControlPayload::new();
        grown.push_unmasked(b"ab", [0; 4]);
        grown.push_unmasked(b"c", [0; 4]);
        assert_eq!(Some(grown), ControlPayload::from_slice(b"abc"));
    }
}
