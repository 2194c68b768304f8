//! The chunked transfer coding of responses (RFC 9112 section 7.1).
//!
//! Writes the framing; the content between is the caller's to queue, so that large content is not copied here.

use super::response::{HeaderError, check_name, check_value, push_field};

/// The end of a chunked body without trailers.
pub const LAST_CHUNK: &[u8] = b"0\r\n\r\n";

/// Appends the line before a chunk of `length` bytes, which must not be 0. The chunk is followed by CRLF.
pub fn chunk_header(out: &mut Vec<u8>, length: usize) {
    debug_assert!(length > 0, "an empty chunk ends the body");
    let digits = (usize::BITS - length.leading_zeros()).div_ceil(4);
    for digit in (0..digits).rev() {
        out.push(b"0123456789abcdef"[length >> (4 * digit) & 15]);
    }
    out.extend_from_slice(b"\r\n");
}

/// Appends the end of a chunked body with trailer fields (RFC 9112 section 7.1.2).
///
/// Fields that are not allowed are left out and reported to `refused`; the body ends in any case.
pub fn write_trailers<'t>(
    out: &mut Vec<u8>,
    trailers: impl IntoIterator<Item = (&'t [u8], &'t [u8])>,
    mut refused: impl FnMut(&'t [u8], HeaderError),
) {
    out.extend_from_slice(b"0\r\n");
    for (name, value) in trailers {
        match check_trailer(name, value) {
            Ok(()) => push_field(out, name, value),
            Err(error) => refused(name, error),
        }
    }
    out.extend_from_slice(b"\r\n");
}

fn check_trailer(name: &[u8], value: &[u8]) -> Result<(), HeaderError> {
    check_name(name)?;
    check_value(value)?;
    let is = |known: &&[u8]| name.eq_ignore_ascii_case(known);
    let forbidden: [&[u8]; 9] = [
        b"content-length",
        b"transfer-encoding",
        b"content-encoding",
        b"content-type",
        b"content-range",
        b"trailer",
        b"connection",
        b"host",
        b"set-cookie",
    ];
    if forbidden.iter().any(is) {
        return Err(HeaderError::Trailer);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunk_sizes() {
        for (length, line) in [
            (1, "1\r\n"),
            (9, "9\r\n"),
            (15, "f\r\n"),
            (16, "10\r\n"),
            (300, "12c\r\n"),
            (0xfedc_ba98, "fedcba98\r\n"),
        ] {
            let mut out = Vec::new();
            chunk_header(&mut out, length);
            assert_eq!(out, line.as_bytes());
        }
    }

    #[test]
    fn trailers() {
        let mut out = Vec::new();
        let mut refused = Vec::new();
        let trailers: [(&[u8], &[u8]); 5] = [
            (b"x-t", b"1"),
            (b"x-u", b"2\r\nz"),
            (b"content-length", b"3"),
            (b"x y", b"4"),
            (b"x-e", b""),
        ];
        write_trailers(&mut out, trailers, |name, error| {
            refused.push((name, error))
        });
        assert_eq!(out, b"0\r\nx-t: 1\r\nx-e: \r\n\r\n");
        assert_eq!(
            refused,
            [
                (&b"x-u"[..], HeaderError::NewLine),
                (b"content-length", HeaderError::Trailer),
                (b"x y", HeaderError::Name),
            ]
        );
        let mut out = Vec::new();
        write_trailers(&mut out, [], |_, _| {});
        assert_eq!(out, LAST_CHUNK);
    }
}
