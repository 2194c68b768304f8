//! Connections begin: sessions, their ids, and the limits on their number.

use std::os::fd::AsFd;
use std::time::{Duration, Instant};

use super::client::{Client, End};
use super::harness::{Behaviour, ENDED, Harness, LOST, Seen, Setup, after, broken, tell, turns};
use crate::engine::config::Protocol;
use crate::engine::testing;

#[test]
fn sessions_are_counted_and_told_in_order() {
    let harness = Setup::speaking(Protocol::Tcp).start();
    let before = harness.run(|server| server.last_session());
    let clients: Vec<_> = (0..3)
        .map(|_| {
            let client = Client::connect(harness.address());
            (harness.connected(), client)
        })
        .collect();
    let ids: Vec<_> = clients.iter().map(|(session, _)| *session).collect();
    assert_eq!(ids, [before + 1, before + 2, before + 3]);
    assert_eq!(harness.run(|server| server.session_count()), 3 + 1);
    assert_eq!(
        harness.run(move |server| server.next_session(before, None)),
        Some(before + 1)
    );
    for (session, client) in clients {
        drop(client);
        harness.expect([Seen::Closed(session, LOST)]);
        assert!(harness.run(move |server| server.info(session).is_none()));
    }
    assert_eq!(harness.run(|server| server.session_count()), 1);
    let stats = harness.run(|server| server.stats());
    assert_eq!((stats.accepted, stats.closed, stats.aborted), (4, 3, 0));
}

#[test]
fn an_id_is_not_used_again() {
    let harness = Setup::speaking(Protocol::Tcp).start();
    let mut last = 0;
    for _ in 0..20 {
        let client = Client::connect(harness.address());
        let session = harness.connected();
        assert!(session > last);
        last = session;
        drop(client);
        harness.expect([Seen::Closed(session, LOST)]);
    }
}

#[test]
fn facts_about_a_session() {
    let harness = Setup::speaking(Protocol::Tcp).start();
    let client = Client::connect(harness.address());
    let session = harness.connected();
    let (info, addresses) =
        harness.run(move |server| (server.info(session), server.addresses(session)));
    let info = info.expect("an open session");
    let here = client.stream.local_addr().expect("connected");
    assert_eq!(info.peer, Some(here));
    assert_eq!(addresses, Some((Some(here), Some(harness.address()))));
    assert!(info.open);
    assert_eq!((info.port, info.uid), (0, None));
    assert!(info.times.connected > 1.6e9 && info.times.sent == 0.0);
    assert!(harness.run(move |server| server.bind(session, 7) && !server.bind(session, 8)));
    let uid = harness.run(move |server| server.info(session).and_then(|info| info.uid));
    assert_eq!(uid, Some(7));
}

#[test]
fn a_session_can_be_closed_while_it_is_announced() {
    let harness = Setup::default()
        .handler(|| Behaviour {
            connected: Box::new(|server, session| assert!(server.close(session, false))),
            ..Behaviour::default()
        })
        .start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    harness.expect([Seen::Closed(session, ENDED)]);
    client.expect_end();
    drop(client);
    harness.wait_for_connections(0);
}

#[test]
fn a_client_that_is_gone_before_it_is_accepted_harms_nobody() {
    let harness = Setup::speaking(Protocol::Tcp).start();
    let held = harness.hold();
    for _ in 0..5 {
        Client::connect(harness.address()).reset();
    }
    let mut client = Client::connect(harness.address());
    client.send(b"hello");
    drop(held);
    assert_eq!(client.read(5), b"hello");
    harness.wait_for_connections(1);
}

#[test]
fn at_the_limit_clients_wait_until_somebody_leaves() {
    let harness = Setup::speaking(Protocol::Tcp)
        .server(|server| server.max_connections = 2)
        .start();
    let first = Client::connect(harness.address());
    let second = Client::connect(harness.address());
    let (one, two) = (harness.connected(), harness.connected());
    let mut waiting: Vec<_> = (0..3).map(|_| Client::connect(harness.address())).collect();
    for client in &mut waiting {
        client.send(b"hello");
    }
    harness.expect_nothing();

    drop(first);
    harness.expect([Seen::Closed(one, LOST)]);
    let three = harness.connected();
    harness.expect([Seen::Received(three, b"hello".to_vec())]);
    assert_eq!(waiting[0].read(5), b"hello");
    harness.expect_nothing();

    // Both places become free in one turn.
    let held = harness.hold();
    drop(second);
    drop(waiting.remove(0));
    drop(held);
    for client in &mut waiting {
        assert_eq!(client.read(5), b"hello");
    }
    let closed = [&two, &three].map(|id| Seen::Closed(*id, LOST));
    let seen: Vec<_> = (0..6).map(|_| harness.next()).collect();
    assert!(
        closed.iter().all(|closed| seen.contains(closed)),
        "{seen:?}"
    );
    assert_eq!(harness.run(|server| server.stats().aborted), 0);
}

#[test]
fn a_place_that_becomes_free_at_the_end_of_a_turn_is_given_away_at_once() {
    let harness = Setup::speaking(Protocol::Tcp)
        .server(|server| server.max_connections = 1)
        .start();
    let client = Client::connect(harness.address());
    let session = harness.connected();
    let mut waiting = Client::connect(harness.address());
    waiting.send(b"hello");
    harness.expect_nothing();
    // The socket is closed when the turn's output is written, after everything else in the turn.
    harness.run(move |server| assert!(server.close(session, true)));
    harness.expect([Seen::Closed(session, ENDED)]);
    assert_eq!(waiting.read(5), b"hello");
    drop(client);
}

