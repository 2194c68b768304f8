//! `multipart/form-data` bodies (RFC 7578, RFC 2046 section 5.1), once they are complete.
//!
//! Yields names and ranges; does not decode charsets and writes no files.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

use super::error::HttpError;
use super::syntax::{is_token, is_token_byte, is_value_byte, trim};

/// What one multipart body may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MultipartLimits {
    /// Parts, files and plain fields together.
    pub max_parts: usize,
    /// Bytes of header in each part.
    pub max_header_bytes: usize,
}

impl Default for MultipartLimits {
    /// 1000 parts, as PHP's `max_input_vars`, with 8 KiB of header each.
    fn default() -> Self {
        Self {
            max_parts: 1000,
            max_header_bytes: 8 * 1024,
        }
    }
}

/// One form field or file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'a> {
    /// The name of the form field.
    pub name: Cow<'a, [u8]>,
    /// The name of the file as the client gave it, possibly with a path. Empty if no file was chosen.
    pub filename: Option<Cow<'a, [u8]>>,
    /// The media type that the client claims.
    pub content_type: Option<&'a [u8]>,
    /// Where in the body the content lies.
    pub data: Range<usize>,
}

/// The boundary in the value of a Content-Type field, or None if it is another type than `multipart/form-data`.
///
/// # Errors
///
/// [`HttpError::MultipartBoundary`] if it is that type, but has no boundary of 1 to 70 visible characters.
pub fn boundary(content_type: &[u8]) -> Result<Option<Cow<'_, [u8]>>, HttpError> {
    let (media_type, mut parameters) = match memchr::memchr(b';', content_type) {
        Some(end) => content_type.split_at(end),
        None => (content_type, &b""[..]),
    };
    if !trim(media_type).eq_ignore_ascii_case(b"multipart/form-data") {
        return Ok(None);
    }
    while let Some((name, value)) =
        next_parameter(&mut parameters).map_err(|_| HttpError::MultipartBoundary)?
    {
        if name.eq_ignore_ascii_case(b"boundary") {
            let usable = (1..=70).contains(&value.len())
                && value.iter().all(|b| matches!(b, b' '..=b'~'))
                && !value.ends_with(b" ");
            return if usable {
                Ok(Some(value))
            } else {
                Err(HttpError::MultipartBoundary)
            };
        }
    }
    Err(HttpError::MultipartBoundary)
}

/// Splits `body` into its parts, in their order.
///
/// # Errors
///
/// [`HttpError::MultipartTruncated`], [`HttpError::MultipartHeader`] or [`HttpError::TooManyParts`].
pub fn parse_multipart<'a>(
    body: &'a [u8],
    boundary: &[u8],
    limits: &MultipartLimits,
) -> Result<Vec<Part<'a>>, HttpError> {
    let mut delimiter = Vec::with_capacity(boundary.len() + 4);
    delimiter.extend_from_slice(b"\r\n--");
    delimiter.extend_from_slice(boundary);
    let finder = Delimiters {
        body,
        finder: memmem::Finder::new(&delimiter),
    };

    let mut parts = Vec::new();
    let mut found = finder.first().ok_or(HttpError::MultipartTruncated)?;
    while let Delimiter::Part { behind, .. } = found {
        if parts.len() == limits.max_parts {
            return Err(HttpError::TooManyParts);
        }
        let (mut part, data_start) = parse_header(body, behind, limits)?;
        // The CRLF that ends the header may be the one that starts the delimiter, if the part is empty.
        found = finder
            .next(data_start - 2)
            .ok_or(HttpError::MultipartTruncated)?;
        part.data = data_start..found.start().max(data_start);
        parts.push(part);
    }
    Ok(parts)
}

/// A line that separates parts.
#[derive(Debug, Clone, Copy)]
enum Delimiter {
    /// Between parts: starts (with its CRLF) at `start`, the next part's header is `behind` it.
    Part { start: usize, behind: usize },
    /// Behind the last part.
    Close { start: usize },
}

impl Delimiter {
    fn start(self) -> usize {
        match self {
            Self::Part { start, .. } | Self::Close { start } => start,
        }
    }
}

struct Delimiters<'a, 'n> {
    body: &'a [u8],
    finder: memmem::Finder<'n>,
}

impl Delimiters<'_, '_> {
    /// The first delimiter. At the very start of the body it has no CRLF; a preamble is skipped.
    fn first(&self) -> Option<Delimiter> {
        let dashed = &self.finder.needle()[2..];
        if self.body.starts_with(dashed)
            && let Some(delimiter) = self.classify(0, dashed.len())
        {
            return Some(delimiter);
        }
        self.next(0)
    }

    /// The next delimiter whose CRLF is at `from` or behind it.
    fn next(&self, mut from: usize) -> Option<Delimiter> {
        loop {
            let start = from + self.finder.find(&self.body[from..])?;
            let end = start + self.finder.needle().len();
            if let Some(delimiter) = self.classify(start, end) {
                return Some(delimiter);
            }
            // Content that only starts like a delimiter.
            from = start + 2;
        }
    }

