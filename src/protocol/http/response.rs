//! Response heads, byte for byte as Swoole orders them, and the framing of what follows them.
//!
//! Order: status line, the program's fields, its cookies, Server, Date, Connection, Content-Type, then
//! Transfer-Encoding or Content-Encoding and Content-Length. The program's fields replace the ones of the same name.
//!
//! Where Swoole lets a program send a message that its reader would cut in the wrong place, this does not: a
//! Content-Length that is not the body's, two ways of framing, a body where none may be, line breaks in a field.

use super::date::HttpDate;
use super::encoding::Coding;
use super::head::Version;
use super::status::{is_bodyless, wire_phrase};
use super::syntax::{decimal, is_token, list, push_decimal};

/// What the Server field says.
pub(super) const SERVER_NAME: &[u8] = b"swoole-http-server";

/// The interim response to `Expect: 100-continue`.
pub const CONTINUE: &[u8] = b"HTTP/1.1 100 Continue\r\n\r\n";

/// The longest field name that Swoole takes.
const MAX_NAME_LENGTH: usize = 127;

/// How the program ends its response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// The whole body is known: this many bytes, as they will be sent (after compression).
    Length(u64),
    /// The body follows piece by piece, its length is not known.
    Chunked,
    /// 101: the connection changes its protocol behind the head. Only Server and Date are added to the fields.
    Upgrade,
}

/// What decides the shape of a response, known before its first field is written.
#[derive(Debug, Clone, Copy)]
pub struct ResponseMeta<'a> {
    /// The status code; 0 means 200 as in Swoole.
    pub status: u16,
    /// The program's own reason phrase.
    pub reason: Option<&'a [u8]>,
    /// How the body is sent.
    pub framing: Framing,
    /// Whether the request was HEAD.
    pub head_request: bool,
    /// The version of the request.
    pub version: Version,
    /// Whether the connection may live on, see [`RequestHead::keep_alive`](super::RequestHead::keep_alive).
    pub keep_alive: bool,
    /// The coding that the body was compressed with.
    pub content_encoding: Option<Coding>,
}

/// What must follow the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponseBody {
    /// Nothing, whatever the program wants to send.
    None,
    /// The bytes as they are, as many as [`Framing::Length`] said.
    Plain,
    /// Chunks, then [`LAST_CHUNK`](super::LAST_CHUNK) or [`write_trailers`](super::write_trailers).
    Chunked,
    /// The bytes as they are, until the connection closes: HTTP/1.0 knows no chunks.
    UntilClose,
}

/// What the head has promised to the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResponseEnd {
    /// What must follow.
    pub body: ResponseBody,
    /// Whether the connection stays open after that. The program may have set `Connection: close`.
    pub keep_alive: bool,
}

/// A field that was not written, or a head that was not started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderError {
    /// The status is no three-digit number.
    Status,
    /// The reason phrase has a line break or a NUL.
    Reason,
    /// The name is longer than Swoole takes.
    NameTooLong,
    /// The name is no token (RFC 9110 section 5.1).
    Name,
    /// The name or value has a CR or LF.
    NewLine,
    /// The name or value has a NUL.
    Nul,
    /// Content-Length with a chunked body.
    LengthOfChunked,
    /// Content-Length with a compressed body.
    LengthOfCompressed,
    /// Content-Length is not the length of the body.
    WrongLength,
    /// Transfer-Encoding that is not how the body is sent.
    TransferEncoding,
    /// A field that must not stand in a trailer section (RFC 9110 section 6.5.1).
    Trailer,
}

