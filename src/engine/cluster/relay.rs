//! The handler of a reactor thread: it gives what happens on its connections to the workers.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::Member;
use super::dispatch::{Choice, Chooser, Dispatch, Matter, Mode};
use super::record::{Event, Record};
use crate::engine::handler::{Cause, Close, Handler, Message};
use crate::engine::log::{self, Level};
use crate::engine::memory::Heap;
use crate::engine::server::Server;
use crate::engine::session::SessionId;
use crate::engine::shared::exchange::Station;
use crate::engine::shared::post::{Full, Post};
use crate::engine::timers::TimerId;
use crate::protocol::http::RequestHead;
use crate::protocol::websocket::CloseCode;

/// How long a server that is to shut down takes what workers have sent before.
const REST: Duration = Duration::from_secs(1);

/// Gives events to workers.
pub struct Relay {
    dispatch: Dispatch,
    /// Whether anybody wants to hear of new connections, for each port.
    tells_connected: Vec<bool>,
    /// Whether anybody wants to hear of ended ones.
    tells_closed: bool,
    /// The number of the first worker's station.
    first: Station,
    /// The program's own way of choosing workers, if it has one.
    chooser: Option<Rc<dyn Chooser>>,
    /// From when on nothing that workers have sent is waited for, if the server is to shut down.
    leaves_at: Cell<Option<Instant>>,
}

impl Relay {
    /// Gives events to the workers that `dispatch` chooses, whose stations begin at `first`.
    pub fn new(
        dispatch: Dispatch,
        first: Station,
        tells_connected: Vec<bool>,
        tells_closed: bool,
    ) -> Self {
        Self {
            dispatch,
            tells_connected,
            tells_closed,
            first,
            chooser: None,
            leaves_at: Cell::new(None),
        }
    }

    /// Asks `chooser` for each event first.
    pub fn with_chooser(mut self, chooser: Rc<dyn Chooser>) -> Self {
        self.chooser = Some(chooser);
        self
    }

    /// Shuts the server down when all was taken that workers have sent before they ended. It hears no more until then.
    pub fn leave(&self, server: &Server<Heap>) {
        server.hear_no_more();
        self.leaves_at.set(Some(server.reactor().after(REST)));
    }

    /// Does that, if it is time.
    fn leave_if_due(&self, server: &Server<Heap>, member: &Member) {
        let Some(at) = self.leaves_at.get() else {
            return;
        };
        if member.post.is_empty() || server.reactor().now() >= at {
            self.leaves_at.set(None);
            server.shut_down();
        } else {
            // Who was killed may not have rung.
            let all: Vec<Station> = (0..member.post.exchange().stations() as Station).collect();
            member.post.look_at(&all);
        }
    }

    fn station(&self, worker: usize) -> Station {
        self.first + worker as Station
    }

    /// How much a worker has to do.
    fn load(&self, member: &Member, worker: usize) -> usize {
        let station = self.station(worker);
        let exchange = member.post.exchange();
        if self.dispatch.mode().keeps_order() {
            let status = exchange.status(station);
            return status.sessions.load(Ordering::Relaxed) as usize;
        }
        let waiting: usize = (0..exchange.reactors() as Station)
            .map(|reactor| exchange.pending(reactor, station))
            .sum();
        let busy = exchange.status(station).in_hand.load(Ordering::Relaxed) != 0;
        2 * waiting + usize::from(busy)
    }

    /// The station that the next event of a session goes to. To be asked once for each event: those that may go to any
    /// worker go to them in turn.
    fn worker(&self, member: &Member, session: SessionId) -> Station {
        if !self.dispatch.mode().keeps_order() {
            return self.station(self.dispatch.pick(|worker| self.load(member, worker)));
        }
        self.assigned(member, session)
    }

    /// The station that handles all events of a session.
    #[inline]
    fn assigned(&self, member: &Member, session: SessionId) -> Station {
        let entry = member.sessions.get(session);
        let assigned = entry.map_or(self.first, |entry| entry.worker.load(Ordering::Relaxed));
        let worker = usize::from(assigned.saturating_sub(self.first));
        let uid = || entry.and_then(|entry| entry.uid());
        self.station(self.dispatch.stay(worker, uid))
    }

    fn tell(&self, server: &Server<Heap>, session: SessionId, event: Event<'_>) {
        let Some(member) = server.member() else {
            return;
        };
        let worker = match &self.chooser {
            None => self.worker(member, session),
            Some(chooser) => match self.chosen(&**chooser, server, member, session, &event) {
                Some(worker) => worker,
                None => return,
            },
        };
        if server.config().max_queued.is_some()
            && let Some(bytes) = event.received()
            && let Some(entry) = member.sessions.get(session)
        {
            // Before the worker takes it away.
            entry.queued.fetch_add(bytes as u32, Ordering::Relaxed);
        }
        // It waits for the worker if there is no room: `takes` keeps that from growing.
        let _ = event.send(session, &member.post, worker);
    }

