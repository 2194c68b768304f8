//! Sessions that the server ends: what still arrives, and what the handler hears.

use super::client::{Client, End, close_payload};
use super::harness::{Behaviour, ENDED, Seen, Setup, push, tell_news};
use crate::engine::config::Protocol;
use crate::engine::handler::{Cause, Close};
use crate::engine::server::{Outgoing, SendError};
use crate::protocol::websocket::{CloseCode, Opcode};

/// A WebSocket that the server has closed.
const DISMISSED: Close = Close {
    cause: Cause::Server,
    websocket: true,
};

#[test]
fn queued_output_arrives_before_the_end() {
    let harness = Setup::speaking(Protocol::Tcp).start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    harness.run(move |server| {
        let bytes = vec![b'x'; 4 << 20];
        server.send(session, Outgoing::Bytes(&bytes)).expect("room");
        assert!(server.close(session, false));
        // The session is over at once.
        assert!(!server.close(session, false));
        assert!(!server.is_open(session));
        assert_eq!(server.next_session(session - 1, None), None);
        let sent = server.send(session, Outgoing::Bytes(b"late"));
        assert_eq!(sent, Err(SendError::NoSession));
        assert!(!server.bind(session, 1) && !server.protect(session, true));
        assert!(!server.pause(session, true));
    });
    harness.expect([Seen::Closed(session, ENDED)]);
    let (bytes, end) = client.read_to_end();
    assert_eq!((bytes.len(), end), (4 << 20, End::Stream));
    drop(client);
    harness.wait_for_connections(0);
}

#[test]
fn a_reset_drops_what_is_queued() {
    let harness = Setup::speaking(Protocol::Tcp).start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    harness.run(move |server| {
        server
            .send(session, Outgoing::Bytes(b"never"))
            .expect("room");
        assert!(server.close(session, true));
    });
    harness.expect([Seen::Closed(session, ENDED)]);
    assert_eq!(client.read_to_end(), (Vec::new(), End::Reset));
    // It does not wait for the client either.
    assert_eq!(harness.held_connections(), 0);
}

#[test]
fn closing_what_does_not_exist_fails() {
    let harness = Setup::default().start();
    harness.run(|server| {
        for session in [0, -1, 99, i64::MAX, i64::MIN] {
            assert!(!server.close(session, false) && !server.goodbye(session, true));
            assert!(!server.pause(session, true) && !server.is_open(session));
            assert!(server.info(session).is_none() && server.addresses(session).is_none());
        }
    });
}

#[test]
fn a_session_can_be_read_about_until_its_end_was_told() {
    let harness = Setup::default()
        .handler(|| Behaviour {
            closed: Box::new(|server, session| {
                let info = server.info(session).expect("the last chance");
                assert!(!info.open && info.peer.is_some());
                let pushed = push(server, session, Opcode::Text, b"late");
                assert_eq!(pushed, Err(SendError::NoSession));
                assert!(!server.close(session, false));
            }),
            ..Behaviour::default()
        })
        .start();
    let client = Client::websocket(harness.address());
    let session = harness.connected();
    harness.next();
    drop(client);
    assert!(matches!(harness.next(), Seen::Closed(closed, _) if closed == session));
    assert!(harness.run(move |server| server.info(session).is_none()));
}

#[test]
fn goodbye_says_1000() {
    let harness = Setup::default().start();
    let mut client = Client::websocket(harness.address());
    let session = harness.connected();
    harness.next();
    assert!(harness.run(move |server| server.goodbye(session, false)));
    assert_eq!(
        client.read_close(),
        (Some(CloseCode::NORMAL), String::new())
    );
    client.expect_end();
    harness.expect([Seen::Closed(session, DISMISSED)]);
}

#[test]
fn disconnect_says_what_it_is_told_to() {
    let harness = Setup::default().start();
    let mut client = Client::websocket(harness.address());
    let session = harness.connected();
    harness.next();
    harness.run(move |server| {
        push(server, session, Opcode::Text, b"before").expect("room");
        let done = server.disconnect(session, CloseCode(4321), "tschüß".as_bytes());
        assert_eq!(done, Ok(()));
        assert!(server.disconnect(session, CloseCode(4321), b"").is_err());
        let pushed = push(server, session, Opcode::Text, b"after");
        assert_eq!(pushed, Err(SendError::NoSession));
    });
    assert_eq!(client.read_text(), "before");
    let said = (Some(CloseCode(4321)), "tschüß".to_owned());
    assert_eq!(client.read_close(), said);
    // Its answer is not needed, and does no harm.
    client.send_frame(Opcode::Close, &close_payload(4321, b""));
    client.expect_end();
    harness.expect([Seen::Closed(session, DISMISSED)]);
    drop(client);
    harness.wait_for_connections(0);
}

#[test]
fn disconnect_after_a_close_frame_ends_the_session() {
    let harness = Setup::default().start();
    let mut client = Client::websocket(harness.address());
    let session = harness.connected();
    harness.next();
    harness.run(move |server| {
        assert_eq!(
            server.push_close(session, CloseCode(4000), b"first"),
            Ok(())
        );
        assert_eq!(
            server.disconnect(session, CloseCode(4001), b"second"),
            Ok(())
        );
    });
    assert_eq!(
        client.read_close(),
        (Some(CloseCode(4000)), "first".to_owned())
    );
    client.expect_end();
    harness.expect([Seen::Closed(session, DISMISSED)]);
}

#[test]
fn the_handler_may_be_told_of_an_end_inside_an_event() {
    let harness = Setup::speaking(Protocol::Tcp)
        .handler(|| Behaviour {
            received: Box::new(|server, session, _| {
                server.close(session, false);
                tell_news(server);
                super::harness::tell("told");
            }),
            closed: Box::new(|server, session| {
                // One after the other, each inside the one before.
                if let Some(next) = server.next_session(session, Some(0)) {
                    server.close(next, false);
                    tell_news(server);
                }
            }),
            ..Behaviour::default()
        })
        .start();
    let mut clients: Vec<_> = (0..4).map(|_| Client::connect(harness.address())).collect();
    let sessions: Vec<_> = clients.iter().map(|_| harness.connected()).collect();
    clients[0].send(b"x");
    harness.expect([Seen::Received(sessions[0], b"x".to_vec())]);
    harness.expect(sessions.iter().map(|&session| Seen::Closed(session, ENDED)));
    harness.expect([Seen::Note("told".to_owned())]);
    for mut client in clients {
        client.expect_end();
    }
    harness.wait_for_connections(0);
}

#[test]
fn sessions_that_close_each_other_close_once() {
    let harness = Setup::speaking(Protocol::Tcp)
        .handler(|| Behaviour {
            closed: Box::new(|server, _| {
                for session in 0..=server.last_session() {
                    if server.port_of(session) == Some(0) {
                        server.close(session, false);
                    }
                }
            }),
            ..Behaviour::default()
        })
        .start();
    let mut clients: Vec<_> = (0..4).map(|_| Client::connect(harness.address())).collect();
    let sessions: Vec<_> = clients.iter().map(|_| harness.connected()).collect();
    harness.run({
        let first = sessions[0];
        move |server| assert!(server.close(first, false))
    });
    harness.expect(sessions.iter().map(|&session| Seen::Closed(session, ENDED)));
    for client in &mut clients {
        client.expect_end();
    }
    harness.expect_nothing();
}
