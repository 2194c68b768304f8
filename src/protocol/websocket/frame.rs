//! One frame on the wire (RFC 6455 section 5.2): its header both ways, and whole frames for who packs by hand.
//!
//! Knows the rules that hold for a frame by itself. Those that need to know the role, the extensions or the frames
//! before it belong to the decoder.

use super::{Opcode, Violation, mask};

const FIN: u8 = 0x80;
const RSV1: u8 = 0x40;
const RSV2_RSV3: u8 = 0x30;
const MASKED: u8 = 0x80;
const LENGTH_16: u8 = 126;
const LENGTH_64: u8 = 127;

/// What stands before a frame's payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrameHeader {
    /// The last, or only, frame of its message.
    pub fin: bool,
    /// The first reserved bit: the message is compressed (RFC 7692 section 6).
    pub rsv1: bool,
    /// What the frame carries.
    pub opcode: Opcode,
    /// The masking key, if the payload is masked.
    pub mask: Option<[u8; 4]>,
    /// The length of the payload in bytes; below 2^63.
    pub payload_len: u64,
}

/// A header's wire form: 2 to 14 bytes.
#[derive(Debug, Clone, Copy)]
pub struct EncodedHeader {
    bytes: [u8; FrameHeader::MAX_LEN],
    len: u8,
}

impl EncodedHeader {
    /// The bytes to send.
    #[inline]
    pub fn as_slice(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }
}

impl FrameHeader {
    /// The longest header in bytes: 64-bit length and mask.
    pub const MAX_LEN: usize = 14;

    /// The header of a complete, unmasked and uncompressed frame.
    #[inline]
    pub const fn new(opcode: Opcode, payload_len: u64) -> Self {
        Self {
            fin: true,
            rsv1: false,
            opcode,
            mask: None,
            payload_len,
        }
    }

    /// Reads the header at the start of `bytes`, and tells its length; `None` if more bytes are needed.
    ///
    /// A violation is reported as soon as the bytes that make it are there, in the order of the bytes: however the
    /// header arrives in parts, it is the same one.
    #[inline]
    pub fn parse(bytes: &[u8]) -> Result<Option<(Self, usize)>, Violation> {
        let Some(&first) = bytes.first() else {
            return Ok(None);
        };
        if first & RSV2_RSV3 != 0 {
            return Err(Violation::ReservedBits);
        }
        let Some(opcode) = Opcode::from_wire(first & 0x0F) else {
            return Err(Violation::ReservedOpcode);
        };
        let fin = first & FIN != 0;
        let rsv1 = first & RSV1 != 0;
        if rsv1 && !matches!(opcode, Opcode::Text | Opcode::Binary) {
            return Err(Violation::ReservedBits);
        }
        if !fin && opcode.is_control() {
            return Err(Violation::FragmentedControlFrame);
        }
        let Some(&second) = bytes.get(1) else {
            return Ok(None);
        };
        let short = second & !MASKED;
        if short >= LENGTH_16 && opcode.is_control() {
            return Err(Violation::ControlFrameTooLong);
        }
        let (payload_len, mut at) = match short {
            LENGTH_16 => {
                let Some(&field) = bytes[2..].first_chunk::<2>() else {
                    return Ok(None);
                };
                let len = u64::from(u16::from_be_bytes(field));
                if len < u64::from(LENGTH_16) {
                    return Err(Violation::LengthNotMinimal);
                }
                (len, 4)
            }
            LENGTH_64 => {
                let Some(&field) = bytes[2..].first_chunk::<8>() else {
                    return Ok(None);
                };
                let len = u64::from_be_bytes(field);
                if len >> 63 != 0 {
                    return Err(Violation::LengthTopBit);
                }
                if len <= u64::from(u16::MAX) {
                    return Err(Violation::LengthNotMinimal);
                }
                (len, 10)
            }
            short => (u64::from(short), 2),
        };
        let mask = if second & MASKED != 0 {
            let Some(&key) = bytes[at..].first_chunk::<4>() else {
                return Ok(None);
            };
            at += 4;
            Some(key)
        } else {
            None
        };
        let header = Self {
            fin,
            rsv1,
            opcode,
            mask,
            payload_len,
        };
        Ok(Some((header, at)))
    }

    /// The wire form, with the length in the fewest bytes.
    #[inline]
    pub fn encode(&self) -> EncodedHeader {
        let mut bytes = [0; Self::MAX_LEN];
        bytes[0] = self.opcode.to_wire()
            | if self.fin { FIN } else { 0 }
            | if self.rsv1 { RSV1 } else { 0 };
        let mut len = 2;
        if self.payload_len < u64::from(LENGTH_16) {
            bytes[1] = self.payload_len as u8;
        } else if let Ok(short) = u16::try_from(self.payload_len) {
            bytes[1] = LENGTH_16;
            bytes[2..4].copy_from_slice(&short.to_be_bytes());
            len = 4;
        } else {
            bytes[1] = LENGTH_64;
            bytes[2..10].copy_from_slice(&self.payload_len.to_be_bytes());
            len = 10;
        }
        if let Some(key) = self.mask {
            bytes[1] |= MASKED;
            bytes[len..len + 4].copy_from_slice(&key);
            len += 4;
        }
        EncodedHeader {
            bytes,
            len: len as u8,
        }
    }
}