#[test]
fn the_limit_counts_all_ports() {
    let harness = Setup::speaking(Protocol::Tcp)
        .and_port(crate::engine::config::PortConfig {
            protocol: Protocol::Tcp,
            ..Default::default()
        })
        .server(|server| server.max_connections = 1)
        .start();
    let client = Client::connect(harness.address());
    let session = harness.connected();
    let mut other = Client::connect(harness.address_of(1));
    other.send(b"hello");
    harness.expect_nothing();
    drop(client);
    harness.expect([Seen::Closed(session, LOST)]);
    assert_eq!(other.read(5), b"hello");
}

#[test]
fn waiting_clients_do_not_keep_the_loop_awake() {
    let harness = Setup::speaking(Protocol::Tcp)
        .server(|server| server.max_connections = 1)
        .start();
    let _client = Client::connect(harness.address());
    harness.connected();
    let _waiting = Client::connect(harness.address());
    harness.run(|server| {
        let before = turns();
        after(server, Duration::from_millis(60), move |_| {
            tell(format!("{}", turns() - before));
        });
    });
    let turns: u64 = harness.note().parse().expect("a number");
    assert!(turns <= 5, "{turns} turns in 60 ms");
}

#[test]
fn a_crowd_is_let_in_without_making_the_others_wait() {
    let harness = Setup::speaking(Protocol::Tcp).start();
    let mut old = Client::connect(harness.address());
    let session = harness.connected();
    let fd = harness.fd(session);
    let held = harness.hold();
    let crowd: Vec<_> = (0..400)
        .map(|_| Client::connect(harness.address()))
        .collect();
    old.send(b"hello");
    Harness::wait_for_input(fd, 5);
    drop(held);
    let mut accepted = 0;
    while let Seen::Connected(_) = harness.next() {
        accepted += 1;
    }
    assert!(accepted < crowd.len(), "{accepted} before the old client");
    while accepted < crowd.len() {
        harness.connected();
        accepted += 1;
    }
    assert_eq!(old.read(5), b"hello");
}

/// Opens descriptors until there are no more.
fn use_up_descriptors() -> Vec<std::os::fd::OwnedFd> {
    let stdin = std::io::stdin();
    std::iter::from_fn(|| stdin.as_fd().try_clone_to_owned().ok()).collect()
}

#[test]
fn clients_wait_while_the_process_has_no_descriptors() {
    let started = Instant::now();
    let name = "engine::server::tests::accept::clients_wait_while_the_process_has_no_descriptors";
    if let Some(output) = testing::in_child(name) {
        let warnings = output.matches("accept() failed").count() as u64;
        assert!(
            (1..=1 + started.elapsed().as_secs()).contains(&warnings),
            "{output}"
        );
        return;
    }
    let harness = Setup::speaking(Protocol::Tcp).start();
    let held = harness.hold();
    let mut clients: Vec<_> = (0..4).map(|_| Client::connect(harness.address())).collect();
    for client in &mut clients {
        client.send(b"hello");
    }
    let few = libc::rlimit {
        rlim_cur: 64,
        rlim_max: 64,
    };
    // SAFETY: setrlimit only reads the struct.
    let result = unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &raw const few) };
    assert_eq!(result, 0);
    let mut descriptors = use_up_descriptors();
    drop(held);
    harness.expect_nothing();
    // The loop does not spin meanwhile.
    harness.run(|server| {
        let before = turns();
        after(server, Duration::from_millis(60), move |_| {
            tell(format!("{}", turns() - before));
        });
    });
    let turns: u64 = harness.note().parse().expect("a number");
    assert!(turns <= 5, "{turns} turns in 60 ms");
    descriptors.truncate(descriptors.len() - 2);
    for client in &mut clients[..2] {
        assert_eq!(client.read(5), b"hello");
    }
    drop(descriptors);
    for client in &mut clients[2..] {
        assert_eq!(client.read(5), b"hello");
    }
    assert_eq!(harness.run(|server| server.stats().accepted), 5);
}

#[test]
fn the_log_hears_of_waiting_clients_once_a_second() {
    let started = Instant::now();
    let name = "engine::server::tests::accept::the_log_hears_of_waiting_clients_once_a_second";
    if let Some(output) = testing::in_child(name) {
        let warnings = output
            .matches("WARNING\tToo many connections [now: 2]")
            .count() as u64;
        assert!(
            (1..=1 + started.elapsed().as_secs()).contains(&warnings),
            "{output}"
        );
        return;
    }
    let harness = Setup::speaking(Protocol::Tcp)
        .server(|server| server.max_connections = 1)
        .start();
    let _first = Client::connect(harness.address());
    harness.connected();
    for _ in 0..50 {
        let _waiting = Client::connect(harness.address());
        harness.run(|_| ());
    }
}

#[test]
fn an_unfinished_session_ends_with_its_reset() {
    let harness = Setup::default().start();
    let mut client = Client::connect(harness.address());
    let session = harness.connected();
    client.send(b"GET / HT");
    client.reset();
    harness.expect([broken(session, libc::ECONNRESET)]);
    harness.wait_for_connections(0);
}

#[test]
fn sockets_are_closed_when_the_loop_is_aborted() {
    let harness = Setup::speaking(Protocol::Tcp).start();
    let mut client = Client::connect(harness.address());
    harness.connected();
    let ended = harness.stop();
    assert!(ended.result.is_ok());
    assert_eq!(client.read_to_end(), (Vec::new(), End::Stream));
}
