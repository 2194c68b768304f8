//! The grammar of `Sec-WebSocket-Extensions` (RFC 6455 section 9.1) and the parameters of permessage-deflate
//! (RFC 7692 section 7.1).

use std::borrow::Cow;
use std::ops::RangeInclusive;

/// The name that permessage-deflate is offered under.
pub(super) const NAME: &str = "permessage-deflate";

/// The window sizes that may be negotiated, as base-2 logarithms (RFC 7692 section 7.1.2).
pub(super) const WINDOW_BITS: RangeInclusive<u8> = 8..=15;

/// The header does not follow the grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Malformed;

/// One element of the list: an extension with its parameters.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Extension<'a> {
    pub name: &'a [u8],
    pub params: Vec<Param<'a>>,
}

/// A parameter's name and its value, if it has one.
type Param<'a> = (&'a [u8], Option<Cow<'a, [u8]>>);

/// Parses one header value into the extensions that it lists, in order. Empty elements are skipped.
pub(super) fn parse_extensions(header: &[u8]) -> Result<Vec<Extension<'_>>, Malformed> {
    let mut cursor = Cursor(header);
    let mut extensions = Vec::new();
    loop {
        while cursor.take(b',') {}
        if cursor.at_end() {
            return Ok(extensions);
        }
        extensions.push(cursor.extension()?);
        if !cursor.at_end() && !cursor.take(b',') {
            return Err(Malformed);
        }
    }
}

/// What is left to read. White space counts for nothing between the parts.
struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    fn extension(&mut self) -> Result<Extension<'a>, Malformed> {
        let name = self.token()?;
        let mut params = Vec::new();
        while self.take(b';') {
            let name = self.token()?;
            let value = if self.take(b'=') {
                Some(self.value()?)
            } else {
                None
            };
            params.push((name, value));
        }
        Ok(Extension { name, params })
    }

    fn at_end(&mut self) -> bool {
        self.skip_space();
        self.0.is_empty()
    }

    fn skip_space(&mut self) {
        self.0 = self.0.trim_ascii_start();
    }

    fn take(&mut self, byte: u8) -> bool {
        self.skip_space();
        match self.0.split_first() {
            Some((&first, rest)) if first == byte => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    fn token(&mut self) -> Result<&'a [u8], Malformed> {
        self.skip_space();
        let len = self.0.iter().take_while(|&&byte| is_token(byte)).count();
        let (token, rest) = self.0.split_at(len);
        self.0 = rest;
        if token.is_empty() {
            Err(Malformed)
        } else {
            Ok(token)
        }
    }

    /// A token or a quoted string; unquoted, the string has to be a token too (RFC 6455 section 9.1).
    fn value(&mut self) -> Result<Cow<'a, [u8]>, Malformed> {
        if !self.take(b'"') {
            return self.token().map(Cow::Borrowed);
        }
        let mut text = Vec::new();
        loop {
            let (&byte, rest) = self.0.split_first().ok_or(Malformed)?;
            self.0 = rest;
            let byte = match byte {
                b'"' if text.is_empty() => return Err(Malformed),
                b'"' => return Ok(Cow::Owned(text)),
                b'\\' => {
                    let (&escaped, rest) = self.0.split_first().ok_or(Malformed)?;
                    self.0 = rest;
                    escaped
                }
                byte => byte,
            };
            if !is_token(byte) {
                return Err(Malformed);
            }
            text.push(byte);
        }
    }
}

/// Whether `byte` may stand in a token (RFC 9110 section 5.6.2).
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// The parameters of one permessage-deflate element, an offer or a response.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Params {
    pub server_no_context_takeover: bool,
    pub client_no_context_takeover: bool,
    pub server_max_window_bits: Option<u8>,
    /// The inner value is missing in an offer that only tells that the client understands the parameter.
    pub client_max_window_bits: Option<Option<u8>>,
}

