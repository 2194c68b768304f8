//! The opening handshake's end, control frames and the closing handshake (RFC 6455 sections 4 to 7).

use std::time::Duration;

use super::client::{Client, close_payload, frame, handshake};
use super::harness::{Behaviour, Harness, LOST, Seen, Setup, accept_websocket, after, push, tell};
use crate::engine::handler::{Cause, Close};
use crate::engine::server::{CloseError, Outgoing, Push, SendError, WebSocketStatus};
use crate::engine::session::SessionId;
use crate::protocol::websocket::close::CloseEncodeError;
use crate::protocol::websocket::{CloseCode, Opcode};

/// A WebSocket that the peer has closed.
const CLOSED: Close = Close {
    cause: Cause::Peer,
    websocket: true,
};

/// An open WebSocket and its session.
fn open(harness: &Harness) -> (Client, SessionId) {
    let client = Client::websocket(harness.address());
    let session = harness.connected();
    harness.expect([request(session)]);
    (client, session)
}

fn request(session: SessionId) -> Seen {
    Seen::Request(session, "GET /chat".to_owned(), Vec::new())
}

fn text(session: SessionId, text: &str) -> Seen {
    Seen::Message(session, Opcode::Text, text.as_bytes().to_vec())
}

#[test]
fn a_frame_may_come_in_the_packet_of_the_handshake() {
    let harness = Setup::default().start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    let mut bytes = handshake("").into_bytes();
    bytes.extend_from_slice(&frame(Opcode::Text, b"early"));
    bytes.extend_from_slice(&frame(Opcode::Text, b"bird"));
    client.send(&bytes);
    assert_eq!(client.read_head().status, 101);
    assert_eq!(client.read_text(), "early");
    assert_eq!(client.read_text(), "bird");
    harness.expect([
        request(session),
        text(session, "early"),
        text(session, "bird"),
    ]);
}

#[test]
fn a_handshake_may_be_answered_late() {
    let harness = Setup::default()
        .handler(|| Behaviour {
            request: Box::new(|server, session, head, _| {
                let raw = head.raw.to_vec();
                after(server, Duration::from_millis(1), move |server| {
                    let mut storage = crate::protocol::http::HeaderStorage::new();
                    let limits = crate::protocol::http::Limits::default();
                    let parsed = crate::protocol::http::parse_head(&raw, &limits, &mut storage);
                    let (head, _) = parsed.expect("valid").expect("complete");
                    assert!(accept_websocket(server, session, &head));
                    tell("accepted");
                });
            }),
            ..Behaviour::default()
        })
        .start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    let mut bytes = handshake("").into_bytes();
    bytes.extend_from_slice(&frame(Opcode::Text, b"early"));
    client.send(&bytes);
    client.text("bird");
    assert_eq!(client.read_head().status, 101);
    assert_eq!(client.read_text(), "early");
    assert_eq!(client.read_text(), "bird");
    harness.expect([
        request(session),
        Seen::Note("accepted".to_owned()),
        text(session, "early"),
        text(session, "bird"),
    ]);
}

#[test]
fn frames_may_come_byte_by_byte() {
    let harness = Setup::default().start();
    let (mut client, session) = open(&harness);
    client.send_byte_by_byte(&frame(Opcode::Text, b"slow"));
    client.send_byte_by_byte(&frame(Opcode::Ping, b"?"));
    assert_eq!(client.read_text(), "slow");
    let pong = client.read_frame();
    assert_eq!((pong.opcode, pong.payload), (Opcode::Pong, b"?".to_vec()));
    harness.expect([text(session, "slow")]);
}

#[test]
fn pings_are_answered_and_pongs_are_not() {
    let harness = Setup::default().start();
    let (mut client, _) = open(&harness);
    for payload in [&b""[..], b"hello", &[0xFF; 125]] {
        client.send_frame(Opcode::Pong, payload);
        client.send_frame(Opcode::Ping, payload);
        let pong = client.read_frame();
        assert_eq!(
            (pong.opcode, pong.payload.as_slice()),
            (Opcode::Pong, payload)
        );
    }
    harness.expect_nothing();
}

