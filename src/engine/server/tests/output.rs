//! What is sent: shared payloads, files, corking, watermarks.

use std::rc::Rc;

use super::client::{Client, End};
use super::harness::{Behaviour, Engine, Seen, Setup, broken, push};
use crate::engine::config::Protocol;
use crate::engine::server::{Outgoing, Push, SendError};
use crate::engine::session::SessionId;
use crate::engine::testing::file;
use crate::protocol::websocket::Opcode;

const BINARY: Push = Push {
    opcode: Opcode::Binary,
    fin: true,
    compress: false,
    oversize: false,
};

fn pattern(len: usize) -> Vec<u8> {
    (0..len).map(|n| (n / 251) as u8 ^ n as u8).collect()
}

/// All sessions of the first port.
fn sessions(server: &Engine) -> Vec<SessionId> {
    let mut all = Vec::new();
    let mut session = 0;
    while let Some(next) = server.next_session(session, Some(0)) {
        all.push(next);
        session = next;
    }
    all
}

#[test]
fn a_large_payload_is_shared_by_all_who_get_it() {
    let harness = Setup::default().start();
    let mut clients: Vec<_> = (0..10)
        .map(|_| Client::websocket(harness.address()))
        .collect();
    let references = harness.run(|server| {
        let shared: Rc<[u8]> = pattern(100_000).into();
        let sessions = sessions(server);
        for session in sessions {
            server
                .push(session, BINARY, Outgoing::Shared(&shared))
                .expect("room");
            let text = Push {
                opcode: Opcode::Text,
                ..BINARY
            };
            server
                .push(session, text, Outgoing::Bytes(b"behind it"))
                .expect("room");
        }
        Rc::strong_count(&shared)
    });
    // Nobody has got a copy.
    assert_eq!(references, 1 + clients.len());
    for client in &mut clients {
        assert!(client.read_frame().payload == pattern(100_000));
        assert_eq!(client.read_text(), "behind it");
    }
}

#[test]
fn pieces_of_all_kinds_leave_in_order() {
    let harness = Setup::speaking(Protocol::Tcp).start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    let expected: Vec<u8> = (0..40u8)
        .flat_map(|n| [vec![n; 10], vec![n; 9000], vec![n; 20_000], vec![n; 3000]].concat())
        .collect();
    harness.run(move |server| {
        for n in 0..40u8 {
            let shared: Rc<[u8]> = vec![n; 9000].into();
            let encoded: Rc<[u8]> = vec![n; 20_000].into();
            let small = [n; 10];
            for piece in [
                Outgoing::Bytes(&small),
                Outgoing::Shared(&shared),
                Outgoing::Encoded(&encoded),
            ] {
                server.send(session, piece).expect("room");
            }
            server
                .send_file(session, file(&[n; 4000]), 1000, 3000)
                .expect("an open session");
        }
    });
    assert!(client.read(expected.len()) == expected);
}

#[test]
fn everything_pushed_in_a_turn_leaves_together() {
    let harness = Setup::default().start();
    let mut client = Client::websocket(harness.address());
    let session = harness.connected();
    let fd = harness.fd(session);
    harness.run(move |server| {
        for _ in 0..16 {
            push(server, session, Opcode::Text, b"hello").expect("room");
        }
        // SAFETY: a zeroed tcp_info is valid, and the kernel is told its size.
        let segments = unsafe {
            let mut info: libc::tcp_info = std::mem::zeroed();
            let mut len = size_of::<libc::tcp_info>() as libc::socklen_t;
            let result = libc::getsockopt(
                fd,
                libc::IPPROTO_TCP,
                libc::TCP_INFO,
                (&raw mut info).cast(),
                &raw mut len,
            );
            assert_eq!(result, 0);
            info.tcpi_unacked
        };
        assert_eq!(segments, 0, "nothing is written inside an event");
        assert_eq!(
            server.info(session).map(|info| info.send_pending),
            Some(16 * 7)
        );
    });
    // One write makes one segment, which one read brings.
    let mut bytes = [0; 1000];
    let count = std::io::Read::read(&mut client.stream, &mut bytes).expect("a read");
    assert_eq!(count, 16 * 7);
}

#[test]
fn a_file_is_no_memory() {
    let harness = Setup::speaking(Protocol::Tcp)
        .port(|port| {
            port.output_limit = 100_000;
            port.high_watermark = 100_000;
        })
        .start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    let len = 20 << 20;
    harness.run(move |server| {
        let file = file(&pattern(len));
        server.send_file(session, file, 0, len).expect("open");
        let behind = server.send(session, Outgoing::Bytes(&[b'x'; 90_000]));
        assert_eq!(behind, Ok(()));
        let more = server.send(session, Outgoing::Bytes(&[b'x'; 90_000]));
        assert_eq!(more, Err(SendError::BufferFull));
    });
    assert!(client.read(len) == pattern(len));
    assert_eq!(client.read(90_000), [b'x'; 90_000]);
    harness.expect_nothing();
}

#[test]
fn a_file_that_has_become_shorter_ends_the_connection() {
    let harness = Setup::speaking(Protocol::Tcp).start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    harness.run(move |server| {
        let file = file(b"short");
        server.send_file(session, file, 0, 10).expect("open");
    });
    let (bytes, _) = client.read_to_end();
    assert_eq!(bytes, b"short");
    harness.expect([broken(session, libc::EPIPE)]);
    harness.wait_for_connections(0);
}

#[test]
fn an_empty_part_of_a_file_is_nothing() {
    let harness = Setup::speaking(Protocol::Tcp).start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    harness.run(move |server| {
        server.send_file(session, file(b"abc"), 3, 0).expect("open");
        server.send(session, Outgoing::Bytes(b"x")).expect("room");
        let gone = server.send_file(session + 1, file(b"abc"), 0, 3);
        assert_eq!(gone, Err(SendError::NoSession));
    });
    assert_eq!(client.read(1), b"x");
}

