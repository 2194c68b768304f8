//! What a client can do wrong in HTTP/1.1, one variant per violation.
//!
//! Knows which status answers which violation; does not know how a connection ends.

use super::date::HttpDate;
use super::framing::FramingError;
use super::response::SERVER_NAME;
use super::status::reason_phrase;
use super::syntax::push_decimal;
use crate::protocol::payload::OutOfMemory;

/// A request that cannot be served. The connection cannot be reused: where the next request starts is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HttpError {
    /// The request line is not `method SP target SP version` (RFC 9112 section 3).
    RequestLine,
    /// The method is a token, but none that this server knows (RFC 9110 section 9.1).
    UnknownMethod,
    /// The request target has none of the four forms, or bytes outside ASCII (RFC 9112 section 3.2).
    Target,
    /// The version is well formed, but neither HTTP/1.0 nor HTTP/1.1 (RFC 9110 section 15.6.6).
    Version,
    /// A field name has a byte that is not allowed: whitespace before the colon, line folding (RFC 9112 section 5).
    HeaderName,
    /// A field value has a control character (RFC 9110 section 5.5).
    HeaderValue,
    /// A line ends in a bare LF, or a CR is not followed by LF (RFC 9112 section 2.2).
    LineEnding,
    /// More empty lines before the request line than a client can need (RFC 9112 section 2.2).
    EmptyLines,
    /// HTTP/1.1 without a Host field, or a second or malformed one (RFC 9112 section 3.2).
    Host,
    /// Content-Length is not a number, or is given twice (RFC 9112 section 6.3).
    ContentLength,
    /// Content-Length together with Transfer-Encoding: an attempt at request smuggling (RFC 9112 section 6.1).
    ConflictingLength,
    /// Transfer-Encoding in HTTP/1.0, or without `chunked` as its only last coding (RFC 9112 sections 6.1, 6.3).
    TransferEncoding,
    /// A transfer coding before `chunked` that this server does not undo (RFC 9112 section 6.1).
    UnknownTransferCoding,
    /// The request line alone exceeds the limit for the head.
    TargetTooLong,
    /// The head exceeds its limit in bytes.
    HeadTooLarge,
    /// The head has more fields than the limit.
    TooManyHeaders,
    /// The body exceeds its limit, announced or arrived.
    BodyTooLarge,
    /// A chunk size is no hexadecimal number, or its line is not ended by CRLF (RFC 9112 section 7.1).
    ChunkSize,
    /// Chunk data is not followed by CRLF: the sender's idea of its length differs (RFC 9112 section 7.1).
    ChunkEnd,
    /// Chunk extensions or trailer fields are malformed (RFC 9112 sections 7.1.1, 7.1.2).
    ChunkExtension,
    /// Chunk extensions exceed the bound on bytes that carry no content.
    ChunkExtensionTooLong,
    /// The trailer section is malformed (RFC 9112 section 7.1.2).
    Trailer,
    /// The trailer section exceeds its bound.
    TrailerTooLarge,
    /// `multipart/form-data` without a usable boundary parameter (RFC 7578 section 4.1).
    MultipartBoundary,
    /// The multipart body ends before its final boundary (RFC 2046 section 5.1.1).
    MultipartTruncated,
    /// A part's header is malformed, too long, or does not name its form field (RFC 7578 section 4.2).
    MultipartHeader,
    /// More parts than the limit.
    TooManyParts,
    /// The client did not finish its request in time.
    Timeout,
    /// No memory for the body.
    OutOfMemory,
    /// The application has as many requests in its hands as it may (RFC 9110 section 15.6.4).
    Unavailable,
}

impl HttpError {
    /// The status code that answers this violation.
    pub const fn status(self) -> u16 {
        match self {
            Self::RequestLine
            | Self::Target
            | Self::HeaderName
            | Self::HeaderValue
            | Self::LineEnding
            | Self::EmptyLines
            | Self::Host
            | Self::ContentLength
            | Self::ConflictingLength
            | Self::TransferEncoding
            | Self::ChunkSize
            | Self::ChunkEnd
            | Self::ChunkExtension
            | Self::Trailer
            | Self::MultipartBoundary
            | Self::MultipartTruncated
            | Self::MultipartHeader => 400,
            Self::Timeout => 408,
            Self::BodyTooLarge | Self::ChunkExtensionTooLong | Self::TooManyParts => 413,
            Self::TargetTooLong => 414,
            Self::HeadTooLarge | Self::TooManyHeaders | Self::TrailerTooLarge => 431,
            Self::UnknownMethod | Self::UnknownTransferCoding => 501,
            Self::OutOfMemory | Self::Unavailable => 503,
            Self::Version => 505,
        }
    }