impl Params {
    /// Reads the parameters; `None` if one is unknown, comes twice or has an invalid value, which declines the
    /// offer (RFC 7692 section 7.1).
    pub fn from_extension(extension: &Extension<'_>) -> Option<Self> {
        let mut params = Self::default();
        for (name, value) in &extension.params {
            let value = value.as_deref();
            match *name {
                b"server_no_context_takeover" => {
                    set_flag(&mut params.server_no_context_takeover, value)?;
                }
                b"client_no_context_takeover" => {
                    set_flag(&mut params.client_no_context_takeover, value)?;
                }
                b"server_max_window_bits" => {
                    let bits = parse_window_bits(value?)?;
                    set_once(&mut params.server_max_window_bits, bits)?;
                }
                b"client_max_window_bits" => {
                    let bits = match value {
                        Some(value) => Some(parse_window_bits(value)?),
                        None => None,
                    };
                    set_once(&mut params.client_max_window_bits, bits)?;
                }
                _ => return None,
            }
        }
        Some(params)
    }
}

fn set_flag(flag: &mut bool, value: Option<&[u8]>) -> Option<()> {
    (value.is_none() && !std::mem::replace(flag, true)).then_some(())
}

fn set_once<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}

/// A decimal number from 8 to 15 without leading zeros.
fn parse_window_bits(value: &[u8]) -> Option<u8> {
    let bits = match value {
        [digit @ b'8'..=b'9'] => digit - b'0',
        [b'1', digit @ b'0'..=b'5'] => 10 + digit - b'0',
        _ => return None,
    };
    debug_assert!(WINDOW_BITS.contains(&bits));
    Some(bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(text: &str) -> Option<Params> {
        let extensions = parse_extensions(text.as_bytes()).expect("well-formed");
        assert_eq!(extensions.len(), 1, "{text}");
        Params::from_extension(&extensions[0])
    }

    #[test]
    fn lists_parse_in_order_with_values_of_both_kinds() {
        let header = b" x-one ,, permessage-deflate;a ; b = c;d=\"e\\f\" ,\ttwo;q=1,";
        let extensions = parse_extensions(header).expect("well-formed");
        let names: Vec<&[u8]> = extensions.iter().map(|extension| extension.name).collect();
        assert_eq!(names, [&b"x-one"[..], b"permessage-deflate", b"two"]);
        let params: Vec<(&[u8], Option<&[u8]>)> = extensions[1]
            .params
            .iter()
            .map(|(name, value)| (*name, value.as_deref()))
            .collect();
        assert_eq!(
            params,
            [
                (&b"a"[..], None),
                (b"b", Some(&b"c"[..])),
                (b"d", Some(b"ef"))
            ]
        );
        assert_eq!(parse_extensions(b""), Ok(Vec::new()));
    }

    #[test]
    fn malformed_lists_are_refused() {
        for header in [
            "a b",
            ";a",
            "a;",
            "a;=1",
            "a;b=",
            "a;b=\"\"",
            "a;b=\"c",
            "a;b=\"c d\"",
            "a;b=\"c\\",
            "a=b",
            "a;b=c=d",
            "a;b@",
            "\u{e4}",
        ] {
            assert_eq!(
                parse_extensions(header.as_bytes()),
                Err(Malformed),
                "{header}"
            );
        }
    }

    #[test]
    fn every_parameter_is_understood() {
        assert_eq!(params("permessage-deflate"), Some(Params::default()));
        assert_eq!(
            params(
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover; \
                 server_max_window_bits=8; client_max_window_bits=\"15\""
            ),
            Some(Params {
                server_no_context_takeover: true,
                client_no_context_takeover: true,
                server_max_window_bits: Some(8),
                client_max_window_bits: Some(Some(15)),
            })
        );
        assert_eq!(
            params("permessage-deflate; client_max_window_bits")
                .expect("valid")
                .client_max_window_bits,
            Some(None)
        );
    }

    #[test]
    fn unknown_repeated_and_invalid_parameters_decline() {
        for parameter in [
            "unknown",
            "server_no_context_takeover=1",
            "client_no_context_takeover; client_no_context_takeover",
            "server_max_window_bits",
            "server_max_window_bits=7",
            "server_max_window_bits=16",
            "server_max_window_bits=08",
            "server_max_window_bits=+9",
            "server_max_window_bits=10; server_max_window_bits=10",
            "client_max_window_bits; client_max_window_bits=10",
            "client_max_window_bits=1",
            "client_max_window_bits=x",
            "Server_No_Context_Takeover",
        ] {
            assert_eq!(
                params(&format!("permessage-deflate; {parameter}")),
                None,
                "{parameter}"
            );
        }
    }
}
