//! Signals while a server runs.

use super::client::Client;
use super::harness::{Harness, Seen, Setup};
use crate::engine::config::Protocol;
use crate::engine::server::Outgoing;
use crate::engine::testing;
use crate::protocol::websocket::CloseCode;

fn raise(signal: i32) {
    // SAFETY: kill(2) on this process.
    assert_eq!(unsafe { libc::kill(libc::getpid(), signal) }, 0);
}

#[test]
fn signals_reach_the_handler_and_may_end_the_server() {
    if testing::in_child(
        "engine::server::tests::signals::signals_reach_the_handler_and_may_end_the_server",
    )
    .is_some()
    {
        return;
    }
    let mut harness = Setup::default().start();
    let mut client = Client::websocket(harness.address());
    harness.connected();
    harness.next();
    for signal in [libc::SIGUSR1, libc::SIGRTMIN(), libc::SIGUSR2, libc::SIGINT] {
        raise(signal);
        harness.expect([Seen::Signal(signal)]);
    }
    client.text("still here");
    assert_eq!(client.read_text(), "still here");
    harness.next();
    raise(libc::SIGTERM);
    harness.expect([Seen::Signal(libc::SIGTERM)]);
    assert_eq!(client.read_close().0, Some(CloseCode::GOING_AWAY));
    client.expect_end();
    drop(client);
    harness.end_control();
    assert!(harness.join().result.is_ok());
}

#[test]
fn a_peer_that_closes_while_a_file_is_sent_does_not_end_the_process() {
    let name = "engine::server::tests::signals::\
                a_peer_that_closes_while_a_file_is_sent_does_not_end_the_process";
    if testing::in_child(name).is_some() {
        return;
    }
    // As in a process where nobody has ignored it.
    // SAFETY: the default action is a valid one.
    unsafe { libc::signal(libc::SIGPIPE, libc::SIG_DFL) };
    let harness = Setup::speaking(Protocol::Tcp).start();
    let client = Client::connect(harness.address());
    let session = harness.connected();
    let fd = harness.fd(session);
    // Nobody reads, so only a write can find out.
    assert!(harness.run(move |server| server.pause(session, true)));
    drop(client);
    Harness::wait_for(fd, libc::POLLRDHUP);
    // The answer to this is a reset, and what is written after that is a broken pipe.
    harness.run(move |server| {
        server.send(session, Outgoing::Bytes(b"x")).expect("room");
    });
    Harness::wait_for(fd, libc::POLLERR);
    harness.run(move |server| {
        let file = std::fs::File::open("/proc/self/exe").expect("this program");
        server.send_file(session, file, 0, 1000).expect("open");
    });
    assert!(matches!(harness.next(), Seen::Closed(closed, _) if closed == session));
    let mut other = Client::connect(harness.address());
    other.send(b"hello");
    assert_eq!(other.read(5), b"hello");
}
