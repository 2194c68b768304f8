//! Members of a cluster in one thread: each runs when the test says so.

use std::rc::Rc;
use std::time::Duration;

use crate::engine::cluster::{Cluster, Part};
use crate::engine::config::{PortConfig, Protocol, ServerConfig};
use crate::engine::handler::{Close, Handler, Message};
use crate::engine::listener::{Address, Listener};
use crate::engine::memory::Heap;
use crate::engine::reactor::Reactor;
use crate::engine::server::Server;
use crate::engine::session::SessionId;
use crate::engine::shared::exchange::Station;
use crate::engine::timers::TimerId;
use crate::protocol::http::RequestHead;

/// A member that accepts beside others and keeps to itself what it hears.
pub struct Puppet {
    pub server: Server<Heap>,
}

/// A socket that listens, and where.
pub fn door() -> (Listener, std::net::SocketAddr) {
    let any = Address::ip("127.0.0.1", 0).expect("an address");
    let listener = Listener::bind(any, false).expect("a free port");
    let config = PortConfig::default();
    listener
        .listen(config.backlog, &config.tcp)
        .expect("it listens");
    let Address::Ip(address) = *listener.address() else {
        unreachable!("bound to an IP address");
    };
    (listener, address)
}

impl Puppet {
    pub fn new(cluster: &Cluster, station: Station, listener: &Listener) -> Self {
        let reactor = Rc::new(Reactor::new().expect("a reactor"));
        let mut server = Server::new(reactor, ServerConfig::default()).expect("a number");
        let config = PortConfig {
            protocol: Protocol::Tcp,
            ..PortConfig::default()
        };
        server.add_port(listener.clone(), config);
        let member = cluster.join(station, Part::Whole);
        server.join(Rc::new(member)).expect("a descriptor");
        server.accept_beside_others().expect("it listens");
        let puppet = Self { server };
        puppet.turn(Duration::ZERO);
        puppet
    }

    /// One turn, with as much sleep before it as is due, but for `limit`. Returns how many clients it has then.
    pub fn turn(&self, limit: Duration) -> usize {
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
                self.server.handle(event, &Silent);
            }
        }
        self.server.take_records(&Silent);
        self.server.end_turn(&Silent);
        self.server.lie_down();
        self.clients()
    }

    pub fn clients(&self) -> usize {
        self.server.own_sessions()
    }

    /// Turns until one changes nothing.
    pub fn run(&self) {
        let mut before = None;
        while before != Some(self.clients()) {
            before = Some(self.clients());
            self.turn(Duration::ZERO);
        }
    }
}

/// Hears everything and does nothing.
struct Silent;

impl Handler<Heap> for Silent {
    fn connected(&self, _: &Server<Heap>, _: SessionId) {}

    fn request(&self, _: &Server<Heap>, _: SessionId, _: &RequestHead<'_>, _: Vec<u8>) {}

    fn message(&self, _: &Server<Heap>, _: SessionId, _: Message<Vec<u8>>) {}

    fn received(&self, _: &Server<Heap>, _: SessionId, _: &[u8]) {}

    fn closed(&self, _: &Server<Heap>, _: SessionId, _: Close) {}

    fn watermark(&self, _: &Server<Heap>, _: SessionId, _: bool) {}

    fn timer(&self, _: TimerId) {}

    fn signal(&self, _: &Server<Heap>, _: i32) {}
}
