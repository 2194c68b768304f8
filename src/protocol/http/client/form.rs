//! `application/x-www-form-urlencoded` bodies to be sent.

use crate::protocol::http::urlencode;

/// Appends `pairs` as PHP's `http_build_query()` writes them. Names of nested values are the caller's: `a[b]`.
pub fn write_form<'p>(pairs: impl IntoIterator<Item = (&'p [u8], &'p [u8])>, out: &mut Vec<u8>) {
    for (index, (name, value)) in pairs.into_iter().enumerate() {
        if index > 0 {
            out.push(b'&');
        }
        urlencode(name, out);
        out.push(b'=');
        urlencode(value, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_as_php_writes_them() {
        let mut out = Vec::new();
        let pairs: [(&[u8], &[u8]); 3] = [
            (b"a[b]", b"1"),
            (b"c", "d e~&=\u{e9}".as_bytes()),
            (b"f", b""),
        ];
        write_form(pairs, &mut out);
        assert_eq!(out, b"a%5Bb%5D=1&c=d+e%7E%26%3D%C3%A9&f=");
        out.clear();
        write_form([], &mut out);
        assert_eq!(out, b"");
    }
}
