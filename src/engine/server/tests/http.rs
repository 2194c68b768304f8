//! Requests and responses on one connection.

use std::time::Duration;

use super::client::{Client, End, get, handshake};
use super::harness::{
    Behaviour, ENDED, Harness, LOST, Seen, Setup, accept_websocket, after, answer, broken, respond,
};
use crate::engine::session::SessionId;
use crate::protocol::http::RequestHead;

/// A server whose handler answers nothing: the test does that.
fn silent() -> Harness {
    Setup::default()
        .handler(|| Behaviour {
            request: Box::new(|_, _, _, _| {}),
            ..Behaviour::default()
        })
        .start()
}

fn request(session: SessionId, line: &str) -> Seen {
    Seen::Request(session, line.to_owned(), Vec::new())
}

#[test]
fn requests_follow_each_other_on_one_connection() {
    let harness = Setup::default().start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    for target in ["/1", "/2?x=y"] {
        client.get(target);
        let response = client.read_response();
        assert_eq!(response.status, 200);
        assert_eq!(response.body, format!("GET {target} ").as_bytes());
        harness.expect([request(session, &format!("GET {target}"))]);
    }
    let stats = harness.run(|server| server.stats());
    // The control connection's jobs count as well.
    assert!(stats.requests >= 2 && stats.bytes_in > 0 && stats.bytes_out > 0);
}

#[test]
fn a_response_that_says_so_closes_the_connection() {
    let harness = Setup::default().start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    client.send(b"GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    assert_eq!(client.read_response().body, b"GET / ");
    client.expect_end();
    harness.expect([request(session, "GET /"), Seen::Closed(session, ENDED)]);
    drop(client);
    harness.wait_for_connections(0);
}

#[test]
fn head_and_body_may_come_byte_by_byte() {
    let harness = Setup::default().start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    client.send_byte_by_byte(
        b"POST /p HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nhello\
          POST /q HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n\
          3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nTrailer: 1\r\n\r\nGET / HTTP/1.1\r\nHost: test\r\n\r\n",
    );
    harness.expect([
        Seen::Request(session, "POST /p".to_owned(), b"hello".to_vec()),
        Seen::Request(session, "POST /q".to_owned(), b"hello".to_vec()),
        request(session, "GET /"),
    ]);
    for body in ["POST /p hello", "POST /q hello", "GET / "] {
        assert_eq!(client.read_response().body, body.as_bytes());
    }
}

#[test]
fn a_body_may_come_with_the_next_request_behind_it() {
    let harness = Setup::default().start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    client.send(b"POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 10\r\n\r\n01234");
    harness.expect_nothing();
    client.send(format!("56789{}{}", get("/2"), &get("/3")[..10]).as_bytes());
    assert_eq!(client.read_response().body, b"POST / 0123456789");
    assert_eq!(client.read_response().body, b"GET /2 ");
    client.send(&get("/3").as_bytes()[10..]);
    assert_eq!(client.read_response().body, b"GET /3 ");
    harness.expect([
        Seen::Request(session, "POST /".to_owned(), b"0123456789".to_vec()),
        request(session, "GET /2"),
        request(session, "GET /3"),
    ]);
}

#[test]
fn a_client_that_asks_is_told_to_go_on() {
    let harness = Setup::default().start();
    let mut client = Client::connect(harness.address());
    client.send(
        b"POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n",
    );
    assert_eq!(client.read_head().status, 100);
    client.send(b"hello");
    assert_eq!(client.read_response().body, b"POST / hello");
}

#[test]
fn a_client_that_does_not_wait_is_not_told_to_go_on() {
    let harness = Setup::default().start();
    let mut client = Client::connect(harness.address());
    client.send(
        b"POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello",
    );
    assert_eq!(client.read_response().status, 200);
}

#[test]
fn a_response_may_come_late() {
    let harness = silent();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    client.get("/1");
    harness.expect([request(session, "GET /1")]);
    client.get("/2");
    // The second request waits for the first response.
    harness.expect_nothing();
    harness.run(move |server| {
        after(server, Duration::from_millis(1), move |server| {
            respond(server, session, b"one", true);
        });
    });
    assert_eq!(client.read_response().body, b"one");
    harness.expect([request(session, "GET /2")]);
    harness.run(move |server| respond(server, session, b"two", true));
    assert_eq!(client.read_response().body, b"two");
}

#[test]
fn a_response_is_finished_once() {
    let harness = silent();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    client.get("/1");
    harness.expect([request(session, "GET /1")]);
    harness.run(move |server| {
        respond(server, session, b"one", true);
        server.finish_response(session, false);
        server.finish_response(session + 1, false);
        server.finish_response(-1, false);
    });
    assert_eq!(client.read_response().body, b"one");
    client.get("/2");
    harness.expect([request(session, "GET /2")]);
}

#[test]
fn input_beyond_a_late_response_stays_in_the_kernel() {
    let harness = silent();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    client.get("/1");
    harness.expect([request(session, "GET /1")]);
    let body = vec![b'x'; 1 << 20];
    let writer = {
        let mut stream = client.stream.try_clone().expect("a TCP socket");
        let body = body.clone();
        std::thread::spawn(move || {
            use std::io::Write;
            let head = "POST /2 HTTP/1.1\r\nHost: test\r\nContent-Length: 1048576\r\n\r\n";
            stream.write_all(head.as_bytes()).expect("the server reads");
            stream.write_all(&body).expect("the server reads");
        })
    };
    let fd = harness.fd(session);
    Harness::wait_for_input(fd, 1000);
    harness.expect_nothing();
    let waiting = harness.run(move |server| server.info(session).map(|i| i.received_pending));
    assert!(
        waiting.is_some_and(|waiting| waiting <= 64 * 1024),
        "{waiting:?}"
    );
    harness.run(move |server| respond(server, session, b"one", true));
    assert_eq!(client.read_response().body, b"one");
    harness.expect([Seen::Request(session, "POST /2".to_owned(), body)]);
    writer.join().expect("the request was sent");
}

#[test]
fn a_half_closed_client_gets_its_response() {
    let harness = Setup::default().start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    let held = harness.hold();
    client.get("/");
    client.finish();
    drop(held);
    assert_eq!(client.read_response().body, b"GET / ");
    client.expect_end();
    harness.expect([request(session, "GET /"), Seen::Closed(session, LOST)]);
    harness.wait_for_connections(0);
}

#[test]
fn a_half_closed_client_gets_its_late_response() {
    let harness = silent();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    client.get("/");
    client.finish();
    harness.expect([request(session, "GET /")]);
    harness.expect_nothing();
    harness.run(move |server| respond(server, session, b"late", true));
    assert_eq!(client.read_response().body, b"late");
    client.expect_end();
    harness.expect([Seen::Closed(session, LOST)]);
    harness.wait_for_connections(0);
}

#[test]
fn a_half_closed_client_gets_all_responses_and_is_closed_then() {
    let harness = silent();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    client.get("/1");
    harness.expect([request(session, "GET /1")]);
    // The end of the stream comes while nobody reads, together with another request.
    client.get("/2");
    client.finish();
    Harness::wait_for(harness.fd(session), libc::POLLRDHUP);
    harness.expect_nothing();
    harness.run(move |server| respond(server, session, b"one", true));
    harness.expect([request(session, "GET /2")]);
    harness.run(move |server| respond(server, session, b"two", true));
    assert_eq!(client.read_response().body, b"one");
    assert_eq!(client.read_response().body, b"two");
    client.expect_end();
    harness.expect([Seen::Closed(session, LOST)]);
    harness.wait_for_connections(0);
}

#[test]
fn a_reset_is_noticed_while_a_response_is_awaited() {
    let harness = silent();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    client.get("/");
    harness.expect([request(session, "GET /")]);
    client.reset();
    harness.expect([broken(session, libc::ECONNRESET)]);
    // Too late, and harmless.
    harness.run(move |server| respond(server, session, b"late", true));
    harness.wait_for_connections(0);
}

#[test]
fn a_session_may_be_closed_instead_of_answered() {
    let harness = Setup::default()
        .handler(|| Behaviour {
            request: Box::new(|server, session, _, _| {
                assert!(server.close(session, false));
                assert!(!server.close(session, false));
                server.finish_response(session, true);
            }),
            ..Behaviour::default()
        })
        .start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    client.send((get("/1") + &get("/2")).as_bytes());
    client.expect_end();
    harness.expect([request(session, "GET /1"), Seen::Closed(session, ENDED)]);
    drop(client);
    harness.wait_for_connections(0);
    assert_eq!(harness.poll(), None);
}

#[test]
fn only_an_unanswered_request_can_be_upgraded() {
    let upgrade =
        |server: &super::harness::Engine, session, head: &RequestHead<'_>, body: &[u8]| {
            if head.is_upgrade_websocket() {
                assert!(accept_websocket(server, session, head));
                assert!(!server.upgrade(session, Default::default()));
            } else {
                answer(server, session, head, body);
                assert!(!server.upgrade(session, Default::default()));
                assert!(!server.upgrade(session + 1, Default::default()));
            }
        };
    let harness = Setup::default()
        .handler(move || Behaviour {
            request: Box::new(upgrade),
            ..Behaviour::default()
        })
        .start();
    let mut client = Client::connect(harness.address());
    client.get("/");
    assert_eq!(client.read_response().status, 200);
    client.send(handshake("").as_bytes());
    assert_eq!(client.read_head().status, 101);
    client.text("hello");
    assert_eq!(client.read_text(), "hello");
}

