//! `Swoole\Http\Response`: what is sent back, and when.
//!
//! The files follow a response's way: `fields` and `cookies` gather its head, `send` and `file` write it into the
//! connection's output, `handshake` is for those that answer an upgrade, `create` and `detached` for those that are
//! answered later, `pull` for those of a coroutine server. PHP code may run while values are converted and may call the response again: no cell of it is
//! borrowed meanwhile, and nothing can be sent or detached until that is done.

mod compress;
mod cookies;
mod create;
mod detached;
mod fields;
mod file;
mod handshake;
mod pull;
mod send;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::OnceLock;

use self::fields::Fields;
use super::HttpOptions;
use super::names::names;
use crate::engine::server::{SendError, Upgrade};
use crate::engine::session::SessionId;
use crate::php::classes::RESPONSE;
use crate::php::last_error;
use crate::php::memory::Engine;
use crate::php::server::driver;
use crate::php::zend::object::{HandlersCell, Slot};
use crate::php::zend::{Array, Call, NativeClass, Obj, PhpResult, Value, ZStr, sys};
use crate::protocol::http::{
    Coding, HeaderError, RequestHead, ResponseEnd, Version, canonical_name, check_name,
};

pub use cookies::{cookie, rawcookie};
pub use create::create;
pub use detached::answered_raw;
pub use file::sendfile;
pub use handshake::{build_handshake, build_preview, write_upgrade};
pub use pull::{build_pulled, disconnect, ping, push, recv, upgrade};
pub use send::{end, write};

/// The state of a `Swoole\Http\Response`.
pub struct Response {
    /// What it answers; not there in one made by `new`.
    link: OnceCell<Link>,
    stage: Cell<Stage>,
    /// Whether it counts as a request that the application has in its hands.
    counted: Cell<bool>,
    /// Whether its head is being gathered: PHP code that runs meanwhile cannot send it.
    gathering: Cell<bool>,
    /// Whether it was longer than one may be: its status is not true.
    too_long: Cell<bool>,
    /// The status code; 0 if none was set.
    status: Cell<u16>,
    reason: RefCell<Option<ZStr>>,
}

/// What a response answers.
struct Link {
    /// Weak: a response that PHP code keeps must not keep a server's sockets open.
    engine: Weak<Engine>,
    session: SessionId,
    options: Rc<HttpOptions>,
    exchange: Exchange,
    kind: Kind,
    origin: Origin,
}

/// What the request says about how to answer it.
#[derive(Debug, Clone, Copy)]
struct Exchange {
    version: Version,
    head_request: bool,
    keep_alive: bool,
    /// The coding that the client prefers, if bodies are compressed at all.
    coding: Option<Coding>,
}

/// What kind of request is answered.
enum Kind {
    /// An ordinary one.
    Plain,
    /// An opening handshake, answered by PHP code.
    Handshake(Upgrade),
    /// An opening handshake that the engine answers; PHP code only adds fields.
    Preview,
    /// Any that a coroutine server has received.
    Pull(Box<pull::Pull>),
}

/// How a response came to its request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// It was made with it.
    Request,
    /// It was created to answer a request whose own response was detached.
    Detached,
    /// It was created for a session of which nobody knows that it waits for an answer.
    Unknown,
}

/// How far a response has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nothing was sent.
    Open,
    /// The head was sent, the body goes on.
    Writing(ResponseEnd),
    /// It is complete, or its connection is gone.
    Ended,
    /// Somebody else answers.
    Detached,
}

// SAFETY: the one class of this state.
unsafe impl NativeClass for Response {
    fn new() -> Self {
        Self {
            link: OnceCell::new(),
            stage: Cell::new(Stage::Open),
            counted: Cell::new(false),
            gathering: Cell::new(false),
            too_long: Cell::new(false),
            status: Cell::new(0),
            reason: RefCell::new(None),
        }
    }

    fn class() -> *mut sys::zend_class_entry {
        RESPONSE.get()
    }

    fn handlers() -> &'static HandlersCell {
        static HANDLERS: HandlersCell = HandlersCell::new();
        &HANDLERS
    }

    fn release(&self, object: *mut sys::zend_object) {
        send::end_unanswered(self, object);
        self.is_over();
    }
}

/// The properties of a response.
struct Slots {
    fd: Slot,
    header: Slot,
    cookie: Slot,
    trailer: Slot,
}

static SLOTS: OnceLock<Slots> = OnceLock::new();

/// Looks the properties up. Called at module startup, after the classes were registered.
pub(super) fn startup() {
    let class = RESPONSE.get();
    assert!(!class.is_null(), "classes are registered before");
    // SAFETY: the class is registered. Stubs and code are made of the same tree, so the properties exist.
    let find = |name| unsafe { Slot::find(class, name) }.expect("declared in php-stubs");
    SLOTS.get_or_init(|| Slots {
        fd: find("fd"),
        header: find("header"),
        cookie: find("cookie"),
        trailer: find("trailer"),
    });
}

