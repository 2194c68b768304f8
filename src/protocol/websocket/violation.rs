//! What a peer can do wrong, and the close code that answers it.

use super::CloseCode;
use crate::protocol::payload::OutOfMemory;
use std::fmt;

/// One way in which received frames break RFC 6455, RFC 7692 or a limit of this endpoint.
///
/// The connection cannot go on after any of them: send a close frame with [`Violation::close_code`], then close.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Violation {
    /// A client sent a frame without a mask (RFC 6455 section 5.1).
    UnmaskedFrame,
    /// A server sent a frame with a mask (section 5.1).
    MaskedFrame,
    /// A reserved bit is set that no negotiated extension gives a meaning to (section 5.2, RFC 7692 section 6).
    ReservedBits,
    /// The opcode is one of those that the RFC reserves (section 5.2).
    ReservedOpcode,
    /// A control frame announces more than 125 bytes (section 5.5).
    ControlFrameTooLong,
    /// A control frame without the FIN bit (section 5.5).
    FragmentedControlFrame,
    /// A continuation frame while no message is in progress (section 5.4).
    ContinuationWithoutMessage,
    /// A text or binary frame while the fragments of another message are still due (section 5.4).
    MessageInsideMessage,
    /// A length that was not encoded in the fewest bytes (section 5.2).
    LengthNotMinimal,
    /// A 64-bit length with its top bit set (section 5.2).
    LengthTopBit,
    /// A close frame whose payload is a single byte (section 5.5.1).
    ClosePayloadOfOneByte,
    /// A close frame with a code that may not be sent (section 7.4).
    InvalidCloseCode,
    /// The reason of a close frame is no UTF-8 (section 5.5.1).
    CloseReasonNotUtf8,
    /// A text message is no UTF-8 (section 8.1).
    TextNotUtf8,
    /// The message is longer than this endpoint accepts.
    MessageTooBig,
    /// The message is longer, once decompressed, than this endpoint accepts.
    InflatedMessageTooBig,
    /// The message comes in more fragments than this endpoint accepts.
    TooManyFragments,
    /// The payload of a compressed message is no valid DEFLATE data (RFC 7692 section 7.2.2).
    BadCompressedData,
    /// There was no memory for the message. No fault of the peer's.
    OutOfMemory,
}

impl Violation {
    /// The code of the close frame that answers this violation (RFC 6455 section 7.4.1).
    pub const fn close_code(self) -> CloseCode {
        match self {
            Self::UnmaskedFrame
            | Self::MaskedFrame
            | Self::ReservedBits
            | Self::ReservedOpcode
            | Self::ControlFrameTooLong
            | Self::FragmentedControlFrame
            | Self::ContinuationWithoutMessage
            | Self::MessageInsideMessage
            | Self::LengthNotMinimal
            | Self::LengthTopBit
            | Self::ClosePayloadOfOneByte
            | Self::InvalidCloseCode => CloseCode::PROTOCOL_ERROR,
            Self::CloseReasonNotUtf8 | Self::TextNotUtf8 | Self::BadCompressedData => {
                CloseCode::INVALID_PAYLOAD
            }
            Self::MessageTooBig | Self::InflatedMessageTooBig | Self::TooManyFragments => {
                CloseCode::MESSAGE_TOO_BIG
            }
            Self::OutOfMemory => CloseCode::INTERNAL_ERROR,
        }
    }

    /// A sentence for logs and close reasons; short enough for a close frame.
    pub const fn message(self) -> &'static str {
        match self {
            Self::UnmaskedFrame => "a frame from a client must be masked",
            Self::MaskedFrame => "a frame from a server must not be masked",
            Self::ReservedBits => "a reserved bit is set without an extension that uses it",
            Self::ReservedOpcode => "the opcode is reserved",
            Self::ControlFrameTooLong => "a control frame carries at most 125 bytes",
            Self::FragmentedControlFrame => "a control frame must not be fragmented",
            Self::ContinuationWithoutMessage => {
                "a continuation frame came without a message to continue"
            }
            Self::MessageInsideMessage => "a new message began before the last one was complete",
            Self::LengthNotMinimal => "the payload length is not encoded in the fewest bytes",
            Self::LengthTopBit => "the top bit of a 64-bit payload length must be zero",
            Self::ClosePayloadOfOneByte => "the payload of a close frame cannot be one byte",
            Self::InvalidCloseCode => "the close code may not be sent",
            Self::CloseReasonNotUtf8 => "the close reason is not valid UTF-8",
            Self::TextNotUtf8 => "a text message is not valid UTF-8",
            Self::MessageTooBig => "the message is longer than this endpoint accepts",
            Self::InflatedMessageTooBig => {
                "the decompressed message is longer than this endpoint accepts"
            }
            Self::TooManyFragments => "the message has more fragments than this endpoint accepts",
            Self::BadCompressedData => "the compressed data of a message is invalid",
            Self::OutOfMemory => "there is no memory for the message",
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for Violation {}

impl From<OutOfMemory> for Violation {
    fn from(_: OutOfMemory) -> Self {
        Self::OutOfMemory
    }
}

#[cfg(test)]
mod tests {
    use super::super::close::MAX_REASON;
    use super::*;

    #[test]
    fn every_answer_fits_into_a_close_frame() {
        for violation in [
            Violation::UnmaskedFrame,
            Violation::MaskedFrame,
            Violation::ReservedBits,
            Violation::ReservedOpcode,
            Violation::ControlFrameTooLong,
            Violation::FragmentedControlFrame,
            Violation::ContinuationWithoutMessage,
            Violation::MessageInsideMessage,
            Violation::LengthNotMinimal,
            Violation::LengthTopBit,
            Violation::ClosePayloadOfOneByte,
            Violation::InvalidCloseCode,
            Violation::CloseReasonNotUtf8,
            Violation::TextNotUtf8,
            Violation::MessageTooBig,
            Violation::InflatedMessageTooBig,
            Violation::TooManyFragments,
            Violation::BadCompressedData,
            Violation::OutOfMemory,
        ] {
            assert!(violation.to_string().len() <= MAX_REASON, "{violation}");
            assert!(violation.close_code().is_valid_on_wire(), "{violation}");
        }
    }
}
