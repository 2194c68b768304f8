//! Requests that cannot be served: each has an answer, and the connection ends.

use std::time::Duration;

use super::client::{Client, get};
use super::harness::{Behaviour, ENDED, LOST, Seen, Setup};
use crate::engine::config::PortConfig;

#[test]
fn every_bad_request_has_its_status() {
    let harness = Setup::default()
        .port(|port| {
            port.max_head = 8 << 10;
            port.max_message = 1000;
        })
        .start();
    let many_headers: String = (0..300).map(|n| format!("A{n}: b\r\n")).collect();
    let cases = [
        ("\x16\x03\x01garbage\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\nHost: test\n\n".to_owned(), 400),
        ("BREW / HTTP/1.1\r\nHost: test\r\n\r\n".to_owned(), 501),
        ("GET / HTTP/3.0\r\nHost: test\r\n\r\n".to_owned(), 505),
        (
            "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 1001\r\n\r\n".to_owned(),
            413,
        ),
        (
            format!(
                "POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n{}",
                "x".repeat(1001)
            ),
            413,
        ),
        (
            format!("GET / HTTP/1.1\r\nHost: test\r\n{many_headers}\r\n"),
            431,
        ),
        (
            format!(
                "GET / HTTP/1.1\r\nHost: test\r\nA: {}\r\n\r\n",
                "x".repeat(9000)
            ),
            431,
        ),
        (format!("GET /{} HTTP/1.1\r\n", "x".repeat(9000)), 414),
    ];
    for (request, status) in cases {
        let mut client = Client::connect(harness.address());
        let session = harness.connected();
        client.send(request.as_bytes());
        let response = client.read_response();
        assert_eq!(response.status, status, "{request:.50}");
        assert!(response.head.contains("\r\nConnection: close\r\n"));
        client.expect_end();
        harness.expect([Seen::Closed(session, ENDED)]);
        drop(client);
    }
    harness.wait_for_connections(0);
}

#[test]
fn the_requests_before_a_bad_one_are_answered() {
    let harness = Setup::default().start();
    let mut client = Client::connect(harness.address());
    client.send((get("/1") + &get("/2") + "garbage\r\n\r\n" + &get("/3")).as_bytes());
    assert_eq!(client.read_response().body, b"GET /1 ");
    assert_eq!(client.read_response().body, b"GET /2 ");
    assert_eq!(client.read_response().status, 400);
    client.expect_end();
}

#[test]
fn a_bad_request_behind_a_late_response_is_answered_after_it() {
    let harness = Setup::default()
        .handler(|| Behaviour {
            request: Box::new(|_, _, _, _| {}),
            ..Behaviour::default()
        })
        .start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    client.send((get("/1") + "garbage\r\n\r\n").as_bytes());
    harness.next();
    harness.expect_nothing();
    harness.run(move |server| super::harness::respond(server, session, b"one", true));
    assert_eq!(client.read_response().body, b"one");
    assert_eq!(client.read_response().status, 400);
    client.expect_end();
}

#[test]
fn a_body_that_goes_on_after_its_refusal_does_not_lose_the_answer() {
    let harness = Setup::default()
        .port(|port| port.max_message = 1000)
        .start();
    let mut client = Client::connect(harness.address());
    let head = "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 4000000\r\n\r\n";
    client.send(head.as_bytes());
    // More than the sockets hold: the server has to read it, or the client could not go on.
    client.send(&vec![b'x'; 4_000_000]);
    assert_eq!(client.read_response().status, 413);
    client.expect_end();
    drop(client);
    harness.wait_for_connections(0);
}

#[test]
fn a_head_that_does_not_end_in_time_is_answered() {
    let harness = Setup::default()
        .port(|port| port.handshake_timeout = Duration::from_millis(30))
        .start();
    let mut slow = Client::connect(harness.address());
    let session = harness.connected();
    slow.send(b"GET / HTTP/1.1\r\nHo");
    assert_eq!(slow.read_response().status, 408);
    slow.expect_end();
    harness.expect([Seen::Closed(session, ENDED)]);
}

#[test]
fn a_client_that_says_nothing_is_closed_without_a_word() {
    let harness = Setup::default()
        .port(|port| port.handshake_timeout = Duration::from_millis(30))
        .start();
    let mut silent = Client::connect(harness.address());
    let session = harness.connected();
    silent.expect_end();
    harness.expect([Seen::Closed(session, ENDED)]);
}

#[test]
fn the_time_for_a_head_does_not_limit_what_comes_after_it() {
    let harness = Setup::default()
        .port(|port| port.handshake_timeout = Duration::from_millis(30))
        .start();
    let mut idle = Client::connect(harness.address());
    let idle_session = harness.connected();
    idle.get("/1");
    idle.read_response();
    let mut slow = Client::connect(harness.address());
    slow.send(b"POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nhe");
    let mut websocket = Client::websocket(harness.address());
    harness.let_pass(Duration::from_millis(60));
    slow.send(b"llo");
    assert_eq!(slow.read_response().body, b"POST / hello");
    idle.get("/2");
    assert_eq!(idle.read_response().body, b"GET /2 ");
    websocket.text("still here");
    assert_eq!(websocket.read_text(), "still here");
    drop(idle);
    while harness.next() != Seen::Closed(idle_session, LOST) {}
}

#[test]
fn a_client_that_falls_silent_in_the_middle_of_a_body_is_answered() {
    let harness = Setup::default()
        .port(|port| port.body_silence = Duration::from_millis(30))
        .start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    client.send(b"POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nhe");
    assert_eq!(client.read_response().status, 408);
    client.expect_end();
    harness.expect([Seen::Closed(session, ENDED)]);
}

#[test]
fn every_head_must_end_in_time() {
    let harness = Setup::default()
        .port(|port| port.handshake_timeout = Duration::from_millis(30))
        .start();
    let mut client = Client::connect(harness.address());
    client.get("/1");
    client.read_response();
    harness.let_pass(Duration::from_millis(60));
    client.send(b"GET /2 HTTP");
    assert_eq!(client.read_response().status, 408);
    client.expect_end();
}

#[test]
fn each_port_has_its_own_time_for_a_head() {
    let patient = PortConfig {
        handshake_timeout: Duration::from_secs(3600),
        ..PortConfig::default()
    };
    let harness = Setup::default()
        .port(|port| port.handshake_timeout = Duration::from_millis(30))
        .and_port(patient)
        .start();
    // The one with more time comes first.
    let mut patient = Client::connect(harness.address_of(1));
    let patient_session = harness.connected();
    let mut hasty = Client::connect(harness.address());
    let hasty_session = harness.connected();
    hasty.expect_end();
    harness.expect([Seen::Closed(hasty_session, ENDED)]);
    patient.get("/");
    assert_eq!(patient.read_response().status, 200);
    harness.expect([Seen::Request(
        patient_session,
        "GET /".to_owned(),
        Vec::new(),
    )]);
}
