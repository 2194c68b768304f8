//! Cookies that a server sets, as Swoole's client keeps them: a name and a decoded value, sent back with every request
//! of that client. Attributes are not looked at: neither domain and path, nor an expiry, so that a cookie that the
//! server deletes stays as `deleted`.

use std::borrow::Cow;

use super::request::is_cookie_name;
use crate::protocol::http::urldecode;

/// Name and value in a `Set-Cookie` field (RFC 6265 section 5.2), the value decoded as PHP's `urldecode()` does it.
///
/// None if there is no name, or one that [`RequestWriter::cookie`](super::RequestWriter::cookie) would refuse.
pub fn received_cookie(field: &[u8]) -> Option<(&[u8], Cow<'_, [u8]>)> {
    let end = memchr::memchr(b';', field).unwrap_or(field.len());
    let pair = &field[..end];
    let sign = memchr::memchr(b'=', pair)?;
    let name = pair[..sign].trim_ascii();
    let value = pair[sign + 1..].trim_ascii();
    is_cookie_name(name).then(|| (name, urldecode(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values() {
        for (field, name, value) in [
            ("a=b", "a", "b"),
            ("a=x%20y+z; Path=/; HttpOnly", "a", "x y z"),
            ("a=b=c;", "a", "b=c"),
            (" sp = v ; x", "sp", "v"),
            ("a=; Max-Age=5", "a", ""),
            ("a=\"q\"", "a", "\"q\""),
            ("1=2", "1", "2"),
            (
                "a=deleted; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0",
                "a",
                "deleted",
            ),
            ("a b=c", "a b", "c"),
        ] {
            let (got_name, got_value) = received_cookie(field.as_bytes()).expect(field);
            assert_eq!(got_name, name.as_bytes(), "{field}");
            assert_eq!(&got_value[..], value.as_bytes(), "{field}");
        }
    }

    #[test]
    fn what_has_no_name_is_no_cookie() {
        for field in ["", "a", "a; b=c", "=b", " =b", ";", "; a=b", "a\tb=c"] {
            assert_eq!(received_cookie(field.as_bytes()), None, "{field:?}");
        }
    }
}
