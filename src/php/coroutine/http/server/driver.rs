//! The pull driver: a request starts a coroutine, and what comes over its WebSocket waits for that to ask for it.
//!
//! A connection that rests has no coroutine. The engine is driven by whatever loop the process runs, as one of its
//! sources.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::io;
use std::rc::{Rc, Weak};
use std::time::Duration;

use super::peer::{Limits, Peer};
use super::routes::Routes;
use crate::engine::config::Protocol;
use crate::engine::handler::{Close, Handler, Message};
use crate::engine::listener::{Address, Listener};
use crate::engine::reactor::Ready;
use crate::engine::session::SessionId;
use crate::engine::timers::TimerId;
use crate::php::coroutine::options;
use crate::php::http::answer::{Answer, answer, refuse};
use crate::php::http::request::{self, Facts};
use crate::php::http::{HttpOptions, response};
use crate::php::memory::{Engine, Zend};
use crate::php::runtime::{self, Source, Verdict};
use crate::php::sched::Ticket;
use crate::php::server::current_engine;
use crate::php::server::settings::Settings;
use crate::php::websocket::handshake;
use crate::php::zend::Array;
use crate::php::zend::string::ZStrBuf;
use crate::protocol::http::RequestHead;

/// So far apart lie the first sessions of two servers of the process, so that a program can keep the `fd`s of all of
/// them in one array.
const SESSIONS_APART: SessionId = 1_000_000_000;

thread_local! {
    /// How many servers were started.
    static STARTED: Cell<SessionId> = const { Cell::new(0) };
}

/// One run of a coroutine server, from `start()` until its last connection has gone.
pub struct Driver {
    engine: Rc<Engine>,
    routes: Rc<Routes>,
    options: Rc<HttpOptions>,
    handshake: handshake::Terms,
    /// The port's number, as requests report it.
    number: u16,
    limits: Limits,
    /// Those for whom something waits, or who wait for something.
    peers: RefCell<HashMap<SessionId, Rc<Peer>, BuildHasherDefault<SessionHasher>>>,
    /// Whose inbox has got messages from the input that is being decoded.
    news: RefCell<Option<Rc<Peer>>>,
    /// Who waits in `start()`.
    starter: Cell<Option<Ticket>>,
    /// Itself, for the responses that it makes.
    own: Weak<Self>,
}

impl Driver {
    /// Begins to accept from a listener, with the settings that `set()` was given.
    pub fn launch(listener: Listener, routes: Rc<Routes>, given: &Array) -> io::Result<Rc<Self>> {
        let settings = Settings::new([given]);
        let limits = Limits {
            read: options::read_timeout(),
            write: options::write_timeout(),
        };
        let mut server_config = settings.server_config();
        server_config.first_session = first_session();
        // A handler says itself how long it waits.
        server_config.heartbeat_interval = None;
        let mut config = settings.port_config(Protocol::WebSocket);
        // Who sends too much waits until all of it has gone.
        config.high_watermark = 0;
        config.low_watermark = 0;
        config.message_limit = 0;
        config.keep_alive = limits.read;
        let handshake = handshake::Terms::new(&config, settings.subprotocols());
        let number = match listener.address() {
            Address::Ip(ip) => ip.port(),
            Address::Unix(_) => 0,
        };
        let reactor = runtime::reactor()?;
        reactor.refresh_clock();
        let mut engine = Engine::new(reactor, server_config)?;
        engine.add_port(listener, config);
        engine.listen()?;
        let options = Rc::new(HttpOptions::from_settings(&settings));
        let driver = Rc::new_cyclic(|own| Self {
            engine: Rc::new(engine),
            routes,
            options,
            handshake,
            number,
            limits,
            peers: RefCell::default(),
            news: RefCell::default(),
            starter: Cell::new(None),
            own: Weak::clone(own),
        });
        runtime::add_source(driver.engine.id(), Rc::clone(&driver) as Rc<dyn Source>);
        Ok(driver)
    }

    /// Notes who is to be woken by [`shut_down`](Self::shut_down).
    pub fn set_starter(&self, ticket: Ticket) {
        self.starter.set(Some(ticket));
    }

    /// The coroutine that waits in `start()`.
    pub fn starter(&self) -> Option<i64> {
        self.starter
            .get()
            .filter(Ticket::is_valid)
            .map(|ticket| ticket.cid())
    }

    /// Stops accepting and ends connections that rest; the others may finish.
    pub fn retire(&self) {
        self.engine.retire();
    }

