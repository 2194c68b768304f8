//! permessage-deflate (RFC 7692): negotiation, compression and bounded decompression of messages.
//!
//! Memory is shared where the protocol allows it. A connection without context takeover owns nothing: it borrows
//! the [`SharedDeflater`] and [`SharedInflater`] of the thread that serves it for the length of one message.
//! With context takeover it owns a [`Deflater`] or [`Inflater`], made when the first message needs it.

mod deflater;
mod inflater;
mod negotiate;
mod offer;
mod window;

pub use deflater::{Compressor, Deflater, SharedDeflater};
pub use inflater::{Inflater, SharedInflater};
pub use negotiate::{ClientOffer, DeflateConfig, Negotiated, ResponseError, negotiate};

/// The end of each flushed DEFLATE block sequence, which the sender removes and the receiver appends
/// (RFC 7692 section 7.2).
const TAIL: [u8; 4] = [0x00, 0x00, 0xFF, 0xFF];