#[inline]
fn slots() -> &'static Slots {
    SLOTS
        .get()
        .expect("module startup has looked the properties up")
}

/// The response to a request that a server has received. The request counts as one in the application's hands until the
/// response is ended or destroyed, whoever holds it.
pub fn build(
    engine: &Rc<Engine>,
    session: SessionId,
    head: &RequestHead<'_>,
    options: &Rc<HttpOptions>,
) -> Obj {
    let link = Link {
        engine: Rc::downgrade(engine),
        session,
        options: Rc::clone(options),
        exchange: Exchange::of(head, options),
        kind: Kind::Plain,
        origin: Origin::Request,
    };
    make_counted(engine, link)
}

/// A response whose request is in the application's hands from now on.
fn make_counted(engine: &Engine, link: Link) -> Obj {
    let object = make(link);
    if let Some(response) = object.native::<Response>() {
        response.counted.set(true);
        engine.request_begins();
    }
    object
}

/// Has a response that was not given to the application send nothing when it is destroyed: its request was answered in
/// another way, or nobody is there to get an answer.
pub fn give_up(object: &Obj) {
    if let Some(response) = object.native::<Response>() {
        response.end();
    }
}

fn make(link: Link) -> Obj {
    // SAFETY: the class is registered and can be instantiated.
    let object = unsafe { Obj::new(RESPONSE.get()) };
    object.set_slot(slots().fd, Value::long(link.session));
    if let Some(response) = object.native::<Response>() {
        // A new response answers nothing yet.
        let _ = response.link.set(link);
    }
    object
}

impl Exchange {
    /// An exchange whose request is not known.
    const UNKNOWN: Self = Self {
        version: Version::Http11,
        head_request: false,
        keep_alive: true,
        coding: None,
    };

    #[inline]
    fn of(head: &RequestHead<'_>, options: &HttpOptions) -> Self {
        Self {
            version: head.version,
            head_request: head.is_head(),
            keep_alive: head.keep_alive(),
            coding: compress::wanted(head, options),
        }
    }
}

impl Response {
    /// What the response answers, while it can still be changed. Otherwise tells why not.
    fn open(&self) -> Option<&Link> {
        match (self.link.get(), self.stage.get()) {
            (Some(link), Stage::Open | Stage::Writing(_)) => Some(link),
            _ => {
                last_error::set(last_error::HTTP_CONTEXT_UNAVAILABLE);
                None
            }
        }
    }

    /// The same for what sends something. A preview must not, nor a response whose request somebody else has answered,
    /// nor one that is being sent.
    fn sendable(&self) -> Option<&Link> {
        let link = self.open()?;
        let answered = self.stage.get() == Stage::Open && !detached::is_waiting(link);
        if answered || self.gathering.get() || matches!(link.kind, Kind::Preview) {
            last_error::set(last_error::HTTP_CONTEXT_UNAVAILABLE);
            return None;
        }
        Some(link)
    }

    /// It is complete, or nothing can be sent any more.
    fn end(&self) {
        self.stage.set(Stage::Ended);
        self.is_over();
    }

    /// The application has its request no more.
    #[inline]
    fn is_over(&self) {
        if self.counted.replace(false)
            && let Some(engine) = self.link.get().and_then(|link| link.engine.upgrade())
        {
            engine.request_is_over();
        }
    }

    /// Header and cookies as they are to be sent. Converting them may run PHP code.
    fn gather(&self, this: &Obj) -> PhpResult<Fields> {
        self.gathering.set(true);
        let fields = Fields::convert(this);
        self.gathering.set(false);
        fields
    }

    /// The engine, unless its server is gone; then the response is over.
    fn engine(&self, link: &Link) -> Option<Rc<Engine>> {
        let engine = link.engine.upgrade();
        if engine.is_none() {
            self.failed(SendError::NoSession);
        }
        engine
    }

    /// Something could not be sent. Without a connection the response is over; otherwise something else can be sent.
    fn failed(&self, error: SendError) {
        match error {
            SendError::BufferFull => last_error::set(last_error::OUTPUT_BUFFER_OVERFLOW),
            SendError::TooLong => {
                self.too_long.set(true);
                last_error::warning_of(
                    last_error::DATA_LENGTH_TOO_LARGE,
                    "the data is longer than buffer_output_size allows: write() it in pieces, or send a file",
                );
            }
            _ => {
                self.end();
                last_error::set(last_error::SESSION_NOT_EXIST);
            }
        }
    }

    /// Sets status code and reason phrase. An unusable phrase is replaced by the code's own, with a warning.
    fn set_status(&self, status: u16, reason: Option<ZStr>) {
        let unusable = |reason: &ZStr| {
            reason
                .as_bytes()
                .iter()
                .any(|byte| matches!(byte, b'\r' | b'\n' | 0))
        };
        self.status.set(status);
        let refused = reason.as_ref().is_some_and(unusable);
        self.reason
            .replace(reason.filter(|reason| !refused && !reason.as_bytes().is_empty()));
        if refused {
            last_error::warning(HeaderError::Reason.message());
        }
    }
}

