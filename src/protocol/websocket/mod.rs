//! WebSocket without sockets: RFC 6455 framing and handshake, RFC 7692 compression.
//!
//! [`Decoder`] turns received bytes into [`Event`]s; [`FrameHeader`], [`encode_frame`] and [`close`] turn what is
//! to be sent into bytes; [`handshake`] checks and answers opening handshakes; [`deflate`] negotiates and runs
//! permessage-deflate. All of it serves both ends of a connection, told apart by [`Role`].
//!
//! Knows nothing of sockets, time, randomness or PHP: whoever calls brings bytes, keys and buffers.

pub mod close;
mod control;
mod decoder;
pub mod deflate;
mod frame;
pub mod handshake;
pub mod mask;
mod opcode;
mod role;
pub mod utf8;
mod violation;

pub use close::CloseCode;
pub use control::ControlPayload;
pub use decoder::{Decoder, DecoderConfig, Event};
pub use frame::{EncodedHeader, FrameHeader, RawFrame, encode_frame, unpack_frame};
pub use opcode::Opcode;
pub use role::Role;
pub use violation::Violation;
