//! The server's side: checking the request (RFC 6455 section 4.2.1), answering it (section 4.2.2).

use super::{AcceptKey, HeaderFields, VERSION, elements, has_token, single};
use base64::Engine;
use base64::alphabet;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};
use std::fmt;

/// Base64 that does not mind the bits that a 16-byte key leaves over.
const KEY_BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

/// Why a request does not open a WebSocket connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestError {
    /// The method is not GET.
    MethodNotGet,
    /// The version is older than HTTP/1.1.
    HttpTooOld,
    /// There is not exactly one `Host` field.
    NoHost,
    /// `Upgrade` does not list `websocket`.
    NoUpgrade,
    /// `Connection` does not list `upgrade`.
    NoConnectionUpgrade,
    /// There is not exactly one `Sec-WebSocket-Version` field.
    NoVersion,
    /// The client speaks another version of the protocol.
    WrongVersion,
    /// There is not exactly one `Sec-WebSocket-Key` field, or it is not 16 bytes in base64.
    BadKey,
}

impl RequestError {
    /// The status of the response that refuses the request.
    pub const fn status(self) -> u16 {
        match self {
            Self::WrongVersion => 426,
            _ => 400,
        }
    }

    /// The field that the response must have, besides the ordinary ones (section 4.4).
    pub const fn response_field(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::WrongVersion => Some(("Sec-WebSocket-Version", VERSION)),
            _ => None,
        }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MethodNotGet => "a WebSocket handshake must use the method GET",
            Self::HttpTooOld => "a WebSocket handshake needs HTTP/1.1",
            Self::NoHost => "a WebSocket handshake must have one Host field",
            Self::NoUpgrade => "the Upgrade field of a WebSocket handshake must list websocket",
            Self::NoConnectionUpgrade => {
                "the Connection field of a WebSocket handshake must list Upgrade"
            }
            Self::NoVersion => "a WebSocket handshake must have one Sec-WebSocket-Version field",
            Self::WrongVersion => "only version 13 of the WebSocket protocol is supported",
            Self::BadKey => "Sec-WebSocket-Key must be 16 bytes in base64",
        })
    }
}

impl std::error::Error for RequestError {}

/// Whether a request asks for a WebSocket connection, well or badly, and is not plain HTTP.
pub fn is_upgrade(fields: &(impl HeaderFields + ?Sized)) -> bool {
    has_token(fields, "Upgrade", "websocket")
}

/// Checks an opening handshake and computes the key that accepts it.
///
/// `http_11` tells that the request's version is HTTP/1.1 or newer.
pub fn check_request(
    method: &str,
    http_11: bool,
    fields: &(impl HeaderFields + ?Sized),
) -> Result<AcceptKey, RequestError> {
    if method != "GET" {
        return Err(RequestError::MethodNotGet);
    }
    if !http_11 {
        return Err(RequestError::HttpTooOld);
    }
    single(fields, "Host").ok_or(RequestError::NoHost)?;
    if !is_upgrade(fields) {
        return Err(RequestError::NoUpgrade);
    }
    if !has_token(fields, "Connection", "Upgrade") {
        return Err(RequestError::NoConnectionUpgrade);
    }
    let version = single(fields, "Sec-WebSocket-Version").ok_or(RequestError::NoVersion)?;
    if version != VERSION.as_bytes() {
        return Err(RequestError::WrongVersion);
    }
    let key = single(fields, "Sec-WebSocket-Key").ok_or(RequestError::BadKey)?;
    let mut nonce = [0; 18];
    // 24 characters are the encoding of 16 bytes, and of up to 18 if they end without padding.
    if key.len() != 24 || KEY_BASE64.decode_slice(key, &mut nonce) != Ok(16) {
        return Err(RequestError::BadKey);
    }
    Ok(AcceptKey::new(key))
}

