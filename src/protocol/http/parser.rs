//! From bytes to a [`RequestHead`] (RFC 9112 sections 2 to 5), on httparse, which scans with SIMD.
//!
//! httparse accepts some things that this server does not: bare LF as a line ending, any number of empty
//! lines, any bytes above ASCII in the target. They are refused here, at the cost of one comparison per line.

use std::mem::MaybeUninit;

use super::error::HttpError;
use super::head::{Header, RequestHead, Version};

/// The most header fields that any message may have.
pub const MAX_HEADERS: usize = 256;

/// Empty lines that may precede a request line: what old clients send behind a body (RFC 9112 section 2.2).
const MAX_EMPTY_LINES: usize = 4;

/// What one request or response may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the first line and the header fields together, the final empty line included.
    pub max_head_bytes: usize,
    /// Header fields, at most [`MAX_HEADERS`].
    pub max_headers: usize,
    /// Bytes of body, without chunk framing.
    pub max_body_bytes: u64,
}

impl Default for Limits {
    /// 64 KiB of head as in Swoole, and the 2 MiB of its default `package_max_length`.
    fn default() -> Self {
        Self {
            max_head_bytes: 64 * 1024,
            max_headers: MAX_HEADERS,
            max_body_bytes: 2 * 1024 * 1024,
        }
    }
}

/// Room for the header fields of one message, to be placed on the stack. It is not initialised: making one is free.
#[derive(Debug)]
pub struct HeaderStorage<'a>([MaybeUninit<Header<'a>>; MAX_HEADERS]);

impl HeaderStorage<'_> {
    /// Empty storage.
    #[inline]
    pub const fn new() -> Self {
        Self([const { MaybeUninit::uninit() }; MAX_HEADERS])
    }
}

impl<'a> HeaderStorage<'a> {
    /// The first `most` slots, at most all of them.
    pub(super) fn slots(&mut self, most: usize) -> &mut [MaybeUninit<Header<'a>>] {
        &mut self.0[..most.min(MAX_HEADERS)]
    }
}

impl Default for HeaderStorage<'_> {
    fn default() -> Self {
        Self::new()
    }
}

/// Parses the head at the start of `input`.
///
/// Returns the head and how many bytes of `input` it took, or None if `input` ends before the head does.
/// A caller that reads in pieces uses [`HeadScanner`] instead, which does not start over with every piece.
///
/// # Errors
///
/// Any of the head's violations in [`HttpError`]. The connection must be closed.
pub fn parse_head<'h, 'a: 'h>(
    input: &'a [u8],
    limits: &Limits,
    storage: &'h mut HeaderStorage<'a>,
) -> Result<Option<(RequestHead<'h>, usize)>, HttpError> {
    let start = skip_empty_lines(input)?;
    let head = &input[start..];
    // What lies beyond the limit cannot help.
    let head = &head[..head.len().min(limits.max_head_bytes)];

    let mut request = httparse::Request::new(&mut []);
    let length = match request.parse_with_uninit_headers(head, storage.slots(limits.max_headers)) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) if head.len() < limits.max_head_bytes => return Ok(None),
        Ok(httparse::Status::Partial) => return Err(too_large(head)),
        Err(error) => return Err(refine(error, head)),
    };
    // Reborrowing as shared lets the lifetime of the fields shrink to that of the storage.
    let headers: &'h [Header<'h>] = request.headers;
    check_line_endings(head, length, headers)?;
    let (Some(method), Some(target), Some(minor)) = (request.method, request.path, request.version)
    else {
        // httparse sets all three before it says Complete.
        return Err(HttpError::RequestLine);
    };
    let version = if minor == 0 {
        Version::Http10
    } else {
        Version::Http11
    };
    let raw = &head[..length];
    let head = RequestHead::new(raw, method, target.as_bytes(), version, headers)?;
    Ok(Some((head, start + length)))
}

/// Parses a head that arrives in pieces, without looking at any byte more than a few times.
///
/// One scanner serves one connection, request after request.
#[derive(Debug, Default)]
pub struct HeadScanner {
    /// How many bytes of the unfinished head were searched for its end.
    searched: usize,
}

impl HeadScanner {
    /// A scanner that has seen nothing.
    pub const fn new() -> Self {
        Self { searched: 0 }
    }

