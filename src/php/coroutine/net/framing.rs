//! How a stream's bytes are told apart into packets: by a length in their head, or by an end.

use std::rc::Rc;

use crate::php::zend::PhpResult;

/// The longest packet unless `package_max_length` says otherwise.
pub const MAX_LENGTH: usize = 2 << 20;
/// Most bytes of a `package_eof`.
pub const MAX_END: usize = 8;
/// Most bytes that a function which tells lengths gets to see.
const MAX_HEAD: usize = 8 * 1024;
/// The longest head of an MQTT packet: its type and four bytes of length.
const MQTT_HEAD: usize = 5;
const FASTCGI_HEAD: usize = 8;

/// Tells the length of the packet that begins with these bytes, head included: 0 if there are too few of them, less if
/// it is none. May switch coroutines.
pub type LengthFunction = Rc<dyn Fn(&[u8]) -> PhpResult<i64>>;

/// The rules by which packets are told apart.
#[derive(Clone)]
pub struct Framing {
    /// Whether packets have a length.
    pub by_length: bool,
    /// Whether they have an end; a length comes first.
    pub by_end: bool,
    /// Their end; without one, they have none.
    pub end: Vec<u8>,
    /// How their length is told.
    pub rule: LengthRule,
    /// The form of the length, one of those of [`size_of`].
    pub form: u8,
    /// Where the length is.
    pub offset: usize,
    /// Where what it counts begins.
    pub body_offset: usize,
    /// Most bytes of a packet.
    pub max_length: usize,
}

/// Where the length of a packet comes from.
#[derive(Clone)]
pub enum LengthRule {
    /// A number in its head.
    Field,
    /// A function.
    Function(LengthFunction),
    /// The head of a FastCGI record.
    FastCgi,
    /// The head of an MQTT packet.
    Mqtt,
}

/// What a head tells.
#[derive(Debug, PartialEq, Eq)]
pub enum Head {
    /// So many bytes of the head are needed.
    Short(usize),
    /// The packet has so many bytes, head included.
    Packet(usize),
    /// It has more than an integer can tell, or less than none.
    Malformed,
}

impl Default for Framing {
    fn default() -> Self {
        Self {
            by_length: false,
            by_end: false,
            end: Vec::new(),
            rule: LengthRule::Field,
            form: b'N',
            offset: 0,
            body_offset: 0,
            max_length: MAX_LENGTH,
        }
    }
}

impl Framing {
    /// Whether the program tells lengths: that may switch coroutines.
    pub fn asks_program(&self) -> bool {
        matches!(self.rule, LengthRule::Function(_))
    }

    /// What the first bytes of a packet tell of its length.
    pub fn head(&self, bytes: &[u8]) -> PhpResult<Head> {
        Ok(match &self.rule {
            LengthRule::Field => self.field(bytes),
            LengthRule::Function(function) => function_head(function, bytes)?,
            LengthRule::FastCgi => fastcgi_head(bytes),
            LengthRule::Mqtt => mqtt_head(bytes),
        })
    }

    fn field(&self, bytes: &[u8]) -> Head {
        let end = self.offset + size_of(self.form);
        let Some(field) = bytes.get(self.offset..end) else {
            return Head::Short(end);
        };
        let total = unpack(self.form, field)
            .and_then(|length| usize::try_from(length).ok())
            .and_then(|length| length.checked_add(self.body_offset));
        match total {
            Some(total) if total > 0 => Head::Packet(total),
            _ => Head::Malformed,
        }
    }
}

fn function_head(function: &LengthFunction, bytes: &[u8]) -> PhpResult<Head> {
    if bytes.is_empty() {
        return Ok(Head::Short(MAX_HEAD));
    }
    Ok(match usize::try_from(function(bytes)?) {
        Ok(0) if bytes.len() < MAX_HEAD => Head::Short(MAX_HEAD),
        Ok(total) if total > 0 => Head::Packet(total),
        _ => Head::Malformed,
    })
}

fn fastcgi_head(bytes: &[u8]) -> Head {
    match bytes {
        [_, _, _, _, high, low, padding, _, ..] => Head::Packet(
            FASTCGI_HEAD + usize::from(u16::from_be_bytes([*high, *low])) + usize::from(*padding),
        ),
        _ => Head::Short(FASTCGI_HEAD),
    }
}

fn mqtt_head(bytes: &[u8]) -> Head {
    let mut length = 0;
    for (index, &byte) in bytes.iter().enumerate().take(MQTT_HEAD).skip(1) {
        length |= usize::from(byte & 0x7f) << (7 * (index - 1));
        if byte & 0x80 == 0 {
            return Head::Packet(index + 1 + length);
        }
    }
    if bytes.len() < MQTT_HEAD {
        // The shortest packet has two bytes: one more than there are is never too many.
        Head::Short((bytes.len() + 1).max(2))
    } else {
        Head::Malformed
    }
}

