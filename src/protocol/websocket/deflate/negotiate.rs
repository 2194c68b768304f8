//! Agreeing on the parameters of permessage-deflate (RFC 7692 sections 5 and 7.1), as server and as client.

use super::super::Role;
use super::offer::{Extension, NAME, Params, WINDOW_BITS, parse_extensions};
use std::fmt::{self, Write as _};

/// What this endpoint is willing to do, and how hard it compresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeflateConfig {
    /// Compression level, 0 (stored) to 9 (smallest); a larger one counts as 9.
    pub level: u8,
    /// Memory for pending output of the compressor, 1 (8 KB or so) to 9; clamped to that range.
    pub mem_level: u8,
    /// Whether the server's compressor may keep its window between messages: some 370 KB for each connection.
    pub server_context_takeover: bool,
    /// Whether the client's compressor may keep its window between messages: some 45 KB for each connection in
    /// the server, which must then keep the window too.
    pub client_context_takeover: bool,
    /// The largest window of the server's compressor, as base-2 logarithm, 8 to 15; clamped to that range.
    pub server_max_window_bits: u8,
    /// The largest window of the client's compressor, as base-2 logarithm, 8 to 15; clamped to that range.
    pub client_max_window_bits: u8,
}

impl Default for DeflateConfig {
    /// Fast compression with full windows and no context takeover: no memory for an idle connection.
    fn default() -> Self {
        Self {
            level: 1,
            mem_level: 8,
            server_context_takeover: false,
            client_context_takeover: false,
            server_max_window_bits: 15,
            client_max_window_bits: 15,
        }
    }
}

impl DeflateConfig {
    fn server_bits(&self) -> u8 {
        self.server_max_window_bits
            .clamp(*WINDOW_BITS.start(), *WINDOW_BITS.end())
    }

    fn client_bits(&self) -> u8 {
        self.client_max_window_bits
            .clamp(*WINDOW_BITS.start(), *WINDOW_BITS.end())
    }
}

/// What both ends agreed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Negotiated {
    /// The server's compressor starts each message with an empty window.
    pub server_no_context_takeover: bool,
    /// The client's compressor starts each message with an empty window.
    pub client_no_context_takeover: bool,
    /// The largest window of the server's compressor, as base-2 logarithm.
    pub server_max_window_bits: u8,
    /// The largest window of the client's compressor, as base-2 logarithm.
    pub client_max_window_bits: u8,
    answers_server_bits: bool,
    answers_client_bits: bool,
}

impl Negotiated {
    /// The terms as a number, for another process of the same server; see [`from_bits`](Self::from_bits).
    pub fn to_bits(self) -> u32 {
        let flags = [
            self.server_no_context_takeover,
            self.client_no_context_takeover,
            self.answers_server_bits,
            self.answers_client_bits,
        ];
        let flags = (0..)
            .zip(flags)
            .map(|(n, flag)| u32::from(flag) << n)
            .sum::<u32>();
        flags
            | u32::from(self.server_max_window_bits) << 8
            | u32::from(self.client_max_window_bits) << 16
    }

    /// The terms of a number. Windows that cannot be are brought within what can.
    pub fn from_bits(bits: u32) -> Self {
        let window =
            |shift: u32| ((bits >> shift) as u8).clamp(*WINDOW_BITS.start(), *WINDOW_BITS.end());
        Self {
            server_no_context_takeover: bits & 1 != 0,
            client_no_context_takeover: bits & 2 != 0,
            answers_server_bits: bits & 4 != 0,
            answers_client_bits: bits & 8 != 0,
            server_max_window_bits: window(8),
            client_max_window_bits: window(16),
        }
    }

    /// The value of the server's `Sec-WebSocket-Extensions` header.
    pub fn response_header(&self) -> String {
        let mut header = String::from(NAME);
        if self.server_no_context_takeover {
            header.push_str("; server_no_context_takeover");
        }
        if self.client_no_context_takeover {
            header.push_str("; client_no_context_takeover");
        }
        if self.answers_server_bits {
            push_bits(
                &mut header,
                "server_max_window_bits",
                self.server_max_window_bits,
            );
        }
        if self.answers_client_bits {
            push_bits(
                &mut header,
                "client_max_window_bits",
                self.client_max_window_bits,
            );
        }
        header
    }

