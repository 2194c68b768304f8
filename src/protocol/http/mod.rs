//! HTTP/1.1 (RFC 9110, RFC 9112), without IO: the server side here, the client side in [`client`].
//!
//! The call order for one request:
//!
//! 1. [`HeadScanner::parse`] (or [`parse_head`]) on the bytes read so far, until it yields a [`RequestHead`].
//! 2. [`BodyDecoder`], made from [`RequestHead::body`], until it says [`BodyStatus::Done`].
//! 3. [`ResponseHead`] into the output queue, then the body bytes that [`ResponseEnd::body`] allows.
//! 4. Bytes behind what was consumed are the next pipelined request.
//!
//! An [`HttpError`] ends the connection: [`HttpError::write_response`] is the last thing sent on it.
//!
//! This module knows no sockets, no clock (callers pass unix seconds) and no PHP.

mod body;
mod chunk;
pub mod client;
mod cookie;
mod date;
mod encoding;
mod error;
mod framing;
mod head;
mod mime;
mod mime_table;
mod multipart;
mod parser;
mod response;
mod status;
mod syntax;
mod urlencode;

pub use body::{BodyDecoder, BodyPiece, BodyStatus};
pub use chunk::{LAST_CHUNK, chunk_header, write_trailers};
pub use cookie::{CookieError, CookiePairs, SetCookie, cookie_pairs};
pub use date::{DATE_LEN, DateCache, HttpDate, MAX_DATE, cookie_date};
pub use encoding::{Coding, Compressor, MIN_COMPRESS_LENGTH, negotiate};
pub use error::HttpError;
pub use framing::{BodyKind, FramingError};
pub use head::{Header, RequestHead, Version, list_contains};
pub use mime::{DEFAULT_MIME_TYPE, MimeTypes, mime_type};
pub use multipart::{MultipartLimits, Part, boundary, parse_multipart};
pub use parser::{HeadScanner, HeaderStorage, Limits, MAX_HEADERS, parse_head};
pub use response::{
    CONTINUE, Framing, HeaderError, ResponseBody, ResponseEnd, ResponseHead, ResponseMeta,
    canonical_name, check_name,
};
pub use status::{REASON_PHRASES, is_bodyless, reason_phrase, wire_phrase};
pub use urlencode::{urldecode, urlencode};
