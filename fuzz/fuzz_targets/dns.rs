//! Answers of DNS servers, hostile ones among them, to questions about any name.
#![no_main]

use libfuzzer_sys::fuzz_target;
use swoole::protocol::dns::{AnswerError, Record, addresses, query};
use swoole_rs_fuzz::Choices;

/// Bytes of a header, and of the shortest record with an address: a name, ten more, and the address.
const HEADER: usize = 12;
const SHORTEST: usize = 1 + 10 + 4;

fuzz_target!(|data: &[u8]| {
    let mut choices = Choices::new(data);
    let flags = choices.byte();
    let record = if flags & 1 == 0 {
        Record::A
    } else {
        Record::Aaaa
    };
    let id = choices.word();
    let len = usize::from(choices.byte());
    let name = choices.bytes(len);
    let Ok(question) = query(id, name, record) else {
        return;
    };
    check_question(&question, id, name);
    let answer = if flags & 2 == 0 {
        choices.rest().to_vec()
    } else {
        // One that fits the question: otherwise hardly any would be read further than that.
        let (status, count) = (choices.byte() & 0x8f, choices.word());
        let mut answer = question.clone();
        answer[2..4].copy_from_slice(&[0x81, status]);
        answer[6..8].copy_from_slice(&count.to_be_bytes());
        answer.extend_from_slice(choices.rest());
        answer
    };
    match addresses(&question, &answer) {
        Ok(found) => {
            assert_eq!(answer[..2], question[..2]);
            assert!(answer.len() >= question.len() + found.len() * SHORTEST);
            assert!(found.iter().all(|ip| ip.is_ipv4() == (record == Record::A)));
        }
        Err(AnswerError::Refused(code)) => assert!((1..16).contains(&code)),
        Err(AnswerError::NotOurs | AnswerError::Malformed) => {}
    }
    // A question is no answer, not even to itself.
    assert_eq!(addresses(&question, &question), Err(AnswerError::NotOurs));
});

/// The question asks for the name that was given, and for nothing else.
fn check_question(question: &[u8], id: u16, name: &[u8]) {
    assert_eq!(question[..2], id.to_be_bytes());
    let mut read = Vec::new();
    let mut at = HEADER;
    while question[at] != 0 {
        let len = usize::from(question[at]);
        assert!(len < 64);
        read.extend_from_slice(&question[at + 1..at + 1 + len]);
        read.push(b'.');
        at += 1 + len;
    }
    read.pop();
    assert_eq!(read, name.strip_suffix(b".").unwrap_or(name));
    assert_eq!(question.len(), at + 5);
    assert!(at + 1 - HEADER <= 255);
}