    /// What the delimiter from `start` to `end` is, by what stands behind it; None if it is none.
    fn classify(&self, start: usize, end: usize) -> Option<Delimiter> {
        let rest = &self.body[end..];
        let (closes, padding) = match rest.strip_prefix(b"--") {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let blanks = padding
            .iter()
            .take_while(|b| matches!(b, b' ' | b'\t'))
            .count();
        let line_end = &padding[blanks..];
        if closes {
            (line_end.is_empty() || line_end.starts_with(b"\r\n"))
                .then_some(Delimiter::Close { start })
        } else {
            line_end.starts_with(b"\r\n").then_some(Delimiter::Part {
                start,
                behind: end + blanks + 2,
            })
        }
    }
}

/// Parses the header of the part at `start`. Returns the part, its data still empty, and where its data starts.
fn parse_header<'a>(
    body: &'a [u8],
    start: usize,
    limits: &MultipartLimits,
) -> Result<(Part<'a>, usize), HttpError> {
    let window = &body[start
        ..body
            .len()
            .min(start.saturating_add(limits.max_header_bytes))];
    let length = memmem::find(window, b"\r\n\r\n").ok_or(if start + window.len() < body.len() {
        HttpError::MultipartHeader
    } else {
        HttpError::MultipartTruncated
    })?;
    let header = &window[..length];

    let mut disposition = None;
    let mut content_type = None;
    let mut line_start = 0;
    while line_start <= header.len() {
        let line_end = memmem::find(&header[line_start..], b"\r\n")
            .map_or(header.len(), |length| line_start + length);
        let line = &header[line_start..line_end];
        line_start = line_end + 2;

        let colon = memchr::memchr(b':', line).ok_or(HttpError::MultipartHeader)?;
        let (name, value) = (&line[..colon], trim(&line[colon + 1..]));
        if !is_token(name) || !value.iter().all(|&b| is_value_byte(b)) {
            return Err(HttpError::MultipartHeader);
        }
        if name.eq_ignore_ascii_case(b"content-disposition") {
            if disposition.replace(parse_disposition(value)?).is_some() {
                return Err(HttpError::MultipartHeader);
            }
        } else if name.eq_ignore_ascii_case(b"content-type") {
            content_type = Some(value);
        }
    }
    let (name, filename) = disposition.ok_or(HttpError::MultipartHeader)?;
    let data_start = start + length + 4;
    Ok((
        Part {
            name,
            filename,
            content_type,
            data: data_start..data_start,
        },
        data_start,
    ))
}

/// The name of the field and that of the file.
type Names<'a> = (Cow<'a, [u8]>, Option<Cow<'a, [u8]>>);

/// The names of field and file in a Content-Disposition value. `filename*` is not for forms (RFC 7578 section 4.2).
fn parse_disposition(value: &[u8]) -> Result<Names<'_>, HttpError> {
    let end = memchr::memchr(b';', value).unwrap_or(value.len());
    let (kind, mut parameters) = value.split_at(end);
    let kind = trim(kind);
    if !kind.eq_ignore_ascii_case(b"form-data") && !kind.eq_ignore_ascii_case(b"attachment") {
        return Err(HttpError::MultipartHeader);
    }
    let mut name = None;
    let mut filename = None;
    while let Some((parameter, value)) = next_parameter(&mut parameters)? {
        let slot = if parameter.eq_ignore_ascii_case(b"name") {
            &mut name
        } else if parameter.eq_ignore_ascii_case(b"filename") {
            &mut filename
        } else {
            continue;
        };
        if slot.replace(value).is_some() {
            return Err(HttpError::MultipartHeader);
        }
    }
    Ok((name.ok_or(HttpError::MultipartHeader)?, filename))
}

/// Name and value of a parameter.
type Parameter<'a> = (&'a [u8], Cow<'a, [u8]>);

/// Takes the next `; name=value` from the front of `rest`.
fn next_parameter<'a>(rest: &mut &'a [u8]) -> Result<Option<Parameter<'a>>, HttpError> {
    loop {
        let input = trim(rest);
        let Some(input) = input.strip_prefix(b";") else {
            return if input.is_empty() {
                Ok(None)
            } else {
                Err(HttpError::MultipartHeader)
            };
        };
        let input = trim(input);
        // Some clients end the list with a semicolon.
        if input.is_empty() || input[0] == b';' {
            *rest = input;
            continue;
        }
        let name_length = input
            .iter()
            .position(|&b| !is_token_byte(b))
            .unwrap_or(input.len());
        let (name, input) = input.split_at(name_length);
        let input = input.strip_prefix(b"=").ok_or(HttpError::MultipartHeader)?;
        let (value, input) = match input.strip_prefix(b"\"") {
            Some(quoted) => take_quoted(quoted)?,
            None => {
                let length = memchr::memchr(b';', input).unwrap_or(input.len());
                let (value, input) = input.split_at(length);
                (Cow::Borrowed(trim(value)), input)
            }
        };
        *rest = input;
        return Ok(Some((name, value)));
    }
}

/// The content of a quoted string whose opening quote is gone, and what follows it.
///
/// Only `\"` and `\\` are escapes, as in PHP: some browsers send Windows paths as they are.
fn take_quoted(input: &[u8]) -> Result<(Cow<'_, [u8]>, &[u8]), HttpError> {
    let is_escape =
        |at: usize| input[at] == b'\\' && matches!(input.get(at + 1), Some(b'"' | b'\\'));
    let mut unescaped: Option<Vec<u8>> = None;
    let mut at = 0;
    while at < input.len() {
        if is_escape(at) {
            let text = unescaped.get_or_insert_with(|| input[..at].to_vec());
            text.push(input[at + 1]);
            at += 2;
            continue;
        }
        if input[at] == b'"' {
            let text = unescaped.map_or(Cow::Borrowed(&input[..at]), Cow::Owned);
            return Ok((text, &input[at + 1..]));
        }
        if let Some(text) = &mut unescaped {
            text.push(input[at]);
        }
        at += 1;
    }
    Err(HttpError::MultipartHeader)
}

#[cfg(test)]
#[path = "multipart_tests.rs"]
mod tests;
