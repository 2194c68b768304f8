//! Questions to a DNS server and its answers, RFC 1035: addresses of host names only.
//!
//! No sockets, no time: [`query`] makes the bytes of a question, [`addresses`] reads an answer. Whatever an answer
//! claims is checked against its length; compression pointers may only point backwards, so that names end.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Which addresses are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Record {
    /// IPv4: type A.
    A,
    /// IPv6: type AAAA, RFC 3596.
    Aaaa,
}

impl Record {
    const fn number(self) -> u16 {
        match self {
            Self::A => 1,
            Self::Aaaa => 28,
        }
    }
}

/// Class IN.
const INTERNET: u16 = 1;
/// Bytes before the question.
const HEADER: usize = 12;
/// Most bytes of a name on the wire, lengths included, and of one part of it.
const MOST_OF_NAME: usize = 255;
const MOST_OF_LABEL: usize = 63;

/// The header's flags: it is an answer.
const RESPONSE: u16 = 0x8000;
/// The server is to ask others for us.
const RECURSION_DESIRED: u16 = 0x0100;
/// Where the code of an error is.
const ERROR_CODE: u16 = 0x000f;

/// A name that DNS cannot ask for: empty, with an empty part, or too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadName;

impl fmt::Display for BadName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no name that a DNS server could be asked for")
    }
}

impl std::error::Error for BadName {}

/// Why a packet is no answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerError {
    /// It answers something else: it is to be ignored, and the right one waited for.
    NotOurs,
    /// It breaks off, or points to where it may not.
    Malformed,
    /// The server refuses or knows no such name: its code, 3 for the latter.
    Refused(u8),
}

impl fmt::Display for AnswerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOurs => f.write_str("the packet answers another question"),
            Self::Malformed => f.write_str("the answer is malformed"),
            Self::Refused(code) => write!(f, "the server answers with error {code}"),
        }
    }
}

impl std::error::Error for AnswerError {}

/// The bytes that ask for addresses of `name`. `id` comes back with the answer: it should be hard to guess.
pub fn query(id: u16, name: &[u8], record: Record) -> Result<Vec<u8>, BadName> {
    let mut bytes = Vec::with_capacity(HEADER + name.len() + 6);
    for word in [id, RECURSION_DESIRED, 1, 0, 0, 0] {
        bytes.extend_from_slice(&word.to_be_bytes());
    }
    let name = name.strip_suffix(b".").unwrap_or(name);
    for label in name.split(|&byte| byte == b'.') {
        if label.is_empty() || label.len() > MOST_OF_LABEL {
            return Err(BadName);
        }
        bytes.push(label.len() as u8);
        bytes.extend_from_slice(label);
    }
    bytes.push(0);
    if bytes.len() - HEADER > MOST_OF_NAME {
        return Err(BadName);
    }
    for word in [record.number(), INTERNET] {
        bytes.extend_from_slice(&word.to_be_bytes());
    }
    Ok(bytes)
}

/// The addresses that `answer` tells in reply to `query`, in its order. Names that it says ours to be an alias of have
/// their addresses in the same answer.
pub fn addresses(query: &[u8], answer: &[u8]) -> Result<Vec<IpAddr>, AnswerError> {
    let mut reader = Reader {
        bytes: answer,
        at: 0,
    };
    let id = reader.word()?;
    let flags = reader.word()?;
    let questions = reader.word()?;
    let answers = reader.word()?;
    // Records that say who knows better, and hints, are not looked at.
    reader.take(4)?;
    let question = query.get(HEADER..).unwrap_or_default();
    let asked = query.first_chunk().map(|id| u16::from_be_bytes(*id));
    if asked != Some(id) || flags & RESPONSE == 0 || questions > 1 {
        return Err(AnswerError::NotOurs);
    }
    // A server that cannot even read the question may leave it out.
    if questions == 1 && !reader.take(question.len())?.eq_ignore_ascii_case(question) {
        return Err(AnswerError::NotOurs);
    }
    match flags & ERROR_CODE {
        0 if questions == 1 => {}
        0 => return Err(AnswerError::NotOurs),
        code => return Err(AnswerError::Refused(code as u8)),
    }
    let wanted = question
        .len()
        .checked_sub(4)
        .and_then(|at| question.get(at..at + 2))
        .unwrap_or_default();
    let mut found = Vec::new();
    for _ in 0..answers {
        reader.skip_name()?;
        let kind = reader.word()?;
        let class = reader.word()?;
        reader.take(4)?;
        let length = reader.word()?;
        let data = reader.take(usize::from(length))?;
        if class != INTERNET || kind.to_be_bytes() != wanted {
            continue;
        }
        let address = if kind == Record::A.number() {
            <[u8; 4]>::try_from(data).map(|bytes| IpAddr::from(Ipv4Addr::from(bytes)))
        } else {
            <[u8; 16]>::try_from(data).map(|bytes| IpAddr::from(Ipv6Addr::from(bytes)))
        };
        found.push(address.map_err(|_| AnswerError::Malformed)?);
    }
    Ok(found)
}

