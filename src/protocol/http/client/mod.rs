//! The client side of HTTP/1.1 (RFC 9110, RFC 9112), without IO.
//!
//! The call order for one request:
//!
//! 1. [`RequestWriter`] into the output, with [`host_field`] for Host; then the body: bytes, [`write_form`] or
//!    [`Multipart`].
//! 2. [`ResponseDecoder`] on the bytes that come back, [`ContentDecoder`] on the content if [`ContentCoding::of`] finds
//!    that it is compressed, [`received_cookie`] on its `Set-Cookie` fields.
//!
//! This module knows no sockets, no clock, no randomness (callers pass boundaries) and no PHP.

mod content;
mod cookies;
mod decoder;
mod error;
mod fields;
mod form;
mod head;
mod multipart;
mod request;

pub use content::{ContentCoding, ContentDecoder, ContentError};
pub use cookies::received_cookie;
pub use decoder::{Expectation, ResponseDecoder, ResponseEvent};
pub use error::{RequestError, ResponseError};
pub use fields::Fields;
pub use form::write_form;
pub use head::ResponseHead;
pub use multipart::{FileHeader, Multipart, MultipartBody, MultipartPiece};
pub use request::{RequestBody, RequestEnd, RequestMeta, RequestWriter, absolute_form, host_field};
