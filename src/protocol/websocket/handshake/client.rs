//! The client's side: the key, the fields of the request, and checking the response (RFC 6455 section 4.1).

use super::{AcceptKey, HeaderFields, VERSION, has_token, single};
use crate::protocol::websocket::deflate::{self, ClientOffer, Negotiated};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fmt;

/// The value of `Sec-WebSocket-Key`: 24 characters of base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientKey([u8; 24]);

impl ClientKey {
    /// The key made of 16 bytes that the caller has chosen at random for this connection.
    pub fn from_random(nonce: [u8; 16]) -> Self {
        let mut text = [0; 24];
        // 16 bytes make 22 characters and two of padding.
        let written = STANDARD
            .encode_slice(nonce, &mut text)
            .expect("24 characters");
        debug_assert_eq!(written, text.len());
        Self(text)
    }

    /// The characters of the header's value.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// What the server must answer.
    pub fn expected_accept(&self) -> AcceptKey {
        AcceptKey::new(&self.0)
    }
}

/// The fields that make a GET request of HTTP/1.1 an opening handshake, besides Host.
///
/// `subprotocols` are those to offer, the most wanted first. They and `offer` are needed again to check the response.
pub fn request_fields(
    key: &ClientKey,
    subprotocols: &[&str],
    offer: Option<&ClientOffer>,
) -> impl Iterator<Item = (&'static str, String)> {
    let key = String::from_utf8_lossy(key.as_bytes()).into_owned();
    let fields = [
        ("Connection", Some("Upgrade".to_owned())),
        ("Upgrade", Some("websocket".to_owned())),
        ("Sec-WebSocket-Version", Some(VERSION.to_owned())),
        ("Sec-WebSocket-Key", Some(key)),
        (
            "Sec-WebSocket-Protocol",
            (!subprotocols.is_empty()).then(|| subprotocols.join(", ")),
        ),
        (
            "Sec-WebSocket-Extensions",
            offer.map(ClientOffer::request_header),
        ),
    ];
    fields
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| (name, value)))
}

/// What the server granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandshakeResponse<'a> {
    /// The subprotocol that the server chose among those offered.
    pub subprotocol: Option<&'a str>,
    /// The terms of permessage-deflate.
    pub deflate: Option<Negotiated>,
}

/// Why a response does not open the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponseError {
    /// The status is not 101.
    Status(u16),
    /// `Upgrade` is not `websocket`.
    NoUpgrade,
    /// `Connection` does not list `upgrade`.
    NoConnectionUpgrade,
    /// `Sec-WebSocket-Accept` does not answer the key.
    WrongAccept,
    /// The server chose a subprotocol that was not offered, or more than one.
    Subprotocol,
    /// `Sec-WebSocket-Extensions` does not answer the offer.
    Extensions(deflate::ResponseError),
}

