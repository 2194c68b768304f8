//! The fields of a received response, as they lie in the bytes of its head or trailer section.

use crate::protocol::http::list_contains;
use crate::protocol::http::syntax::trim;

/// Header or trailer fields, in the order of their arrival.
#[derive(Debug, Clone, Copy)]
pub struct Fields<'d> {
    bytes: &'d [u8],
    ranges: &'d [FieldRange],
}

/// Where one field lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct FieldRange {
    name: (usize, usize),
    value: (usize, usize),
}

impl FieldRange {
    /// The range of `name` and `value`, both of which lie in `bytes`.
    pub(super) fn within(bytes: &[u8], name: &[u8], value: &[u8]) -> Self {
        let range = |part: &[u8]| {
            let start = part.as_ptr().addr() - bytes.as_ptr().addr();
            (start, start + part.len())
        };
        Self {
            name: range(name),
            value: range(value),
        }
    }

    /// The ranges of field lines, each of which is `name:value` with its CRLF, appended to `ranges`.
    pub(super) fn of_lines(bytes: &[u8], ranges: &mut Vec<Self>) {
        let mut rest = bytes;
        while let Some(end) = memchr::memchr(b'\n', rest) {
            let line = &rest[..end.saturating_sub(1)];
            rest = &rest[end + 1..];
            let colon = memchr::memchr(b':', line).unwrap_or(line.len());
            let value = line.get(colon + 1..).unwrap_or_default();
            ranges.push(Self::within(bytes, &line[..colon], trim(value)));
        }
    }
}

impl<'d> Fields<'d> {
    pub(super) fn new(bytes: &'d [u8], ranges: &'d [FieldRange]) -> Self {
        Self { bytes, ranges }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Names as they were sent and values without the white space around them.
    pub fn iter(&self) -> impl Iterator<Item = (&'d [u8], &'d [u8])> + use<'d> {
        let bytes = self.bytes;
        self.ranges.iter().map(move |range| {
            (
                &bytes[range.name.0..range.name.1],
                &bytes[range.value.0..range.value.1],
            )
        })
    }

    /// The value of the first field `name`, in any case.
    pub fn get(&self, name: &str) -> Option<&'d [u8]> {
        self.get_all(name).next()
    }

    /// The values of all fields `name`, in any case, in the order of their arrival.
    pub fn get_all<'n>(&self, name: &'n str) -> impl Iterator<Item = &'d [u8]> + use<'d, 'n> {
        self.iter()
            .filter(move |(field, _)| field.eq_ignore_ascii_case(name.as_bytes()))
            .map(|(_, value)| value)
    }

    /// Whether `token` is an element of the comma-separated lists in the fields `name`; case does not matter.
    pub fn contains_token(&self, name: &str, token: &str) -> bool {
        self.get_all(name)
            .any(|value| list_contains(value, token.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_fields() {
        let bytes = b"A: 1\r\nb:\t2, X \r\na:\r\n";
        let mut ranges = Vec::new();
        FieldRange::of_lines(bytes, &mut ranges);
        let fields = Fields::new(bytes, &ranges);
        assert_eq!(fields.len(), 3);
        assert!(!fields.is_empty());
        assert_eq!(
            fields.iter().collect::<Vec<_>>(),
            [
                (&b"A"[..], &b"1"[..]),
                (b"b", &b"2, X"[..]),
                (b"a", &b""[..])
            ]
        );
        assert_eq!(fields.get("B"), Some(&b"2, X"[..]));
        assert_eq!(fields.get("c"), None);
        assert_eq!(fields.get_all("a").collect::<Vec<_>>(), [&b"1"[..], b""]);
        assert!(fields.contains_token("B", "x"));
        assert!(!fields.contains_token("B", "y"));
    }
}