#[test]
fn a_client_that_leaves_inside_a_request_is_forgotten() {
    let harness = Setup::default().start();
    for part in [
        "GET",
        "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nhel",
    ] {
        let mut client = Client::connect(harness.address());
        let session = harness.connected();
        client.send(part.as_bytes());
        client.finish();
        harness.expect([Seen::Closed(session, LOST)]);
        assert_eq!(client.read_to_end(), (Vec::new(), End::Stream));
    }
    harness.wait_for_connections(0);
}

#[test]
fn no_more_requests_are_taken_than_may_be_under_way() {
    for relayed in [false, true] {
        let setup = Setup::default()
            .server(|server| server.max_concurrency = Some(2))
            .handler(|| Behaviour {
                request: Box::new(|server, _, _, _| server.request_begins()),
                ..Behaviour::default()
            });
        let harness = if relayed { setup.relayed() } else { setup }.start();
        let ask = |target: &str| {
            let mut client = Client::connect(harness.address());
            let session = harness.connected();
            client.get(target);
            (client, session)
        };
        let (mut first, session) = ask("/1");
        harness.expect([request(session, "GET /1")]);
        let (_second, second) = ask("/2");
        harness.expect([request(second, "GET /2")]);
        harness.expect_nothing();
        let (mut third, refused) = ask("/3");
        assert_eq!(third.read_response().status, 503);
        third.expect_end();
        harness.expect([Seen::Closed(refused, ENDED)]);
        let count = harness.run(move |server| {
            respond(server, session, b"one", true);
            server.request_is_over();
            (server.requests_under_way(), server.all_requests_under_way())
        });
        assert_eq!(count, (1, 1));
        assert_eq!(first.read_response().body, b"one");
        first.get("/4");
        harness.expect([request(session, "GET /4")]);
    }
}
