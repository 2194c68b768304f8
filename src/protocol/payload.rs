//! Where message bytes end up: a buffer that the embedder chooses.
//!
//! PHP wants a `zend_string`, tests and the pure-Rust server want a `Vec<u8>`. The decoders are generic over
//! [`PayloadBuffer`], so that a payload is written once, into the memory that its consumer will keep.

use std::collections::TryReserveError;

/// A growable byte buffer that receives the payload of one message.
///
/// Allocation is fallible: the embedder may run under a memory limit (PHP's `memory_limit`).
pub trait PayloadBuffer: Sized {
    /// An empty buffer with room for `capacity` bytes.
    fn with_capacity(capacity: usize) -> Result<Self, OutOfMemory>;

    /// Makes room for `additional` more bytes. The caller picks the growth policy.
    fn reserve(&mut self, additional: usize) -> Result<(), OutOfMemory>;

    /// Appends `bytes`. Room was reserved before; a buffer may still grow by itself.
    fn push(&mut self, bytes: &[u8]) -> Result<(), OutOfMemory>;

    /// Appends `bytes` XORed with `key`, where `key[0]` applies to `bytes[0]` (RFC 6455 section 5.3).
    ///
    /// One pass: the bytes are unmasked on their way into the buffer.
    fn push_unmasked(&mut self, bytes: &[u8], key: [u8; 4]) -> Result<(), OutOfMemory>;

    /// What has been written so far.
    fn as_slice(&self) -> &[u8];

    /// How many bytes fit without another allocation.
    fn capacity(&self) -> usize;
}

/// The embedder could not provide memory for a payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfMemory;

impl std::fmt::Display for OutOfMemory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no memory for the payload of a message")
    }
}

impl std::error::Error for OutOfMemory {}

impl From<TryReserveError> for OutOfMemory {
    fn from(_: TryReserveError) -> Self {
        Self
    }
}

impl PayloadBuffer for Vec<u8> {
    fn with_capacity(capacity: usize) -> Result<Self, OutOfMemory> {
        let mut buffer = Vec::new();
        buffer.try_reserve_exact(capacity)?;
        Ok(buffer)
    }

    fn reserve(&mut self, additional: usize) -> Result<(), OutOfMemory> {
        Ok(self.try_reserve_exact(additional)?)
    }

    fn push(&mut self, bytes: &[u8]) -> Result<(), OutOfMemory> {
        self.try_reserve(bytes.len())?;
        self.extend_from_slice(bytes);
        Ok(())
    }

    fn push_unmasked(&mut self, bytes: &[u8], key: [u8; 4]) -> Result<(), OutOfMemory> {
        self.try_reserve(bytes.len())?;
        super::websocket::mask::extend_masked(self, bytes, key);
        Ok(())
    }

    fn as_slice(&self) -> &[u8] {
        self
    }

    fn capacity(&self) -> usize {
        Vec::capacity(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vec_grows_by_what_was_asked_for_and_unmasks_across_blocks() {
        let key = [1, 2, 3, 4];
        let bytes: Vec<u8> = (0..20_003u32).map(|i| (i / 7) as u8).collect();
        let mut buffer = <Vec<u8> as PayloadBuffer>::with_capacity(3).expect("memory");
        PayloadBuffer::push(&mut buffer, b"abc").expect("memory");
        PayloadBuffer::reserve(&mut buffer, bytes.len()).expect("memory");
        assert_eq!(PayloadBuffer::capacity(&buffer), 3 + bytes.len());
        buffer.push_unmasked(&bytes, key).expect("memory");
        let expected = bytes.iter().enumerate().map(|(i, byte)| byte ^ key[i % 4]);
        assert!(buffer[3..].iter().copied().eq(expected));
        assert_eq!(buffer.capacity(), 3 + bytes.len());
    }
}
