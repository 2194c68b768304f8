//! Where a message's body ends (RFC 9112 section 6.3), decided so that no two readers can disagree.
//!
//! Request smuggling and response splitting live from messages that two readers cut differently. So every ambiguous
//! combination is an error here, even where the RFC lets a recipient repair it.

use super::head::Version;
use super::syntax::{decimal, list};

/// How the body of a message is delimited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyKind {
    /// There is no body.
    None,
    /// The body has exactly this many bytes, at least one.
    Length(u64),
    /// The body comes in chunks (RFC 9112 section 7.1).
    Chunked,
    /// The body ends with the connection. Only a response may do that.
    UntilClose,
}

/// What is wrong with the fields that delimit a body, or with the framing in it. The same for both directions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FramingError {
    /// Content-Length is not a number, or is given twice (RFC 9112 section 6.3).
    ContentLength,
    /// Content-Length together with Transfer-Encoding (RFC 9112 section 6.1).
    ConflictingLength,
    /// Transfer-Encoding in HTTP/1.0, or without `chunked` as its only last coding (RFC 9112 sections 6.1, 6.3).
    TransferEncoding,
    /// A transfer coding that is not undone here (RFC 9112 section 6.1).
    UnknownTransferCoding,
    /// The body exceeds its limit, announced or arrived.
    BodyTooLarge,
    /// A chunk size is no hexadecimal number, or its line is not ended by CRLF (RFC 9112 section 7.1).
    ChunkSize,
    /// Chunk data is not followed by CRLF: the sender's idea of its length differs (RFC 9112 section 7.1).
    ChunkEnd,
    /// Chunk extensions are malformed (RFC 9112 section 7.1.1).
    ChunkExtension,
    /// Chunk extensions exceed the bound on bytes that carry no content.
    ChunkExtensionTooLong,
    /// The trailer section is malformed (RFC 9112 section 7.1.2).
    Trailer,
    /// The trailer section exceeds its bound.
    TrailerTooLarge,
}

impl FramingError {
    /// One sentence for the log: what was wrong.
    pub const fn message(self) -> &'static str {
        match self {
            Self::ContentLength => "Content-Length is not one decimal number",
            Self::ConflictingLength => "Content-Length and Transfer-Encoding exclude each other",
            Self::TransferEncoding => "the last transfer coding must be chunked, once",
            Self::UnknownTransferCoding => "no transfer coding but chunked is supported",
            Self::BodyTooLarge => "the body is too large",
            Self::ChunkSize => "a chunk size is malformed",
            Self::ChunkEnd => "a chunk is not followed by CRLF",
            Self::ChunkExtension => "a chunk extension is malformed",
            Self::ChunkExtensionTooLong => "the chunk extensions are too long",
            Self::Trailer => "the trailer section is malformed",
            Self::TrailerTooLarge => "the trailer section is too large",
        }
    }
}

impl std::fmt::Display for FramingError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for FramingError {}

/// Gathers the fields that delimit the body, in the order of their appearance.
#[derive(Debug, Default)]
pub(super) struct FramingFields {
    length: Option<u64>,
    /// Whether a Transfer-Encoding field was seen.
    encoded: bool,
    /// Whether the last coding so far is `chunked`.
    chunked: bool,
    /// Whether a coding other than `chunked` was seen.
    unknown: bool,
}

impl FramingFields {
    /// Takes in a Content-Length field. A second one is an error even if it agrees.
    pub(super) fn content_length(&mut self, value: &[u8]) -> Result<(), FramingError> {
        let length = decimal(value).ok_or(FramingError::ContentLength)?;
        match self.length.replace(length) {
            None => Ok(()),
            Some(_) => Err(FramingError::ContentLength),
        }
    }

    /// Takes in a Transfer-Encoding field. Several fields are one list.
    pub(super) fn transfer_encoding(&mut self, value: &[u8]) -> Result<(), FramingError> {
        self.encoded = true;
        for coding in list(value) {
            // Nothing may follow `chunked`, not even `chunked`.
            if self.chunked || coding.is_empty() {
                return Err(FramingError::TransferEncoding);
            }
            if coding.eq_ignore_ascii_case(b"chunked") {
                self.chunked = true;
            } else {
                self.unknown = true;
            }
        }
        Ok(())
    }

    /// The verdict on a request, once all fields were seen.
    pub(super) fn request_body(self, version: Version) -> Result<BodyKind, FramingError> {
        if self.encoded {
            // Without `chunked` at the end nobody can tell where a request ends.
            if self.length.is_none() && !self.chunked {
                return Err(FramingError::TransferEncoding);
            }
            return self.coded_body(version);
        }
        Ok(self.length.map_or(BodyKind::None, Self::body_of_length))
    }

    /// The verdict on a response that may have a body, once all fields were seen.
    pub(super) fn response_body(self, version: Version) -> Result<BodyKind, FramingError> {
        if self.encoded {
            return self.coded_body(version);
        }
        Ok(self
            .length
            .map_or(BodyKind::UntilClose, Self::body_of_length))
    }

    const fn body_of_length(length: u64) -> BodyKind {
        match length {
            0 => BodyKind::None,
            length => BodyKind::Length(length),
        }
    }

