//! Many requests at once: answered in order, and in bounded memory.

use std::io::Write;

use super::client::{Client, get};
use super::harness::{Behaviour, Harness, Seen, Setup, respond};
use crate::engine::testing::file;

/// A server that answers each request with a body of `size` bytes.
fn large_answers(size: usize) -> Setup {
    Setup::default().handler(move || Behaviour {
        request: Box::new(move |server, session, head, _| {
            let number = head.target.last().copied().unwrap_or_default();
            respond(server, session, &vec![number; size], true);
        }),
        ..Behaviour::default()
    })
}

#[test]
fn requests_in_one_packet_are_answered_in_order() {
    let harness = Setup::default().start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    let requests: String = (0..100).map(|n| get(&format!("/{n}"))).collect();
    client.send(requests.as_bytes());
    for n in 0..100 {
        let response = client.read_response();
        assert_eq!(response.body, format!("GET /{n} ").as_bytes());
        harness.expect([Seen::Request(session, format!("GET /{n}"), Vec::new())]);
    }
}

#[test]
fn large_responses_to_requests_in_one_packet_all_arrive() {
    let harness = large_answers(1 << 20).start();
    let mut client = Client::connect(harness.address());
    // Four times the output limit in all.
    let requests: String = (0..32).map(|n| get(&format!("/{}", n % 10))).collect();
    client.send(requests.as_bytes());
    for n in 0..32 {
        let response = client.read_response();
        assert_eq!(response.body.len(), 1 << 20);
        assert!(response.body.iter().all(|&byte| byte == b'0' + n % 10));
    }
}

#[test]
fn requests_of_a_client_that_does_not_read_wait_for_it() {
    let harness = large_answers(10_000).start();
    let mut client = Client::connect_narrow(harness.address());
    let session = harness.connected();
    let requests: String = (0..5000).map(|n| get(&format!("/{}", n % 10))).collect();
    let writer = {
        let mut stream = client.stream.try_clone().expect("a TCP socket");
        std::thread::spawn(move || stream.write_all(requests.as_bytes()))
    };
    let fd = harness.fd(session);
    // Stalled: the server reads no more although there is input.
    let (mut answered, mut last) = (0, usize::MAX);
    while answered != last {
        last = answered;
        Harness::wait_for_input(fd, 1000);
        harness.look_at(|seen| {
            answered += usize::from(matches!(seen, Seen::Request(..)));
        });
    }
    assert!(answered < 5000, "{answered} responses for nobody");
    let info = harness.run(move |server| server.info(session).expect("open"));
    assert!(info.send_pending < 1 << 20, "{info:?}");
    assert!(info.received_pending <= 64 << 10, "{info:?}");
    // Others are served meanwhile.
    let mut other = Client::connect(harness.address());
    other.get("/5");
    assert_eq!(other.read_response().body.len(), 10_000);

    for n in 0..5000u32 {
        let response = client.read_response();
        assert_eq!(response.body.len(), 10_000);
        assert_eq!(u32::from(response.body[0] - b'0'), n % 10);
    }
    writer.join().expect("no panic").expect("all was read");
}

#[test]
fn a_client_that_never_reads_cannot_fill_the_memory_with_heads() {
    // Heads alone are not held against the output limit.
    let harness = large_answers(0).start();
    let client = Client::connect_narrow(harness.address());
    let session = harness.connected();
    let requests = get("/1").repeat(200_000);
    let writer = {
        let mut stream = client.stream.try_clone().expect("a TCP socket");
        std::thread::spawn(move || stream.write_all(requests.as_bytes()))
    };
    let fd = harness.fd(session);
    let (mut answered, mut last) = (0, usize::MAX);
    while answered != last {
        last = answered;
        Harness::wait_for_input(fd, 1000);
        harness.look_at(|seen| {
            answered += usize::from(matches!(seen, Seen::Request(..)));
        });
        assert!(answered < 200_000, "all requests were answered");
        let pending = harness.run(move |server| server.info(session).expect("open").send_pending);
        assert!(pending < 1 << 20, "{pending} bytes wait");
    }
    let both = std::net::Shutdown::Both;
    client.stream.shutdown(both).expect("connected");
    assert!(writer.join().expect("no panic").is_err());
    client.reset();
    harness.wait_for_connections(0);
}

#[test]
fn a_request_waits_for_a_file_that_is_still_sent() {
    let size = 24 << 20;
    let file = file(&vec![b'f'; size]);
    let harness = Setup::default()
        .handler(move || Behaviour {
            request: Box::new(move |server, session, head, _| {
                if head.target == b"/file" {
                    let written = server.write_with(session, |out, _| {
                        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n");
                        out.extend_from_slice(head.as_bytes());
                    });
                    written.expect("an open session");
                    let file = file.try_clone().expect("a descriptor");
                    server
                        .send_file(session, file, 0, size)
                        .expect("an open session");
                    server.finish_response(session, true);
                } else {
                    respond(server, session, &[b'r'; 100_000], true);
                }
            }),
            ..Behaviour::default()
        })
        .start();
    let mut client = Client::connect(harness.address());
    client.send((get("/file") + &get("/other")).as_bytes());
    let file = client.read_response().body;
    assert!(file.len() == size && file.iter().all(|&byte| byte == b'f'));
    let other = client.read_response().body;
    assert!(other.len() == 100_000 && other.iter().all(|&byte| byte == b'r'));
}
