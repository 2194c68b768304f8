//! The server's own end.

use std::time::Duration;

use super::client::{Client, End};
use super::harness::{Behaviour, ENDED, Engine, Seen, Setup, after, tell};
use crate::engine::config::Protocol;
use crate::engine::server::Outgoing;
use crate::protocol::websocket::CloseCode;

#[test]
fn everybody_is_said_goodbye_to() {
    let mut harness = Setup::default().start();
    let mut websocket = Client::websocket(harness.address());
    harness.connected();
    harness.next();
    let mut http = Client::connect(harness.address());
    harness.connected();
    http.get("/");
    http.read_response();
    harness.next();
    harness.post(|server| {
        server.shut_down();
        assert!(server.is_draining() && server.is_running());
        // A second time changes nothing.
        server.shut_down();
    });
    assert_eq!(websocket.read_close().0, Some(CloseCode::GOING_AWAY));
    websocket.expect_end();
    http.expect_end();
    for _ in 0..2 {
        assert!(matches!(harness.next(), Seen::Closed(_, close) if close.by_server()));
    }
    drop(websocket);
    drop(http);
    harness.end_control();
    // All have closed: nothing is waited for.
    let ended = harness.join();
    assert!(ended.result.is_ok());
    assert_eq!(ended.stats.closed, 3);
}

#[test]
fn output_is_sent_before_the_end() {
    let mut harness = Setup::speaking(Protocol::Tcp).start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    harness.post(move |server| {
        let bytes = vec![b'x'; 4 << 20];
        server.send(session, Outgoing::Bytes(&bytes)).expect("room");
        server.shut_down();
    });
    let (bytes, end) = client.read_to_end();
    assert_eq!((bytes.len(), end), (4 << 20, End::Stream));
    drop(client);
    harness.end_control();
    assert!(harness.join().result.is_ok());
}

#[test]
fn clients_that_do_not_close_are_not_waited_for_longer_than_max_wait() {
    let harness = Setup::default()
        .server(|server| server.max_wait = Duration::from_millis(50))
        .start();
    let mut client = Client::websocket(harness.address());
    harness.post(Engine::shut_down);
    let ended = harness.join();
    assert!(ended.result.is_ok());
    assert_eq!(client.read_close().0, Some(CloseCode::GOING_AWAY));
    client.read_to_end();
}

#[test]
fn nobody_is_accepted_any_more() {
    let harness = Setup::speaking(Protocol::Tcp)
        .server(|server| server.max_wait = Duration::from_millis(50))
        .start();
    let held = harness.hold();
    harness.post(Engine::shut_down);
    // It waits in the kernel's queue, behind the shutdown in the same turn or the next.
    let mut client = Client::connect(harness.address());
    drop(held);
    let ended = harness.join();
    assert_eq!(ended.stats.accepted, 1);
    client.read_to_end();
}

#[test]
fn timers_and_handlers_go_on_while_the_server_drains() {
    let mut harness = Setup::speaking(Protocol::Tcp).start();
    let client = Client::connect(harness.address());
    let session = harness.connected();
    harness.post(|server| {
        server.shut_down();
        after(server, Duration::from_millis(1), |_| tell("timer"));
    });
    harness.expect([Seen::Closed(session, ENDED), Seen::Note("timer".to_owned())]);
    drop(client);
    harness.end_control();
    assert!(harness.join().result.is_ok());
}

/// An abort in any event ends the loop, and no other event follows.
#[test]
fn an_abort_is_the_last_event() {
    type Make = fn() -> Behaviour;
    let cases: [(&str, Make); 5] = [
        ("connected", || Behaviour {
            connected: Box::new(|server, _| server.abort()),
            ..Behaviour::default()
        }),
        ("request", || Behaviour {
            request: Box::new(|server, session, head, body| {
                if head.is_upgrade_websocket() {
                    super::harness::answer(server, session, head, body);
                } else {
                    server.abort();
                }
            }),
            ..Behaviour::default()
        }),
        ("message", || Behaviour {
            message: Box::new(|server, _, _, _| server.abort()),
            ..Behaviour::default()
        }),
        ("watermark", || Behaviour {
            watermark: Box::new(|server, _, _| server.abort()),
            ..Behaviour::default()
        }),
        ("closed", || Behaviour {
            closed: Box::new(|server, _| server.abort()),
            ..Behaviour::default()
        }),
    ];
    for (event, make) in cases {
        let harness = Setup::default()
            .port(|port| port.high_watermark = 5)
            .handler(make)
            .start();
        let mut client = Client::connect(harness.address());
        let bytes = match event {
            "request" => [super::client::get("/1"), super::client::get("/2")].concat(),
            _ => super::client::handshake(""),
        };
        let mut bytes = bytes.into_bytes();
        if event != "request" {
            for _ in 0..3 {
                bytes.extend(super::client::frame(
                    crate::protocol::websocket::Opcode::Text,
                    b"hello",
                ));
            }
        }
        // The abort may come before all is read.
        let _ = std::io::Write::write_all(&mut client.stream, &bytes);
        if event == "closed" {
            client.finish();
        }
        let mut last = None;
        while let Some(seen) = harness.wait_for_next() {
            last = Some(seen);
        }
        let last = format!("{last:?}").to_lowercase();
        let name = if event == "connected" {
            "connected"
        } else {
            event
        };
        assert!(last.contains(name), "{event}: {last}");
        assert!(harness.join().result.is_ok());
        drop(client);
    }
}

#[test]
fn an_abort_in_a_timer_ends_the_loop() {
    let harness = Setup::default().start();
    harness.run(|server| {
        after(server, Duration::from_millis(1), |server| {
            tell("last");
            server.abort();
        });
        after(server, Duration::from_millis(1), |_| tell("too late"));
    });
    assert_eq!(harness.note(), "last");
    assert_eq!(harness.wait_for_next(), None);
    assert!(harness.join().result.is_ok());
}
