//! Connections that go on in another member.

use std::io::Read;
use std::net::TcpStream;
use std::time::Duration;

use super::harness::PATIENCE;
use super::puppet::{Puppet, door};
use crate::engine::cluster::Cluster;
use crate::engine::listener::Listener;
use crate::engine::server::Outgoing;
use crate::engine::shared::exchange::Plan;
use crate::engine::shared::sessions::flag;

/// Worker 0 of two has made way with one connection.
fn leaver() -> (Cluster, Listener, Puppet, TcpStream) {
    let (listener, address) = door();
    let plan = Plan::new(0, 2).with_spares(1);
    let cluster = Cluster::new(plan, 1, 100).expect("memory");
    let old = Puppet::new(&cluster, 0, &listener);
    let client = TcpStream::connect(address).expect("it listens");
    client.set_read_timeout(Some(PATIENCE)).expect("a socket");
    while old.turn(PATIENCE) == 0 {}
    let spare = cluster.exchange.take_spare(0).expect("it is free");
    old.server.hear_no_more();
    old.server.leave_for(spare).expect("a descriptor");
    (cluster, listener, old, client)
}

/// A worker has made way, and leaves a connection late that it had kept. What another one sends meanwhile comes to the successor
/// before that has taken the connection.
#[test]
fn what_is_sent_to_a_connection_on_its_way_waits_for_it() {
    let (cluster, listener, old, mut client) = leaver();
    let session = old.server.last_session();
    let [new, other] = [0, 1].map(|station| Puppet::new(&cluster, station, &listener));
    let send = |bytes: &[u8]| {
        let sent = other.server.send(session, Outgoing::Bytes(bytes));
        sent.expect("an open session");
        other.turn(Duration::ZERO);
    };
    send(b"one ");
    old.turn(Duration::ZERO);
    let handover = cluster.handover(0).expect("it owns sockets");
    old.server.hand_over(handover);
    send(b"two ");
    new.turn(Duration::ZERO);
    assert_eq!(new.clients(), 0);
    send(b"three");
    new.server.adopt(handover);
    new.turn(Duration::ZERO);
    assert_eq!((old.clients(), new.clients()), (0, 1));

    let mut all = [0; 13];
    client.read_exact(&mut all).expect("it is open");
    assert_eq!(&all, b"one two three");
}

/// What a successor that starts finds on its way to it is lost only if nobody is there who could bring it.
#[test]
fn a_connection_on_its_way_is_not_lost_while_who_brings_it_lives() {
    let (cluster, listener, old, _client) = leaver();
    let entry = cluster.sessions.get(old.server.last_session());
    let entry = entry.expect("an open session");
    entry.set(flag::IN_TRANSIT);
    entry.pass_to(0);
    let handover = cluster.handover(0).expect("it owns sockets");
    let new = Puppet::new(&cluster, 0, &listener);
    new.server.inherit(handover);
    assert_eq!(cluster.sessions.len(), 1);
    let spare = cluster.exchange.spare_of(std::process::id());
    cluster.exchange.give_back(spare.expect("it has one"));
    new.server.inherit(handover);
    assert_eq!(cluster.sessions.len(), 0);
}