    /// Whether what `role` receives depends on the messages before: its inflater must keep its window.
    pub const fn inflates_with_takeover(&self, role: Role) -> bool {
        match role {
            Role::Server => !self.client_no_context_takeover,
            Role::Client => !self.server_no_context_takeover,
        }
    }

    /// Whether the compressor of `role` may keep its window between messages.
    pub const fn deflates_with_takeover(&self, role: Role) -> bool {
        match role {
            Role::Server => !self.server_no_context_takeover,
            Role::Client => !self.client_no_context_takeover,
        }
    }

    /// The largest window for the compressor of `role`, as base-2 logarithm.
    pub const fn deflate_window_bits(&self, role: Role) -> u8 {
        match role {
            Role::Server => self.server_max_window_bits,
            Role::Client => self.client_max_window_bits,
        }
    }
}

fn push_bits(header: &mut String, name: &str, bits: u8) {
    // Writing to a String cannot fail.
    let _ = write!(header, "; {name}={bits}");
}

/// Chooses among a client's offers: the first one that this server can honour, or `None`.
///
/// `headers` are the values of the request's `Sec-WebSocket-Extensions` headers, in order. Other extensions are
/// passed over; a header that does not follow the grammar declines everything.
pub fn negotiate<'a>(
    headers: impl IntoIterator<Item = &'a [u8]>,
    config: &DeflateConfig,
) -> Option<Negotiated> {
    let mut chosen = None;
    for header in headers {
        for extension in parse_extensions(header).ok()? {
            if chosen.is_none() && is_permessage_deflate(&extension) {
                chosen = Params::from_extension(&extension).map(|offer| answer(&offer, config));
            }
        }
    }
    chosen
}

fn is_permessage_deflate(extension: &Extension<'_>) -> bool {
    extension.name.eq_ignore_ascii_case(NAME.as_bytes())
}

/// The terms on which `offer` is accepted. Any well-formed offer can be: a window of 256 bytes too, since the
/// compressor never looks back further than that when it runs with 512 (see [`super::Deflater`]).
fn answer(offer: &Params, config: &DeflateConfig) -> Negotiated {
    // A server may not limit the client's window unless the offer says that the client understands it.
    let client_bits = match offer.client_max_window_bits {
        Some(limit) => config
            .client_bits()
            .min(limit.unwrap_or(*WINDOW_BITS.end())),
        None => *WINDOW_BITS.end(),
    };
    Negotiated {
        server_no_context_takeover: offer.server_no_context_takeover
            || !config.server_context_takeover,
        client_no_context_takeover: offer.client_no_context_takeover
            || !config.client_context_takeover,
        server_max_window_bits: offer
            .server_max_window_bits
            .map_or(config.server_bits(), |limit| {
                config.server_bits().min(limit)
            }),
        client_max_window_bits: client_bits,
        answers_server_bits: offer.server_max_window_bits.is_some(),
        answers_client_bits: client_bits < *WINDOW_BITS.end(),
    }
}

/// A client's offer of permessage-deflate, to be sent and then held against the response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientOffer {
    params: Params,
    config: DeflateConfig,
}

/// Why a client must fail the connection over the server's `Sec-WebSocket-Extensions` header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponseError {
    /// The header does not follow the grammar.
    Malformed,
    /// The server names an extension that was not offered, or one twice.
    NotOffered,
    /// The parameters are invalid or no answer to those of the offer.
    BadParameters,
}

impl fmt::Display for ResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "the server's Sec-WebSocket-Extensions header is malformed",
            Self::NotOffered => "the server chose an extension that was not offered",
            Self::BadParameters => {
                "the server's parameters for permessage-deflate do not answer the offer"
            }
        })
    }
}

impl std::error::Error for ResponseError {}

impl ClientOffer {
    /// An offer that asks for what `config` wants; windows below the maximum and takeover that is not allowed
    /// become parameters.
    pub fn new(config: &DeflateConfig) -> Self {
        let max = *WINDOW_BITS.end();
        let params = Params {
            server_no_context_takeover: !config.server_context_takeover,
            client_no_context_takeover: !config.client_context_takeover,
            server_max_window_bits: Some(config.server_bits()).filter(|&bits| bits < max),
            client_max_window_bits: Some(Some(config.client_bits()).filter(|&bits| bits < max)),
        };
        Self {
            params,
            config: *config,
        }
    }