impl HeaderError {
    /// The sentence of the PHP warning: Swoole's where it has one.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Status => "the status code must be a number from 100 to 999",
            Self::Reason => "the reason phrase may not contain line breaks or NUL bytes",
            Self::NameTooLong => "header key is too long",
            Self::Name => "header key has a character that is not allowed",
            Self::NewLine => "Header may not contain more than a single header, new line detected",
            Self::Nul => "Header may not contain NUL bytes",
            Self::LengthOfChunked => {
                "You have set 'Transfer-Encoding', 'Content-Length' will be ignored"
            }
            Self::LengthOfCompressed => {
                "The client has set 'Accept-Encoding', 'Content-Length' will be ignored"
            }
            Self::WrongLength => {
                "'Content-Length' is not the length of the body and will be ignored"
            }
            Self::TransferEncoding => {
                "'Transfer-Encoding' is set by the server and will be ignored, use write() to send chunks"
            }
            Self::Trailer => "this header may not be sent as a trailer",
        }
    }
}

impl std::fmt::Display for HeaderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for HeaderError {}

/// Writes one response head: [`begin`](Self::begin), fields, cookies, [`finish`](Self::finish).
#[derive(Debug)]
#[must_use = "a head that is not finished leaves half a response in the buffer"]
pub struct ResponseHead<'o> {
    out: &'o mut Vec<u8>,
    status: u16,
    framing: Framing,
    /// Whether the program's Content-Length describes a body that is not sent.
    body_is_elsewhere: bool,
    version: Version,
    keep_alive: bool,
    content_encoding: Option<Coding>,
    seen: Seen,
}

/// Which of the fields that the server would add has the program decided.
#[derive(Debug, Default)]
struct Seen {
    server: bool,
    date: bool,
    connection: bool,
    content_type: bool,
    content_length: bool,
    transfer_encoding: bool,
}

impl<'o> ResponseHead<'o> {
    /// Appends the status line to `out`.
    ///
    /// # Errors
    ///
    /// [`HeaderError::Status`] or [`HeaderError::Reason`]; then nothing was written.
    #[inline]
    pub fn begin(out: &'o mut Vec<u8>, meta: &ResponseMeta<'_>) -> Result<Self, HeaderError> {
        let status = if meta.status == 0 { 200 } else { meta.status };
        if !(100..=999).contains(&status) {
            return Err(HeaderError::Status);
        }
        out.reserve(256);
        match meta.reason {
            None if status == 200 => out.extend_from_slice(b"HTTP/1.1 200 OK\r\n"),
            reason => {
                let reason = reason.unwrap_or_else(|| wire_phrase(status).as_bytes());
                if check_value(reason).is_err() {
                    return Err(HeaderError::Reason);
                }
                out.extend_from_slice(b"HTTP/1.1 ");
                push_decimal(out, u64::from(status));
                out.push(b' ');
                out.extend_from_slice(reason);
                out.extend_from_slice(b"\r\n");
            }
        }
        // 205 ends with its head like 204, but says so by a length (RFC 9110 section 15.3.6).
        let framing = if status == 205 {
            Framing::Length(0)
        } else {
            meta.framing
        };
        Ok(Self {
            out,
            status,
            framing,
            body_is_elsewhere: meta.head_request || status == 304,
            version: meta.version,
            keep_alive: meta.keep_alive,
            content_encoding: meta.content_encoding,
            seen: Seen::default(),
        })
    }

    /// Appends one field of the program, its value trimmed at the end as PHP's `rtrim` does.
    ///
    /// An empty Server, Date, Connection or Content-Type suppresses the field that the server would add.
    /// Call this once for each value of a field with several.
    ///
    /// # Errors
    ///
    /// The field was not written; the head goes on without it. The caller warns with [`HeaderError::message`].
    pub fn header(&mut self, name: &[u8], value: &[u8]) -> Result<(), HeaderError> {
        check_name(name)?;
        let value = trim_end(value);
        check_value(value)?;
        if self.admit(name, value)? {
            self.push_field(name, value);
        }
        Ok(())
    }

    /// Appends a `Set-Cookie` field, as [`SetCookie`](super::SetCookie) has formatted it.
    ///
    /// # Errors
    ///
    /// [`HeaderError::NewLine`] or [`HeaderError::Nul`]; then nothing was written.
    pub fn cookie(&mut self, cookie: &[u8]) -> Result<(), HeaderError> {
        check_value(cookie)?;
        self.push_field(b"Set-Cookie", cookie);
        Ok(())
    }

