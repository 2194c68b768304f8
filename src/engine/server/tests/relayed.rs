//! A reactor thread owns the sockets, the handler runs in a worker: what must be the same as without.

use std::time::Duration;

use super::client::{Client, close_payload, fragment, frame};
use super::harness::{Behaviour, Setup, push};
use crate::engine::config::Protocol;
use crate::engine::server::{Outgoing, SendError};
use crate::protocol::websocket::deflate::DeflateConfig;
use crate::protocol::websocket::{CloseCode, Opcode};

#[test]
fn messages_are_answered_in_order() {
    let harness = Setup::default().relayed().start();
    let mut client = Client::websocket(harness.address());
    let many: Vec<u8> = (0..5000_u32)
        .flat_map(|n| frame(Opcode::Text, n.to_string().as_bytes()))
        .collect();
    client.send(&many);
    for n in 0..5000_u32 {
        assert_eq!(client.read_text(), n.to_string());
    }
    let large = "x".repeat(2_000_000);
    client.text(&large);
    assert!(client.read_text() == large);
}

#[test]
fn requests_are_answered_on_a_connection_that_stays() {
    let harness = Setup::speaking(Protocol::Http).relayed().start();
    let mut client = Client::connect(harness.address());
    for n in 0..3 {
        client.get(&format!("/{n}"));
        assert_eq!(client.read_response().body, format!("GET /{n} ").as_bytes());
    }
    let body = "b".repeat(300_000);
    let length = body.len();
    client.send(
        format!("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: {length}\r\n\r\n{body}").as_bytes(),
    );
    assert_eq!(client.read_response().body.len(), "POST / ".len() + length);
}

#[test]
fn compression_is_the_reactors_business() {
    let harness = Setup::default()
        .port(|port| port.compression = Some(DeflateConfig::default()))
        .relayed()
        .start();
    let mut client = Client::connect(harness.address())
        .upgraded("Sec-WebSocket-Extensions: permessage-deflate\r\n");
    client.text(&"a".repeat(1000));
    let answer = client.read_frame();
    assert!(answer.rsv1 && answer.payload.len() < 100);
}

#[test]
fn replies_come_before_the_close_frame_that_ends_their_session() {
    let harness = Setup::default().relayed().start();
    for (last, code) in [
        (frame(Opcode::Close, &close_payload(1000, b"")), 1000),
        (fragment(Opcode::Continuation, true, b"of nothing"), 1002),
    ] {
        let mut client = Client::websocket(harness.address());
        let mut bytes = frame(Opcode::Text, b"before");
        bytes.extend(last);
        client.send(&bytes);
        assert_eq!(client.read_text(), "before");
        assert_eq!(client.read_close().0, Some(CloseCode(code)));
        client.expect_end();
    }
}

#[test]
fn a_client_that_does_not_read_meets_the_limit() {
    let harness = Setup::default()
        .port(|port| port.output_limit = 1 << 20)
        .handler(|| Behaviour {
            message: Box::new(|server, session, _, _| {
                let bytes = vec![0; 50_000];
                let mut pushed = 0_usize;
                let full = loop {
                    match push(server, session, Opcode::Binary, &bytes) {
                        Ok(()) => pushed += 1,
                        Err(error) => break error,
                    }
                };
                super::harness::tell(format!("{full:?} {}", pushed < 500));
            }),
            ..Behaviour::default()
        })
        .relayed()
        .start();
    let mut client = Client::websocket(harness.address());
    harness.connected();
    harness.next();
    client.text("go");
    harness.next();
    assert_eq!(harness.note(), format!("{:?} true", SendError::BufferFull));
}

#[test]
fn a_handler_that_takes_its_time_slows_its_clients_down() {
    let harness = Setup::speaking(Protocol::Tcp)
        .handler(|| Behaviour {
            received: Box::new(|server, session, bytes| {
                let _ = server.send(session, Outgoing::Bytes(&bytes.len().to_le_bytes()));
            }),
            ..Behaviour::default()
        })
        .relayed()
        .start();
    let mut client = Client::connect(harness.address());
    harness.connected();
    let held = harness.hold();
    let stream = client.stream.try_clone().expect("a descriptor");
    stream
        .set_write_timeout(Some(Duration::from_millis(300)))
        .expect("not zero");
    let mut sent = 0;
    // The ring, the sockets' buffers, then nothing more.
    while let Ok(count) = std::io::Write::write(&mut &stream, &[0; 65536]) {
        sent += count;
        assert!(sent < 64 << 20, "nothing holds the client back");
    }
    drop(held);
    let mut answered = 0;
    while answered < sent {
        answered += usize::from_le_bytes(client.read(8).try_into().expect("8 bytes"));
    }
    assert_eq!(answered, sent);
}

#[test]
fn sessions_can_be_closed_and_asked_about_from_the_worker() {
    let harness = Setup::default().relayed().start();
    let mut client = Client::websocket(harness.address());
    let session = harness.connected();
    harness.next();
    let peer = client.stream.local_addr().expect("an address");
    let info = harness
        .run(move |server| server.info(session))
        .expect("a session");
    assert_eq!((info.peer, info.open), (Some(peer), true));
    assert_eq!(
        harness.run(|server| server.next_session(0, Some(0))),
        Some(session)
    );
    assert!(harness.run(move |server| {
        let done = server.bind(session, 77) && !server.bind(session, 78);
        done && server.goodbye(session, false) && !server.goodbye(session, false)
    }));
    assert_eq!(client.read_close().0, Some(CloseCode::NORMAL));
    client.finish();
    client.expect_end();
    harness.next();
    // The control connection is left.
    assert_eq!(harness.run(|server| server.session_count()), 1);
}

#[test]
fn one_message_of_another_member_may_be_larger_if_nothing_else_waits() {
    const LARGE: usize = 6 << 20;
    let harness = Setup::default()
        .port(|port| {
            port.output_limit = 100_000;
            port.message_limit = LARGE;
        })
        .handler(|| Behaviour {
            message: Box::new(|server, session, _, _| {
                let lens = [LARGE, LARGE - 100, 1, 100_001];
                let pushed = lens.map(|len| push(server, session, Opcode::Binary, &vec![0; len]));
                super::harness::tell(format!("{pushed:?}"));
            }),
            ..Behaviour::default()
        })
        .relayed()
        .start();
    let mut client = Client::websocket(harness.address());
    harness.connected();
    harness.next();
    client.text("go");
    harness.next();
    let full = Err::<(), _>(SendError::BufferFull);
    assert_eq!(harness.note(), format!("{:?}", [full, Ok(()), full, full]));
    assert_eq!(client.read_frame().payload.len(), LARGE - 100);
}
