//! The opening handshake of a WebSocket, as this client makes it.

use crate::php::random;
use crate::protocol::http::client::ResponseHead;
use crate::protocol::websocket::deflate::{ClientOffer, DeflateConfig, Negotiated};
use crate::protocol::websocket::handshake::{
    ClientKey, ResponseError, check_response, request_fields,
};

/// The header fields that belong to the handshake: those of the program give way, but for its subprotocols.
const OWN_FIELDS: [&[u8]; 5] = [
    b"connection",
    b"upgrade",
    b"sec-websocket-key",
    b"sec-websocket-version",
    b"sec-websocket-extensions",
];

/// A handshake that was begun.
pub struct Handshake {
    key: ClientKey,
    offer: Option<ClientOffer>,
    /// What the program offers.
    subprotocols: Vec<String>,
}

impl Handshake {
    /// A handshake with a key of its own.
    pub fn new(compression: Option<&DeflateConfig>) -> Self {
        Self {
            key: ClientKey::from_random(random::bytes()),
            offer: compression.map(ClientOffer::new),
            subprotocols: Vec::new(),
        }
    }

    /// Whether a field of the program must give way to one of the handshake's. Notes subprotocols, which are the
    /// program's own affair.
    pub fn replaces(&mut self, name: &[u8], value: &[u8]) -> bool {
        if name.eq_ignore_ascii_case(b"sec-websocket-protocol") {
            let offered = String::from_utf8_lossy(value);
            let offered = offered.split(',').map(str::trim);
            let offered = offered.filter(|name| !name.is_empty()).map(str::to_owned);
            self.subprotocols.extend(offered);
            return false;
        }
        OWN_FIELDS
            .iter()
            .any(|field| name.eq_ignore_ascii_case(field))
    }

    /// The fields of the request.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, String)> {
        request_fields(&self.key, &[], self.offer.as_ref())
    }

    /// Checks the server's answer; tells what was agreed on about compression.
    pub fn check(&self, head: &ResponseHead<'_>) -> Result<Option<Negotiated>, ResponseError> {
        let subprotocols: Vec<&str> = self.subprotocols.iter().map(String::as_str).collect();
        let offer = self.offer.as_ref();
        let response = check_response(head.status, &head.fields, &self.key, &subprotocols, offer)?;
        Ok(response.deflate)
    }
}
