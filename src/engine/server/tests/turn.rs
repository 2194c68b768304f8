//! Several things in one turn of the loop: order, fairness, and connections that disappear in between.

use std::cell::Cell;
use std::time::Duration;

use super::client::{Client, frame, get};
use super::harness::{
    Behaviour, ENDED, Engine, Harness, LOST, Seen, Setup, after, broken, push, respond, tell,
};
use crate::engine::config::Protocol;
use crate::engine::server::Outgoing;
use crate::engine::session::SessionId;
use crate::engine::testing::file;
use crate::protocol::websocket::Opcode;

fn received(session: SessionId, bytes: &[u8]) -> Seen {
    Seen::Received(session, bytes.to_vec())
}

/// Clients of a port without a protocol, with their sessions.
fn connect(harness: &Harness, count: usize) -> Vec<(Client, SessionId)> {
    (0..count)
        .map(|_| {
            let client = Client::connect(harness.address());
            (client, harness.connected())
        })
        .collect()
}

/// Makes clients ready in this order, for one turn.
fn ready_together(harness: &Harness, clients: &mut [(Client, SessionId)], bytes: &[&[u8]]) {
    let fds: Vec<_> = clients.iter().map(|(_, id)| harness.fd(*id)).collect();
    let held = harness.hold();
    for (n, (client, _)) in clients.iter_mut().enumerate() {
        client.send(bytes[n]);
        Harness::wait_for_input(fds[n], bytes[n].len());
    }
    drop(held);
}

#[test]
fn a_paused_session_hears_nothing_until_it_is_resumed() {
    let harness = Setup::speaking(Protocol::Tcp).start();
    let mut clients = connect(&harness, 1);
    let (client, session) = &mut clients[0];
    let id = *session;
    assert!(harness.run(move |server| server.pause(id, true)));
    client.send(b"one ");
    harness.expect_nothing();
    client.send(b"two");
    harness.expect_nothing();
    assert!(harness.run(move |server| server.pause(id, false)));
    assert_eq!(client.read(7), b"one two");
}

#[test]
fn a_session_may_pause_itself_between_two_messages() {
    let harness = Setup::default()
        .handler(|| Behaviour {
            message: Box::new(|server, session, _, payload| {
                server.pause(session, true);
                after(server, Duration::from_millis(1), move |server| {
                    push(server, session, Opcode::Text, &payload).expect("open");
                    server.pause(session, false);
                });
            }),
            ..Behaviour::default()
        })
        .start();
    let mut client = Client::websocket(harness.address());
    let all: Vec<u8> = (0..10)
        .flat_map(|n| frame(Opcode::Text, format!("{n}").as_bytes()))
        .collect();
    client.send(&all);
    for n in 0..10 {
        assert_eq!(client.read_text(), format!("{n}"));
    }
}

#[test]
fn what_was_kept_back_comes_before_what_is_new() {
    // The first session resumes the second, which is ready to be read in the same turn.
    let second = std::sync::Arc::new(std::sync::atomic::AtomicI64::new(0));
    let resumed = second.clone();
    let harness = Setup::default()
        .handler(move || Behaviour {
            message: Box::new(move |server, session, _, payload| match &payload[..] {
                b"pause me" => assert!(server.pause(session, true)),
                b"resume" => {
                    let second = resumed.load(std::sync::atomic::Ordering::SeqCst);
                    assert!(server.pause(second, false));
                }
                _ => {}
            }),
            ..Behaviour::default()
        })
        .start();
    let mut clients: Vec<_> = (0..2)
        .map(|_| {
            let client = Client::websocket(harness.address());
            let session = harness.connected();
            harness.next();
            (client, session)
        })
        .collect();
    second.store(clients[1].1, std::sync::atomic::Ordering::SeqCst);
    // "kept back" waits in the backlog, because it came with the message that paused.
    let paused = [
        frame(Opcode::Text, b"pause me"),
        frame(Opcode::Text, b"kept back"),
    ]
    .concat();
    clients[1].0.send(&paused);
    harness.next();
    harness.expect_nothing();
    let (resume, new) = (frame(Opcode::Text, b"resume"), frame(Opcode::Text, b"new"));
    ready_together(&harness, &mut clients, &[&resume, &new]);
    let text = |n: usize, text: &str| {
        let (_, session): &(Client, SessionId) = &clients[n];
        Seen::Message(*session, Opcode::Text, text.as_bytes().to_vec())
    };
    harness.expect([text(0, "resume"), text(1, "kept back"), text(1, "new")]);
}

#[test]
fn a_late_response_and_new_input_in_one_turn_keep_their_order() {
    let late = std::sync::Arc::new(std::sync::atomic::AtomicI64::new(0));
    let answered = late.clone();
    let harness = Setup::default()
        .handler(move || Behaviour {
            request: Box::new(move |server, session, head, _| {
                if head.target == b"/now" {
                    let late = answered.load(std::sync::atomic::Ordering::SeqCst);
                    respond(server, late, b"late", true);
                }
                if head.target != b"/late" {
                    respond(server, session, head.target, true);
                }
            }),
            ..Behaviour::default()
        })
        .start();
    let mut clients = connect(&harness, 2);
    late.store(clients[1].1, std::sync::atomic::Ordering::SeqCst);
    clients[1].0.send((get("/late") + &get("/2")).as_bytes());
    harness.next();
    harness.expect_nothing();
    let (now, third) = (get("/now"), get("/3"));
    ready_together(&harness, &mut clients, &[now.as_bytes(), third.as_bytes()]);
    for body in [&b"late"[..], b"/2", b"/3"] {
        assert_eq!(clients[1].0.read_response().body, body);
    }
}

