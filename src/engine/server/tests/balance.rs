//! Members that accept on the same sockets share a crowd of clients, whoever is told of it first.

use std::net::TcpStream;
use std::rc::Rc;
use std::time::{Duration, Instant};

use super::harness::PATIENCE;
use crate::engine::cluster::dispatch::{Dispatch, Mode};
use crate::engine::cluster::relay::Relay;
use crate::engine::cluster::{Cluster, Part};
use crate::engine::config::{PortConfig, Protocol, ServerConfig};
use crate::engine::listener::{Address, Listener};
use crate::engine::memory::Heap;
use crate::engine::reactor::Reactor;
use crate::engine::server::Server;
use crate::engine::shared::exchange::{Plan, Station};

/// A member that runs when the test says so.
struct Puppet {
    server: Server<Heap>,
    relay: Relay,
}

impl Puppet {
    fn new(cluster: &Cluster, station: Station, listener: &Listener) -> Self {
        let reactor = Rc::new(Reactor::new().expect("a reactor"));
        let mut server = Server::new(reactor, ServerConfig::default()).expect("a number");
        let config = PortConfig {
            protocol: Protocol::Tcp,
            ..PortConfig::default()
        };
        server.add_port(listener.clone(), config);
        let member = cluster.join(station, Part::Sockets);
        server.join(Rc::new(member)).expect("a descriptor");
        server.accept_beside_others().expect("it listens");
        let dispatch = Dispatch::new(Mode::Session, 1, 0);
        let relay = Relay::new(dispatch, cluster.station(0), vec![false], false);
        let puppet = Self { server, relay };
        puppet.turn(Duration::ZERO);
        puppet
    }

    /// One turn, with as much sleep before it as is due, but for `limit`. Returns how many clients it has then.
    fn turn(&self, limit: Duration) -> usize {
        let mut ready = Vec::new();
        let left = if self.server.lie_down() {
            self.server.time_left().unwrap_or(limit).min(limit)
        } else {
            Duration::ZERO
        };
        let waited = self.server.reactor().wait(Some(left), &mut ready);
        waited.expect("a reactor that works");
        self.server.wake_up();
        for event in &ready {
            if self.server.owns(event.wake) {
                self.server.handle(event, &self.relay);
            }
        }
        self.server.take_records(&self.relay);
        self.server.end_turn(&self.relay);
        self.server.lie_down();
        self.clients()
    }

    fn clients(&self) -> usize {
        self.server.own_sessions()
    }

    /// Turns until one changes nothing.
    fn run(&self) {
        let mut before = None;
        while before != Some(self.clients()) {
            before = Some(self.clients());
            self.turn(Duration::ZERO);
        }
    }
}

/// Two members, and a crowd at their door.
fn crowd(size: usize) -> (Puppet, Puppet, Vec<TcpStream>) {
    let any = Address::ip("127.0.0.1", 0).expect("an address");
    let listener = Listener::bind(any, false).expect("a free port");
    let config = PortConfig::default();
    listener
        .listen(config.backlog, &config.tcp)
        .expect("it listens");
    let Address::Ip(address) = *listener.address() else {
        unreachable!("bound to an IP address");
    };
    let cluster = Cluster::new(Plan::new(2, 1), 1, 1000).expect("memory");
    let [one, two] = [0, 1].map(|station| Puppet::new(&cluster, station, &listener));
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