#[test]
fn a_port_may_deliver_control_frames() {
    let harness = Setup::default()
        .port(|port| {
            port.deliver_ping = true;
            port.deliver_pong = true;
            port.deliver_close = true;
        })
        .start();
    let (mut client, session) = open(&harness);
    client.send_frame(Opcode::Ping, b"1");
    client.send_frame(Opcode::Pong, b"2");
    client.text("3");
    // Nothing has answered the ping.
    assert_eq!(client.read_text(), "3");
    client.send_frame(Opcode::Close, &close_payload(3001, b"bye"));
    // The engine still answers the close frame.
    assert_eq!(
        client.read_close(),
        (Some(CloseCode(3001)), "bye".to_owned())
    );
    client.expect_end();
    harness.expect([
        Seen::Message(session, Opcode::Ping, b"1".to_vec()),
        Seen::Message(session, Opcode::Pong, b"2".to_vec()),
        text(session, "3"),
        Seen::CloseFrame(session, Some(CloseCode(3001)), b"bye".to_vec()),
        Seen::Closed(session, CLOSED),
    ]);
}

#[test]
fn the_handler_may_answer_a_close_frame_itself() {
    let harness = Setup::default()
        .port(|port| port.deliver_close = true)
        .handler(|| Behaviour {
            message: Box::new(|server, session, opcode, _| {
                if opcode == Opcode::Close {
                    assert_eq!(push(server, session, Opcode::Text, b"last words"), Ok(()));
                    let done = server.disconnect(session, CloseCode(4000), b"mine");
                    assert_eq!(done, Ok(()));
                }
            }),
            ..Behaviour::default()
        })
        .start();
    let (mut client, session) = open(&harness);
    client.send_frame(Opcode::Close, &close_payload(1000, b""));
    assert_eq!(client.read_text(), "last words");
    assert_eq!(
        client.read_close(),
        (Some(CloseCode(4000)), "mine".to_owned())
    );
    client.expect_end();
    let by_server = Close {
        cause: Cause::Server,
        websocket: true,
    };
    harness.expect([
        Seen::CloseFrame(session, Some(CloseCode::NORMAL), Vec::new()),
        Seen::Closed(session, by_server),
    ]);
}

#[test]
fn a_close_frame_is_answered_when_its_handler_ends_the_session() {
    let harness = Setup::default()
        .port(|port| port.deliver_close = true)
        .handler(|| Behaviour {
            message: Box::new(|server, session, opcode, _| {
                if opcode == Opcode::Close {
                    assert!(server.close(session, false));
                }
            }),
            ..Behaviour::default()
        })
        .start();
    let (mut client, session) = open(&harness);
    client.send_frame(Opcode::Close, &close_payload(3001, b"bye"));
    assert_eq!(
        client.read_close(),
        (Some(CloseCode(3001)), "bye".to_owned())
    );
    client.expect_end();
    harness.next();
    let by_server = Close {
        cause: Cause::Server,
        websocket: true,
    };
    harness.expect([Seen::Closed(session, by_server)]);
}

#[test]
fn a_close_frame_is_answered_with_its_own_code() {
    let harness = Setup::default().start();
    for (payload, code, reason) in [
        (Vec::new(), None, ""),
        (close_payload(1000, b""), Some(1000), ""),
        (close_payload(4999, b"enough"), Some(4999), "enough"),
        (
            close_payload(3000, &[b'x'; 123]),
            Some(3000),
            &"x".repeat(123),
        ),
    ] {
        let (mut client, session) = open(&harness);
        let mut bytes = frame(Opcode::Text, b"before");
        bytes.extend_from_slice(&frame(Opcode::Close, &payload));
        bytes.extend_from_slice(&frame(Opcode::Text, b"after"));
        client.send(&bytes);
        assert_eq!(client.read_text(), "before");
        let answer = (code.map(CloseCode), reason.to_owned());
        assert_eq!(client.read_close(), answer);
        client.expect_end();
        harness.expect([text(session, "before"), Seen::Closed(session, CLOSED)]);
    }
    harness.wait_for_connections(0);
}

