//! What only a response of a coroutine server can do: wait until there is room, and become a WebSocket.

use std::cell::{Cell, OnceCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

use super::fields;
use super::handshake::write_accepting;
use super::{Exchange, Kind, Link, Origin, Response, Stage, make, send, set_header};
use crate::engine::server::{Push, SendError};
use crate::engine::session::SessionId;
use crate::php::coroutine;
use crate::php::coroutine::http::server::driver::Driver;
use crate::php::coroutine::http::server::peer::{Limits, Peer, Received};
use crate::php::http::HttpOptions;
use crate::php::memory::Engine;
use crate::php::websocket::frame::{self, Outgoing};
use crate::php::websocket::handshake::{Accepted, Terms};
use crate::php::websocket::send::{Refusal, close_code, queue};
use crate::php::zend::{Call, Obj, PhpResult, Value, ZStr};
use crate::php::{last_error, sched, server};
use crate::protocol::http::RequestHead;
use crate::protocol::websocket::handshake::RequestError;
use crate::protocol::websocket::{CloseCode, Opcode};

/// What a response of a coroutine server has besides others.
pub(super) struct Pull {
    driver: Weak<Driver>,
    limits: Limits,
    /// How its request can be upgraded, if it asks for that; taken when it is.
    handshake: Cell<Option<Result<Accepted, RequestError>>>,
    state: Cell<State>,
    /// Made when there is something to wait for.
    peer: OnceCell<Rc<Peer>>,
}

/// What is spoken with the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// HTTP.
    Http,
    /// HTTP for the last time: the client was refused a WebSocket.
    Refused,
    /// WebSocket.
    WebSocket,
}

/// The response to a request that a coroutine server has received.
pub fn build_pulled(
    (engine, driver): (&Rc<Engine>, &Weak<Driver>),
    session: SessionId,
    head: &RequestHead<'_>,
    (options, terms): (&Rc<HttpOptions>, &Terms),
    limits: Limits,
) -> Obj {
    let handshake = head.is_upgrade_websocket().then(|| terms.accept(head));
    make(Link {
        engine: Rc::downgrade(engine),
        session,
        options: Rc::clone(options),
        exchange: Exchange::of(head, options),
        kind: Kind::Pull(Box::new(Pull {
            driver: Weak::clone(driver),
            limits,
            handshake: Cell::new(handshake),
            state: Cell::new(State::Http),
            peer: OnceCell::new(),
        })),
        origin: Origin::Request,
    })
}

impl Pull {
    /// Whether the client may send further requests.
    pub(super) fn may_go_on(&self) -> bool {
        self.state.get() == State::Http
    }

    /// Whether the response has become a WebSocket.
    pub(super) fn is_websocket(&self) -> bool {
        self.state.get() == State::WebSocket
    }

    /// The client, as somebody to wait for.
    fn peer(&self, session: SessionId) -> &Rc<Peer> {
        self.peer.get_or_init(|| {
            let peer = Rc::new(Peer::new(self.limits));
            if let Some(driver) = self.driver.upgrade() {
                driver.register(session, &peer);
            }
            peer
        })
    }

    /// Waits until everything that was queued for the client has been sent. The error is why it was not.
    fn wait_for_room(&self, engine: &Engine, session: SessionId) -> PhpResult<Result<(), i32>> {
        let peer = self.peer(session);
        if !engine.tell_when_drained(session) {
            return Ok(Err(libc::EBADF));
        }
        peer.wait_for_room()
    }

    /// The handler closes the connection.
    pub(super) fn close(&self, engine: &Engine, session: SessionId) -> bool {
        let closed = engine.close(session, false);
        if closed {
            if let Some(peer) = self.peer.get() {
                peer.close();
            }
        } else {
            last_error::set(libc::EBADF);
        }
        closed
    }
}

impl Response {
    /// Waits until a body of `len` bytes can be queued, if its handler can wait. That there is room then is not
    /// promised: the attempt that follows will say what is wrong.
    pub(super) fn wait_for_room(&self, len: usize) -> PhpResult {
        let Some((link, engine)) = self
            .link
            .get()
            .and_then(|link| Some((link, link.engine.upgrade()?)))
        else {
            return Ok(());
        };
        let is_full = || {
            matches!(self.stage.get(), Stage::Open | Stage::Writing(_))
                && send::room(&engine, link, len) == Err(SendError::BufferFull)
        };
        let Kind::Pull(pull) = &link.kind else {
            return server::room::for_response(&engine, link.session, is_full);
        };
        while sched::current().is_some()
            && is_full()
            && pull.wait_for_room(&engine, link.session)?.is_ok()
        {}
        Ok(())
    }

    /// What the response is as a WebSocket; warns if it is none.
    fn websocket(&self) -> Option<(&Link, &Pull)> {
        let Some(link) = self.link.get() else {
            last_error::set(last_error::SESSION_CLOSED);
            return None;
        };
        match &link.kind {
            Kind::Pull(pull) if pull.is_websocket() => Some((link, pull)),
            _ => {
                let session = link.session;
                last_error::fatal(&format!("fd[{session}] is not a websocket conncetion"));
                None
            }
        }
    }
}

/// `upgrade()`: accepts a handshake, or refuses what is none.
pub fn upgrade(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let response = call.native::<Response>();
    let Some(link) = response.sendable() else {
        return call.ret_bool(false);
    };
    let Kind::Pull(pull) = &link.kind else {
        last_error::fatal("async server dose not support protocol upgrade");
        return call.ret_bool(false);
    };
    if response.stage.get() != Stage::Open {
        last_error::set(last_error::HTTP_CONTEXT_UNAVAILABLE);
        return call.ret_bool(false);
    }
    let this = call.this();
    let upgraded = match pull.handshake.take() {
        Some(Ok(accepted)) => accept(response, &this, (link, pull), &accepted)?,
        Some(Err(error)) => refuse(response, &this, pull, error)?,
        None => refuse(response, &this, pull, RequestError::NoUpgrade)?,
    };
    call.ret_bool(upgraded)
}

