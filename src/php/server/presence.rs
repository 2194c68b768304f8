//! A process that owns no connections and handles no events of any, among the others of its server: it can send to
//! everybody, and takes notes.

use std::cell::Cell;
use std::io;
use std::rc::Rc;
use std::time::Duration;

use super::prepared::Prepared;
use super::{ServerObject, commands, set_current};
use crate::engine::cluster::{Member, Part};
use crate::engine::handler::{Close, Handler, Message};
use crate::engine::log::{self, Level};
use crate::engine::process::board::Board;
use crate::engine::session::SessionId;
use crate::engine::shared::exchange::Station;
use crate::engine::timers::TimerId;
use crate::php::memory::{Engine, Zend};
use crate::php::runtime::{self, Verdict};
use crate::php::zend::Obj;
use crate::php::zend::string::ZStrBuf;
use crate::protocol::http::RequestHead;

/// Such a process.
pub struct Presence {
    this: Obj,
    engine: Rc<Engine>,
}

/// An engine by which the process with this number among all of the server's can send to everybody.
pub fn engine(prepared: &Prepared, board: &Board, number: usize, part: Part) -> io::Result<Engine> {
    let mut engine = Engine::new(runtime::reactor()?, prepared.config.clone())?;
    join(prepared, board, number, part, &mut engine)?;
    Ok(engine)
}

/// Makes an engine that of the process with this number.
pub fn join(
    prepared: &Prepared,
    board: &Board,
    number: usize,
    part: Part,
    engine: &mut Engine,
) -> io::Result<()> {
    for port in &prepared.ports {
        engine.add_port(port.listener.clone(), port.config.clone());
    }
    let cluster = board.cluster();
    engine.join(Rc::new(cluster.join(cluster.station(number), part)))
}

/// Lets methods of PHP find the engine.
pub fn show(server: &ServerObject, engine: &Rc<Engine>) {
    let old = server.engine.borrow_mut().replace(Rc::clone(engine));
    set_current(Some(Rc::clone(engine)));
    drop(old);
}

impl Presence {
    /// That of the master or the manager: `number` tells which.
    pub fn new(
        prepared: &Prepared,
        server: &ServerObject,
        board: &Board,
        number: usize,
    ) -> io::Result<Self> {
        let engine = Rc::new(engine(prepared, board, number, Part::Events)?);
        show(server, &engine);
        let this = prepared.this.clone();
        Ok(Self { this, engine })
    }

    /// Its part among the others.
    pub fn member(&self) -> io::Result<Rc<Member>> {
        let member = self.engine.member().map(Rc::clone);
        member.ok_or_else(|| io::Error::other("this process has no part in the server"))
    }

    /// Takes what others have sent.
    pub fn take_notes(&self) -> Verdict {
        self.engine.wake_up();
        let reader = Reader {
            this: &self.this,
            verdict: Cell::new(Verdict::GoOn),
        };
        self.engine.take_records(&reader);
        reader.verdict.get()
    }

    /// How long the loop may sleep; `None` until something becomes ready. To be asked last before it sleeps.
    pub fn time_left(&self) -> Option<Duration> {
        (!self.engine.lie_down()).then_some(Duration::ZERO)
    }
}

/// Takes notes.
struct Reader<'a> {
    this: &'a Obj,
    verdict: Cell<Verdict>,
}

impl Handler<Zend> for Reader<'_> {
    fn note(&self, _: &Engine, from: Station, number: u16, bytes: &mut Vec<u8>) {
        match commands::note(self.this, from, number, bytes) {
            Some(Verdict::End) => self.verdict.set(Verdict::End),
            Some(Verdict::GoOn) => {}
            None => log::write(
                Level::Warning,
                format!("a note of kind {number} from station {from} makes no sense here"),
            ),
        }
    }

    // No connection is handled here.

    fn connected(&self, _: &Engine, _: SessionId) {}

    fn request(&self, _: &Engine, _: SessionId, _: &RequestHead<'_>, _: ZStrBuf) {}

    fn message(&self, _: &Engine, _: SessionId, _: Message<ZStrBuf>) {}

    fn received(&self, _: &Engine, _: SessionId, _: &[u8]) {}

    fn closed(&self, _: &Engine, _: SessionId, _: Close) {}

    fn watermark(&self, _: &Engine, _: SessionId, _: bool) {}

    fn timer(&self, _: TimerId) {}

    fn signal(&self, _: &Engine, _: i32) {}
}