/// Bytes of a length of this form, as PHP's `pack()` calls them; 0 if there is no such form.
pub fn size_of(form: u8) -> usize {
    match form {
        b'c' | b'C' => 1,
        b's' | b'S' | b'n' | b'v' => 2,
        b'i' | b'I' | b'l' | b'L' | b'N' | b'V' => 4,
        b'q' | b'Q' | b'J' | b'P' => 8,
        _ => 0,
    }
}

/// The number that `bytes` hold; `None` if it is too large for an `i64`, or there is no such form.
fn unpack(form: u8, bytes: &[u8]) -> Option<i64> {
    Some(match form {
        b'c' => i8::from_ne_bytes(bytes.try_into().ok()?).into(),
        b'C' => u8::from_ne_bytes(bytes.try_into().ok()?).into(),
        b's' => i16::from_ne_bytes(bytes.try_into().ok()?).into(),
        b'S' => u16::from_ne_bytes(bytes.try_into().ok()?).into(),
        b'n' => u16::from_be_bytes(bytes.try_into().ok()?).into(),
        b'v' => u16::from_le_bytes(bytes.try_into().ok()?).into(),
        b'i' | b'l' => i32::from_ne_bytes(bytes.try_into().ok()?).into(),
        b'I' | b'L' => u32::from_ne_bytes(bytes.try_into().ok()?).into(),
        b'N' => u32::from_be_bytes(bytes.try_into().ok()?).into(),
        b'V' => u32::from_le_bytes(bytes.try_into().ok()?).into(),
        b'q' => i64::from_ne_bytes(bytes.try_into().ok()?),
        b'Q' => u64::from_ne_bytes(bytes.try_into().ok()?).try_into().ok()?,
        b'J' => u64::from_be_bytes(bytes.try_into().ok()?).try_into().ok()?,
        b'P' => u64::from_le_bytes(bytes.try_into().ok()?).try_into().ok()?,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(form: u8, offset: usize, body_offset: usize) -> Framing {
        Framing {
            by_length: true,
            form,
            offset,
            body_offset,
            ..Framing::default()
        }
    }

    #[test]
    fn a_length_is_read_where_it_is_and_counts_from_the_body() {
        let framing = field(b'n', 1, 3);
        assert_eq!(framing.head(b""), Ok(Head::Short(3)));
        assert_eq!(framing.head(b"x\0"), Ok(Head::Short(3)));
        assert_eq!(framing.head(b"x\0\x05hello"), Ok(Head::Packet(8)));
    }

    #[test]
    fn a_length_that_is_none_is_malformed() {
        assert_eq!(field(b'c', 0, 0).head(b"\xff"), Ok(Head::Malformed));
        assert_eq!(field(b'n', 0, 0).head(b"\0\0"), Ok(Head::Malformed));
        assert_eq!(field(b'J', 0, 8).head(&[0xff; 8]), Ok(Head::Malformed));
        let most = i64::MAX.to_be_bytes();
        assert_eq!(field(b'J', 0, usize::MAX).head(&most), Ok(Head::Malformed));
    }

    #[test]
    fn fastcgi_records_have_content_and_padding() {
        let framing = Framing {
            rule: LengthRule::FastCgi,
            ..Framing::default()
        };
        assert_eq!(framing.head(b"\x01\x06\0"), Ok(Head::Short(8)));
        assert_eq!(
            framing.head(b"\x01\x06\0\x01\x01\x02\x06\0"),
            Ok(Head::Packet(8 + 258 + 6))
        );
    }

    #[test]
    fn mqtt_lengths_have_up_to_four_bytes() {
        let framing = Framing {
            rule: LengthRule::Mqtt,
            ..Framing::default()
        };
        assert_eq!(framing.head(b""), Ok(Head::Short(2)));
        assert_eq!(framing.head(b"\xc0\0"), Ok(Head::Packet(2)));
        assert_eq!(framing.head(b"\x30\x80"), Ok(Head::Short(3)));
        assert_eq!(framing.head(b"\x30\x80\x01"), Ok(Head::Packet(3 + 128)));
        assert_eq!(framing.head(b"\x30\xff\xff\xff\xff"), Ok(Head::Malformed));
    }

    #[test]
    fn a_function_gets_a_bounded_head() {
        let framing = |answer: i64| Framing {
            rule: LengthRule::Function(Rc::new(move |_| Ok(answer))),
            ..Framing::default()
        };
        assert_eq!(framing(7).head(b""), Ok(Head::Short(MAX_HEAD)));
        assert_eq!(framing(7).head(b"x"), Ok(Head::Packet(7)));
        assert_eq!(framing(0).head(b"x"), Ok(Head::Short(MAX_HEAD)));
        assert_eq!(framing(0).head(&[0; MAX_HEAD]), Ok(Head::Malformed));
        assert_eq!(framing(-1).head(b"x"), Ok(Head::Malformed));
    }
}