    /// One sentence for the log: what was wrong.
    pub const fn message(self) -> &'static str {
        match self {
            Self::RequestLine => "the request line is malformed",
            Self::UnknownMethod => "the request method is unknown",
            Self::Target => "the request target is malformed",
            Self::Version => "the HTTP version is not supported, use HTTP/1.1",
            Self::HeaderName => "a header name has an invalid character",
            Self::HeaderValue => "a header value has a control character",
            Self::LineEnding => "a line does not end in CRLF",
            Self::EmptyLines => "too many empty lines precede the request",
            Self::Host => "exactly one valid Host header is required",
            Self::ContentLength => "Content-Length is not one decimal number",
            Self::ConflictingLength => "Content-Length and Transfer-Encoding exclude each other",
            Self::TransferEncoding => "the last transfer coding must be chunked, once",
            Self::UnknownTransferCoding => "no transfer coding but chunked is supported",
            Self::TargetTooLong => "the request target is too long",
            Self::HeadTooLarge => "the request head is too large",
            Self::TooManyHeaders => "the request has too many headers",
            Self::BodyTooLarge => "the request body is too large",
            Self::ChunkSize => "a chunk size is malformed",
            Self::ChunkEnd => "a chunk is not followed by CRLF",
            Self::ChunkExtension => "a chunk extension is malformed",
            Self::ChunkExtensionTooLong => "the chunk extensions are too long",
            Self::Trailer => "the trailer section is malformed",
            Self::TrailerTooLarge => "the trailer section is too large",
            Self::MultipartBoundary => "the multipart boundary is missing or malformed",
            Self::MultipartTruncated => "the multipart body lacks its final boundary",
            Self::MultipartHeader => "a multipart header is malformed",
            Self::TooManyParts => "the multipart body has too many parts",
            Self::Timeout => "the request did not arrive in time",
            Self::OutOfMemory => "no memory for the request body",
            Self::Unavailable => "too many requests are under way",
        }
    }

    /// Appends the whole answer: status line, `Connection: close`, no body.
    pub fn write_response(self, out: &mut Vec<u8>, date: &HttpDate) {
        let status = self.status();
        out.extend_from_slice(b"HTTP/1.1 ");
        push_decimal(out, u64::from(status));
        out.push(b' ');
        out.extend_from_slice(reason_phrase(status).as_bytes());
        out.extend_from_slice(b"\r\nServer: ");
        out.extend_from_slice(SERVER_NAME);
        out.extend_from_slice(b"\r\nDate: ");
        out.extend_from_slice(date.as_bytes());
        out.extend_from_slice(b"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    }
}

impl std::fmt::Display for HttpError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for HttpError {}

impl From<FramingError> for HttpError {
    fn from(error: FramingError) -> Self {
        match error {
            FramingError::ContentLength => Self::ContentLength,
            FramingError::ConflictingLength => Self::ConflictingLength,
            FramingError::TransferEncoding => Self::TransferEncoding,
            FramingError::UnknownTransferCoding => Self::UnknownTransferCoding,
            FramingError::BodyTooLarge => Self::BodyTooLarge,
            FramingError::ChunkSize => Self::ChunkSize,
            FramingError::ChunkEnd => Self::ChunkEnd,
            FramingError::ChunkExtension => Self::ChunkExtension,
            FramingError::ChunkExtensionTooLong => Self::ChunkExtensionTooLong,
            FramingError::Trailer => Self::Trailer,
            FramingError::TrailerTooLarge => Self::TrailerTooLarge,
        }
    }
}

impl From<OutOfMemory> for HttpError {
    fn from(_: OutOfMemory) -> Self {
        Self::OutOfMemory
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_is_a_complete_response_that_closes() {
        let mut out = Vec::new();
        HttpError::BodyTooLarge.write_response(&mut out, &HttpDate::from_unix(0));
        assert_eq!(
            out,
            b"HTTP/1.1 413 Request Entity Too Large\r\nServer: swoole-http-server\r\n\
              Date: Thu, 01 Jan 1970 00:00:00 GMT\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        );
    }

    #[test]
    fn no_memory_is_the_servers_fault() {
        assert_eq!(HttpError::from(OutOfMemory).status(), 503);
        assert_eq!(
            HttpError::OutOfMemory.to_string(),
            "no memory for the request body"
        );
    }
}
