//! The quiet end of a server: nobody is cut off.

use super::client::{Client, get};
use super::harness::{Behaviour, ENDED, Harness, Seen, Setup, respond};
use crate::engine::handler::{Cause, Close};

/// A server that leaves requests to the test.
fn silent() -> Harness {
    Setup::default()
        .handler(|| Behaviour {
            request: Box::new(|server, session, head, body| {
                if head.is_upgrade_websocket() {
                    super::harness::answer(server, session, head, body);
                }
            }),
            ..Behaviour::default()
        })
        .start()
}

#[test]
fn who_rests_is_ended_and_who_is_served_is_served_to_the_end() {
    let mut harness = silent();
    let mut resting = Client::connect(harness.address());
    let resting_session = harness.connected();
    resting.get("/");
    harness.next();
    harness.run(move |server| respond(server, resting_session, b"done", true));
    assert_eq!(resting.read_response().body, b"done");
    let mut partial = Client::connect(harness.address());
    let partial_session = harness.connected();
    partial.send(b"GET / HT");
    let mut served = Client::connect(harness.address());
    let served_session = harness.connected();
    served.get("/");
    harness.next();
    // A second request, which comes too late.
    served.get("/too-late");
    let mut websocket = Client::websocket(harness.address());
    let websocket_session = harness.connected();
    harness.next();

    harness.run(|server| {
        server.retire();
        assert!(server.is_retiring() && server.is_running() && !server.is_draining());
        // A second time changes nothing.
        server.retire();
    });
    resting.expect_end();
    partial.read_to_end();
    let mut ended = [harness.next(), harness.next()];
    ended.sort_by_key(|seen| match seen {
        Seen::Closed(session, _) => *session,
        other => panic!("{other:?}"),
    });
    assert_eq!(
        ended,
        [
            Seen::Closed(resting_session, ENDED),
            Seen::Closed(partial_session, ENDED)
        ]
    );

    harness.run(move |server| respond(server, served_session, b"last", true));
    assert_eq!(served.read_response().body, b"last");
    served.read_to_end();
    harness.expect([Seen::Closed(served_session, ENDED)]);

    websocket.text("still there");
    assert_eq!(websocket.read_text(), "still there");
    harness.next();
    drop(websocket);
    let lost = Close {
        cause: Cause::Peer,
        websocket: true,
    };
    harness.expect([Seen::Closed(websocket_session, lost)]);
    drop((resting, partial, served));
    // The last connection takes the server along.
    harness.end_control();
    assert!(harness.join().result.is_ok());
}

#[test]
fn nobody_is_accepted_any_more() {
    let mut harness = silent();
    harness.run(|server| server.retire());
    let mut late = Client::connect(harness.address());
    late.send(get("/").as_bytes());
    harness.expect_nothing();
    harness.end_control();
    assert!(harness.join().result.is_ok());
}

#[test]
fn a_retiring_server_can_be_shut_down() {
    let mut harness = Setup::default().start();
    let mut websocket = Client::websocket(harness.address());
    harness.connected();
    harness.next();
    harness.post(|server| {
        server.retire();
        server.shut_down();
    });
    websocket.read_close();
    websocket.expect_end();
    drop(websocket);
    harness.end_control();
    assert!(harness.join().result.is_ok());
}