/// Bytes that had left when the last of three messages of one turn, each echoed, was handled.
fn sent_within_a_turn(payload: &[u8]) -> u64 {
    let harness = Setup::default()
        .handler(|| Behaviour {
            message: Box::new(|server, session, _, payload| {
                tell(server.stats().bytes_out.to_string());
                push(server, session, Opcode::Binary, &payload).expect("open");
            }),
            ..Behaviour::default()
        })
        .start();
    let mut clients: Vec<_> = (0..3)
        .map(|_| {
            let client = Client::websocket(harness.address());
            let session = harness.connected();
            harness.next();
            (client, session)
        })
        .collect();
    let message = frame(Opcode::Binary, payload);
    ready_together(&harness, &mut clients, &[&message, &message, &message]);
    let mut sent = Vec::new();
    for (_, session) in &clients {
        harness.expect([Seen::Message(*session, Opcode::Binary, payload.to_vec())]);
        sent.push(harness.note().parse::<u64>().unwrap());
    }
    for (client, _) in &mut clients {
        assert_eq!(client.read_frame().payload, payload);
    }
    sent[2] - sent[0]
}

#[test]
fn small_output_leaves_at_the_end_of_the_turn_and_large_output_at_once() {
    assert_eq!(sent_within_a_turn(&[7; 64]), 0);
    let large = vec![7; 16 * 1024];
    assert_eq!(sent_within_a_turn(&large), 2 * (4 + 16 * 1024));
}

#[test]
fn the_end_of_a_paused_session_is_not_lost() {
    let harness = Setup::speaking(Protocol::Tcp).start();
    let mut clients = connect(&harness, 1);
    let (mut client, session) = clients.remove(0);
    let fd = harness.fd(session);
    assert!(harness.run(move |server| server.pause(session, true)));
    client.send(b"bye");
    client.finish();
    Harness::wait_for(fd, libc::POLLRDHUP);
    harness.expect_nothing();
    assert!(harness.run(move |server| server.pause(session, false)));
    harness.expect([received(session, b"bye"), Seen::Closed(session, LOST)]);
    client.read_to_end();
    harness.wait_for_connections(0);
}