    /// The same, and wakes who waits in `start()`.
    pub fn shut_down(&self) {
        self.retire();
        if let Some(ticket) = self.starter.take() {
            ticket.wake();
        }
    }

    /// Drops all connections as they are.
    pub fn abort(&self) {
        self.engine.abort();
        runtime::remove_source(self.engine.id());
    }

    /// Has events of a session go to its peer.
    pub fn register(&self, session: SessionId, peer: &Rc<Peer>) {
        let old = self.peers.borrow_mut().insert(session, Rc::clone(peer));
        drop(old);
    }

    #[inline]
    fn peer(&self, session: SessionId) -> Option<Rc<Peer>> {
        self.peers.borrow().get(&session).cloned()
    }

    /// Looks whether what a coroutine did ends the process.
    #[inline]
    fn go_on(&self) {
        if runtime::is_ending() {
            self.engine.abort();
        }
    }
}

/// The first session id of the next server.
fn first_session() -> SessionId {
    // A server of the other kind counts from 1, as the first one here does.
    let least = SessionId::from(current_engine().is_some());
    let number = STARTED.get().max(least);
    STARTED.set(number + 1);
    number.saturating_mul(SESSIONS_APART) + 1
}

impl Source for Driver {
    fn ready(&self, event: &Ready) {
        if self.engine.is_running() {
            self.engine.handle(event, self);
        }
    }

    fn end_turn(&self) {
        if self.engine.is_running() {
            self.engine.read_unread(self);
        }
        self.engine.end_turn(self);
        if !self.engine.is_running() {
            runtime::remove_source(self.engine.id());
        }
    }

    fn time_left(&self) -> Option<Duration> {
        self.engine.time_left()
    }

    fn last_words(&self) {
        // A server that is not running tells its handler nothing.
        self.engine.abort();
        self.engine.end_turn(self);
    }
}

impl Handler<Zend> for Driver {
    fn connected(&self, _server: &Engine, _session: SessionId) {}

    fn request(&self, server: &Engine, session: SessionId, head: &RequestHead<'_>, body: ZStrBuf) {
        let Some(callback) = self.routes.find(head.path) else {
            return answer(
                server,
                session,
                head,
                &Answer::status(404, head.keep_alive()),
            );
        };
        let built = runtime::guarded(|| {
            let facts = Facts {
                master_time: false,
                ..Facts::of(server, session, self.number, &self.options)
            };
            let request = request::build(head, body.finish(), &facts);
            Ok(request.map(|request| {
                let response = response::build_pulled(
                    (&self.engine, &self.own),
                    session,
                    head,
                    (&self.options, &self.handshake),
                    self.limits,
                );
                (request, response)
            }))
        });
        match built {
            (Verdict::GoOn, Some(Ok((request, response)))) => {
                runtime::spawn(move || callback.run(&mut [request.into(), response.into()]));
            }
            (Verdict::GoOn, Some(Err(error))) => refuse(server, session, head, error),
            // What was thrown is reported.
            (Verdict::GoOn, None) => {
                server.close(session, false);
            }
            (Verdict::End, _) => runtime::end(),
        }
        self.go_on();
    }

    fn message(&self, server: &Engine, session: SessionId, message: Message<ZStrBuf>) {
        // A session whose response has gone is about to end.
        let Some(peer) = self.peer(session) else {
            return;
        };
        if peer.deliver(message) {
            peer.wake_reader();
            if peer.must_pause() {
                server.pause(session, true);
            }
            self.go_on();
        } else {
            // It is woken once for all that has come.
            self.news.replace(Some(peer));
        }
    }

    fn settle(&self, _server: &Engine) {
        if let Some(peer) = self.news.take() {
            peer.wake_reader();
            self.go_on();
        }
    }

    fn received(&self, _server: &Engine, _session: SessionId, _bytes: &[u8]) {}

    fn closed(&self, _server: &Engine, session: SessionId, close: Close) {
        let peer = self.peers.borrow_mut().remove(&session);
        if let Some(peer) = peer {
            peer.ended(close.cause);
            self.go_on();
        }
    }

    fn watermark(&self, _server: &Engine, session: SessionId, full: bool) {
        if !full && let Some(peer) = self.peer(session) {
            peer.drained();
            self.go_on();
        }
    }

    fn timer(&self, _id: TimerId) {}

    fn signal(&self, _server: &Engine, _signal: i32) {}
}

/// Session ids differ in their low bits, which is all that a hash table wants.
#[derive(Default)]
struct SessionHasher(u64);

impl Hasher for SessionHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_i64(&mut self, id: i64) {
        // hashbrown takes bits from both ends.
        self.0 = (id as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}