    fn coded_body(self, version: Version) -> Result<BodyKind, FramingError> {
        if self.length.is_some() {
            return Err(FramingError::ConflictingLength);
        }
        if version < Version::Http11 {
            return Err(FramingError::TransferEncoding);
        }
        if self.unknown {
            return Err(FramingError::UnknownTransferCoding);
        }
        if !self.chunked {
            return Err(FramingError::TransferEncoding);
        }
        Ok(BodyKind::Chunked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(version: Version, fields: &[(bool, &[u8])]) -> Result<BodyKind, FramingError> {
        let mut framing = FramingFields::default();
        for (is_length, value) in fields {
            if *is_length {
                framing.content_length(value)?;
            } else {
                framing.transfer_encoding(value)?;
            }
        }
        framing.request_body(version)
    }

    const LENGTH: bool = true;
    const CODING: bool = false;

    #[test]
    fn lengths() {
        let v = Version::Http11;
        assert_eq!(verdict(v, &[]), Ok(BodyKind::None));
        assert_eq!(verdict(v, &[(LENGTH, b"0")]), Ok(BodyKind::None));
        assert_eq!(verdict(v, &[(LENGTH, b"7")]), Ok(BodyKind::Length(7)));
        for wrong in [
            &b""[..],
            b"+7",
            b"-7",
            b"7, 7",
            b"7,8",
            b"0x7",
            b"7 7",
            b"\xc2\xb2",
        ] {
            assert_eq!(
                verdict(v, &[(LENGTH, wrong)]),
                Err(FramingError::ContentLength)
            );
        }
        for second in [&b"7"[..], b"8"] {
            assert_eq!(
                verdict(v, &[(LENGTH, b"7"), (LENGTH, second)]),
                Err(FramingError::ContentLength)
            );
        }
    }

    #[test]
    fn codings() {
        let v = Version::Http11;
        assert_eq!(verdict(v, &[(CODING, b"chunked")]), Ok(BodyKind::Chunked));
        assert_eq!(verdict(v, &[(CODING, b"Chunked")]), Ok(BodyKind::Chunked));
        for unknown in [&b"gzip, chunked"[..], b"identity,chunked"] {
            assert_eq!(
                verdict(v, &[(CODING, unknown)]),
                Err(FramingError::UnknownTransferCoding)
            );
        }
        for wrong in [
            &b""[..],
            b"gzip",
            b"identity",
            b"chunked, gzip",
            b"chunked, chunked",
            b"chunked,",
            b",chunked",
            b"chunked;q=1",
            b"xchunked",
            b"\"chunked\"",
            b"chunked\x0b",
        ] {
            assert_eq!(
                verdict(v, &[(CODING, wrong)]),
                Err(FramingError::TransferEncoding),
                "{wrong:?}"
            );
        }
        assert_eq!(
            verdict(v, &[(CODING, b"chunked"), (CODING, b"chunked")]),
            Err(FramingError::TransferEncoding)
        );
        assert_eq!(
            verdict(v, &[(CODING, b"gzip"), (CODING, b"chunked")]),
            Err(FramingError::UnknownTransferCoding)
        );
        assert_eq!(
            verdict(Version::Http10, &[(CODING, b"chunked")]),
            Err(FramingError::TransferEncoding)
        );
    }

    #[test]
    fn both_in_either_order() {
        for fields in [
            [(LENGTH, &b"3"[..]), (CODING, &b"chunked"[..])],
            [(CODING, &b"chunked"[..]), (LENGTH, &b"3"[..])],
            [(CODING, &b"identity"[..]), (LENGTH, &b"3"[..])],
            [(LENGTH, &b"0"[..]), (CODING, &b"chunked"[..])],
        ] {
            assert_eq!(
                verdict(Version::Http11, &fields),
                Err(FramingError::ConflictingLength)
            );
        }
    }

    #[test]
    fn responses() {
        let verdict = |version, fields: &[(bool, &[u8])]| {
            let mut framing = FramingFields::default();
            for (is_length, value) in fields {
                if *is_length {
                    framing.content_length(value)?;
                } else {
                    framing.transfer_encoding(value)?;
                }
            }
            framing.response_body(version)
        };
        let v = Version::Http11;
        assert_eq!(verdict(v, &[]), Ok(BodyKind::UntilClose));
        assert_eq!(verdict(Version::Http10, &[]), Ok(BodyKind::UntilClose));
        assert_eq!(verdict(v, &[(LENGTH, b"0")]), Ok(BodyKind::None));
        assert_eq!(verdict(v, &[(LENGTH, b"7")]), Ok(BodyKind::Length(7)));
        assert_eq!(verdict(v, &[(CODING, b"chunked")]), Ok(BodyKind::Chunked));
        // The body would end with the connection, but what it says could not be read.
        assert_eq!(
            verdict(v, &[(CODING, b"gzip")]),
            Err(FramingError::UnknownTransferCoding)
        );
        assert_eq!(
            verdict(v, &[(CODING, b"")]),
            Err(FramingError::TransferEncoding)
        );
        assert_eq!(
            verdict(Version::Http10, &[(CODING, b"chunked")]),
            Err(FramingError::TransferEncoding)
        );
        assert_eq!(
            verdict(v, &[(LENGTH, b"7"), (CODING, b"chunked")]),
            Err(FramingError::ConflictingLength)
        );
        assert_eq!(
            verdict(v, &[(LENGTH, b"7"), (LENGTH, b"7")]),
            Err(FramingError::ContentLength)
        );
    }
}
