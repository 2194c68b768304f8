//! What a client must not send over a WebSocket: each is answered by its close code (RFC 6455 section 7.4.1).

use super::client::{Client, MASK, close_payload, fragment, frame};
use super::harness::{Seen, Setup};
use crate::engine::handler::{Cause, Close};
use crate::engine::session::SessionId;
use crate::protocol::websocket::{CloseCode, Opcode};

/// A masked frame whose first two bytes are `first` and the length byte `second`.
fn raw(first: u8, second: u8, rest: &[u8]) -> Vec<u8> {
    [&[first, second], rest].concat()
}

/// The end of a session whose peer has violated the protocol.
fn violated(session: SessionId, code: u16) -> Seen {
    let close = Close {
        cause: Cause::Violation(CloseCode(code)),
        websocket: true,
    };
    Seen::Closed(session, close)
}

#[test]
fn every_violation_has_its_close_code() {
    let harness = Setup::default()
        .port(|port| {
            port.max_message = 1000;
            port.max_fragments = 3;
        })
        .start();
    let more = |payload| fragment(Opcode::Continuation, false, payload);
    let cases: Vec<(&str, u16, Vec<u8>)> = vec![
        ("no mask", 1002, raw(0x81, 2, b"hi")),
        ("RSV1", 1002, raw(0xC1, 0x80, &MASK)),
        ("RSV2", 1002, raw(0xA1, 0x80, &MASK)),
        ("RSV3", 1002, raw(0x91, 0x80, &MASK)),
        ("opcode 3", 1002, raw(0x83, 0x80, &MASK)),
        ("opcode 11", 1002, raw(0x8B, 0x80, &MASK)),
        ("a long ping", 1002, frame(Opcode::Ping, &[0; 126])),
        (
            "a ping in fragments",
            1002,
            fragment(Opcode::Ping, false, b""),
        ),
        ("nothing to continue", 1002, more(b"x")),
        (
            "a message inside another",
            1002,
            [
                fragment(Opcode::Text, false, b"one"),
                frame(Opcode::Text, b"two"),
            ]
            .concat(),
        ),
        ("a long length", 1002, raw(0x81, 0xFE, &[0, 5])),
        (
            "the top bit of a length",
            1002,
            raw(0x82, 0xFF, &[0x80, 0, 0, 0, 0, 0, 0, 0]),
        ),
        ("half a close code", 1002, frame(Opcode::Close, &[3])),
        (
            "close code 1005",
            1002,
            frame(Opcode::Close, &close_payload(1005, b"")),
        ),
        (
            "close code 0",
            1002,
            frame(Opcode::Close, &close_payload(0, b"")),
        ),
        (
            "a reason that is no UTF-8",
            1007,
            frame(Opcode::Close, &close_payload(1000, b"\xFF")),
        ),
        (
            "a text that is no UTF-8",
            1007,
            frame(Opcode::Text, b"\xC3\x28"),
        ),
        ("an unfinished text", 1007, frame(Opcode::Text, b"\xC3")),
        (
            "a text that cannot become UTF-8",
            1007,
            fragment(Opcode::Text, false, b"\xFF"),
        ),
        ("a long message", 1009, frame(Opcode::Binary, &[0; 1001])),
        (
            "an announced length of 4 EB",
            1009,
            raw(
                0x82,
                0xFF,
                &[[0x40, 0, 0, 0, 0, 0, 0, 0].as_slice(), &MASK].concat(),
            ),
        ),
        (
            "long fragments",
            1009,
            [fragment(Opcode::Binary, false, &[0; 600]), more(&[0; 600])].concat(),
        ),
        (
            "many fragments",
            1009,
            [
                fragment(Opcode::Binary, false, b""),
                more(b""),
                more(b""),
                more(b""),
            ]
            .concat(),
        ),
    ];
    for (name, code, bytes) in cases {
        let mut client = Client::websocket(harness.address());
        let session = harness.connected();
        harness.next();
        // What was said before is answered before.
        client.text("before");
        client.send(&bytes);
        assert_eq!(client.read_text(), "before");
        let (answer, reason) = client.read_close();
        assert_eq!(answer.map(|code| code.0), Some(code), "{name}");
        assert!(!reason.is_empty(), "{name}");
        client.expect_end();
        harness.next();
        harness.expect([violated(session, code)]);
    }
    harness.wait_for_connections(0);
}

#[test]
fn messages_behind_a_violation_are_not_delivered() {
    let harness = Setup::default().start();
    let mut client = Client::websocket(harness.address());
    let session = harness.connected();
    harness.next();
    client.send(&[frame(Opcode::Text, b"\xFF"), frame(Opcode::Text, b"late")].concat());
    client.text("later");
    client.read_close();
    client.expect_end();
    harness.expect([violated(session, 1007)]);
    harness.expect_nothing();
}

#[test]
fn the_answer_reaches_a_client_that_is_still_sending() {
    let harness = Setup::default().start();
    let mut client = Client::websocket(harness.address());
    let session = harness.connected();
    // Far more than the sockets hold behind the violation.
    client.send(&frame(Opcode::Text, b"\xFF"));
    client.send(&vec![0; 8 << 20]);
    assert_eq!(client.read_close().0.map(|code| code.0), Some(1007));
    client.expect_end();
    harness.next();
    assert!(matches!(harness.next(), Seen::Closed(closed, _) if closed == session));
    drop(client);
    harness.wait_for_connections(0);
}
