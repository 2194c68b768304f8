//! `Swoole\Http\Request`: what a client asks for, as arrays.
//!
//! The server makes one with [`build`] from a parsed head and a complete body; `Request::create()` and `parse()` make
//! one from bytes without a server. Both fill the same properties, in `arrays` and `files`.

mod arrays;
mod files;
mod parse;

use std::cell::{OnceCell, RefCell};
use std::net::SocketAddr;
use std::sync::OnceLock;
use std::time::Duration;

use super::HttpOptions;
use super::names::names;

use crate::engine::session::SessionId;
use crate::php::classes::REQUEST;
use crate::php::last_error;
use crate::php::memory::Engine;
use crate::php::zend::object::{HandlersCell, Slot};
use crate::php::zend::string::ZStrBuf;
use crate::php::zend::{Call, NativeClass, Obj, PhpResult, Value, ZStr, sys};
use crate::protocol::http::{BodyKind, HttpError, LAST_CHUNK, RequestHead, chunk_header};
use crate::protocol::payload::PayloadBuffer;

pub use parse::{create, parse};

/// What the driver knows about a request besides its bytes.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The connection's session id.
    pub session: SessionId,
    /// The port's number, shown as `server_port`.
    pub server_port: u16,
    /// The client; `None` on unix sockets.
    pub remote: Option<SocketAddr>,
    /// The address that the client connected to; `None` on unix sockets.
    pub local: Option<SocketAddr>,
    /// The time since 1970.
    pub now: Duration,
    /// Whether it is shown as `master_time` too, as Swoole's asynchronous servers do.
    pub master_time: bool,
    /// The port's settings.
    pub options: &'a HttpOptions,
}

impl<'a> Facts<'a> {
    /// The facts about a request that came through a session of a running server.
    pub fn of(
        engine: &Engine,
        session: SessionId,
        server_port: u16,
        options: &'a HttpOptions,
    ) -> Self {
        let (remote, local) = engine.addresses(session).unwrap_or((None, None));
        Self {
            session,
            server_port,
            remote,
            local,
            now: engine.reactor().unix_time(),
            master_time: true,
            options,
        }
    }
}

/// The state of a `Swoole\Http\Request`.
pub struct Request {
    /// The bytes, once they are complete.
    content: OnceCell<Content>,
    /// What takes the bytes of a request that `create()` made, until they are complete.
    parser: RefCell<Option<Box<parse::Parser>>>,
    /// Files to delete when the request is destroyed.
    temporary_files: RefCell<Vec<ZStr>>,
}

/// The bytes of a complete request.
struct Content {
    head: ZStr,
    body: ZStr,
    form: Form,
}

/// How head and body make up the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// The body follows the head.
    Plain,
    /// The body came in chunks, which were undone.
    Chunked,
    /// `head` is the whole, as `parse()` was given it.
    Whole,
}

// SAFETY: the one class of this state.
unsafe impl NativeClass for Request {
    fn new() -> Self {
        Self {
            content: OnceCell::new(),
            parser: RefCell::new(None),
            temporary_files: RefCell::default(),
        }
    }

    fn class() -> *mut sys::zend_class_entry {
        REQUEST.get()
    }

    fn handlers() -> &'static HandlersCell {
        static HANDLERS: HandlersCell = HandlersCell::new();
        &HANDLERS
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        files::delete(self.temporary_files.get_mut());
    }
}

/// The properties of a request.
struct Slots {
    fd: Slot,
    header: Slot,
    server: Slot,
    cookie: Slot,
    get: Slot,
    files: Slot,
    post: Slot,
    tmpfiles: Slot,
}

static SLOTS: OnceLock<Slots> = OnceLock::new();

/// Looks the properties up. Called at module startup, after the classes were registered.
pub(super) fn startup() {
    let class = REQUEST.get();
    assert!(!class.is_null(), "classes are registered before");
    // SAFETY: the class is registered. Stubs and code are made of the same tree, so the properties exist.
    let find = |name| unsafe { Slot::find(class, name) }.expect("declared in php-stubs");
    SLOTS.get_or_init(|| Slots {
        fd: find("fd"),
        header: find("header"),
        server: find("server"),
        cookie: find("cookie"),
        get: find("get"),
        files: find("files"),
        post: find("post"),
        tmpfiles: find("tmpfiles"),
    });
}

