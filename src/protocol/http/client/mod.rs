//! The client side of HTTP/1.1 (RFC 9110, RFC 9112), without IO.
//!
//! The call order for one request:
//!
//! 1. [`ResponseDecoder`] on the bytes that come back.
//!
//! This module knows no sockets, no clock, no randomness (callers pass boundaries) and no PHP.

mod decoder;
mod error;
mod fields;
mod head;

pub use decoder::{Expectation, ResponseDecoder, ResponseEvent};
pub use error::ResponseError;
pub use fields::Fields;
pub use head::ResponseHead;
