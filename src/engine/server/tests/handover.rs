//! Connections that go on in another member.

use std::io::Read;
use std::net::TcpStream;
use std::time::Duration;

use super::harness::PATIENCE;
use super::puppet::{Puppet, door};
use crate::engine::cluster::Cluster;
use crate::engine::server::Outgoing;
use crate::engine::shared::exchange::Plan;

/// A worker has made way, and leaves a connection late that it had kept. What another one sends meanwhile comes to the successor
/// before that has taken the connection.
#[test]
fn what_is_sent_to_a_connection_on_its_way_waits_for_it() {
    let (listener, address) = door();
    let plan = Plan::new(0, 2).with_spares(1);
    let cluster = Cluster::new(plan, 1, 100).expect("memory");
    let old = Puppet::new(&cluster, 0, &listener);
    let mut client = TcpStream::connect(address).expect("it listens");
    client.set_read_timeout(Some(PATIENCE)).expect("a socket");
    while old.turn(PATIENCE) == 0 {}
    let other = Puppet::new(&cluster, 1, &listener);
    let session = old.server.last_session();
    let spare = cluster.exchange.take_spare(0).expect("it is free");
    old.server.hear_no_more();
    old.server.leave_for(spare).expect("a descriptor");
    let new = Puppet::new(&cluster, 0, &listener);

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
