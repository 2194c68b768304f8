//! What a server can do wrong in its response, and what a program in its request: one variant per violation.
//!
//! No response with a violation can be recovered from: the connection must be closed.

use crate::protocol::http::FramingError;

/// A response that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponseError {
    /// The connection ended before the first byte of a response. The request may have been refused with it: a
    /// connection that was kept alive may have been closed while the request was on its way.
    NoResponse,
    /// The connection ended in the middle of a response.
    Truncated,
    /// The response does not start with `HTTP/`, or its status line is malformed (RFC 9112 section 4).
    StatusLine,
    /// The version is well formed, but neither HTTP/1.0 nor HTTP/1.1.
    Version,
    /// The status is no number of three digits, or below 100 (RFC 9110 section 15).
    Status,
    /// A field name has a byte that is not allowed, or is empty (RFC 9112 section 5).
    FieldName,
    /// A field value has a control character (RFC 9110 section 5.5).
    FieldValue,
    /// A field value goes on in the next line (RFC 9112 section 5.2).
    ObsFold,
    /// A line ends in a bare LF, or a CR is not followed by LF (RFC 9112 section 2.2).
    LineEnding,
    /// The head exceeds its limit in bytes.
    HeadTooLarge,
    /// The head or the trailer section has more fields than the limit.
    TooManyFields,
    /// More interim responses than anybody needs.
    TooManyInterim,
    /// 101 without a request for it, or in HTTP/1.0 (RFC 9110 section 7.8).
    UnexpectedUpgrade,
    /// Where the body ends cannot be told, or its framing is malformed (RFC 9112 sections 6 and 7).
    Framing(FramingError),
}

impl ResponseError {
    /// One sentence for the log: what was wrong.
    pub const fn message(self) -> &'static str {
        match self {
            Self::NoResponse => "the server closed the connection without a response",
            Self::Truncated => "the connection ended in the middle of a response",
            Self::StatusLine => "the status line of the response is malformed",
            Self::Version => "the HTTP version of the response is not supported",
            Self::Status => "the status code of the response is malformed or below 100",
            Self::FieldName => "a header name of the response has an invalid character",
            Self::FieldValue => "a header value of the response has a control character",
            Self::ObsFold => "a header value of the response is folded over lines",
            Self::LineEnding => "a line of the response does not end in CRLF",
            Self::HeadTooLarge => "the response head is too large",
            Self::TooManyFields => "the response has too many headers",
            Self::TooManyInterim => "the server sends interim responses without end",
            Self::UnexpectedUpgrade => "the server switches to a protocol that was not asked for",
            Self::Framing(error) => error.message(),
        }
    }
}

impl std::fmt::Display for ResponseError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for ResponseError {}

impl From<FramingError> for ResponseError {
    fn from(error: FramingError) -> Self {
        Self::Framing(error)
    }
}

/// A request, or a part of one, that was not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestError {
    /// The method is no token (RFC 9110 section 9.1).
    Method,
    /// The target has a control character, or none of the four forms (RFC 9112 section 3.2).
    Target,
    /// The host has a byte that no host has (RFC 9110 section 7.2).
    Host,
    /// A field name is no token (RFC 9110 section 5.1).
    FieldName,
    /// A field value has a CR, LF or NUL.
    FieldValue,
    /// Transfer-Encoding, which is the client's to choose.
    TransferEncoding,
    /// The name of a cookie is empty or has a character that ends it.
    CookieName,
    /// The boundary is empty, longer than 70 characters, or has one that is not allowed (RFC 2046 section 5.1.1).
    Boundary,
}

impl RequestError {
    /// One sentence for the program: what to do.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Method => "the request method may have letters, digits and -_ only",
            Self::Target => {
                "the request path must start with / and may not have control characters"
            }
            Self::Host => "the host name has a character that is not allowed",
            Self::FieldName => "the header name is empty or has a character that is not allowed",
            Self::FieldValue => "the header value may not contain line breaks or NUL bytes",
            Self::TransferEncoding => "Transfer-Encoding is set by the client and is ignored",
            Self::CookieName => "the cookie name is empty or has a character that is not allowed",
            Self::Boundary => "the multipart boundary must have 1 to 70 plain characters",
        }
    }
}

impl std::fmt::Display for RequestError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for RequestError {}
