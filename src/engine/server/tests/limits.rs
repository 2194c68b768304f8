//! Bounds on what one client can make the server hold.

use std::rc::Rc;

use super::client::{Client, frame};
use super::harness::{Behaviour, Harness, Seen, Setup, push};
use crate::engine::config::{PortConfig, Protocol};
use crate::engine::handler::{Cause, Close};
use crate::engine::server::sessions::SessionIds;
use crate::engine::server::{Outgoing, Push, SendError};
use crate::protocol::websocket::{FrameHeader, Opcode};

const TEXT: Push = Push {
    opcode: Opcode::Text,
    fin: true,
    compress: false,
    oversize: false,
};

#[test]
fn a_push_fails_when_the_output_limit_is_reached() {
    const LIMIT: usize = 1 << 20;
    let harness = Setup::default()
        .port(|port| port.output_limit = LIMIT)
        .start();
    let mut deaf = Client::connect_narrow(harness.address()).upgraded("");
    let session = harness.connected();
    let (pushed, pending) = harness.run(move |server| {
        let payload: Rc<[u8]> = vec![b'x'; 50_000].into();
        let mut pushed = 0;
        let error = loop {
            match server.push(session, TEXT, Outgoing::Shared(&payload)) {
                Ok(()) => pushed += 1,
                Err(error) => break error,
            }
        };
        assert_eq!(error, SendError::BufferFull);
        assert_eq!(server.has_room(session, LIMIT), Err(error));
        // A small one still fits.
        assert_eq!(push(server, session, Opcode::Text, b"small"), Ok(()));
        (pushed, server.info(session).expect("open").send_pending)
    });
    assert!(pending <= LIMIT && pending > LIMIT - 60_000, "{pending}");
    // What was accepted arrives, and then there is room again.
    for _ in 0..pushed {
        assert_eq!(deaf.read_frame().payload.len(), 50_000);
    }
    assert_eq!(deaf.read_text(), "small");
    harness.run(move |server| assert_eq!(server.has_room(session, LIMIT), Ok(())));
    deaf.text("echo");
    assert_eq!(deaf.read_text(), "echo");
}

#[test]
fn a_message_larger_than_the_limit_never_fits() {
    let harness = Setup::default()
        .port(|port| port.output_limit = 1000)
        .start();
    let mut client = Client::websocket(harness.address());
    let session = harness.connected();
    harness.run(move |server| {
        // The header counts.
        let fits = [b'x'; 1000 - FrameHeader::MAX_LEN];
        let payload = [b'x'; 1001 - FrameHeader::MAX_LEN];
        let pushed = push(server, session, Opcode::Text, &payload);
        assert_eq!(pushed, Err(SendError::BufferFull));
        assert_eq!(push(server, session, Opcode::Text, &fits), Ok(()));
    });
    assert_eq!(client.read_text().len(), 1000 - FrameHeader::MAX_LEN);
}

#[test]
fn a_client_that_pings_and_does_not_read_is_dropped() {
    let harness = Setup::default()
        .port(|port| port.output_limit = 64 << 10)
        .start();
    let client = Client::connect_narrow(harness.address()).upgraded("");
    let session = harness.connected();
    harness.next();
    let writer = {
        let mut stream = client.stream.try_clone().expect("a TCP socket");
        let pings = frame(Opcode::Ping, &[b'x'; 125]).repeat(1000);
        std::thread::spawn(move || {
            use std::io::Write;
            // Until the server has had enough.
            while stream.write_all(&pings).is_ok() {}
        })
    };
    let lost = Close {
        cause: Cause::Broken(libc::ENOBUFS),
        websocket: true,
    };
    harness.expect([Seen::Closed(session, lost)]);
    harness.wait_for_connections(0);
    writer.join().expect("no panic");
}

