//! The head of one response: its status line and its fields, gathered line by line.
//!
//! A head is kept by the decoder until the next one comes, since its fields are read while the body arrives.

use super::error::ResponseError;
use super::fields::{FieldRange, Fields};
use crate::protocol::http::{HeaderStorage, Limits, Version};

/// What every response starts with.
const PREFIX: &[u8] = b"HTTP/";

/// How many bytes of a status line stand before its reason phrase and the space that precedes it.
const STATUS_END: usize = b"HTTP/1.1 200".len();

/// How much memory for heads is kept from one response to the next.
const KEPT_CAPACITY: usize = 4096;

/// A complete, valid response head.
#[derive(Debug, Clone, Copy)]
pub struct ResponseHead<'d> {
    /// The status code, 100 to 999. One from 600 on means what 500 means (RFC 9110 section 15).
    pub status: u16,
    /// The server's reason phrase, often empty. It has no control characters but tabs.
    pub reason: &'d [u8],
    /// The version of the response.
    pub version: Version,
    /// The fields.
    pub fields: Fields<'d>,
}

/// A head that is being received, or was.
#[derive(Debug)]
pub(super) struct HeadBuffer {
    bytes: Vec<u8>,
    ranges: Vec<FieldRange>,
    status: u16,
    version: Version,
}

impl HeadBuffer {
    pub(super) fn new() -> Self {
        Self {
            bytes: Vec::new(),
            ranges: Vec::new(),
            status: 0,
            version: Version::Http11,
        }
    }

    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.ranges.clear();
        self.bytes.shrink_to(KEPT_CAPACITY);
    }

    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        self.bytes.capacity()
    }

    /// Whether nothing of the head has arrived.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Takes lines of the head from the front of `input` and says whether it is complete. Each byte is looked at once.
    pub(super) fn read(
        &mut self,
        input: &mut &[u8],
        limits: &Limits,
    ) -> Result<bool, ResponseError> {
        loop {
            let room = limits.max_head_bytes.saturating_sub(self.bytes.len());
            let line_end = memchr::memchr(b'\n', &input[..room.min(input.len())]);
            let taken = line_end.map_or(room.min(input.len()), |end| end + 1);
            let (line, rest) = input.split_at(taken);
            self.bytes.extend_from_slice(line);
            *input = rest;

            let seen = self.bytes.len().min(PREFIX.len());
            if self.bytes[..seen] != PREFIX[..seen] {
                return Err(ResponseError::StatusLine);
            }
            if line_end.is_none() {
                return if self.bytes.len() < limits.max_head_bytes {
                    Ok(false)
                } else {
                    Err(ResponseError::HeadTooLarge)
                };
            }
            if !self.bytes.ends_with(b"\r\n") {
                return Err(ResponseError::LineEnding);
            }
            if self.bytes.ends_with(b"\r\n\r\n") {
                self.parse(limits)?;
                return Ok(true);
            }
        }
    }

    /// Reads the complete head in `bytes`, whose lines end in CRLF.
    fn parse(&mut self, limits: &Limits) -> Result<(), ResponseError> {
        let mut storage = HeaderStorage::new();
        let mut response = httparse::Response::new(&mut []);
        let parsed = httparse::ParserConfig::default().parse_response_with_uninit_headers(
            &mut response,
            &self.bytes,
            storage.slots(limits.max_headers),
        );
        match parsed {
            Ok(httparse::Status::Complete(length)) if length == self.bytes.len() => {}
            // The empty line at its end completes every head, and there is none before it.
            Ok(_) => return Err(ResponseError::StatusLine),
            Err(error) => return Err(refine(error, &self.bytes)),
        }
        let status = response.code.unwrap_or_default();
        if status < 100 {
            return Err(ResponseError::Status);
        }
        self.status = status;
        self.version = match response.version {
            Some(0) => Version::Http10,
            _ => Version::Http11,
        };
        self.ranges.extend(
            response
                .headers
                .iter()
                .map(|field| FieldRange::within(&self.bytes, field.name.as_bytes(), field.value)),
        );
        Ok(())
    }

    /// The head that [`read`](Self::read) has completed.
    pub(super) fn view(&self) -> ResponseHead<'_> {
        let line_end = memchr::memchr(b'\r', &self.bytes).unwrap_or(self.bytes.len());
        // The status line may end behind the status, without the space that should follow it.
        let reason = self.bytes[..line_end]
            .get(STATUS_END + 1..)
            .unwrap_or_default();
        ResponseHead {
            status: self.status,
            reason,
            version: self.version,
            fields: Fields::new(&self.bytes, &self.ranges),
        }
    }
}

/// Names what httparse refused.
fn refine(error: httparse::Error, head: &[u8]) -> ResponseError {
    if memchr::memchr_iter(b'\r', head).any(|at| head.get(at + 1) != Some(&b'\n')) {
        return ResponseError::LineEnding;
    }
    if memchr::memchr_iter(b'\n', head).any(|at| matches!(head.get(at + 1), Some(b' ' | b'\t'))) {
        return ResponseError::ObsFold;
    }
    match error {
        httparse::Error::HeaderName => ResponseError::FieldName,
        httparse::Error::HeaderValue => ResponseError::FieldValue,
        httparse::Error::NewLine => ResponseError::LineEnding,
        httparse::Error::TooManyHeaders => ResponseError::TooManyFields,
        httparse::Error::Version if is_wellformed_version(head) => ResponseError::Version,
        httparse::Error::Status if !has_wellformed_status(head) => ResponseError::Status,
        httparse::Error::Version | httparse::Error::Status | httparse::Error::Token => {
            ResponseError::StatusLine
        }
    }
}

/// Whether the head starts with `HTTP/` digit, and perhaps another one behind a dot, of a version that nobody speaks
/// like this.
fn is_wellformed_version(head: &[u8]) -> bool {
    match head.strip_prefix(PREFIX) {
        Some([major, b'.', minor, b' ', ..]) => major.is_ascii_digit() && minor.is_ascii_digit(),
        Some([major, b' ', ..]) => major.is_ascii_digit(),
        _ => false,
    }
}

/// Whether three digits, and no more, stand behind the version.
fn has_wellformed_status(head: &[u8]) -> bool {
    let digits = head[..STATUS_END.min(head.len())]
        .iter()
        .rev()
        .take(3)
        .all(u8::is_ascii_digit);
    digits && matches!(head.get(STATUS_END), Some(b' ' | b'\r'))
}
