//! Frame opcodes (RFC 6455 section 5.2).

/// What a frame carries. The values that the RFC reserves have no variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Opcode {
    /// A further fragment of the message that a text or binary frame began.
    Continuation = 0x0,
    /// A text message, or its first fragment: UTF-8.
    Text = 0x1,
    /// A binary message, or its first fragment.
    Binary = 0x2,
    /// The closing handshake, with an optional code and reason.
    Close = 0x8,
    /// Asks the peer for a pong with the same payload.
    Ping = 0x9,
    /// Answers a ping, or comes unasked as a heartbeat.
    Pong = 0xA,
}

impl Opcode {
    /// The opcode with the 4-bit wire value `value`; `None` for a reserved one.
    #[inline]
    pub const fn from_wire(value: u8) -> Option<Self> {
        Some(match value {
            0x0 => Self::Continuation,
            0x1 => Self::Text,
            0x2 => Self::Binary,
            0x8 => Self::Close,
            0x9 => Self::Ping,
            0xA => Self::Pong,
            _ => return None,
        })
    }

    /// The 4-bit wire value.
    #[inline]
    pub const fn to_wire(self) -> u8 {
        self as u8
    }

    /// Whether this is a control frame, which may stand between the fragments of a message (section 5.5).
    #[inline]
    pub const fn is_control(self) -> bool {
        self.to_wire() & 0x8 != 0
    }
}

impl From<Opcode> for u8 {
    fn from(opcode: Opcode) -> Self {
        opcode.to_wire()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wire_values_map_both_ways_and_reserved_ones_to_nothing() {
        let known: Vec<u8> = (0..=255)
            .filter(|&value| match Opcode::from_wire(value) {
                Some(opcode) => {
                    assert_eq!(opcode.to_wire(), value);
                    assert_eq!(opcode.is_control(), value >= 8);
                    true
                }
                None => false,
            })
            .collect();
        assert_eq!(known, [0, 1, 2, 8, 9, 10]);
    }
}