    /// The value of the client's `Sec-WebSocket-Extensions` header.
    pub fn request_header(&self) -> String {
        let mut header = String::from(NAME);
        if self.params.server_no_context_takeover {
            header.push_str("; server_no_context_takeover");
        }
        if self.params.client_no_context_takeover {
            header.push_str("; client_no_context_takeover");
        }
        if let Some(bits) = self.params.server_max_window_bits {
            push_bits(&mut header, "server_max_window_bits", bits);
        }
        match self.params.client_max_window_bits {
            Some(Some(bits)) => push_bits(&mut header, "client_max_window_bits", bits),
            Some(None) => header.push_str("; client_max_window_bits"),
            None => {}
        }
        header
    }

    /// Checks the server's answer: `None` if it declined the offer.
    pub fn accept<'a>(
        &self,
        headers: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<Option<Negotiated>, ResponseError> {
        let mut negotiated = None;
        for header in headers {
            for extension in parse_extensions(header).map_err(|_| ResponseError::Malformed)? {
                if negotiated.is_some() || !is_permessage_deflate(&extension) {
                    return Err(ResponseError::NotOffered);
                }
                let response =
                    Params::from_extension(&extension).ok_or(ResponseError::BadParameters)?;
                negotiated = Some(self.agree(&response).ok_or(ResponseError::BadParameters)?);
            }
        }
        Ok(negotiated)
    }