#[test]
fn the_end_behind_more_than_a_turn_reads_is_not_lost() {
    // Paused until everything has come: the end of the stream is announced once, long before it is read.
    let harness = Setup::speaking(Protocol::Tcp)
        .port(|port| port.tcp.receive_buffer = Some(1 << 20))
        .handler(|| Behaviour {
            received: Box::new(|_, _, _| {}),
            ..Behaviour::default()
        })
        .start();
    let mut clients = connect(&harness, 1);
    let (mut client, session) = clients.remove(0);
    let fd = harness.fd(session);
    assert!(harness.run(move |server| server.pause(session, true)));
    let bytes = vec![b'x'; 150_000];
    client.send(&bytes);
    client.finish();
    Harness::wait_for(fd, libc::POLLRDHUP);
    assert!(harness.run(move |server| server.pause(session, false)));
    let mut count = 0;
    loop {
        match harness.next() {
            Seen::Received(_, bytes) => count += bytes.len(),
            Seen::Closed(..) => break,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(count, bytes.len());
}

#[test]
fn pausing_twice_and_resuming_what_runs_changes_nothing() {
    let harness = Setup::speaking(Protocol::Tcp).start();
    let mut clients = connect(&harness, 1);
    let (client, session) = &mut clients[0];
    let id = *session;
    harness.run(move |server| {
        assert!(server.pause(id, false) && server.pause(id, true) && server.pause(id, true));
        assert!(server.pause(id, false) && server.pause(id, false));
    });
    client.send(b"x");
    assert_eq!(client.read(1), b"x");
    harness.expect([received(id, b"x")]);
    harness.expect_nothing();
}

#[test]
fn a_session_that_another_has_closed_hears_nothing_more() {
    let harness = Setup::speaking(Protocol::Tcp)
        .handler(|| Behaviour {
            received: Box::new(|server, session, _| {
                // Everybody after the first.
                while let Some(next) = server.next_session(session, Some(0)) {
                    assert!(server.close(next, next % 2 == 0));
                }
            }),
            ..Behaviour::default()
        })
        .start();
    let mut clients = connect(&harness, 4);
    ready_together(&harness, &mut clients, &[b"1", b"2", b"3", b"4"]);
    harness.expect([received(clients[0].1, b"1")]);
    for (_, session) in &clients[1..] {
        harness.expect([Seen::Closed(*session, ENDED)]);
    }
    harness.expect_nothing();
    for (client, _) in &mut clients[1..] {
        assert_eq!(client.read_to_end().0, b"");
    }
    clients.truncate(1);
    harness.wait_for_connections(1);
}

#[test]
fn a_place_that_is_used_again_in_the_same_turn_serves_the_new_session() {
    // The first session ends with output and input pending; its place goes to the next in the same turn.
    let harness = Setup::speaking(Protocol::Tcp)
        .handler(|| Behaviour {
            closed: Box::new(|server, session| {
                let gone = server.send(session, Outgoing::Bytes(b"to nobody"));
                assert!(gone.is_err());
            }),
            ..Behaviour::default()
        })
        .start();
    for _ in 0..10 {
        let mut old = connect(&harness, 1);
        let (mut client, session) = old.remove(0);
        let (fd, key) = harness.run(move |server| {
            let key = server.state.borrow().key(session);
            (server.info(session).expect("open").socket_fd, key)
        });
        let held = harness.hold();
        client.send(b"echo");
        client.reset();
        Harness::wait_for(fd, libc::POLLRDHUP);
        let mut new = Client::connect(harness.address());
        new.send(b"hello");
        drop(held);
        assert_eq!(new.read(5), b"hello");
        let mut seen = harness.next();
        if let Seen::Received(..) = seen {
            seen = harness.next();
        }
        assert_eq!(seen, broken(session, libc::ECONNRESET));
        let next = harness.connected();
        harness.expect([received(next, b"hello")]);
        let same = harness.run(move |server| server.state.borrow().key(next));
        assert_eq!(same, key);
        drop(new);
        harness.expect([Seen::Closed(next, LOST)]);
    }
}

#[test]
fn a_flood_does_not_make_the_others_wait_for_long() {
    let harness = Setup::speaking(Protocol::Tcp)
        .handler(|| Behaviour {
            received: Box::new(|_, _, _| {}),
            ..Behaviour::default()
        })
        .start();
    let mut clients = connect(&harness, 2);
    let other_fd = harness.fd(clients[1].1);
    let flood_fd = harness.fd(clients[0].1);
    let (flood, quiet) = (clients[0].1, clients[1].1);
    let held = harness.hold();
    let writer = {
        let mut stream = clients[0].0.stream.try_clone().expect("a TCP socket");
        std::thread::spawn(move || {
            use std::io::Write;
            stream
                .write_all(&vec![0; 64 << 20])
                .expect("the server reads");
        })
    };
    Harness::wait_for_input(flood_fd, 1000);
    clients[1].0.send(b"?");
    Harness::wait_for_input(other_fd, 1);
    drop(held);
    let (mut before, mut total) = (0, 0);
    while total < 64 << 20 {
        match harness.next() {
            Seen::Received(session, bytes) if session == flood => total += bytes.len(),
            Seen::Received(session, _) if session == quiet => before = total,
            other => panic!("{other:?}"),
        }
    }
    assert!(
        before <= 256 << 10,
        "{before} bytes of the flood came first"
    );
    writer.join().expect("all was read");
}

#[test]
fn an_endless_file_does_not_make_the_others_wait() {
    // Nothing is told here but that both are served: `OutputQueue` has the test of how much leaves at once.
    let harness = Setup::speaking(Protocol::Tcp).start();
    let mut clients = connect(&harness, 2);
    let session = clients[0].1;
    const SIZE: usize = 256 << 20;
    harness.run(move |server| {
        let file = file(b"");
        file.set_len(SIZE as u64).expect("no memory is needed yet");
        server.send_file(session, file, 0, SIZE).expect("open");
    });
    let reader = {
        let mut stream = clients[0].0.stream.try_clone().expect("a TCP socket");
        std::thread::spawn(move || {
            use std::io::Read;
            let mut bytes = vec![0; 1 << 20];
            let mut count = 0;
            while count < SIZE {
                match stream.read(&mut bytes).expect("the server writes") {
                    0 => break,
                    read => count += read,
                }
            }
            count
        })
    };
    for _ in 0..20 {
        clients[1].0.send(b"?");
        assert_eq!(clients[1].0.read(1), b"?");
    }
    assert_eq!(reader.join().expect("no panic"), SIZE);
}

#[test]
fn a_timer_may_do_all_that_an_event_may() {
    let harness = Setup::speaking(Protocol::Tcp).start();
    let mut clients = connect(&harness, 3);
    let sessions: Vec<_> = clients.iter().map(|(_, session)| *session).collect();
    harness.run(move |server| {
        let count = Cell::new(0);
        after(server, Duration::from_millis(1), move |server: &Engine| {
            for session in sessions {
                count.set(count.get() + 1);
                let text = format!("{}", count.get());
                server
                    .send(session, Outgoing::Bytes(text.as_bytes()))
                    .expect("room");
                server.close(session, false);
            }
        });
    });
    for (n, (client, session)) in clients.iter_mut().enumerate() {
        assert_eq!(client.read(1), format!("{}", n + 1).as_bytes());
        client.expect_end();
        harness.expect([Seen::Closed(*session, ENDED)]);
    }
}
