//! Close codes and the payload of close frames (RFC 6455 sections 5.5.1 and 7.4).

use super::{ControlPayload, Violation, utf8};
use std::fmt;

/// Why a connection closes. Any number may be held; [`CloseCode::is_valid_on_wire`] tells what may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CloseCode(pub u16);

impl CloseCode {
    /// The purpose of the connection is fulfilled.
    pub const NORMAL: Self = Self(1000);
    /// The endpoint goes away: a server shuts down, a browser leaves the page.
    pub const GOING_AWAY: Self = Self(1001);
    /// The peer broke the protocol.
    pub const PROTOCOL_ERROR: Self = Self(1002);
    /// The peer sent a type of data that cannot be accepted.
    pub const UNSUPPORTED_DATA: Self = Self(1003);
    /// Never sent: stands for a close frame without a code.
    pub const NO_STATUS: Self = Self(1005);
    /// Never sent: stands for a connection that ended without a close frame.
    pub const ABNORMAL: Self = Self(1006);
    /// The data does not fit its type: text that is no UTF-8, bad compressed data.
    pub const INVALID_PAYLOAD: Self = Self(1007);
    /// The message breaks a policy of the endpoint.
    pub const POLICY_VIOLATION: Self = Self(1008);
    /// The message is too big to be processed.
    pub const MESSAGE_TOO_BIG: Self = Self(1009);
    /// The server did not negotiate an extension that the client needs.
    pub const EXTENSION_REQUIRED: Self = Self(1010);
    /// The endpoint met an unexpected condition.
    pub const INTERNAL_ERROR: Self = Self(1011);
    /// The service restarts.
    pub const SERVICE_RESTART: Self = Self(1012);
    /// The service is overloaded: try again later.
    pub const TRY_AGAIN_LATER: Self = Self(1013);
    /// The gateway got a bad answer from the server behind it.
    pub const BAD_GATEWAY: Self = Self(1014);
    /// Never sent: stands for a failed TLS handshake.
    pub const TLS_HANDSHAKE: Self = Self(1015);

    /// Whether a close frame may carry this code: the registered codes but those that are never sent, and the
    /// ranges for libraries and applications (RFC 6455 section 7.4, IANA's registry for 1012 to 1014).
    pub const fn is_valid_on_wire(self) -> bool {
        matches!(self.0, 1000..=1003 | 1007..=1014 | 3000..=4999)
    }
}

impl fmt::Display for CloseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The longest reason that fits into a close frame beside its code, in bytes.
pub const MAX_REASON: usize = ControlPayload::MAX - 2;

/// Why a close payload cannot be encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseEncodeError {
    /// The code may not appear in a close frame.
    CodeNotAllowed(CloseCode),
    /// The reason is longer than [`MAX_REASON`] bytes.
    ReasonTooLong,
    /// The reason is no UTF-8.
    ReasonNotUtf8,
}

impl fmt::Display for CloseEncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CodeNotAllowed(code) => write!(
                f,
                "close code {code} may not be sent: use 1000-1003, 1007-1014 or 3000-4999"
            ),
            Self::ReasonTooLong => {
                write!(
                    f,
                    "the reason of a close frame is longer than {MAX_REASON} bytes"
                )
            }
            Self::ReasonNotUtf8 => f.write_str("the reason of a close frame must be valid UTF-8"),
        }
    }
}

impl std::error::Error for CloseEncodeError {}

/// Appends the payload of a close frame, code then reason, to `out`; appends nothing when it fails.
pub fn encode_close_payload(
    code: CloseCode,
    reason: &[u8],
    out: &mut Vec<u8>,
) -> Result<(), CloseEncodeError> {
    if !code.is_valid_on_wire() {
        return Err(CloseEncodeError::CodeNotAllowed(code));
    }
    if reason.len() > MAX_REASON {
        return Err(CloseEncodeError::ReasonTooLong);
    }
    if !utf8::is_valid(reason) {
        return Err(CloseEncodeError::ReasonNotUtf8);
    }
    out.extend_from_slice(&code.0.to_be_bytes());
    out.extend_from_slice(reason);
    Ok(())
}

/// Splits an unmasked close payload into its code, if there is one, and its reason.
///
/// Refuses a payload of one byte, a code that may not be sent and a reason that is no UTF-8 (section 7.1.5-6).
pub fn parse_close_payload(payload: &[u8]) -> Result<(Option<CloseCode>, &[u8]), Violation> {
    let Some((code, reason)) = payload.split_first_chunk::<2>() else {
        return match payload {
            [] => Ok((None, &[])),
            _ => Err(Violation::ClosePayloadOfOneByte),
        };
    };
    let code = CloseCode(u16::from_be_bytes(*code));
    if !code.is_valid_on_wire() {
        return Err(Violation::InvalidCloseCode);
    }
    if !utf8::is_valid(reason) {
        return Err(Violation::CloseReasonNotUtf8);
    }
    Ok((Some(code), reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_allowed_on_the_wire() {
        let allowed: Vec<u16> = (0..=u16::MAX)
            .filter(|&code| CloseCode(code).is_valid_on_wire())
            .collect();
        let expected: Vec<u16> = (1000..=1003)
            .chain(1007..=1014)
            .chain(3000..=4999)
            .collect();
        assert_eq!(allowed, expected);
    }

    #[test]
    fn payload_round_trip() {
        let mut payload = Vec::new();
        encode_close_payload(CloseCode::GOING_AWAY, "tschüß".as_bytes(), &mut payload)
            .expect("valid code and reason");
        assert_eq!(payload[..2], [0x03, 0xE9]);
        let (code, reason) = parse_close_payload(&payload).expect("what was encoded");
        assert_eq!(code, Some(CloseCode(1001)));
        assert_eq!(reason, "tschüß".as_bytes());
    }

    #[test]
    fn parse_refuses_what_the_rfc_forbids() {
        assert_eq!(parse_close_payload(b""), Ok((None, &b""[..])));
        assert_eq!(
            parse_close_payload(&[3]),
            Err(Violation::ClosePayloadOfOneByte)
        );
        for code in [0u16, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535] {
            assert_eq!(
                parse_close_payload(&code.to_be_bytes()),
                Err(Violation::InvalidCloseCode),
                "{code}"
            );
        }
        assert_eq!(
            parse_close_payload(&[0x03, 0xE8, 0xC3]),
            Err(Violation::CloseReasonNotUtf8)
        );
    }

    #[test]
    fn encode_refuses_and_leaves_the_buffer_alone() {
        let mut out = vec![1];
        assert_eq!(
            encode_close_payload(CloseCode::NO_STATUS, b"", &mut out),
            Err(CloseEncodeError::CodeNotAllowed(CloseCode(1005)))
        );
        assert_eq!(
            encode_close_payload(CloseCode::NORMAL, &[b'a'; 124], &mut out),
            Err(CloseEncodeError::ReasonTooLong)
        );
        assert_eq!(
            encode_close_payload(CloseCode::NORMAL, &[0xFF], &mut out),
            Err(CloseEncodeError::ReasonNotUtf8)
        );
        assert_eq!(out, [1]);
    }
}