/// How the server answers `Sec-WebSocket-Protocol`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Subprotocols {
    /// With nothing.
    #[default]
    None,
    /// With this one, whichever the client offers.
    Fixed(String),
    /// With the client's first offer that is in the list.
    AnyOf(Vec<String>),
}

impl Subprotocols {
    /// The subprotocol for a request; `None` if the field must not be sent, which is always so if the client
    /// offers none.
    pub fn choose(&self, fields: &(impl HeaderFields + ?Sized)) -> Option<&str> {
        let mut offers = fields.values("Sec-WebSocket-Protocol").flat_map(elements);
        match self {
            Self::None => None,
            Self::Fixed(name) => offers.next().map(|_| name.as_str()),
            Self::AnyOf(names) => offers.find_map(|offer| {
                names
                    .iter()
                    .map(String::as_str)
                    .find(|name| name.as_bytes() == offer)
            }),
        }
    }
}

/// Appends the response that accepts a handshake, with `further` fields after those of the protocol.
///
/// The caller answers for what it passes: names and values are written as they are.
pub fn write_response<'a>(
    accept: &AcceptKey,
    subprotocol: Option<&str>,
    extensions: Option<&str>,
    further: impl IntoIterator<Item = (&'a [u8], &'a [u8])>,
    out: &mut Vec<u8>,
) {
    out.extend_from_slice(
        b"HTTP/1.1 101 Switching Protocols\r\n\
          Upgrade: websocket\r\n\
          Connection: Upgrade\r\n",
    );
    write_field(b"Sec-WebSocket-Accept", accept.as_bytes(), out);
    if let Some(name) = subprotocol {
        write_field(b"Sec-WebSocket-Protocol", name.as_bytes(), out);
    }
    if let Some(extensions) = extensions {
        write_field(b"Sec-WebSocket-Extensions", extensions.as_bytes(), out);
    }
    for (name, value) in further {
        write_field(name, value, out);
    }
    out.extend_from_slice(b"\r\n");
}

