//! What a port answers to opening handshakes.

use crate::engine::config::{PortConfig, Protocol};
use crate::engine::server::Upgrade;
use crate::protocol::http::{RequestHead, Version};
use crate::protocol::websocket::deflate::{DeflateConfig, negotiate};
use crate::protocol::websocket::handshake::{AcceptKey, RequestError, Subprotocols, check_request};

/// The terms of a port.
pub struct Terms {
    offered: bool,
    compression: Option<DeflateConfig>,
    subprotocols: Subprotocols,
}

/// A handshake that is accepted.
pub struct Accepted {
    key: AcceptKey,
    subprotocol: Option<String>,
    upgrade: Upgrade,
}

impl Terms {
    /// The terms that a port's settings make.
    pub fn new(config: &PortConfig, subprotocols: Subprotocols) -> Self {
        Self {
            offered: config.protocol == Protocol::WebSocket,
            compression: config.compression,
            subprotocols,
        }
    }

    /// Whether the port speaks WebSocket at all.
    pub fn is_offered(&self) -> bool {
        self.offered
    }

    /// What both ends agree on beyond the handshake itself.
    pub fn negotiate(&self, head: &RequestHead<'_>) -> Upgrade {
        let compression = self
            .compression
            .and_then(|config| negotiate(head.get_all("sec-websocket-extensions"), &config));
        Upgrade { compression }
    }

    /// Checks a handshake and prepares its answer (RFC 6455 section 4.2).
    pub fn accept(&self, head: &RequestHead<'_>) -> Result<Accepted, RequestError> {
        let key = check_request(head.method, head.version >= Version::Http11, head.headers)?;
        Ok(Accepted {
            key,
            subprotocol: self.subprotocols.choose(head.headers).map(str::to_owned),
            upgrade: self.negotiate(head),
        })
    }
}

impl Accepted {
    /// What to upgrade to.
    pub fn upgrade(&self) -> Upgrade {
        self.upgrade
    }

    /// The header fields of the 101 response, in Swoole's order.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = vec![
            ("Upgrade", "websocket".to_owned()),
            ("Connection", "Upgrade".to_owned()),
            (
                "Sec-WebSocket-Accept",
                String::from_utf8_lossy(self.key.as_bytes()).into_owned(),
            ),
            ("Sec-WebSocket-Version", "13".to_owned()),
        ];
        if let Some(name) = &self.subprotocol {
            fields.push(("Sec-WebSocket-Protocol", name.clone()));
        }
        if let Some(terms) = &self.upgrade.compression {
            fields.push(("Sec-WebSocket-Extensions", terms.response_header()));
        }
        fields
    }
}