/// `status()`, `setStatusCode()`
pub fn status(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    let code = call.long(0)?;
    let reason = if call.num_args() > 1 {
        Some(call.str(1)?)
    } else {
        None
    };
    let response = call.native::<Response>();
    if response.open().is_none() {
        return call.ret_bool(false);
    }
    match checked_status(code) {
        Some(status) => {
            response.set_status(status, reason);
            call.ret_bool(true)
        }
        None => call.ret_bool(false),
    }
}

/// A status code that can stand in a status line, 0 being 200. Warns of others.
fn checked_status(code: i64) -> Option<u16> {
    match u16::try_from(code) {
        Ok(status @ (0 | 100..=999)) => Some(status),
        _ => {
            last_error::warning(HeaderError::Status.message());
            None
        }
    }
}

/// `header()`, `setHeader()`: replaces a field. Values are kept as they are given.
pub fn header(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 3)?;
    let name = call.str(0)?;
    let format = call.bool_or(2, true)?;
    let value = call.arg(1).cloned().unwrap_or(Value::NULL);
    let response = call.native::<Response>();
    if response.open().is_none() {
        return call.ret_bool(false);
    }
    let this = call.this();
    if format && let Some(known) = names().header(name.as_bytes()) {
        this.with_array_slot(slots().header, |header| {
            header.set_str(&known.canonical, value);
        });
        return call.ret_bool(true);
    }
    if let Err(error) = check_name(name.as_bytes()) {
        last_error::warning(error.message());
        return call.ret_bool(false);
    }
    if format {
        set_header(&this, &canonical_name(name.as_bytes()), value);
    } else {
        set_header(&this, name.as_bytes(), value);
    }
    call.ret_bool(true)
}

fn set_header(this: &Obj, name: &[u8], value: Value) {
    this.with_array_slot(slots().header, |header| header.set(name, value));
}

/// `trailer()`: a field behind the body.
pub fn trailer(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 2)?;
    let name = call.str(0)?;
    let value = call.str(1)?;
    let response = call.native::<Response>();
    if response.open().is_none() {
        return call.ret_bool(false);
    }
    if let Err(error) = check_name(name.as_bytes()) {
        let message = match error {
            HeaderError::NameTooLong => "trailer key is too long",
            other => other.message(),
        };
        last_error::warning(message);
        return call.ret_bool(false);
    }
    let name = name.as_bytes().to_ascii_lowercase();
    call.this()
        .with_array_slot(slots().trailer, |trailer| trailer.set(&name, value));
    call.ret_bool(true)
}

/// `initHeader()`: makes arrays of the properties that are none.
pub fn init_header(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    if call.native::<Response>().open().is_none() {
        return call.ret_bool(false);
    }
    let this = call.this();
    let slots = slots();
    for slot in [slots.header, slots.cookie, slots.trailer] {
        if this.slot(slot).as_array().is_none() {
            this.set_slot(slot, Array::new());
        }
    }
    call.ret_bool(true)
}

/// `isWritable()`: whether it was neither ended nor detached.
pub fn is_writable(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let response = call.native::<Response>();
    let writable = response
        .link
        .get()
        .is_some_and(|link| !matches!(link.kind, Kind::Preview))
        && matches!(response.stage.get(), Stage::Open | Stage::Writing(_));
    call.ret_bool(writable)
}

/// `redirect()`: a Location and the end of the response.
pub fn redirect(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    let location = call.str(0)?;
    let code = call.long_or(1, 302)?;
    let response = call.native::<Response>();
    if response.sendable().is_none() {
        return call.ret_bool(false);
    }
    let Some(status) = checked_status(code) else {
        return call.ret_bool(false);
    };
    response.set_status(status, None);
    let this = call.this();
    set_header(&this, b"Location", location.into());
    let sent = send::finish(response, &this, None)?;
    call.ret_bool(sent)
}

/// `detach()`: leaves the answer to somebody else.
pub fn detach(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let response = call.native::<Response>();
    let Some(link) = response.sendable() else {
        return call.ret_bool(false);
    };
    response.stage.set(Stage::Detached);
    detached::remember(link);
    call.ret_bool(true)
}

/// `close()`: ends the connection, whatever was sent.
pub fn close(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let response = call.native::<Response>();
    let engine = response
        .link
        .get()
        .and_then(|link| Some((link, link.engine.upgrade()?)));
    let Some((link, engine)) = engine else {
        last_error::set(last_error::SESSION_CLOSED);
        return call.ret_bool(false);
    };
    if let Kind::Pull(pull) = &link.kind {
        let closed = pull.close(&engine, link.session);
        return call.ret_bool(closed);
    }
    let closed = engine.goodbye(link.session, false);
    if closed {
        driver::tell_now(&engine);
    } else {
        last_error::set(last_error::SESSION_NOT_EXIST);
    }
    call.ret_bool(closed)
}