#[inline]
fn slots() -> &'static Slots {
    SLOTS
        .get()
        .expect("module startup has looked the properties up")
}

/// A request that a server has received.
///
/// # Errors
/// A multipart body that cannot be taken apart: the request is to be refused.
pub fn build(head: &RequestHead<'_>, body: ZStr, facts: &Facts<'_>) -> Result<Obj, HttpError> {
    // SAFETY: the class is registered and can be instantiated.
    let object = unsafe { Obj::new(REQUEST.get()) };
    object.set_slot(slots().fd, Value::long(facts.session));
    arrays::fill_from_head(
        &object,
        head,
        facts.options.parse_cookie,
        facts.now,
        Some(facts),
    );
    // The class was just named.
    let Some(request) = object.native::<Request>() else {
        return Ok(object);
    };
    if !body.as_bytes().is_empty() {
        arrays::fill_from_body(&object, request, head, &body, facts.options)?;
    }
    let form = if head.body() == BodyKind::Chunked {
        Form::Chunked
    } else {
        Form::Plain
    };
    // A new request has no content yet.
    let _ = request.content.set(Content {
        head: ZStr::new(head.raw),
        body,
        form,
    });
    Ok(object)
}

/// The session that a request came through, as its `fd` property says.
pub fn session_of(request: &Obj) -> SessionId {
    request.slot(slots().fd).to_long()
}

/// `getContent()`, `rawContent()`: the body.
pub fn get_content(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let request = call.native::<Request>();
    match request.content.get() {
        Some(content) => call.ret(content.body.clone()),
        None if request.parser.borrow().is_some() => call.ret(ZStr::new(b"")),
        None => unavailable(call),
    }
}

/// `getData()`: the whole request. A body that came in chunks is shown as one chunk.
pub fn get_data(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let request = call.native::<Request>();
    match request.content.get() {
        Some(content) => call.ret(content.whole()),
        None => {
            let so_far = request
                .parser
                .borrow()
                .as_ref()
                .map(|parser| parser.received());
            match so_far {
                Some(bytes) => call.ret(bytes),
                None => unavailable(call),
            }
        }
    }
}

/// `getMethod()`
pub fn get_method(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let request = call.native::<Request>();
    if let Some(content) = request.content.get() {
        let head = content.head.as_bytes();
        // A whole request as it was given may start with empty lines.
        let start = head
            .iter()
            .position(|byte| !byte.is_ascii_whitespace())
            .unwrap_or(0);
        let method = head[start..]
            .split(|&byte| byte == b' ')
            .next()
            .unwrap_or_default();
        return call.ret(names().method(method));
    }
    let method = request
        .parser
        .borrow()
        .as_ref()
        .map(|parser| parser.method());
    match method {
        Some(Some(method)) => call.ret(method),
        Some(None) => call.ret_bool(false),
        None => unavailable(call),
    }
}

/// `isCompleted()`
pub fn is_completed(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let request = call.native::<Request>();
    if request.content.get().is_none() && request.parser.borrow().is_none() {
        return unavailable(call);
    }
    call.ret_bool(request.content.get().is_some())
}

/// The request was made by `new`, or `parse()` has refused its bytes.
fn unavailable(call: &mut Call<'_>) -> PhpResult {
    last_error::set(last_error::HTTP_CONTEXT_UNAVAILABLE);
    call.ret_bool(false)
}

impl Content {
    fn whole(&self) -> ZStr {
        let (head, body) = (self.head.as_bytes(), self.body.as_bytes());
        match self.form {
            Form::Whole => self.head.clone(),
            Form::Plain if body.is_empty() => self.head.clone(),
            Form::Plain => join(&[head, body]),
            Form::Chunked if body.is_empty() => join(&[head, LAST_CHUNK]),
            Form::Chunked => {
                let mut size = Vec::new();
                chunk_header(&mut size, body.len());
                join(&[head, &size, body, b"\r\n", LAST_CHUNK])
            }
        }
    }
}

/// One string of several parts; an empty one if PHP's memory limit does not allow it.
fn join(parts: &[&[u8]]) -> ZStr {
    let length = parts.iter().map(|part| part.len()).sum();
    let Ok(mut joined) = ZStrBuf::with_capacity(length) else {
        return ZStr::new(b"");
    };
    for part in parts {
        // The capacity was just made for all of them.
        if joined.push(part).is_err() {
            return ZStr::new(b"");
        }
    }
    joined.finish()
}