    /// Appends the fields that the program left to the server, and the empty line.
    pub fn finish(mut self, date: &HttpDate) -> ResponseEnd {
        if !self.seen.server {
            self.push_field(b"Server", SERVER_NAME);
        }
        if !self.seen.date {
            self.push_field(b"Date", date.as_bytes());
        }
        if self.framing == Framing::Upgrade {
            self.out.extend_from_slice(b"\r\n");
            return ResponseEnd {
                body: ResponseBody::None,
                keep_alive: true,
            };
        }

        let body = self.body();
        self.keep_alive &= body != ResponseBody::UntilClose;
        if !self.seen.connection {
            let line: &[u8] = if self.keep_alive {
                b"Connection: keep-alive\r\n"
            } else {
                b"Connection: close\r\n"
            };
            self.out.extend_from_slice(line);
        }
        // A 304 speaks about a representation that the client has, whose type the server does not know here.
        if !self.seen.content_type && !is_bodyless(self.status) {
            self.out.extend_from_slice(b"Content-Type: text/html\r\n");
        }
        self.push_framing(body);
        self.out.extend_from_slice(b"\r\n");
        ResponseEnd {
            body,
            keep_alive: self.keep_alive,
        }
    }

    /// What may follow the head (RFC 9112 section 6.3).
    fn body(&self) -> ResponseBody {
        if self.body_is_elsewhere || is_bodyless(self.status) {
            return ResponseBody::None;
        }
        match self.framing {
            Framing::Length(0) | Framing::Upgrade => ResponseBody::None,
            Framing::Length(_) => ResponseBody::Plain,
            Framing::Chunked if self.version >= Version::Http11 => ResponseBody::Chunked,
            Framing::Chunked => ResponseBody::UntilClose,
        }
    }

    fn push_framing(&mut self, body: ResponseBody) {
        if is_bodyless(self.status) {
            return;
        }
        match self.framing {
            Framing::Upgrade => {}
            // A HEAD request gets the same fields as GET would (RFC 9110 section 9.3.2).
            Framing::Chunked => {
                if !self.seen.transfer_encoding
                    && body != ResponseBody::UntilClose
                    && self.version >= Version::Http11
                {
                    self.out
                        .extend_from_slice(b"Transfer-Encoding: chunked\r\n");
                }
            }
            // A program that ends a HEAD request without a body has not told the length of what GET would send.
            Framing::Length(0) if self.body_is_elsewhere => {}
            Framing::Length(length) => {
                if let Some(coding) = self.content_encoding {
                    self.push_field(b"Content-Encoding", coding.as_str().as_bytes());
                }
                if !self.seen.content_length {
                    self.out.extend_from_slice(b"Content-Length: ");
                    push_decimal(self.out, length);
                    self.out.extend_from_slice(b"\r\n");
                }
            }
        }
    }

    /// Whether to write a field of the program, noting the ones that the server would add.
    fn admit(&mut self, name: &[u8], value: &[u8]) -> Result<bool, HeaderError> {
        let is = |known: &[u8]| name.eq_ignore_ascii_case(known);
        let seen = match name.len() {
            4 if is(b"date") => &mut self.seen.date,
            6 if is(b"server") => &mut self.seen.server,
            12 if is(b"content-type") => &mut self.seen.content_type,
            10 if is(b"connection") => return Ok(self.admit_connection(value)),
            14 if is(b"content-length") => return self.admit_length(value),
            17 if is(b"transfer-encoding") => return self.admit_transfer_encoding(value),
            _ => return Ok(true),
        };
        *seen = true;
        Ok(!value.is_empty())
    }