fn accept(
    response: &Response,
    this: &Obj,
    (link, pull): (&Link, &Pull),
    accepted: &Accepted,
) -> PhpResult<bool> {
    let own = response.gather(this)?;
    // Gathering may have run PHP code.
    if response.sendable().is_none() {
        return Ok(false);
    }
    let Some(engine) = response.engine(link) else {
        return Ok(false);
    };
    let fields = accepted.fields();
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (name.as_bytes(), value.as_bytes()))
        .collect();
    let (written, refused) = write_accepting(&engine, link.session, &fields, &own);
    let upgraded = written && engine.upgrade(link.session, accepted.upgrade());
    if upgraded {
        pull.state.set(State::WebSocket);
        response.stage.set(Stage::Ended);
        pull.peer(link.session);
    } else {
        response.failed(SendError::NoSession);
    }
    fields::tell(refused);
    Ok(upgraded)
}

fn refuse(response: &Response, this: &Obj, pull: &Pull, error: RequestError) -> PhpResult<bool> {
    pull.state.set(State::Refused);
    response.set_status(error.status(), None);
    if let Some((name, value)) = error.response_field() {
        set_header(this, name.as_bytes(), Value::bytes(value.as_bytes()));
    }
    send::finish(response, this, None)?;
    last_error::set(last_error::WEBSOCKET_HANDSHAKE_FAILED);
    Ok(false)
}

/// `recv()`: the next message.
pub fn recv(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let seconds = call.double_or(0, 0.0)?;
    let Some((link, pull)) = call.native::<Response>().websocket() else {
        return call.ret_bool(false);
    };
    let limit: Option<Duration> = if seconds == 0.0 {
        pull.limits.read
    } else {
        coroutine::timeout(seconds)
    };
    let resume = || {
        if let Some(engine) = link.engine.upgrade() {
            engine.pause(link.session, false);
        }
    };
    match pull.peer(link.session).receive(limit, resume)? {
        Received::Message(message) => call.ret(frame::incoming(link.session, message)),
        Received::Closed => call.ret(ZStr::new(b"")),
        Received::Nothing(code) => {
            last_error::set(code);
            call.ret_bool(false)
        }
        Received::Bound(other) => Err(coroutine::bound(link.session, other, "reading")),
    }
}

/// `push()`: sends a frame.
pub fn push(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 3)?;
    let Some((link, pull)) = call.native::<Response>().websocket() else {
        return call.ret_bool(false);
    };
    let frame = Outgoing::from_args(call, 0)?;
    let pushed = send_frame(link, pull, |engine| {
        queue(engine, link.session, &frame, true)
    })?;
    call.ret_bool(pushed)
}

/// `ping()`: sends a ping frame.
pub fn ping(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let data = call.opt_str(0)?.unwrap_or_else(|| ZStr::new(b""));
    let Some(link) = call.native::<Response>().link.get() else {
        return call.ret_bool(false);
    };
    let Kind::Pull(pull) = &link.kind else {
        last_error::fatal("only supports websocket or http2 client");
        return call.ret_bool(false);
    };
    if !pull.is_websocket() {
        last_error::fatal("only supports websocket or http2 client");
        return call.ret_bool(false);
    }
    let ping = Push {
        opcode: Opcode::Ping,
        fin: true,
        compress: false,
        oversize: false,
    };
    let sent = send_frame(link, pull, |engine| {
        let data = crate::engine::server::Outgoing::Shared(&data);
        Ok(engine.push(link.session, ping, data)?)
    })?;
    call.ret_bool(sent)
}

/// Queues a frame; waits for room if there is none. False, with the last error set, if it cannot be sent.
fn send_frame(
    link: &Link,
    pull: &Pull,
    queue: impl Fn(&Engine) -> Result<(), Refusal>,
) -> PhpResult<bool> {
    let can_wait = sched::current().is_some();
    loop {
        let Some(engine) = link.engine.upgrade() else {
            last_error::set(libc::EBADF);
            return Ok(false);
        };
        // Those who wait already come first.
        let full = if can_wait && pull.peer(link.session).has_writers() {
            true
        } else {
            match queue(&engine) {
                Ok(()) => return Ok(true),
                Err(Refusal::Send(SendError::BufferFull)) if can_wait => true,
                Err(refusal) => {
                    refusal.tell(link.session, || last_error::set(libc::EBADF));
                    false
                }
            }
        };
        if !full {
            return Ok(false);
        }
        if let Err(code) = pull.wait_for_room(&engine, link.session)? {
            last_error::set(code);
            return Ok(false);
        }
    }
}

/// `disconnect()`: a close frame and the end of the connection.
pub fn disconnect(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 2)?;
    let code = call.long_or(0, i64::from(CloseCode::NORMAL.0))?;
    let reason = call.opt_str(1)?.unwrap_or_else(|| ZStr::new(b""));
    let Some((link, pull)) = call.native::<Response>().websocket() else {
        return call.ret_bool(false);
    };
    let Some(engine) = link.engine.upgrade() else {
        last_error::set(libc::EBADF);
        return call.ret_bool(false);
    };
    match engine.disconnect(link.session, close_code(code), reason.as_bytes()) {
        Ok(()) => {
            pull.peer(link.session).close();
            call.ret_bool(true)
        }
        Err(error) => {
            Refusal::from(error).tell(link.session, || last_error::set(libc::EBADF));
            call.ret_bool(false)
        }
    }
}