    /// Whether all events of a session go through the same ring.
    #[inline]
    fn keeps_order(&self) -> bool {
        self.dispatch.mode().keeps_order() && self.chooser.is_none()
    }

    /// The number of a session's port, if the session may be forgotten before its events are taken.
    #[inline]
    fn port(&self, server: &Server<Heap>, session: SessionId) -> u16 {
        if self.keeps_order() {
            return 0;
        }
        let port = server.port_of(session).unwrap_or(0);
        u16::try_from(port).unwrap_or(0)
    }

    /// Whether more than `most` bytes that a session has received wait for workers.
    #[cold]
    fn has_too_much(&self, member: &Member, session: SessionId, most: u32) -> bool {
        let Some(entry) = member.sessions.get(session) else {
            return false;
        };
        if entry.queued.load(Ordering::Relaxed) <= most {
            return false;
        }
        let exchange = member.post.exchange();
        let nothing_waits = (0..self.dispatch.workers()).all(|worker| {
            let station = self.station(worker);
            member.post.waiting_for(station) == 0
                && exchange.is_empty(member.post.station(), station)
        });
        if nothing_waits {
            // All was taken. What a worker has died with nobody takes away.
            entry.queued.store(0, Ordering::Relaxed);
        }
        !nothing_waits
    }

    /// The station that gets an event by the program's choice; `None` if nobody gets it.
    #[cold]
    fn chosen(
        &self,
        chooser: &dyn Chooser,
        server: &Server<Heap>,
        member: &Member,
        session: SessionId,
        event: &Event<'_>,
    ) -> Option<Station> {
        let code: [u8; 2];
        let (matter, parts): (Matter, [&[u8]; 2]) = match *event {
            Event::Connected => (Matter::Connected, [b"", b""]),
            Event::Request(head, body) => (Matter::Data, [head, body]),
            Event::Message {
                close_code,
                payload,
                ..
            } => match close_code {
                // As it stands in the frame.
                Some(CloseCode(number)) => {
                    code = number.to_be_bytes();
                    (Matter::Data, [&code, payload])
                }
                None => (Matter::Data, [payload, b""]),
            },
            Event::Received { bytes, .. } => (Matter::Data, [bytes, b""]),
            Event::Closed(_) => (Matter::Closed, [b"", b""]),
            Event::Watermark(true) => (Matter::Full, [b"", b""]),
            Event::Watermark(false) => (Matter::Drained, [b"", b""]),
            // No event to the program: it goes where the last one has gone, behind that.
            Event::Ending(..) => return Some(self.assigned(member, session)),
        };
        let is_over = matter == Matter::Closed;
        let choice = chooser.choose(session, matter, &parts);
        let worker = match choice {
            Choice::Worker(number) if number < self.dispatch.workers() => self.station(number),
            Choice::Worker(_) | Choice::Usual => self.usual(member, session),
            Choice::Nobody | Choice::Close => {
                if is_over {
                    // Who tells of the end forgets the session.
                    member.sessions.remove(session);
                } else if choice == Choice::Close {
                    server.goodbye(session, false);
                } else if matches!(event, Event::Request(..)) {
                    // Nobody will answer it.
                    server.close(session, false);
                }
                return None;
            }
        };
        if !is_over {
            self.reassign(member, session, worker);
        }
        Some(worker)
    }

    /// The station of an event when the program leaves the choice to the mode.
    fn usual(&self, member: &Member, session: SessionId) -> Station {
        match self.dispatch.mode() {
            // As many as were chosen in between, the numbers stay the same.
            Mode::Session | Mode::Address | Mode::Uid => {
                let entry = member.sessions.get(session);
                let peer = entry.and_then(|entry| entry.peer()).map(|peer| peer.ip());
                let assigned = self.dispatch.assign(session, peer, |_| 0);
                let uid = || entry.and_then(|entry| entry.uid());
                self.station(self.dispatch.stay(assigned, uid))
            }
            _ => self.worker(member, session),
        }
    }