impl fmt::Display for ResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => {
                write!(
                    f,
                    "the server answered the WebSocket handshake with status {status}"
                )
            }
            Self::NoUpgrade => f.write_str("the server's Upgrade field is not websocket"),
            Self::NoConnectionUpgrade => {
                f.write_str("the server's Connection field does not list Upgrade")
            }
            Self::WrongAccept => f.write_str("the server's Sec-WebSocket-Accept is wrong"),
            Self::Subprotocol => f.write_str("the server chose a subprotocol that was not offered"),
            Self::Extensions(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ResponseError {}

/// Checks the server's response to a handshake with `key`.
///
/// `subprotocols` are those that the request offered, `offer` is its offer of compression.
pub fn check_response<'a>(
    status: u16,
    fields: &(impl HeaderFields + ?Sized),
    key: &ClientKey,
    subprotocols: &[&'a str],
    offer: Option<&ClientOffer>,
) -> Result<HandshakeResponse<'a>, ResponseError> {
    if status != 101 {
        return Err(ResponseError::Status(status));
    }
    let upgrade = single(fields, "Upgrade").ok_or(ResponseError::NoUpgrade)?;
    if !upgrade.eq_ignore_ascii_case(b"websocket") {
        return Err(ResponseError::NoUpgrade);
    }
    if !has_token(fields, "Connection", "Upgrade") {
        return Err(ResponseError::NoConnectionUpgrade);
    }
    let accept = single(fields, "Sec-WebSocket-Accept").ok_or(ResponseError::WrongAccept)?;
    if accept != key.expected_accept().as_bytes() {
        return Err(ResponseError::WrongAccept);
    }
    let subprotocol = match fields.values("Sec-WebSocket-Protocol").next() {
        None => None,
        Some(_) => {
            let chosen =
                single(fields, "Sec-WebSocket-Protocol").ok_or(ResponseError::Subprotocol)?;
            let offered = subprotocols
                .iter()
                .find(|offered| offered.as_bytes() == chosen);
            Some(*offered.ok_or(ResponseError::Subprotocol)?)
        }
    };
    let mut extensions = fields.values("Sec-WebSocket-Extensions");
    let deflate = match offer {
        Some(offer) => offer
            .accept(extensions)
            .map_err(ResponseError::Extensions)?,
        None if extensions.next().is_none() => None,
        None => {
            return Err(ResponseError::Extensions(
                deflate::ResponseError::NotOffered,
            ));
        }
    };
    Ok(HandshakeResponse {
        subprotocol,
        deflate,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::websocket::deflate::DeflateConfig;

    fn key() -> ClientKey {
        ClientKey::from_random(*b"the sample nonce")
    }

    fn response(change: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
        let mut fields = vec![
            ("Upgrade", "websocket"),
            ("Connection", "Upgrade"),
            ("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
        ];
        for &(name, value) in change {
            fields.retain(|(field, _)| *field != name);
            fields.push((name, value));
        }
        fields
    }

    #[test]
    fn the_key_of_rfc_6455_section_1_3() {
        assert_eq!(key().as_bytes(), b"dGhlIHNhbXBsZSBub25jZQ==");
    }

    #[test]
    fn the_fields_of_a_request() {
        let plain: Vec<_> = request_fields(&key(), &[], None).collect();
        assert_eq!(
            plain,
            [
                ("Connection", "Upgrade".to_owned()),
                ("Upgrade", "websocket".to_owned()),
                ("Sec-WebSocket-Version", "13".to_owned()),
                ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==".to_owned()),
            ]
        );
    }

    /// Both halves of the handshake, from the request to what is agreed, for each size of window.
    #[test]
    fn this_client_and_this_server_agree() {
        use super::super::{Subprotocols, check_request, write_response};
        use crate::protocol::http::Limits;
        use crate::protocol::http::client::{Expectation, ResponseDecoder, ResponseEvent};
        use crate::protocol::websocket::Role;

        let server = DeflateConfig {
            server_context_takeover: true,
            client_context_takeover: true,
            ..DeflateConfig::default()
        };
        for bits in 8..=15 {
            let offer = ClientOffer::new(&DeflateConfig {
                server_max_window_bits: bits,
                client_max_window_bits: bits,
                ..server
            });
            let subprotocols = ["mqtt", "chat"];
            let mut request: Vec<_> = request_fields(&key(), &subprotocols, Some(&offer)).collect();
            request.push(("Host", "h".to_owned()));

            let accept = check_request("GET", true, &request[..]).expect("a good request");
            let offers = request[..].values("Sec-WebSocket-Extensions");
            let terms = deflate::negotiate(offers, &server).expect("a good offer");
            let chosen = Subprotocols::AnyOf(vec!["chat".to_owned()]);
            let mut response = Vec::new();
            write_response(
                &accept,
                chosen.choose(&request[..]),
                Some(&terms.response_header()),
                [],
                &mut response,
            );
            response.extend_from_slice(b"frames");

            let mut decoder = ResponseDecoder::new(&Limits::default());
            decoder.begin(Expectation {
                upgrade: true,
                ..Expectation::default()
            });
            let mut input = &response[..];
            let Ok(Some(ResponseEvent::Head(head))) = decoder.next(&mut input) else {
                panic!("no head");
            };
            let opened = check_response(
                head.status,
                &head.fields,
                &key(),
                &subprotocols,
                Some(&offer),
            )
            .expect("a good response");
            assert_eq!(input, b"frames");
            assert_eq!(opened.subprotocol, Some("chat"));
            let agreed = opened.deflate.expect("compression");
            for role in [Role::Client, Role::Server] {
                assert_eq!(agreed.deflate_window_bits(role), bits);
                assert_eq!(terms.deflate_window_bits(role), bits);
                assert!(agreed.inflates_with_takeover(role));
            }
        }
    }

    #[test]
    fn good_responses_open_the_connection() {
        let offer = ClientOffer::new(&DeflateConfig::default());
        let opened = check_response(
            101,
            &response(&[
                ("Sec-WebSocket-Protocol", "chat"),
                (
                    "Sec-WebSocket-Extensions",
                    "permessage-deflate; server_no_context_takeover",
                ),
            ])[..],
            &key(),
            &["mqtt", "chat"],
            Some(&offer),
        )
        .expect("a good response");
        assert_eq!(opened.subprotocol, Some("chat"));
        assert!(opened.deflate.is_some());

        let plain = check_response(101, &response(&[])[..], &key(), &["chat"], Some(&offer))
            .expect("a good response");
        assert_eq!(plain.subprotocol, None);
        assert_eq!(plain.deflate, None);
    }

    #[test]
    fn bad_responses_are_refused() {
        let not_offered = ResponseError::Extensions(deflate::ResponseError::NotOffered);
        for (name, value, error) in [
            ("Upgrade", "h2c", ResponseError::NoUpgrade),
            ("Connection", "close", ResponseError::NoConnectionUpgrade),
            ("Sec-WebSocket-Accept", "abc", ResponseError::WrongAccept),
            ("Sec-WebSocket-Protocol", "mqtt", ResponseError::Subprotocol),
            (
                "Sec-WebSocket-Extensions",
                "permessage-deflate",
                not_offered,
            ),
        ] {
            assert_eq!(
                check_response(
                    101,
                    &response(&[(name, value)])[..],
                    &key(),
                    &["chat"],
                    None
                ),
                Err(error),
                "{name}"
            );
        }
        assert_eq!(
            check_response(403, &response(&[])[..], &key(), &[], None),
            Err(ResponseError::Status(403))
        );
        for (name, error) in [
            ("Upgrade", ResponseError::NoUpgrade),
            ("Connection", ResponseError::NoConnectionUpgrade),
            ("Sec-WebSocket-Accept", ResponseError::WrongAccept),
        ] {
            let mut fields = response(&[]);
            fields.retain(|(field, _)| *field != name);
            assert_eq!(
                check_response(101, &fields[..], &key(), &[], None),
                Err(error),
                "no {name}"
            );
        }
        let mut twice = response(&[]);
        twice.push(("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
        assert_eq!(
            check_response(101, &twice[..], &key(), &[], None),
            Err(ResponseError::WrongAccept)
        );
        let mut two_protocols = response(&[("Sec-WebSocket-Protocol", "chat")]);
        two_protocols.push(("Sec-WebSocket-Protocol", "mqtt"));
        assert_eq!(
            check_response(101, &two_protocols[..], &key(), &["chat", "mqtt"], None),
            Err(ResponseError::Subprotocol)
        );
    }
}
