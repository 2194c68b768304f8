//! Percent-encoding as PHP's `urlencode()` and `urldecode()` do it, for cookies and forms.

use std::borrow::Cow;

/// Appends `bytes` to `out`: letters, digits, `-`, `_` and `.` as they are, a space as `+`, the rest as `%XX`.
pub fn urlencode(bytes: &[u8], out: &mut Vec<u8>) {
    out.reserve(bytes.len());
    for &byte in bytes {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => out.push(byte),
            b' ' => out.push(b'+'),
            _ => push_percent(byte, out),
        }
    }
}

/// Appends `byte` as `%XX`.
pub(super) fn push_percent(byte: u8, out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    out.extend_from_slice(&[
        b'%',
        HEX[usize::from(byte >> 4)],
        HEX[usize::from(byte & 15)],
    ]);
}

/// What `bytes` stand for: `+` for a space, `%XX` for a byte. A `%` without two digits behind it stands for itself.
pub fn urldecode(bytes: &[u8]) -> Cow<'_, [u8]> {
    let Some(first) = memchr::memchr2(b'%', b'+', bytes) else {
        return Cow::Borrowed(bytes);
    };
    let digit = |at: usize| {
        bytes
            .get(at)
            .and_then(|&byte| char::from(byte).to_digit(16))
    };
    let mut decoded = Vec::with_capacity(bytes.len());
    decoded.extend_from_slice(&bytes[..first]);
    let mut at = first;
    while at < bytes.len() {
        let byte = match (bytes[at], digit(at + 1), digit(at + 2)) {
            (b'+', _, _) => b' ',
            (b'%', Some(high), Some(low)) => {
                at += 2;
                // Two digits below 16.
                (high << 4 | low) as u8
            }
            (byte, _, _) => byte,
        };
        decoded.push(byte);
        at += 1;
    }
    Cow::Owned(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_survives_decoding() {
        for byte in 0..=255u8 {
            let mut out = Vec::new();
            urlencode(&[byte], &mut out);
            assert_eq!(&urldecode(&out)[..], [byte]);
            let decoded = match out.as_slice() {
                b"+" => b' ',
                [b'%', hex @ ..] => {
                    u8::from_str_radix(std::str::from_utf8(hex).unwrap(), 16).unwrap()
                }
                [plain] => *plain,
                other => panic!("{other:?}"),
            };
            assert_eq!(decoded, byte);
        }
    }

    #[test]
    fn forms_that_php_writes() {
        let mut out = Vec::new();
        urlencode("b c;d/é~*-_.".as_bytes(), &mut out);
        assert_eq!(out, b"b+c%3Bd%2F%C3%A9%7E%2A-_.");
    }

    #[test]
    fn what_is_not_encoded_stands_for_itself() {
        for (encoded, decoded) in [
            ("", ""),
            ("plain", "plain"),
            ("a+b%20c%2Bd%2f", "a b c+d/"),
            ("%", "%"),
            ("%4", "%4"),
            ("%zz%4g%41", "%zz%4gA"),
            ("%%41", "%A"),
        ] {
            assert_eq!(
                urldecode(encoded.as_bytes()),
                decoded.as_bytes(),
                "{encoded}"
            );
        }
    }
}