#[test]
fn a_websocket_may_end_without_a_close_frame() {
    let harness = Setup::default().start();
    let (mut client, session) = open(&harness);
    client.send(&frame(Opcode::Text, b"half a frame")[..7]);
    client.finish();
    client.expect_end();
    harness.expect([Seen::Closed(session, CLOSED)]);
    harness.wait_for_connections(0);
}

#[test]
fn what_can_be_pushed_depends_on_the_session() {
    let harness = Setup::default().start();
    let mut plain = Client::connect(harness.address());
    let plain_session = harness.connected();
    let status = move |session| harness_status(session);
    fn harness_status(
        session: SessionId,
    ) -> impl FnOnce(&super::harness::Engine) -> Option<WebSocketStatus> + Send {
        move |server| server.websocket_status(session)
    }
    assert_eq!(
        harness.run(status(plain_session)),
        Some(WebSocketStatus::None)
    );
    harness.run(move |server| {
        for (session, error) in [
            (plain_session, SendError::NotWebSocket),
            (plain_session + 1, SendError::NoSession),
            (0, SendError::NoSession),
            (-1, SendError::NoSession),
            (SessionId::MAX, SendError::NoSession),
        ] {
            assert_eq!(push(server, session, Opcode::Text, b"x"), Err(error));
            let closed = server.push_close(session, CloseCode::NORMAL, b"");
            assert_eq!(closed, Err(CloseError::Send(error)));
            let closed = server.disconnect(session, CloseCode::NORMAL, b"");
            assert_eq!(closed, Err(CloseError::Send(error)));
        }
    });
    plain.send(handshake("").as_bytes());
    assert_eq!(plain.read_head().status, 101);
    harness.expect([request(plain_session)]);
    assert_eq!(
        harness.run(status(plain_session)),
        Some(WebSocketStatus::Active)
    );
    harness.run(move |server| {
        let long = [b'x'; 126];
        for (opcode, fin, payload) in [
            (Opcode::Ping, true, &long[..]),
            (Opcode::Pong, false, b"x"),
            (Opcode::Close, true, b"\x03"),
        ] {
            let push = Push {
                opcode,
                fin,
                compress: true,
                oversize: false,
            };
            let pushed = server.push(plain_session, push, Outgoing::Bytes(payload));
            assert_eq!(pushed, Err(SendError::ControlFrame), "{opcode:?}");
        }
        let closed = server.push_close(plain_session, CloseCode(1005), b"");
        let refused = CloseEncodeError::CodeNotAllowed(CloseCode(1005));
        assert_eq!(closed, Err(CloseError::Encode(refused)));
    });
    plain.text("nothing was sent");
    assert_eq!(plain.read_text(), "nothing was sent");
}

#[test]
fn nothing_follows_a_close_frame() {
    let harness = Setup::default().start();
    let (mut client, session) = open(&harness);
    harness.run(move |server| {
        assert_eq!(push(server, session, Opcode::Text, b"last"), Ok(()));
        assert_eq!(server.push_close(session, CloseCode(4001), b"bye"), Ok(()));
        let error = SendError::Closing;
        assert_eq!(push(server, session, Opcode::Text, b"late"), Err(error));
        assert_eq!(push(server, session, Opcode::Ping, b""), Err(error));
        let closed = server.push_close(session, CloseCode::NORMAL, b"");
        assert_eq!(closed, Err(CloseError::Send(error)));
        assert!(server.is_open(session));
    });
    assert_eq!(client.read_text(), "last");
    assert_eq!(
        client.read_close(),
        (Some(CloseCode(4001)), "bye".to_owned())
    );
    // The peer may still send, until it answers.
    client.text("mine");
    client.send_frame(Opcode::Ping, b"no pong");
    client.send_frame(Opcode::Close, &close_payload(4001, b""));
    client.expect_end();
    harness.expect([text(session, "mine"), Seen::Closed(session, CLOSED)]);
    harness.run(move |server| {
        let gone = push(server, session, Opcode::Text, b"late");
        assert_eq!(gone, Err(SendError::NoSession));
    });
    harness.wait_for_connections(0);
}

#[test]
fn an_http_session_that_ends_was_no_websocket() {
    let harness = Setup::default().start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    client.get("/");
    client.read_response();
    drop(client);
    harness.next();
    harness.expect([Seen::Closed(session, LOST)]);
}