fn write_field(name: &[u8], value: &[u8], out: &mut Vec<u8>) {
    for part in [name, b": ", value, b"\r\n"] {
        out.extend_from_slice(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Field = (&'static str, &'static str);

    const REQUEST: [Field; 5] = [
        ("host", "server.example.com"),
        ("UPGRADE", "h2c, WebSocket"),
        ("connection", "keep-alive, upgrade"),
        ("sec-websocket-version", "13"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ];

    fn with(name: &str, value: &'static str) -> Vec<Field> {
        REQUEST
            .iter()
            .map(|&(field, old)| {
                let same = field.eq_ignore_ascii_case(name);
                (field, if same { value } else { old })
            })
            .collect()
    }

    fn without(name: &str) -> Vec<Field> {
        let mut fields = REQUEST.to_vec();
        fields.retain(|(field, _)| !field.eq_ignore_ascii_case(name));
        fields
    }

    #[test]
    fn a_good_request_gets_its_key() {
        assert_eq!(
            check_request("GET", true, &REQUEST[..]),
            Ok(AcceptKey::new(b"dGhlIHNhbXBsZSBub25jZQ=="))
        );
        let mut several = without("Connection");
        several.extend([("Connection", "keep-alive"), ("Connection", "Upgrade")]);
        assert!(check_request("GET", true, &several[..]).is_ok());
        assert!(is_upgrade(&REQUEST[..]));
        assert!(!is_upgrade(&without("upgrade")[..]));
    }

    #[test]
    fn each_missing_or_wrong_part_is_named() {
        assert_eq!(
            check_request("POST", true, &REQUEST[..]),
            Err(RequestError::MethodNotGet)
        );
        assert_eq!(
            check_request("GET", false, &REQUEST[..]),
            Err(RequestError::HttpTooOld)
        );
        for (name, error) in [
            ("Host", RequestError::NoHost),
            ("Upgrade", RequestError::NoUpgrade),
            ("Connection", RequestError::NoConnectionUpgrade),
            ("Sec-WebSocket-Version", RequestError::NoVersion),
            ("Sec-WebSocket-Key", RequestError::BadKey),
        ] {
            assert_eq!(check_request("GET", true, &without(name)[..]), Err(error));
        }
        for (name, value, error) in [
            ("Upgrade", "websockets", RequestError::NoUpgrade),
            ("Connection", "close", RequestError::NoConnectionUpgrade),
            ("Sec-WebSocket-Version", "8", RequestError::WrongVersion),
            ("Sec-WebSocket-Version", "13, 8", RequestError::WrongVersion),
            ("Sec-WebSocket-Key", "", RequestError::BadKey),
            (
                "Sec-WebSocket-Key",
                "dGhlIHNhbXBsZQ==",
                RequestError::BadKey,
            ),
            (
                "Sec-WebSocket-Key",
                "dGhlIHNhbXBsZSBub25jZSEh",
                RequestError::BadKey,
            ),
            (
                "Sec-WebSocket-Key",
                "dGhlIHNhbXBsZSBub25jZQ=?",
                RequestError::BadKey,
            ),
            (
                "Sec-WebSocket-Key",
                "dGhlIHNhbXBsZSBub25jZQ",
                RequestError::BadKey,
            ),
        ] {
            assert_eq!(
                check_request("GET", true, &with(name, value)[..]),
                Err(error),
                "{name}: {value}"
            );
        }
        let mut twice = REQUEST.to_vec();
        twice.push(("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="));
        assert_eq!(
            check_request("GET", true, &twice[..]),
            Err(RequestError::BadKey)
        );
    }

    #[test]
    fn refusals_carry_what_http_wants() {
        assert_eq!(RequestError::BadKey.status(), 400);
        assert_eq!(RequestError::BadKey.response_field(), None);
        assert_eq!(RequestError::WrongVersion.status(), 426);
        assert_eq!(
            RequestError::WrongVersion.response_field(),
            Some(("Sec-WebSocket-Version", "13"))
        );
    }

    #[test]
    fn leftover_bits_of_the_key_are_ignored() {
        let fields = with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZR==");
        assert!(check_request("GET", true, &fields[..]).is_ok());
    }

    #[test]
    fn subprotocols() {
        let offers = [
            ("Sec-WebSocket-Protocol", "mqtt, chat"),
            ("sec-websocket-protocol", "superchat"),
        ];
        let none: [Field; 0] = [];
        let fixed = Subprotocols::Fixed("chat".into());
        assert_eq!(fixed.choose(&offers[..]), Some("chat"));
        assert_eq!(fixed.choose(&none[..]), None);
        let list = Subprotocols::AnyOf(vec!["superchat".into(), "chat".into()]);
        assert_eq!(list.choose(&offers[..]), Some("chat"));
        assert_eq!(list.choose(&offers[1..]), Some("superchat"));
        assert_eq!(list.choose(&none[..]), None);
        assert_eq!(
            Subprotocols::AnyOf(vec!["Chat".into()]).choose(&offers[..]),
            None
        );
        assert_eq!(Subprotocols::None.choose(&offers[..]), None);
    }

    #[test]
    fn the_response_of_rfc_6455_section_1_3() {
        let mut out = Vec::new();
        write_response(
            &AcceptKey::new(b"dGhlIHNhbXBsZSBub25jZQ=="),
            Some("chat"),
            Some("permessage-deflate"),
            [(&b"Server"[..], &b"test"[..])],
            &mut out,
        );
        assert_eq!(
            String::from_utf8_lossy(&out),
            "HTTP/1.1 101 Switching Protocols\r\n\
             Upgrade: websocket\r\n\
             Connection: Upgrade\r\n\
             Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\
             Sec-WebSocket-Protocol: chat\r\n\
             Sec-WebSocket-Extensions: permessage-deflate\r\n\
             Server: test\r\n\
             \r\n"
        );
    }
}