/// Appends a whole frame to `out`: the header, with the length of `payload`, then the payload, masked if
/// `header.mask` is set. `header.payload_len` is ignored.
pub fn encode_frame(header: &FrameHeader, payload: &[u8], out: &mut Vec<u8>) {
    let header = FrameHeader {
        payload_len: payload.len() as u64,
        ..*header
    };
    let encoded = header.encode();
    out.reserve(encoded.as_slice().len() + payload.len());
    out.extend_from_slice(encoded.as_slice());
    match header.mask {
        Some(key) => mask::extend_masked(out, payload, key),
        None => out.extend_from_slice(payload),
    }
}

/// A frame that lies complete in memory, its payload still masked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawFrame<'a> {
    /// The header.
    pub header: FrameHeader,
    /// The payload as it was sent.
    pub payload: &'a [u8],
}

/// Takes the frame at the start of `bytes` apart; `None` if it is incomplete. What follows the frame is ignored.
pub fn unpack_frame(bytes: &[u8]) -> Result<Option<RawFrame<'_>>, Violation> {
    let Some((header, start)) = FrameHeader::parse(bytes)? else {
        return Ok(None);
    };
    let payload = usize::try_from(header.payload_len)
        .ok()
        .and_then(|len| bytes[start..].get(..len));
    Ok(payload.map(|payload| RawFrame { header, payload }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 4] = [0x37, 0xFA, 0x21, 0x3D];

    #[test]
    fn examples_of_rfc_6455_section_5_7() {
        let unmasked = [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F];
        let frame = unpack_frame(&unmasked).expect("valid").expect("complete");
        assert_eq!(frame.header, FrameHeader::new(Opcode::Text, 5));
        assert_eq!(frame.payload, b"Hello");

        let mut packed = Vec::new();
        let header = FrameHeader {
            mask: Some(KEY),
            ..FrameHeader::new(Opcode::Text, 0)
        };
        encode_frame(&header, b"Hello", &mut packed);
        assert_eq!(
            packed,
            [
                0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58
            ]
        );

        let first = FrameHeader {
            fin: false,
            ..FrameHeader::new(Opcode::Text, 3)
        };
        assert_eq!(first.encode().as_slice(), [0x01, 0x03]);
        let last = FrameHeader::new(Opcode::Continuation, 2);
        assert_eq!(last.encode().as_slice(), [0x80, 0x02]);
        assert_eq!(
            FrameHeader::new(Opcode::Binary, 256).encode().as_slice(),
            [0x82, 0x7E, 0x01, 0x00]
        );
        assert_eq!(
            FrameHeader::new(Opcode::Binary, 65536).encode().as_slice(),
            [0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0]
        );
    }

    #[test]
    fn headers_round_trip_and_need_all_their_bytes() {
        for payload_len in [0, 1, 125, 126, 127, 128, 65535, 65536, u64::MAX >> 1] {
            for mask in [None, Some(KEY)] {
                for (fin, rsv1, opcode) in [
                    (true, true, Opcode::Text),
                    (false, false, Opcode::Binary),
                    (false, false, Opcode::Continuation),
                    (true, false, Opcode::Ping),
                ] {
                    if opcode.is_control() && payload_len > 125 {
                        continue;
                    }
                    let header = FrameHeader {
                        fin,
                        rsv1,
                        opcode,
                        mask,
                        payload_len,
                    };
                    let encoded = header.encode();
                    let bytes = encoded.as_slice();
                    assert_eq!(FrameHeader::parse(bytes), Ok(Some((header, bytes.len()))));
                    for end in 0..bytes.len() {
                        assert_eq!(FrameHeader::parse(&bytes[..end]), Ok(None));
                    }
                }
            }
        }
    }

    #[test]
    fn violations_show_with_the_first_byte_that_makes_them() {
        let cases: [(&[u8], Violation); 13] = [
            (&[0xA1], Violation::ReservedBits),
            (&[0x91], Violation::ReservedBits),
            (&[0xC0], Violation::ReservedBits),
            (&[0xC9], Violation::ReservedBits),
            (&[0x83], Violation::ReservedOpcode),
            (&[0x87], Violation::ReservedOpcode),
            (&[0x8B], Violation::ReservedOpcode),
            (&[0x8F], Violation::ReservedOpcode),
            (&[0x09], Violation::FragmentedControlFrame),
            (&[0x88, 0xFE], Violation::ControlFrameTooLong),
            (&[0x82, 126, 0, 125], Violation::LengthNotMinimal),
            (
                &[0x82, 127, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF],
                Violation::LengthNotMinimal,
            ),
            (
                &[0x82, 127, 0x80, 0, 0, 0, 0, 0, 0, 0],
                Violation::LengthTopBit,
            ),
        ];
        for (bytes, violation) in cases {
            assert_eq!(FrameHeader::parse(bytes), Err(violation), "{bytes:x?}");
            let before = &bytes[..bytes.len() - 1];
            assert_eq!(FrameHeader::parse(before), Ok(None), "{before:x?}");
        }
    }

    #[test]
    fn unpack_waits_for_the_payload_and_leaves_what_follows() {
        let mut packed = Vec::new();
        encode_frame(&FrameHeader::new(Opcode::Binary, 0), &[9; 300], &mut packed);
        packed.extend_from_slice(b"next");
        for end in 0..packed.len() - 4 {
            assert_eq!(unpack_frame(&packed[..end]), Ok(None));
        }
        let frame = unpack_frame(&packed).expect("valid").expect("complete");
        assert_eq!(frame.payload, [9; 300]);
    }
}
