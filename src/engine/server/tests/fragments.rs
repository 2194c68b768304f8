//! Messages in fragments, both ways (RFC 6455 section 5.4).

use super::client::{Client, Frame, fragment, frame};
use super::harness::{Harness, Seen, Setup};
use crate::engine::server::{Outgoing, Push, SendError};
use crate::engine::session::SessionId;
use crate::protocol::websocket::Opcode;

fn open(harness: &Harness) -> (Client, SessionId) {
    let client = Client::websocket(harness.address());
    let session = harness.connected();
    harness.next();
    (client, session)
}

#[test]
fn fragments_make_one_message_with_control_frames_between() {
    let harness = Setup::default().start();
    let (mut client, session) = open(&harness);
    let frames = [
        fragment(Opcode::Text, false, "grü".as_bytes()),
        frame(Opcode::Ping, b"1"),
        fragment(Opcode::Continuation, false, b""),
        fragment(Opcode::Continuation, false, &"ß".as_bytes()[..1]),
        frame(Opcode::Ping, b"2"),
        fragment(Opcode::Continuation, true, &"ße".as_bytes()[1..]),
    ];
    // However the bytes are cut.
    for chunk in [1, 3, 7, 1000] {
        for bytes in frames.concat().chunks(chunk) {
            client.send(bytes);
        }
        for payload in [b"1", b"2"] {
            let pong = client.read_frame();
            assert_eq!(
                (pong.opcode, &pong.payload[..]),
                (Opcode::Pong, &payload[..])
            );
        }
        assert_eq!(client.read_text(), "grüße");
        let whole = "grüße".as_bytes().to_vec();
        harness.expect([Seen::Message(session, Opcode::Text, whole)]);
    }
}

#[test]
fn a_large_message_comes_and_goes_whole() {
    let harness = Setup::default().start();
    let (mut client, session) = open(&harness);
    let payload: Vec<u8> = (0..2 << 20).map(|n: u32| (n / 7) as u8).collect();
    client.send_frame(Opcode::Binary, &payload);
    let echo = client.read_frame();
    assert!(echo.opcode == Opcode::Binary && echo.payload == payload);
    harness.expect([Seen::Message(session, Opcode::Binary, payload)]);
}

#[test]
fn a_message_can_be_pushed_in_fragments() {
    let harness = Setup::default().start();
    let (mut client, session) = open(&harness);
    harness.run(move |server| {
        let push = |opcode, fin, payload: &[u8]| {
            let push = Push {
                opcode,
                fin,
                compress: true,
                oversize: false,
            };
            server.push(session, push, Outgoing::Bytes(payload))
        };
        let order = Err(SendError::FragmentOrder);
        assert_eq!(
            push(Opcode::Continuation, true, b"nothing to continue"),
            order
        );
        assert_eq!(push(Opcode::Text, false, b"one "), Ok(()));
        assert_eq!(push(Opcode::Text, true, b"inside"), order);
        assert_eq!(push(Opcode::Binary, false, b"inside"), order);
        assert_eq!(push(Opcode::Ping, true, b"between"), Ok(()));
        assert_eq!(push(Opcode::Continuation, false, b"two "), Ok(()));
        assert_eq!(push(Opcode::Continuation, true, b""), Ok(()));
        assert_eq!(push(Opcode::Continuation, true, b"again"), order);
        assert_eq!(push(Opcode::Text, true, b"next"), Ok(()));
    });
    for (opcode, fin, payload) in [
        (Opcode::Text, false, "one "),
        (Opcode::Ping, true, "between"),
        (Opcode::Continuation, false, "two "),
        (Opcode::Continuation, true, ""),
        (Opcode::Text, true, "next"),
    ] {
        let expected = Frame {
            fin,
            rsv1: false,
            opcode,
            payload: payload.as_bytes().to_vec(),
        };
        assert_eq!(client.read_frame(), expected);
    }
}