    /// Notes that a session is in the hands of another worker now.
    fn reassign(&self, member: &Member, session: SessionId, worker: Station) {
        let Some(entry) = member.sessions.get(session) else {
            return;
        };
        let old = entry.worker.swap(worker, Ordering::Relaxed);
        let exchange = member.post.exchange();
        if old != worker && usize::from(old) < exchange.stations() {
            let [old, new] = [old, worker].map(|station| &exchange.status(station).sessions);
            old.fetch_sub(1, Ordering::Relaxed);
            new.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// The notes that a reactor thread takes.
mod note {
    /// Says goodbye to everybody and ends.
    pub const SHUT_DOWN: u16 = 1;
    /// Ends at once.
    pub const STOP: u16 = 2;
    /// Accepts and reads no more.
    pub const HEAR_NO_MORE: u16 = 3;
}

/// Has a reactor thread say goodbye to its clients, as [`Server::shut_down`] does, and end.
pub fn shut_down(post: &Post, reactor: Station) -> Result<(), Full> {
    send(post, reactor, note::SHUT_DOWN)
}

/// Has a reactor thread accept and read no more, as [`Server::hear_no_more`] does.
pub fn hear_no_more(post: &Post, reactor: Station) -> Result<(), Full> {
    send(post, reactor, note::HEAR_NO_MORE)
}

/// Has a reactor thread drop its connections and end.
pub fn stop(post: &Post, reactor: Station) -> Result<(), Full> {
    send(post, reactor, note::STOP)
}

fn send(post: &Post, reactor: Station, number: u16) -> Result<(), Full> {
    Record::Note(number, &[]).send(post, reactor)?;
    post.ring();
    Ok(())
}

impl Handler<Heap> for Relay {
    fn connected(&self, server: &Server<Heap>, session: SessionId) {
        let Some(member) = server.member() else {
            return;
        };
        let Some(entry) = member.sessions.get(session) else {
            return;
        };
        let peer = entry.peer().map(|peer| peer.ip());
        let worker = self
            .dispatch
            .assign(session, peer, |worker| self.load(member, worker));
        let station = self.station(worker);
        entry.worker.store(station, Ordering::Relaxed);
        let status = member.post.exchange().status(station);
        status.sessions.fetch_add(1, Ordering::Relaxed);
        let port = usize::from(entry.port.load(Ordering::Relaxed));
        if self.tells_connected.get(port).copied().unwrap_or(false) {
            self.tell(server, session, Event::Connected);
        }
    }

    fn request(
        &self,
        server: &Server<Heap>,
        session: SessionId,
        head: &RequestHead<'_>,
        body: Vec<u8>,
    ) {
        self.tell(server, session, Event::Request(head.raw, &body));
    }

    #[inline]
    fn message(&self, server: &Server<Heap>, session: SessionId, message: Message<Vec<u8>>) {
        let event = Event::Message {
            opcode: message.opcode,
            compressed: message.compressed,
            close_code: message.close_code,
            payload: &message.payload,
            port: self.port(server, session),
        };
        self.tell(server, session, event);
    }

    fn received(&self, server: &Server<Heap>, session: SessionId, bytes: &[u8]) {
        let port = self.port(server, session);
        self.tell(server, session, Event::Received { bytes, port });
    }

    fn closed(&self, server: &Server<Heap>, session: SessionId, close: Close) {
        let Some(member) = server.member() else {
            return;
        };
        if let Some(entry) = member.sessions.get(session) {
            let station = entry.worker.load(Ordering::Relaxed);
            if usize::from(station) < member.post.exchange().stations() {
                let status = member.post.exchange().status(station);
                status.sessions.fetch_sub(1, Ordering::Relaxed);
            }
        }
        if self.tells_closed {
            self.tell(server, session, Event::Closed(close));
        } else {
            // Who tells of the end forgets the session.
            member.sessions.remove(session);
        }
    }

    #[inline]
    fn takes(&self, server: &Server<Heap>, session: SessionId) -> bool {
        let Some(member) = server.member() else {
            return true;
        };
        // Who takes what has waited rings, so that this is asked again.
        if let Some(most) = server.config().max_queued
            && self.has_too_much(member, session, most)
        {
            return false;
        }
        let has_room = |station| member.post.waiting_for(station) == 0;
        if self.keeps_order() {
            has_room(self.assigned(member, session))
        } else {
            // Any of them may get it.
            (0..self.dispatch.workers()).all(|worker| has_room(self.station(worker)))
        }
    }

    fn delays_end(
        &self,
        server: &Server<Heap>,
        session: SessionId,
        cause: Cause,
        payload: &[u8],
    ) -> bool {
        self.tell(server, session, Event::Ending(cause, payload));
        true
    }

    fn note(&self, server: &Server<Heap>, from: Station, number: u16, _bytes: &mut Vec<u8>) {
        match number {
            note::SHUT_DOWN => self.leave(server),
            note::STOP => server.abort(),
            note::HEAR_NO_MORE => server.hear_no_more(),
            _ => log::write(
                Level::Warning,
                format!("a reactor does not understand note {number} from station {from}"),
            ),
        }
    }

    fn watermark(&self, server: &Server<Heap>, session: SessionId, full: bool) {
        self.tell(server, session, Event::Watermark(full));
    }

    fn timer(&self, _id: TimerId) {}

    fn turn_ended(&self, server: &Server<Heap>) {
        if let Some(member) = server.member() {
            let status = member.post.exchange().status(member.post.station());
            status.show(&server.stats());
            self.leave_if_due(server, member);
        }
    }

    fn signal(&self, _server: &Server<Heap>, _signal: i32) {}
}
