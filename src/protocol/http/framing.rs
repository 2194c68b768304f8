//! Where a request's body ends (RFC 9112 section 6.3), decided so that no two readers can disagree.
//!
//! Request smuggling lives from messages that a proxy and a server cut differently. So every ambiguous
//! combination is an error here, even where the RFC lets a recipient repair it.

use super::error::HttpError;
use super::head::Version;
use super::syntax::{decimal, list};

/// How the body of a request is delimited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyKind {
    /// There is no body.
    None,
    /// The body has exactly this many bytes, at least one.
    Length(u64),
    /// The body comes in chunks (RFC 9112 section 7.1).
    Chunked,
}

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
    pub(super) fn content_length(&mut self, value: &[u8]) -> Result<(), HttpError> {
        let length = decimal(value).ok_or(HttpError::ContentLength)?;
        match self.length.replace(length) {
            None => Ok(()),
            Some(_) => Err(HttpError::ContentLength),
        }
    }

    /// Takes in a Transfer-Encoding field. Several fields are one list.
    pub(super) fn transfer_encoding(&mut self, value: &[u8]) -> Result<(), HttpError> {
        self.encoded = true;
        for coding in list(value) {
            // Nothing may follow `chunked`, not even `chunked`.
            if self.chunked || coding.is_empty() {
                return Err(HttpError::TransferEncoding);
            }
            if coding.eq_ignore_ascii_case(b"chunked") {
                self.chunked = true;
            } else {
                self.unknown = true;
            }
        }
        Ok(())
    }

    /// The verdict, once all fields were seen.
    pub(super) fn body(self, version: Version) -> Result<BodyKind, HttpError> {
        if !self.encoded {
            return Ok(match self.length {
                None | Some(0) => BodyKind::None,
                Some(length) => BodyKind::Length(length),
            });
        }
        if self.length.is_some() {
            return Err(HttpError::ConflictingLength);
        }
        if version < Version::Http11 || !self.chunked {
            return Err(HttpError::TransferEncoding);
        }
        if self.unknown {
            return Err(HttpError::UnknownTransferCoding);
        }
        Ok(BodyKind::Chunked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(version: Version, fields: &[(bool, &[u8])]) -> Result<BodyKind, HttpError> {
        let mut framing = FramingFields::default();
        for (is_length, value) in fields {
            if *is_length {
                framing.content_length(value)?;
            } else {
                framing.transfer_encoding(value)?;
            }
        }
        framing.body(version)
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
                Err(HttpError::ContentLength)
            );
        }
        for second in [&b"7"[..], b"8"] {
            assert_eq!(
                verdict(v, &[(LENGTH, b"7"), (LENGTH, second)]),
                Err(HttpError::ContentLength)
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
                Err(HttpError::UnknownTransferCoding)
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
                Err(HttpError::TransferEncoding),
                "{wrong:?}"
            );
        }
        assert_eq!(
            verdict(v, &[(CODING, b"chunked"), (CODING, b"chunked")]),
            Err(HttpError::TransferEncoding)
        );
        assert_eq!(
            verdict(v, &[(CODING, b"gzip"), (CODING, b"chunked")]),
            Err(HttpError::UnknownTransferCoding)
        );
        assert_eq!(
            verdict(Version::Http10, &[(CODING, b"chunked")]),
            Err(HttpError::TransferEncoding)
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
                Err(HttpError::ConflictingLength)
            );
        }
    }
}
