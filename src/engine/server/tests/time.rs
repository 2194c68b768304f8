//! Heartbeat and other things that the clock brings about.

use std::time::Duration;

use super::client::Client;
use super::harness::{ENDED, Harness, Seen, Setup, after, tell, turns};
use crate::engine::config::Protocol;
use crate::protocol::websocket::CloseCode;

/// A server that looks for clients that were silent for 150 ms.
fn watchful(setup: Setup) -> Harness {
    setup
        .server(|server| server.heartbeat_interval = Some(Duration::from_millis(10)))
        .port(|port| port.heartbeat_idle = Some(Duration::from_millis(150)))
        .start()
}

#[test]
fn silent_clients_are_closed() {
    let harness = watchful(Setup::default());
    let mut websocket = Client::websocket(harness.address());
    let session = harness.connected();
    harness.next();
    assert_eq!(websocket.read_close().0, Some(CloseCode::GOING_AWAY));
    websocket.expect_end();
    assert!(matches!(
        harness.next(),
        Seen::Closed(closed, close) if closed == session && close.by_server() && close.websocket
    ));
}

#[test]
fn clients_that_speak_or_are_protected_stay() {
    let harness = watchful(Setup::speaking(Protocol::Tcp));
    let mut protected = Client::connect(harness.address());
    let session = harness.connected();
    assert!(harness.run(move |server| server.protect(session, true)));
    let mut silent = Client::connect(harness.address());
    let silent_session = harness.connected();
    let mut active = Client::connect(harness.address());
    let active_session = harness.connected();
    // Whoever speaks in every turn of the clock is never silent for long; the silent one shows that time has passed.
    loop {
        active.send(b"x");
        assert_eq!(active.read(1), b"x");
        match harness.next() {
            Seen::Received(session, _) => assert_eq!(session, active_session),
            Seen::Closed(session, _) => {
                assert_eq!(session, silent_session);
                break;
            }
            other => panic!("{other:?}"),
        }
    }
    silent.expect_end();
    protected.send(b"x");
    assert_eq!(protected.read(1), b"x");
    // Without protection it is next.
    assert!(harness.run(move |server| server.protect(session, false)));
    protected.expect_end();
}

#[test]
fn silent_sessions_are_listed() {
    let harness = Setup::speaking(Protocol::Tcp)
        .port(|port| port.heartbeat_idle = Some(Duration::from_millis(50)))
        .start();
    let _first = Client::connect(harness.address());
    let first = harness.connected();
    let _second = Client::connect(harness.address());
    let second = harness.connected();
    assert_eq!(harness.run(|server| server.idle_sessions()), []);
    harness.let_pass(Duration::from_millis(60));
    let mut idle = harness.run(|server| server.idle_sessions());
    // The control connection is protected.
    idle.sort_unstable();
    assert_eq!(idle, [first, second]);
}

#[test]
fn a_loop_with_nothing_to_do_sleeps() {
    let harness = Setup::default().start();
    let _websocket = Client::websocket(harness.address());
    let _silent = Client::connect(harness.address());
    harness.run(|server| {
        let before = turns();
        after(server, Duration::from_millis(60), move |_| {
            tell(format!("{}", turns() - before));
        });
    });
    loop {
        if let Seen::Note(turns) = harness.next() {
            let turns: u64 = turns.parse().expect("a number");
            assert!(turns <= 5, "{turns} turns in 60 ms");
            break;
        }
    }
}

#[test]
fn very_long_times_do_no_harm() {
    let harness = Setup::default()
        .server(|server| {
            server.heartbeat_interval = Some(Duration::MAX);
            server.max_wait = Duration::MAX;
        })
        .port(|port| {
            port.handshake_timeout = Duration::MAX;
            port.heartbeat_idle = Some(Duration::MAX);
        })
        .linger(Duration::MAX)
        .start();
    let mut client = Client::websocket(harness.address());
    harness.run(|server| {
        after(server, Duration::MAX, |_| unreachable!("in no time"));
        assert_eq!(server.idle_sessions(), []);
    });
    client.text("hello");
    assert_eq!(client.read_text(), "hello");
    harness.post(|server| server.shut_down());
    assert_eq!(client.read_close().0, Some(CloseCode::GOING_AWAY));
    client.expect_end();
    drop(client);
    let mut harness = harness;
    harness.end_control();
    assert!(harness.join().result.is_ok());
}

#[test]
fn a_connection_may_rest_so_long_between_requests() {
    const REST: Duration = Duration::from_millis(100);
    let harness = Setup::speaking(Protocol::Http)
        .port(|port| port.keep_alive = Some(REST))
        .start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    // What has not begun does not rest yet.
    harness.let_pass(2 * REST);
    client.get("/");
    client.read_response();
    harness.next();
    // A request that has begun has the time of its head.
    client.send(b"GET / HT");
    harness.let_pass(2 * REST);
    client.send(b"TP/1.1\r\nHost: x\r\n\r\n");
    client.read_response();
    harness.next();
    harness.expect_nothing();
    client.expect_end();
    harness.expect([Seen::Closed(session, ENDED)]);
}