#[test]
fn an_oversized_message_is_taken_if_nothing_else_waits() {
    let harness = Setup::default()
        .port(|port| port.output_limit = 100_000)
        .start();
    let mut client = Client::connect_narrow(harness.address()).upgraded("");
    let session = harness.connected();
    harness.next();
    let oversize = Push {
        oversize: true,
        ..BINARY
    };
    let len = 20 << 20;
    let message: Vec<u8> = pattern(len);
    harness.run(move |server| {
        let large = Outgoing::Bytes(&message);
        assert_eq!(
            server.push(session, BINARY, Outgoing::Bytes(&message)),
            Err(SendError::BufferFull)
        );
        assert_eq!(server.push(session, oversize, large), Ok(()));
        let second = server.push(session, oversize, Outgoing::Bytes(b"behind"));
        assert_eq!(second, Err(SendError::BufferFull));
    });
    assert!(client.read_frame().payload == pattern(len));
}

#[test]
fn the_handler_is_told_when_output_has_drained_if_it_asks() {
    let harness = Setup::speaking(Protocol::Tcp).start();
    let mut client = Client::connect_narrow(harness.address());
    let session = harness.connected();
    harness.run(move |server| {
        // More than the kernel takes.
        server
            .send(session, Outgoing::Bytes(&[b'x'; 7 << 20]))
            .expect("room");
        assert!(server.tell_when_drained(session));
        assert!(!server.tell_when_drained(session + 1));
    });
    harness.expect_nothing();
    assert_eq!(client.read(7 << 20).len(), 7 << 20);
    harness.expect([Seen::Watermark(session, false)]);
    // Nothing waits: it is told at once, and once.
    harness.run(move |server| assert!(server.tell_when_drained(session)));
    harness.expect([Seen::Watermark(session, false)]);
    harness.expect_nothing();
}

#[test]
fn the_handler_hears_of_both_watermarks_once() {
    let harness = Setup::speaking(Protocol::Tcp)
        .port(|port| {
            port.high_watermark = 4 << 20;
            port.low_watermark = 1 << 20;
        })
        .start();
    let mut client = Client::connect_narrow(harness.address());
    let session = harness.connected();
    let mut sent = 0;
    for round in 0..2 {
        // The kernel takes some megabytes.
        let queued = harness.run(move |server| {
            let piece: Rc<[u8]> = vec![round; 64 << 10].into();
            let mut queued = 0;
            while server.info(session).expect("open").send_pending < 5 << 20 {
                server
                    .send(session, Outgoing::Shared(&piece))
                    .expect("room");
                queued += piece.len();
            }
            queued
        });
        sent += queued;
        harness.expect([Seen::Watermark(session, true)]);
        harness.expect_nothing();
        assert!(client.read(queued).iter().all(|&byte| byte == round));
        harness.expect([Seen::Watermark(session, false)]);
    }
    harness.expect_nothing();
    assert!(sent > 10 << 20);
}

#[test]
fn a_slow_client_can_be_refilled_from_the_watermark() {
    let total = 32 << 20;
    let harness = Setup::speaking(Protocol::Tcp)
        .port(|port| port.high_watermark = 1 << 20)
        .handler(move || {
            let sent = std::cell::Cell::new(0);
            let fill = move |server: &Engine, session| {
                while sent.get() < total {
                    let piece = pattern(64 << 10);
                    server.send(session, Outgoing::Bytes(&piece)).expect("room");
                    sent.set(sent.get() + piece.len());
                    if server.info(session).expect("open").send_pending >= 1 << 20 {
                        return;
                    }
                }
            };
            let fill = Rc::new(fill);
            let again = Rc::clone(&fill);
            Behaviour {
                connected: Box::new(move |server, session| fill(server, session)),
                watermark: Box::new(move |server, session, full| {
                    if !full {
                        again(server, session);
                    }
                }),
                ..Behaviour::default()
            }
        })
        .start();
    let mut client = Client::connect(harness.address());
    let piece = pattern(64 << 10);
    for _ in 0..total / piece.len() {
        assert!(client.read(piece.len()) == piece);
    }
    client.finish();
    assert_eq!(client.read_to_end(), (Vec::new(), End::Stream));
    drop(harness);
}

#[test]
fn watermarks_of_a_session_that_ends_come_before_its_end() {
    let harness = Setup::speaking(Protocol::Tcp)
        .port(|port| port.high_watermark = 100)
        .start();
    let _client = Client::connect(harness.address());
    let session = harness.connected();
    harness.run(move |server| {
        server
            .send(session, Outgoing::Bytes(&[0; 200]))
            .expect("room");
        server.close(session, true);
    });
    assert_eq!(harness.next(), Seen::Watermark(session, true));
    assert!(matches!(harness.next(), Seen::Closed(..)));
    harness.expect_nothing();
}

#[test]
fn a_client_that_does_not_read_does_not_stop_the_others() {
    let harness = Setup::default().start();
    let deaf = Client::connect_narrow(harness.address()).upgraded("");
    let session = harness.connected();
    let mut other = Client::websocket(harness.address());
    harness.run(move |server| {
        let shared: Rc<[u8]> = pattern(1 << 20).into();
        while server
            .push(session, BINARY, Outgoing::Shared(&shared))
            .is_ok()
        {}
    });
    for n in 0..100 {
        let text = format!("{n}");
        other.text(&text);
        assert_eq!(other.read_text(), text);
    }
    // Without output there is nothing to wake the loop for.
    drop(deaf);
    loop {
        if matches!(harness.next(), Seen::Closed(closed, _) if closed == session) {
            break;
        }
    }
}
