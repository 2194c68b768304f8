//! Members that accept on the same sockets share a crowd of clients, whoever is told of it first.

use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use super::harness::PATIENCE;
use super::puppet::{Puppet, door};
use crate::engine::cluster::Cluster;
use crate::engine::config::TcpOptions;
use crate::engine::listener::Listener;
use crate::engine::shared::exchange::Plan;

/// Two members, and a crowd at their door.
fn crowd(size: usize) -> (Puppet, Puppet, Vec<TcpStream>) {
    let (listener, address) = door();
    crowd_at(size, address, [&listener, &listener])
}

/// The same where each has its door.
fn crowd_at(
    size: usize,
    address: SocketAddr,
    doors: [&Listener; 2],
) -> (Puppet, Puppet, Vec<TcpStream>) {
    let cluster = Cluster::new(Plan::new(0, 2), 1, 1000).expect("memory");
    let [one, two] = [0, 1].map(|station| {
        let door = doors[usize::from(station)];
        Puppet::new(&cluster, station, door)
    });
    let clients = (0..size)
        .map(|_| TcpStream::connect(address).expect("room in the backlog"))
        .collect();
    (one, two, clients)
}

#[test]
fn who_has_nothing_to_do_is_called() {
    let (one, two, clients) = crowd(60);
    one.run();
    assert!((1..=8).contains(&one.clients()), "{}", one.clients());
    let called = Instant::now();
    while one.clients() + two.clients() < clients.len() {
        two.run();
        one.run();
        assert!(called.elapsed() < PATIENCE);
    }
    let difference = one.clients().abs_diff(two.clients());
    assert!(difference <= 12, "{} and {}", one.clients(), two.clients());
}

#[test]
fn who_does_not_come_is_not_waited_for() {
    let (one, two, clients) = crowd(60);
    let begun = Instant::now();
    while one.turn(PATIENCE) < clients.len() {
        assert!(begun.elapsed() < PATIENCE);
    }
    assert_eq!(two.clients(), 0);
}

#[test]
fn who_hears_no_more_is_not_called() {
    let (one, two, clients) = crowd(60);
    two.server.hear_no_more();
    two.turn(Duration::ZERO);
    one.run();
    assert_eq!((one.clients(), two.clients()), (clients.len(), 0));
}

#[test]
fn a_member_that_has_died_is_not_called() {
    let (one, two, clients) = crowd(60);
    let member = two.server.member().expect("it is one");
    member.post.exchange().bury(member.post.station());
    one.run();
    assert_eq!((one.clients(), two.clients()), (clients.len(), 0));
}

#[test]
fn who_waits_for_something_else_is_not_called() {
    let (one, two, clients) = crowd(60);
    let member = two.server.member().expect("it is one");
    // Others see it like this while taskwait() waits without coroutines.
    member.post.pause(Some(Duration::ZERO));
    assert!(member.post.sleep());
    one.run();
    assert_eq!((one.clients(), two.clients()), (clients.len(), 0));
    two.turn(Duration::ZERO);
    let more = TcpStream::connect(clients[0].peer_addr().expect("connected"));
    one.run();
    two.run();
    assert!(more.is_ok());
    assert_eq!((one.clients(), two.clients()), (clients.len(), 1));
}

#[test]
fn who_has_a_socket_of_its_own_leaves_nobody_to_others() {
    let (listener, address) = door();
    listener.allow_siblings().expect("a TCP socket");
    let siblings = [(), ()].map(|()| {
        let sibling = listener.sibling().expect("the same port");
        sibling
            .listen(128, &TcpOptions::default())
            .expect("it listens");
        sibling
    });
    // Closed, it gets none of the clients.
    drop(listener);
    let (one, two, clients) = crowd_at(60, address, siblings.each_ref());
    one.run();
    two.run();
    assert_eq!(one.clients() + two.clients(), clients.len());
}