    /// Parses the head at the start of `input`, as [`parse_head`] does.
    ///
    /// After None, call again with the same bytes and more behind them. After a head, the scanner is ready for
    /// the next request, whose bytes start where this head and its body end.
    ///
    /// # Errors
    ///
    /// As [`parse_head`].
    pub fn parse<'h, 'a: 'h>(
        &mut self,
        input: &'a [u8],
        limits: &Limits,
        storage: &'h mut HeaderStorage<'a>,
    ) -> Result<Option<(RequestHead<'h>, usize)>, HttpError> {
        // A head that arrives at once, as nearly all do, is not searched for its end first.
        if self.searched > 0 && !self.may_be_complete(input, limits)? {
            return Ok(None);
        }
        let parsed = parse_head(input, limits, storage)?;
        self.searched = if parsed.is_some() { 0 } else { input.len() };
        Ok(parsed)
    }

    /// Searches what is new in `input` for an empty line, and refuses bare LF on the way.
    fn may_be_complete(&mut self, input: &[u8], limits: &Limits) -> Result<bool, HttpError> {
        let new = self.searched.min(input.len());
        for offset in memchr::memchr_iter(b'\n', &input[new..]) {
            match &input[..new + offset] {
                [.., b'\n', b'\r'] | [b'\r'] => return Ok(true),
                [.., b'\r'] => {}
                _ => return Err(HttpError::LineEnding),
            }
        }
        self.searched = input.len();
        // The parser knows which limit was exceeded.
        Ok(input.len() >= limits.max_head_bytes)
    }
}

/// How many bytes of empty lines precede the request line.
fn skip_empty_lines(input: &[u8]) -> Result<usize, HttpError> {
    let mut skipped = 0;
    loop {
        match &input[skipped..] {
            [b'\r', b'\n', ..] if skipped < 2 * MAX_EMPTY_LINES => skipped += 2,
            [b'\r', b'\n', ..] => return Err(HttpError::EmptyLines),
            [b'\n', ..] => return Err(HttpError::LineEnding),
            _ => return Ok(skipped),
        }
    }
}

/// Refuses bare LF. httparse has checked that every line ends in LF and that every CR stands before one,
/// so it remains to see that a CR stands before the LF that ends the line before each field, and before the last two.
fn check_line_endings(head: &[u8], length: usize, headers: &[Header<'_>]) -> Result<(), HttpError> {
    let base = head.as_ptr().addr();
    let crlf_before = |end: usize| head[..end].ends_with(b"\r\n");
    let fields_follow_crlf = headers
        .iter()
        .all(|header| crlf_before(header.name.as_ptr().addr() - base));
    if fields_follow_crlf && head[..length].ends_with(b"\r\n\r\n") {
        Ok(())
    } else {
        Err(HttpError::LineEnding)
    }
}

/// Which limit a head exceeds that does not end within it.
fn too_large(head: &[u8]) -> HttpError {
    if memchr::memchr(b'\n', head).is_some() {
        HttpError::HeadTooLarge
    } else {
        HttpError::TargetTooLong
    }
}

/// Names what httparse refused.
fn refine(error: httparse::Error, head: &[u8]) -> HttpError {
    match error {
        httparse::Error::HeaderName => HttpError::HeaderName,
        httparse::Error::HeaderValue => HttpError::HeaderValue,
        httparse::Error::NewLine => HttpError::LineEnding,
        httparse::Error::TooManyHeaders => HttpError::TooManyHeaders,
        httparse::Error::Version if has_wellformed_version(head) => HttpError::Version,
        httparse::Error::Version | httparse::Error::Token | httparse::Error::Status => {
            HttpError::RequestLine
        }
    }
}

/// Whether the third word of the request line is `HTTP/` digit `.` digit, with a version that nobody speaks.
fn has_wellformed_version(head: &[u8]) -> bool {
    let line = head.split(|&b| b == b'\r').next().unwrap_or_default();
    match line.splitn(3, |&b| b == b' ').nth(2) {
        Some([b'H', b'T', b'T', b'P', b'/', major, b'.', minor]) => {
            major.is_ascii_digit() && minor.is_ascii_digit()
        }
        _ => false,
    }
}

#[cfg(test)]
#[path = "parser_tests.rs"]
mod tests;
