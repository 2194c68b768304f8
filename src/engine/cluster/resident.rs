//! A reactor without a thread of its own: the loop of a process that does other things, too, drives it. Where the
//! program has its own way of choosing workers, that process is the one that may run its code.

use std::io;
use std::rc::Rc;
use std::time::Duration;

use super::Cluster;
use super::dispatch::Chooser;
use super::reactors::{self, Service};
use super::relay::Relay;
use crate::engine::handler::Handler;
use crate::engine::memory::Heap;
use crate::engine::reactor::{Reactor, Ready};
use crate::engine::server::{Server, run_beside};
use crate::engine::shared::exchange::Station;

/// The station of the only reactor.
const STATION: Station = 0;

/// The only reactor of a server.
pub struct Resident {
    server: Server<Heap>,
    relay: Relay,
}

impl Resident {
    /// The reactor of `cluster`, among what else `reactor` waits for. It asks `chooser`, if there is one, who gets what.
    pub fn new(
        reactor: Rc<Reactor>,
        cluster: &Cluster,
        service: &Service,
        chooser: Option<Rc<dyn Chooser>>,
    ) -> io::Result<Self> {
        let relay = reactors::relay(cluster, STATION, service);
        Ok(Self {
            server: reactors::prepare(reactor, cluster, STATION, service)?,
            relay: match chooser {
                Some(chooser) => relay.with_chooser(chooser),
                None => relay,
            },
        })
    }

    /// Handles what became ready; false if it is nothing of this reactor's.
    pub fn handle(&self, event: &Ready) -> bool {
        let is_own = self.server.owns(event.wake);
        if is_own && self.server.is_running() {
            self.server.handle(event, &self.relay);
        }
        is_own
    }

    /// Does what is left when all events of a turn were handled.
    pub fn end_turn(&self) {
        self.server.wake_up();
        if self.server.is_running() {
            self.server.take_records(&self.relay);
            self.server.read_unread(&self.relay);
        }
        if self.server.is_running() {
            self.relay.turn_ended(&self.server);
        }
        self.server.end_turn(&self.relay);
    }

    /// How long the loop may sleep; `None` until something becomes ready. To be asked last before it sleeps.
    pub fn time_left(&self) -> Option<Duration> {
        if self.server.lie_down() {
            self.server.time_left()
        } else {
            Some(Duration::ZERO)
        }
    }

    /// Accepts and reads no more, while workers can still send.
    pub fn hear_no_more(&self) {
        self.server.hear_no_more();
    }

    /// Waits, at most for `time`, and does what workers want. Nothing else that the process waits for is heard.
    pub fn go_on(&self, time: Duration) -> io::Result<()> {
        let limit = self.time_left().map_or(time, |left| left.min(time));
        let mut ready = Vec::new();
        self.server.reactor().wait(Some(limit), &mut ready)?;
        for event in &ready {
            self.handle(event);
        }
        self.end_turn();
        Ok(())
    }

    /// Says goodbye to the clients when they were sent what workers had for them, and returns when they have gone or their time
    /// is over. Nothing else that the process waits for is heard any more.
    pub fn shut_down(&self) -> io::Result<()> {
        self.relay.leave(&self.server);
        run_beside(&self.server, &self.relay)
    }
}