    fn admit_connection(&mut self, value: &[u8]) -> bool {
        if self.framing == Framing::Upgrade {
            return true;
        }
        let closes = list(value).any(|option| option.eq_ignore_ascii_case(b"close"));
        let must_close = !self.keep_alive
            || (self.framing == Framing::Chunked && self.version < Version::Http11);
        // A client must not be told to keep a connection that closes.
        if must_close && !closes && !value.is_empty() {
            return false;
        }
        self.seen.connection = true;
        self.keep_alive &= !closes;
        !value.is_empty()
    }

    fn admit_length(&mut self, value: &[u8]) -> Result<bool, HeaderError> {
        if value.is_empty() || self.seen.content_length {
            return Ok(false);
        }
        if self.content_encoding.is_some() {
            return Err(HeaderError::LengthOfCompressed);
        }
        let length = decimal(value).ok_or(HeaderError::WrongLength)?;
        match self.framing {
            Framing::Chunked => return Err(HeaderError::LengthOfChunked),
            _ if self.body_is_elsewhere => {}
            // RFC 9110 section 8.6: not in a 1xx or 204 response.
            _ if is_bodyless(self.status) => return Ok(false),
            Framing::Length(actual) if actual == length => {}
            Framing::Length(_) | Framing::Upgrade => return Err(HeaderError::WrongLength),
        }
        self.seen.content_length = true;
        Ok(true)
    }

    fn admit_transfer_encoding(&mut self, value: &[u8]) -> Result<bool, HeaderError> {
        if value.is_empty() {
            return Ok(false);
        }
        if self.framing != Framing::Chunked || !value.eq_ignore_ascii_case(b"chunked") {
            return Err(HeaderError::TransferEncoding);
        }
        let is_first = !self.seen.transfer_encoding;
        self.seen.transfer_encoding = true;
        Ok(is_first && self.version >= Version::Http11 && !is_bodyless(self.status))
    }

    #[inline]
    fn push_field(&mut self, name: &[u8], value: &[u8]) {
        push_field(self.out, name, value);
    }
}

/// A field name as Swoole's `header()` writes it: `content-TYPE` becomes `Content-Type`.
pub fn canonical_name(name: &[u8]) -> Vec<u8> {
    let mut at_start = true;
    name.iter()
        .map(|byte| {
            let written = if at_start {
                byte.to_ascii_uppercase()
            } else {
                byte.to_ascii_lowercase()
            };
            at_start = *byte == b'-';
            written
        })
        .collect()
}

/// Appends one field line.
#[inline]
pub(super) fn push_field(out: &mut Vec<u8>, name: &[u8], value: &[u8]) {
    out.reserve(name.len() + value.len() + 4);
    out.extend_from_slice(name);
    out.extend_from_slice(b": ");
    out.extend_from_slice(value);
    out.extend_from_slice(b"\r\n");
}

/// Refuses what is no field name: [`HeaderError::NameTooLong`], [`HeaderError::NewLine`], [`HeaderError::Nul`] or
/// [`HeaderError::Name`].
pub fn check_name(name: &[u8]) -> Result<(), HeaderError> {
    if is_token(name) {
        if name.len() > MAX_NAME_LENGTH {
            return Err(HeaderError::NameTooLong);
        }
        return Ok(());
    }
    check_value(name)?;
    Err(HeaderError::Name)
}

/// Refuses what would end a field line early.
pub(super) fn check_value(value: &[u8]) -> Result<(), HeaderError> {
    // The common case is one pass without a branch per byte.
    if !value.iter().any(|b| matches!(b, b'\r' | b'\n' | 0)) {
        return Ok(());
    }
    if memchr::memchr2(b'\r', b'\n', value).is_some() {
        Err(HeaderError::NewLine)
    } else {
        Err(HeaderError::Nul)
    }
}

/// Removes what PHP's `rtrim` removes.
fn trim_end(mut value: &[u8]) -> &[u8] {
    while let [rest @ .., b' ' | b'\t' | b'\n' | b'\r' | 0 | 0x0b] = value {
        value = rest;
    }
    value
}

#[cfg(test)]
#[path = "response_tests.rs"]
mod tests;