#[test]
fn a_paused_client_is_held_back_by_the_kernel() {
    let harness = Setup::speaking(Protocol::Tcp)
        .handler(|| Behaviour {
            received: Box::new(|_, _, _| {}),
            ..Behaviour::default()
        })
        .start();
    let client = Client::connect(harness.address());
    let session = harness.connected();
    assert!(harness.run(move |server| server.pause(session, true)));
    const SENT: usize = 16 << 20;
    let writer = {
        let mut stream = client.stream.try_clone().expect("a TCP socket");
        std::thread::spawn(move || {
            use std::io::Write;
            stream
                .write_all(&vec![b'x'; SENT])
                .expect("the server reads");
        })
    };
    Harness::wait_for_input(harness.fd(session), 1000);
    harness.expect_nothing();
    let waiting = harness.run(move |server| server.info(session).map(|i| i.received_pending));
    assert!(
        waiting.is_some_and(|waiting| waiting <= 64 << 10),
        "{waiting:?}"
    );
    assert!(harness.run(move |server| server.pause(session, false)));
    let mut received = 0;
    while received < SENT {
        match harness.next() {
            Seen::Received(_, bytes) => received += bytes.len(),
            other => panic!("{other:?}"),
        }
    }
    writer.join().expect("all was read");
}

#[test]
fn connections_that_come_and_go_leave_nothing_behind() {
    let harness = Setup::default().start();
    // Their deadlines are the first to come, and stay.
    let _silent = Client::connect(harness.address());
    let _lingering = Client::connect(harness.address());
    harness.connected();
    let lingering = harness.connected();
    harness.run(move |server| server.close(lingering, false));
    for round in 0..1000 {
        let mut client = Client::connect(harness.address());
        if round % 2 == 0 {
            client.send(b"GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
            client.read_response();
        }
    }
    harness.wait_for_connections(2);
    harness.run(|server| {
        let state = server.state.borrow();
        assert!(state.deadlines.len() <= 70, "{}", state.deadlines.len());
        assert!(state.news.is_empty() && state.dirty.len() <= 1 && state.unread.is_empty());
        assert!(matches!(&state.sessions, SessionIds::Own(table) if table.len() == 3));
        assert!(state.connections.capacity() < 100);
    });
}

#[test]
fn an_idle_connection_holds_no_buffers() {
    let harness = Setup::default().start();
    let mut client = Client::websocket(harness.address());
    let session = harness.connected();
    client.text(&"x".repeat(100_000));
    client.read_text();
    harness.run(move |server| {
        let state = server.state.borrow();
        let connection = state.connection(session).expect("open");
        assert_eq!(connection.output.capacity(), 0);
        assert_eq!(connection.backlog.capacity(), 0);
    });
}

#[test]
fn one_message_may_be_larger_if_nothing_else_waits() {
    const LARGE: usize = 20 << 20;
    let harness = Setup::default()
        .port(|port| {
            port.output_limit = 100_000;
            port.message_limit = LARGE;
        })
        .start();
    let mut client = Client::connect_narrow(harness.address()).upgraded("");
    let session = harness.connected();
    harness.next();
    harness.run(move |server| {
        let push = |len: usize| push(server, session, Opcode::Binary, &vec![b'x'; len]);
        let largest = LARGE - FrameHeader::MAX_LEN;
        assert_eq!(push(largest + 1), Err(SendError::BufferFull));
        assert_eq!(push(largest), Ok(()));
        assert_eq!(push(1), Err(SendError::BufferFull));
    });
    assert_eq!(
        client.read_frame().payload.len(),
        LARGE - FrameHeader::MAX_LEN
    );
}

#[test]
fn what_may_wait() {
    let port = PortConfig {
        output_limit: 100,
        message_limit: 1000,
        ..PortConfig::default()
    };
    // Of several messages, of one, of a response.
    for (pending, len, http, fits) in [
        (0, 1000, false, true),
        (0, 1001, false, false),
        (60, 40, false, true),
        (60, 41, false, false),
        (1, 999, false, false),
        (900, 100, true, true),
        (900, 101, true, false),
        (1, usize::MAX, true, false),
    ] {
        assert_eq!(port.has_room(pending, len, http), fits, "{pending} {len}");
    }
    let one = PortConfig {
        message_limit: 0,
        ..port
    };
    assert!(one.has_room(0, 100, true) && !one.has_room(0, 101, true));
}