/// Reads a packet from front to back.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], AnswerError> {
        let end = self.at + count;
        let taken = self.bytes.get(self.at..end).ok_or(AnswerError::Malformed)?;
        self.at = end;
        Ok(taken)
    }

    fn word(&mut self) -> Result<u16, AnswerError> {
        let bytes = self.take(2)?;
        Ok(u16::from_be_bytes([bytes[0], bytes[1]]))
    }

    /// Passes a name. Where its rest is elsewhere, a pointer ends it here: whether that leads to a name does not matter.
    fn skip_name(&mut self) -> Result<(), AnswerError> {
        let begin = self.at;
        loop {
            let length = self.take(1)?[0];
            match length {
                0 => return Ok(()),
                1..=0x3f => {
                    self.take(usize::from(length))?;
                    // Nothing but the end, of one byte at least, may follow.
                    if self.at - begin >= MOST_OF_NAME {
                        return Err(AnswerError::Malformed);
                    }
                }
                0xc0.. => {
                    let low = self.take(1)?[0];
                    let target = usize::from(length & 0x3f) << 8 | usize::from(low);
                    return if target < begin {
                        Ok(())
                    } else {
                        Err(AnswerError::Malformed)
                    };
                }
                // Reserved by RFC 1035.
                _ => return Err(AnswerError::Malformed),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(query: &[u8], flags: u16, count: u16, records: &[u8]) -> Vec<u8> {
        let mut bytes = query[..2].to_vec();
        for word in [flags, 1, count, 0, 0] {
            bytes.extend_from_slice(&u16::to_be_bytes(word));
        }
        bytes.extend_from_slice(&query[HEADER..]);
        bytes.extend_from_slice(records);
        bytes
    }

    fn record(kind: u16, class: u16, data: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0xc0, 0x0c];
        bytes.extend_from_slice(&kind.to_be_bytes());
        bytes.extend_from_slice(&class.to_be_bytes());
        bytes.extend_from_slice(&[0, 0, 0, 60]);
        bytes.extend_from_slice(&(data.len() as u16).to_be_bytes());
        bytes.extend_from_slice(data);
        bytes
    }

    const V4: [u8; 4] = [192, 0, 2, 7];

    #[test]
    fn a_question_is_written_as_rfc_1035_says() {
        let bytes = query(0x1234, b"www.example.com", Record::A).unwrap();
        let mut expected = b"\x12\x34\x01\x00\0\x01\0\0\0\0\0\0".to_vec();
        expected.extend_from_slice(b"\x03www\x07example\x03com\0\0\x01\0\x01");
        assert_eq!(bytes, expected);
        let aaaa = query(1, b"a.", Record::Aaaa).unwrap();
        assert_eq!(aaaa[HEADER..], *b"\x01a\0\0\x1c\0\x01");
    }

    #[test]
    fn names_that_cannot_be_asked_for_are_refused() {
        let long = vec![b'a'; 64];
        let many = b"a.".repeat(128);
        for name in [b"" as &[u8], b".", b"a..b", b".a", &long, &many] {
            assert_eq!(query(1, name, Record::A), Err(BadName));
        }
        assert!(query(1, &b"a.".repeat(127), Record::A).is_ok());
    }

    #[test]
    fn addresses_of_the_type_asked_for_are_told_in_order() {
        let q = query(7, b"example.com", Record::A).unwrap();
        let mut records = record(5, 1, b"\x01b\xc0\x0c");
        records.extend(record(1, 1, &V4));
        records.extend(record(28, 1, &[0; 16]));
        records.extend(record(1, 3, &[9, 9, 9, 9]));
        records.extend(record(1, 1, &[192, 0, 2, 8]));
        let found = addresses(&q, &answer(&q, 0x8180, 5, &records)).unwrap();
        let expected: [IpAddr; 2] = [[192, 0, 2, 7].into(), [192, 0, 2, 8].into()];
        assert_eq!(found, expected);
        let q = query(7, b"example.com", Record::Aaaa).unwrap();
        let found = addresses(&q, &answer(&q, 0x8180, 3, &records)).unwrap();
        assert_eq!(found, [IpAddr::from([0_u16; 8])]);
    }

    #[test]
    fn an_answer_to_another_question_is_not_ours() {
        let q = query(7, b"example.com", Record::A).unwrap();
        let good = answer(&q, 0x8180, 1, &record(1, 1, &V4));
        let other_id = [&[0, 8], &good[2..]].concat();
        let no_answer = answer(&q, 0x0100, 1, &record(1, 1, &V4));
        let other_name = {
            let q = query(7, b"example.org", Record::A).unwrap();
            answer(&q, 0x8180, 1, &record(1, 1, &V4))
        };
        let other_type = {
            let q = query(7, b"example.com", Record::Aaaa).unwrap();
            answer(&q, 0x8180, 1, &record(28, 1, &[0; 16]))
        };
        for bytes in [other_id, no_answer, other_name, other_type] {
            assert_eq!(addresses(&q, &bytes), Err(AnswerError::NotOurs));
        }
        let shouted = query(7, b"EXAMPLE.com", Record::A).unwrap();
        let bytes = answer(&shouted, 0x8180, 1, &record(1, 1, &V4));
        assert!(addresses(&q, &bytes).is_ok());
    }

    #[test]
    fn the_servers_error_is_told() {
        let q = query(7, b"example.com", Record::A).unwrap();
        let unknown = answer(&q, 0x8183, 0, b"");
        assert_eq!(addresses(&q, &unknown), Err(AnswerError::Refused(3)));
        let bare = b"\0\x07\x80\x01\0\0\0\0\0\0\0\0";
        assert_eq!(addresses(&q, bare), Err(AnswerError::Refused(1)));
    }

    #[test]
    fn malformed_answers_are_refused_wherever_they_break_off() {
        let q = query(7, b"example.com", Record::A).unwrap();
        let good = answer(&q, 0x8180, 1, &record(1, 1, &V4));
        for end in 0..good.len() {
            assert_eq!(addresses(&q, &good[..end]), Err(AnswerError::Malformed));
        }
        let at = good.len() - 16;
        for name in [[0xc0, at as u8], [0xff, 0xff], [0x80, 0], [0x40, 0]] {
            let mut bytes = good.clone();
            bytes[at..at + 2].copy_from_slice(&name);
            assert_eq!(addresses(&q, &bytes), Err(AnswerError::Malformed));
        }
        let short = answer(&q, 0x8180, 1, &record(1, 1, &V4[..3]));
        assert_eq!(addresses(&q, &short), Err(AnswerError::Malformed));
    }

    #[test]
    fn names_that_do_not_end_are_refused() {
        let q = query(7, b"example.com", Record::A).unwrap();
        let rest = &record(1, 1, &V4)[2..];
        let with_name = |name: &[u8]| answer(&q, 0x8180, 1, &[name, rest].concat());
        // 255 bytes with the last one are the most.
        let label = |length: u8| [&[length][..], &vec![b'a'; usize::from(length)]].concat();
        let most = [label(63).repeat(3), label(61), vec![0]].concat();
        assert!(addresses(&q, &with_name(&most)).is_ok());
        let more = [label(63).repeat(3), label(62), vec![0]].concat();
        let begin = u8::try_from(q.len()).unwrap();
        for name in [
            more,
            label(63).repeat(100),
            // To itself, to the pointer behind its own label, and beyond the end.
            vec![0xc0, begin],
            vec![1, b'a', 0xc0, begin],
            vec![0xc0, begin + 2],
            vec![0xc1, 0],
        ] {
            assert_eq!(
                addresses(&q, &with_name(&name)),
                Err(AnswerError::Malformed),
                "{name:?}"
            );
        }
    }

    #[test]
    fn counts_that_promise_too_much_are_refused() {
        let q = query(7, b"example.com", Record::A).unwrap();
        let records = record(1, 1, &V4);
        for count in [2, u16::MAX] {
            let bytes = answer(&q, 0x8180, count, &records);
            assert_eq!(addresses(&q, &bytes), Err(AnswerError::Malformed));
        }
        let mut questions = answer(&q, 0x8180, 1, &records);
        questions[5] = 2;
        assert_eq!(addresses(&q, &questions), Err(AnswerError::NotOurs));
        let long_data = [&records[..10], &[0xff, 0xff], &V4[..]].concat();
        let bytes = answer(&q, 0x8180, 1, &long_data);
        assert_eq!(addresses(&q, &bytes), Err(AnswerError::Malformed));
    }
}
