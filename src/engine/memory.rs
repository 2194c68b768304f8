//! Which memory payloads live in: the engine is generic over it, so that a message is copied once.

use std::rc::Rc;

use crate::protocol::payload::PayloadBuffer;

/// The embedder's kinds of memory.
pub trait Memory: 'static {
    /// What an incoming message is written into.
    type Buffer: PayloadBuffer;
    /// Outgoing bytes that several connections may share. Cloning must not copy them.
    type Shared: SharedBytes;
}

/// Bytes that are referenced from several places.
pub trait SharedBytes: AsRef<[u8]> + Clone {
    /// Whether nobody else refers to them.
    fn is_sole(&self) -> bool;
}

impl SharedBytes for Rc<[u8]> {
    fn is_sole(&self) -> bool {
        Rc::strong_count(self) == 1
    }
}

/// Plain Rust memory: for tests and for servers without PHP.
#[derive(Debug)]
pub struct Heap;

impl Memory for Heap {
    type Buffer = Vec<u8>;
    type Shared = Rc<[u8]>;
}
