//! How long the server waits for clients whose session is over.

use std::time::Duration;

use super::client::{Client, End, frame};
use super::harness::{ENDED, Harness, LOST, Seen, Setup, after, tell};
use crate::engine::config::Protocol;
use crate::engine::handler::{Cause, Close};
use crate::engine::server::Outgoing;
use crate::protocol::websocket::{CloseCode, Opcode};

const SHORT: Duration = Duration::from_millis(100);

#[test]
fn unread_input_does_not_destroy_the_last_bytes() {
    let harness = Setup::default().start();
    let mut client = Client::websocket(harness.address());
    let session = harness.connected();
    harness.next();
    let fd = harness.fd(session);
    let held = harness.hold();
    // More than one read brings, behind a message that ends the session.
    let mut bytes = frame(Opcode::Text, b"\xFF");
    bytes.resize(200_000, 0);
    client.send(&bytes);
    Harness::wait_for_input(fd, 1);
    drop(held);
    assert_eq!(client.read_close().0, Some(CloseCode::INVALID_PAYLOAD));
    client.expect_end();
    drop(client);
    harness.wait_for_connections(0);
}

#[test]
fn a_client_that_does_not_close_is_forgotten() {
    let harness = Setup::speaking(Protocol::Tcp).linger(SHORT).start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    harness.run(move |server| assert!(server.close(session, false)));
    harness.expect([Seen::Closed(session, ENDED)]);
    client.expect_end();
    assert_eq!(harness.held_connections(), 1);
    harness.wait_for_connections(0);
    assert_eq!(harness.run(|server| server.stats().closed), 1);
}

#[test]
fn input_does_not_prolong_the_end() {
    let harness = Setup::speaking(Protocol::Tcp).linger(SHORT).start();
    let client = Client::connect(harness.address());
    let session = harness.connected();
    harness.run(move |server| assert!(server.close(session, false)));
    harness.expect([Seen::Closed(session, ENDED)]);
    let writer = {
        let mut stream = client.stream.try_clone().expect("a TCP socket");
        std::thread::spawn(move || {
            use std::io::Write;
            while stream.write_all(&[0; 10_000]).is_ok() {}
        })
    };
    harness.wait_for_connections(0);
    writer.join().expect("the socket is closed");
    assert_eq!(harness.poll(), None);
}

#[test]
fn a_client_that_reads_nothing_is_forgotten_with_what_it_should_have_read() {
    let harness = Setup::speaking(Protocol::Tcp).linger(SHORT).start();
    let _deaf = Client::connect_narrow(harness.address());
    let session = harness.connected();
    harness.run(move |server| {
        let bytes = vec![0; 8 << 20];
        server.send(session, Outgoing::Bytes(&bytes)).expect("room");
        assert!(server.close(session, false));
    });
    harness.expect([Seen::Closed(session, ENDED)]);
    harness.wait_for_connections(0);
}

#[test]
fn a_slow_client_may_read_to_the_end() {
    let harness = Setup::speaking(Protocol::Tcp).linger(SHORT).start();
    let mut slow = Client::connect_narrow(harness.address());
    let session = harness.connected();
    const SENT: usize = 8 << 20;
    harness.run(move |server| {
        let bytes = vec![b'x'; SENT];
        server.send(session, Outgoing::Bytes(&bytes)).expect("room");
        assert!(server.close(session, false));
    });
    harness.expect([Seen::Closed(session, ENDED)]);
    // Far longer than the server lingers for a client that does nothing.
    for _ in 0..6 {
        assert_eq!(slow.read(1 << 20).len(), 1 << 20);
        harness.let_pass(SHORT / 2);
    }
    let (rest, end) = slow.read_to_end();
    assert_eq!((rest.len(), end), (SENT - (6 << 20), End::Stream));
}

#[test]
fn a_close_frame_that_is_not_answered_ends_the_session() {
    let harness = Setup::default().linger(SHORT).start();
    let mut client = Client::websocket(harness.address());
    let session = harness.connected();
    harness.next();
    harness.run(move |server| {
        let closed = server.push_close(session, CloseCode::NORMAL, b"");
        assert_eq!(closed, Ok(()));
    });
    client.read_close();
    client.expect_end();
    let by_server = Close {
        cause: Cause::Server,
        websocket: true,
    };
    harness.expect([Seen::Closed(session, by_server)]);
    harness.wait_for_connections(0);
}

#[test]
fn the_wait_for_an_answer_does_not_shorten_the_end() {
    const TIME: Duration = Duration::from_millis(200);
    let harness = Setup::default().linger(TIME).start();
    let mut client = Client::websocket(harness.address());
    let session = harness.connected();
    harness.next();
    harness.run(move |server| {
        let closed = server.push_close(session, CloseCode::NORMAL, b"");
        assert_eq!(closed, Ok(()));
        after(server, TIME / 2, move |server| {
            assert!(server.close(session, false));
        });
        // Later than the answer is waited for, sooner than the end. Timers of a turn come before its deadlines.
        after(server, TIME * 5 / 4, |server| {
            let connections = server.state.borrow().connections.len();
            tell(format!("{}", connections - 1));
        });
    });
    client.read_close();
    assert!(matches!(harness.next(), Seen::Closed(..)));
    assert_eq!(harness.note(), "1");
    client.expect_end();
    harness.wait_for_connections(0);
}

#[test]
fn a_client_that_closes_first_is_not_waited_for() {
    let harness = Setup::speaking(Protocol::Tcp).start();
    let client = Client::connect(harness.address());
    let session = harness.connected();
    drop(client);
    harness.expect([Seen::Closed(session, LOST)]);
    assert_eq!(harness.held_connections(), 0);
}