    fn agree(&self, response: &Params) -> Option<Negotiated> {
        if self.params.server_no_context_takeover && !response.server_no_context_takeover {
            return None;
        }
        let server_bits = match (
            self.params.server_max_window_bits,
            response.server_max_window_bits,
        ) {
            (Some(offered), Some(chosen)) if chosen <= offered => chosen,
            (Some(_), _) => return None,
            (None, chosen) => chosen.unwrap_or(*WINDOW_BITS.end()),
        };
        let client_bits = match response.client_max_window_bits {
            // Without a value it says nothing that a response may say.
            Some(None) => return None,
            Some(Some(chosen)) => chosen.min(self.config.client_bits()),
            None => self.config.client_bits(),
        };
        Some(Negotiated {
            server_no_context_takeover: response.server_no_context_takeover,
            client_no_context_takeover: response.client_no_context_takeover
                || self.params.client_no_context_takeover,
            server_max_window_bits: server_bits,
            client_max_window_bits: client_bits,
            answers_server_bits: response.server_max_window_bits.is_some(),
            answers_client_bits: response.client_max_window_bits.is_some(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WILLING: DeflateConfig = DeflateConfig {
        level: 6,
        mem_level: 8,
        server_context_takeover: true,
        client_context_takeover: true,
        server_max_window_bits: 15,
        client_max_window_bits: 15,
    };

    fn response(offers: &[&str], config: &DeflateConfig) -> Option<String> {
        negotiate(offers.iter().map(|offer| offer.as_bytes()), config)
            .map(|negotiated| negotiated.response_header())
    }

    #[test]
    fn a_willing_server_grants_each_parameter() {
        for (offer, expected) in [
            ("permessage-deflate", "permessage-deflate"),
            ("PerMessage-Deflate", "permessage-deflate"),
            (
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate",
            ),
            (
                "permessage-deflate; server_no_context_takeover",
                "permessage-deflate; server_no_context_takeover",
            ),
            (
                "permessage-deflate; client_no_context_takeover",
                "permessage-deflate; client_no_context_takeover",
            ),
            (
                "permessage-deflate; server_max_window_bits=9; client_max_window_bits=\"10\"",
                "permessage-deflate; server_max_window_bits=9; client_max_window_bits=10",
            ),
            (
                "permessage-deflate; server_max_window_bits=15",
                "permessage-deflate; server_max_window_bits=15",
            ),
            (
                "permessage-deflate; server_max_window_bits=8",
                "permessage-deflate; server_max_window_bits=8",
            ),
        ] {
            assert_eq!(
                response(&[offer], &WILLING).as_deref(),
                Some(expected),
                "{offer}"
            );
        }
    }

    #[test]
    fn the_first_offer_that_can_be_honoured_wins() {
        let offers = [
            "x-webkit-deflate-frame, permessage-deflate; server_max_window_bits=99",
            "permessage-deflate; unknown, permessage-deflate; server_max_window_bits=12, \
             permessage-deflate",
        ];
        assert_eq!(
            response(&offers, &WILLING).as_deref(),
            Some("permessage-deflate; server_max_window_bits=12")
        );
    }

    #[test]
    fn nothing_acceptable_means_no_compression() {
        for offer in [
            "",
            "x-other",
            "permessage-deflate; server_max_window_bits=7",
            "permessage-deflate; a=\"",
            "permessage-deflate, ;",
        ] {
            assert_eq!(response(&[offer], &WILLING), None, "{offer}");
        }
        assert_eq!(response(&[], &WILLING), None);
    }

    #[test]
    fn limits_of_the_server_show_in_the_response() {
        let config = DeflateConfig {
            server_max_window_bits: 10,
            client_max_window_bits: 11,
            ..DeflateConfig::default()
        };
        let both = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
        assert_eq!(
            response(&["permessage-deflate"], &config).as_deref(),
            Some(both)
        );
        assert_eq!(
            response(
                &["permessage-deflate; client_max_window_bits; server_max_window_bits=15"],
                &config
            ),
            Some(format!(
                "{both}; server_max_window_bits=10; client_max_window_bits=11"
            ))
        );
        let unannounced =
            negotiate([&b"permessage-deflate"[..]], &config).expect("an acceptable offer");
        assert_eq!(unannounced.deflate_window_bits(Role::Server), 10);
        assert_eq!(unannounced.deflate_window_bits(Role::Client), 15);
        assert!(!unannounced.inflates_with_takeover(Role::Server));
        assert!(!unannounced.deflates_with_takeover(Role::Server));
    }

    #[test]
    fn client_and_server_agree() {
        for (client, server) in [
            (WILLING, WILLING),
            (WILLING, DeflateConfig::default()),
            (DeflateConfig::default(), WILLING),
            (
                DeflateConfig {
                    server_max_window_bits: 9,
                    client_max_window_bits: 10,
                    ..WILLING
                },
                DeflateConfig {
                    server_max_window_bits: 12,
                    client_max_window_bits: 9,
                    ..WILLING
                },
            ),
        ] {
            let offer = ClientOffer::new(&client);
            let request = offer.request_header();
            let at_server = negotiate([request.as_bytes()], &server).expect("acceptable");
            let response = at_server.response_header();
            let at_client = offer
                .accept([response.as_bytes()])
                .expect("a valid response")
                .expect("not declined");
            for role in [Role::Server, Role::Client] {
                assert_eq!(
                    at_client.inflates_with_takeover(role),
                    at_server.inflates_with_takeover(role)
                );
                // A side may use a smaller window than the other one prepares for, never a larger one.
                let (sender, receiver) = match role {
                    Role::Server => (at_server, at_client),
                    Role::Client => (at_client, at_server),
                };
                assert!(sender.deflate_window_bits(role) <= receiver.deflate_window_bits(role));
            }
        }
    }

    #[test]
    fn a_client_refuses_answers_to_questions_it_did_not_ask() {
        let offer = ClientOffer::new(&DeflateConfig {
            server_max_window_bits: 10,
            ..WILLING
        });
        assert_eq!(
            offer.request_header(),
            "permessage-deflate; server_max_window_bits=10; client_max_window_bits"
        );
        let accept = |header: &str| offer.accept([header.as_bytes()]);
        assert_eq!(offer.accept([]), Ok(None));
        assert!(accept("permessage-deflate; server_max_window_bits=10").is_ok());
        for (header, error) in [
            ("permessage-deflate", ResponseError::BadParameters),
            (
                "permessage-deflate; server_max_window_bits=11",
                ResponseError::BadParameters,
            ),
            (
                "permessage-deflate; server_max_window_bits=10; client_max_window_bits",
                ResponseError::BadParameters,
            ),
            (
                "permessage-deflate; server_max_window_bits=10; other",
                ResponseError::BadParameters,
            ),
            (
                "permessage-deflate; server_max_window_bits=10, x-other",
                ResponseError::NotOffered,
            ),
            ("x-other", ResponseError::NotOffered),
            ("permessage-deflate;", ResponseError::Malformed),
        ] {
            assert_eq!(accept(header), Err(error), "{header}");
        }
    }
}
