//! Percent-encoding as PHP's `urlencode()` does it, for cookie values.

/// Appends `bytes` to `out`: letters, digits, `-`, `_` and `.` as they are, a space as `+`, the rest as `%XX`.
pub fn urlencode(bytes: &[u8], out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    out.reserve(bytes.len());
    for &byte in bytes {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => out.push(byte),
            b' ' => out.push(b'+'),
            _ => out.extend_from_slice(&[
                b'%',
                HEX[usize::from(byte >> 4)],
                HEX[usize::from(byte & 15)],
            ]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_survives_decoding() {
        for byte in 0..=255u8 {
            let mut out = Vec::new();
            urlencode(&[byte], &mut out);
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
}
