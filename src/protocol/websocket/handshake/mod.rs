//! The opening handshake (RFC 6455 section 4): what makes a request an upgrade, and what answers it.
//!
//! Knows HTTP only as a method, a version, a status and named fields: parsing and writing whole heads is the
//! business of others.

mod client;
mod server;

pub use client::{ClientKey, HandshakeResponse, ResponseError, check_response, request_fields};
pub use server::{RequestError, Subprotocols, check_request, is_upgrade, write_response};

use crate::protocol::http::client::Fields;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The one protocol version that is spoken here.
const VERSION: &str = "13";

/// The fields of a request or response head, however its parser keeps them.
pub trait HeaderFields {
    /// The values of all fields called `name`, whatever its case, in order and without surrounding white space.
    fn values<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s [u8]>;
}

impl<N: AsRef<[u8]>, V: AsRef<[u8]>> HeaderFields for [(N, V)] {
    fn values<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s [u8]> {
        self.iter()
            .filter(move |(field, _)| field.as_ref().eq_ignore_ascii_case(name.as_bytes()))
            .map(|(_, value)| value.as_ref().trim_ascii())
    }
}

impl HeaderFields for [httparse::Header<'_>] {
    fn values<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s [u8]> {
        self.iter()
            .filter(move |field| field.name.eq_ignore_ascii_case(name))
            .map(|field| field.value.trim_ascii())
    }
}

impl HeaderFields for Fields<'_> {
    fn values<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s [u8]> {
        self.get_all(name)
    }
}

/// The value of `Sec-WebSocket-Accept`: 28 characters of base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AcceptKey([u8; 28]);

impl AcceptKey {
    /// The answer to `key`, the value of `Sec-WebSocket-Key` as it was sent (section 4.2.2, step 5.4).
    pub fn new(key: &[u8]) -> Self {
        const GUID: &[u8] = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        let mut hash = sha1_smol::Sha1::new();
        hash.update(key);
        hash.update(GUID);
        let mut text = [0; 28];
        // 20 bytes make 27 characters and one of padding.
        let written = STANDARD
            .encode_slice(hash.digest().bytes(), &mut text)
            .expect("28 characters");
        debug_assert_eq!(written, text.len());
        Self(text)
    }

    /// The characters of the header's value.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// The one field called `name`; `None` if there is none or more than one.
fn single<'s>(fields: &'s (impl HeaderFields + ?Sized), name: &'s str) -> Option<&'s [u8]> {
    let mut values = fields.values(name);
    let value = values.next()?;
    values.next().is_none().then_some(value)
}

/// Whether one of the comma-separated elements of the fields called `name` is `token`, whatever its case.
fn has_token(fields: &(impl HeaderFields + ?Sized), name: &str, token: &str) -> bool {
    fields
        .values(name)
        .flat_map(elements)
        .any(|element| element.eq_ignore_ascii_case(token.as_bytes()))
}

/// The elements of a comma-separated list, without those that are empty.
fn elements(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    value
        .split(|&byte| byte == b',')
        .map(<[u8]>::trim_ascii)
        .filter(|element| !element.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accept_key_of_rfc_6455_section_1_3() {
        let accept = AcceptKey::new(b"dGhlIHNhbXBsZSBub25jZQ==");
        assert_eq!(accept.as_bytes(), b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    #[test]
    fn both_kinds_of_fields_answer_alike() {
        let pairs = [("A", " 1 "), ("b", "2"), ("a", "3,x , Y,")];
        let parsed = pairs.map(|(name, value)| httparse::Header {
            name,
            value: value.as_bytes(),
        });
        let from_pairs: Vec<&[u8]> = pairs[..].values("A").collect();
        let from_parser: Vec<&[u8]> = parsed[..].values("A").collect();
        assert_eq!(from_pairs, [&b"1"[..], b"3,x , Y,"]);
        assert_eq!(from_pairs, from_parser);
        assert!(has_token(&pairs[..], "a", "y"));
        assert!(!has_token(&pairs[..], "a", ""));
        assert_eq!(single(&pairs[..], "B"), Some(&b"2"[..]));
        assert_eq!(single(&pairs[..], "A"), None);
        assert_eq!(single(&pairs[..], "c"), None);
    }
}
