//! `Swoole\Coroutine\Http\Client`: what a program prepares, and the connection that it uses. Requests are made in
//! `request`, responses are received in `response`, WebSockets live in `websocket`, `getters` shows what has come.

mod body;
mod connection;
mod getters;
mod handshake;
mod properties;
mod request;
mod response;
mod settings;
mod upload;
mod websocket;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use connection::{Connection, Target};
pub use getters::{
    get_body, get_cookies, get_defer, get_header_out, get_headers, get_peer_cert, get_status_code,
    getpeername, getsockname,
};
use properties::slots;
use settings::Settings;
pub use upload::{add_data, add_file};

use crate::php::coroutine::net::{Failure, Outcome};
use crate::php::coroutine::{self, socket};
use crate::php::server::merge_in;
use crate::php::websocket::frame::{self, Outgoing};
use crate::php::zend::object::{BackRef, HandlersCell};
use crate::php::zend::sys::{zend_class_entry, zend_object};
use crate::php::zend::{Call, NativeClass, Obj, PhpResult, Value, ZStr, errors};
use crate::php::{classes, last_error};
use crate::protocol::websocket::{CloseCode, Opcode};

/// The native part of a client.
#[derive(Default)]
pub struct Client {
    /// Set once, by the constructor.
    target: OnceCell<Target>,
    settings: RefCell<Rc<Settings>>,
    /// User and password with a colon between them.
    credentials: RefCell<Option<Vec<u8>>>,
    /// Whether requests only send.
    defer: Cell<bool>,
    connection: RefCell<Option<Rc<Connection>>>,
    /// The same object as in `$socket`, for PHP's cycle collector.
    socket: RefCell<Option<Value>>,
    /// The head of the last request.
    head_out: RefCell<Vec<u8>>,
    /// By which the socket finds the client when it is closed.
    link: OnceCell<Rc<BackRef>>,
}

// SAFETY: `module` attaches this type to the class that `class` returns.
unsafe impl NativeClass for Client {
    fn new() -> Self {
        Self::default()
    }

    fn references(&self, visit: &mut dyn FnMut(&Value)) {
        if let Some(socket) = &*self.socket.borrow() {
            visit(socket);
        }
        if let Some(function) = &self.settings.borrow().write_func {
            visit(function.callable());
        }
    }

    fn class() -> *mut zend_class_entry {
        classes::COROUTINE_HTTP_CLIENT.get()
    }

    fn handlers() -> &'static HandlersCell {
        static HANDLERS: HandlersCell = HandlersCell::new();
        &HANDLERS
    }

    fn release(&self, _object: *mut zend_object) {
        if let Some(link) = self.link.get() {
            link.cut();
        }
        if let Some(connection) = self.connection.take() {
            // Who waits holds a reference: somebody is found only when PHP ends, and then nobody may be woken.
            connection.endpoint.close_unless_awaited();
        }
    }
}

impl Client {
    fn settings(&self) -> Rc<Settings> {
        Rc::clone(&self.settings.borrow())
    }

    /// The connection, if there is one.
    fn connection(&self) -> Option<Rc<Connection>> {
        self.connection.borrow().clone()
    }

    /// Whom it speaks to; the fatal error of a client that was never constructed.
    fn target(&self) -> PhpResult<&Target> {
        self.target.get().ok_or_else(coroutine::unconstructed)
    }

    /// Makes a connection. For a WebSocket, a proxy is asked for a tunnel.
    fn open_connection(
        &self,
        this: &Obj,
        websocket: bool,
    ) -> PhpResult<Result<Rc<Connection>, Failure>> {
        let target = self.target()?;
        if target.ssl {
            let text = "TLS is not supported yet by swoole-rs";
            last_error::fatal(text);
            return Ok(Err(Failure::with_text(libc::EPROTONOSUPPORT, text)));
        }
        let given = this.slot(slots().setting).as_array();
        let connection = match Connection::new(target, given.as_ref(), websocket)? {
            Ok(connection) => Rc::new(connection),
            Err(failure) => return Ok(Err(failure)),
        };
        let link = self.link.get_or_init(|| {
            // SAFETY: `release` cuts it.
            Rc::new(unsafe { BackRef::new(this) })
        });
        let (link, endpoint) = (Rc::clone(link), Rc::downgrade(&connection.endpoint));
        connection.endpoint.on_close(Rc::new(move || {
            if let (Some(client), Some(endpoint)) = (link.get(), endpoint.upgrade())
                && let Some(native) = client.native::<Self>()
            {
                native.forget(&client, |known| Rc::ptr_eq(&known.endpoint, &endpoint));
            }
        }));
        // Others that use the client meanwhile find that it is connecting.
        self.connection.replace(Some(Rc::clone(&connection)));
        self.socket.replace(Some(connection.object.clone().into()));
        match connection.connect(target, &self.settings())? {
            Ok(()) => {
                this.set_slot(slots().socket, connection.object.clone());
                this.set_slot(slots().connected, Value::bool(true));
                Ok(Ok(connection))
            }
            Err(failure) => {
                self.close_connection(this, &connection)?;
                Ok(Err(failure))
            }
        }
    }

    /// Forgets the connection, if it is the one that `is_it` finds.
    fn forget(&self, this: &Obj, is_it: impl FnOnce(&Connection) -> bool) {
        if !self.connection.borrow().as_deref().is_some_and(is_it) {
            return;
        }
        let connection = self.connection.take();
        let socket = self.socket.take();
        this.set_slot(slots().connected, Value::bool(false));
        this.set_slot(slots().socket, Value::NULL);
        drop((connection, socket));
    }

    /// Closes a connection, wakes the coroutines that wait in it.
    fn close_connection(&self, this: &Obj, connection: &Rc<Connection>) -> PhpResult {
        self.try_close(this, connection).map(drop)
    }

    /// The same; that somebody has waited is a failure.
    fn try_close(&self, this: &Obj, connection: &Rc<Connection>) -> Outcome {
        this.set_slot(slots().connected, Value::bool(false));
        let closed = socket::close_object(&connection.object)?;
        // Somebody who waits closes it last; nobody may use it until then.
        self.forget(this, |known| {
            Rc::ptr_eq(&known.endpoint, &connection.endpoint)
        });
        Ok(closed)
    }

    /// Drops a connection because the running coroutine unwinds in the middle of using it.
    fn abandon(&self, this: &Obj, connection: &Rc<Connection>) {
        connection.endpoint.close_unless_awaited();
        self.forget(this, |known| {
            Rc::ptr_eq(&known.endpoint, &connection.endpoint)
        });
    }
}

/// The connection that a method needs; `None` if there is none, and then the error is shown.
fn connected(call: &Call<'_>) -> PhpResult<Option<Rc<Connection>>> {
    let client = call.native::<Client>();
    client.target()?;
    let connection = client
        .connection()
        .filter(|connection| connection.endpoint.stream.is_connected());
    if connection.is_none() {
        let failure = Failure::new(last_error::CLIENT_NO_CONNECTION);
        properties::set_error(&call.this(), &failure);
    }
    Ok(connection)
}

/// `Swoole\Coroutine\Http\Client::__construct`
pub fn construct(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 3)?;
    let (host, port, ssl) = (call.str(0)?, call.long_or(1, 0)?, call.bool_or(2, false)?);
    let this = call.this();
    this.set_slot(slots().host, host.clone());
    this.set_slot(slots().port, Value::long(port));
    this.set_slot(slots().ssl, Value::bool(ssl));
    if host.as_bytes().is_empty() {
        let class = classes::COROUTINE_HTTP_CLIENT_EXCEPTION.get();
        return Err(errors::throw(class, "host is empty", libc::EINVAL.into()));
    }
    let target = Target {
        host: host.as_bytes().to_vec(),
        port,
        ssl,
    };
    if call.native::<Client>().target.set(target).is_err() {
        return Err(errors::throw_error(&format!(
            "Constructor of {} can only be called once",
            this.class_name()
        )));
    }
    Ok(())
}

/// `Swoole\Coroutine\Http\Client::__destruct`: subclasses call it.
pub fn destruct(_call: &mut Call<'_>) -> PhpResult {
    Ok(())
}

/// `Swoole\Coroutine\Http\Client::set`
pub fn set(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let given = call.array(0)?;
    let (this, client) = (call.this(), call.native::<Client>());
    client.target()?;
    if given.is_empty() {
        return call.ret_bool(false);
    }
    merge_in(&this, slots().setting, &given);
    let mut settings = (*client.settings()).clone();
    settings.apply(&given)?;
    let old = client.settings.replace(Rc::new(settings));
    // Its function may have a destructor.
    drop(old);
    if let Some(defer) = given.get(b"defer") {
        client.defer.set(defer.truthy());
    }
    if let Some(connection) = client.connection() {
        coroutine::client::apply_settings(&connection.object, &given)?;
    }
    call.ret_bool(true)
}

/// `Swoole\Coroutine\Http\Client::setDefer`
pub fn set_defer(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let defer = call.bool_or(0, true)?;
    call.native::<Client>().defer.set(defer);
    call.ret_bool(true)
}

/// `Swoole\Coroutine\Http\Client::setMethod`
pub fn set_method(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let method = call.str(0)?;
    call.this().set_slot(slots().request_method, method);
    call.ret_bool(true)
}

/// `Swoole\Coroutine\Http\Client::setHeaders`
pub fn set_headers(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let headers = call.array(0)?;
    call.this().set_slot(slots().request_headers, headers);
    call.ret_bool(true)
}

/// `Swoole\Coroutine\Http\Client::setBasicAuth`
pub fn set_basic_auth(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 2)?;
    let (user, password) = (call.str(0)?, call.str(1)?);
    let credentials = [user.as_bytes(), b":", password.as_bytes()].concat();
    call.native::<Client>()
        .credentials
        .replace(Some(credentials));
    Ok(())
}

/// `Swoole\Coroutine\Http\Client::setCookies`
pub fn set_cookies(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let cookies = call.array(0)?;
    call.this().set_slot(slots().cookies, cookies);
    call.ret_bool(true)
}

/// `Swoole\Coroutine\Http\Client::setData`
pub fn set_data(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let data = call.arg(0).cloned().unwrap_or(Value::NULL);
    call.this().set_slot(slots().request_body, data);
    call.ret_bool(true)
}

/// Sends the request that was prepared.
fn request(call: &mut Call<'_>, path: &ZStr, websocket: bool) -> PhpResult {
    let (this, client) = (call.this(), call.native::<Client>());
    client.target()?;
    let done = client.request(&this, path.as_bytes(), websocket)?;
    call.ret_bool(done)
}

/// `Swoole\Coroutine\Http\Client::execute`
pub fn execute(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let path = call.str(0)?;
    request(call, &path, false)
}

/// `Swoole\Coroutine\Http\Client::get`
pub fn get(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let path = call.str(0)?;
    call.this()
        .set_slot(slots().request_method, Value::bytes(b"GET"));
    request(call, &path, false)
}

/// `Swoole\Coroutine\Http\Client::post`
pub fn post(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 2)?;
    let path = call.str(0)?;
    let data = call.arg(1).cloned().unwrap_or(Value::NULL);
    let this = call.this();
    this.set_slot(slots().request_method, Value::bytes(b"POST"));
    this.set_slot(slots().request_body, data);
    request(call, &path, false)
}

/// `Swoole\Coroutine\Http\Client::download`
pub fn download(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 3)?;
    let path = call.str(0)?;
    let file = call.str(1)?;
    let offset = call.long_or(2, 0)?;
    let this = call.this();
    this.set_slot(slots().download_file, file);
    this.set_slot(slots().download_offset, Value::long(offset));
    request(call, &path, false)
}

/// `Swoole\Coroutine\Http\Client::upgrade`
pub fn upgrade(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let path = call.str(0)?;
    call.native::<Client>().defer.set(false);
    call.this()
        .set_slot(slots().request_method, Value::bytes(b"GET"));
    request(call, &path, true)
}

/// `Swoole\Coroutine\Http\Client::push`
pub fn push(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 3)?;
    if connected(call)?.is_none() {
        return call.ret_bool(false);
    }
    let frame = Outgoing::from_args(call, 0)?;
    let (this, client) = (call.this(), call.native::<Client>());
    let pushed = client.push_frame(&this, &frame, true)?;
    call.ret_bool(pushed)
}

/// `Swoole\Coroutine\Http\Client::recv`
pub fn recv(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let timeout = call.double_or(0, 0.0)?;
    let Some(connection) = connected(call)? else {
        return call.ret_bool(false);
    };
    let (this, client) = (call.this(), call.native::<Client>());
    if connection.is_websocket() {
        let message = client.receive_message(&this, &connection, timeout)?;
        return call.ret(message);
    }
    let received = client.receive(&this, timeout)?;
    call.ret_bool(received)
}

/// `Swoole\Coroutine\Http\Client::ping`
pub fn ping(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let data = call.opt_str(0)?.unwrap_or_else(|| ZStr::new(b""));
    if !connected(call)?.is_some_and(|connection| connection.is_websocket()) {
        return call.ret_bool(false);
    }
    let frame = Outgoing {
        opcode: Opcode::Ping.to_wire().into(),
        flags: frame::FLAG_FIN,
        data,
        close_code: None,
    };
    let (this, client) = (call.this(), call.native::<Client>());
    let pushed = client.push_frame(&this, &frame, false)?;
    call.ret_bool(pushed)
}

/// `Swoole\Coroutine\Http\Client::disconnect`
pub fn disconnect(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 2)?;
    let code = call.long_or(0, i64::from(CloseCode::NORMAL.0))?;
    let reason = call.opt_str(1)?.unwrap_or_else(|| ZStr::new(b""));
    if !connected(call)?.is_some_and(|connection| connection.is_websocket()) {
        return call.ret_bool(false);
    }
    let (this, client) = (call.this(), call.native::<Client>());
    let sent = client.disconnect_with(&this, code, reason)?;
    call.ret_bool(sent)
}

/// `Swoole\Coroutine\Http\Client::close`
pub fn close(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let (this, client) = (call.this(), call.native::<Client>());
    let Some(connection) = client.connection() else {
        return call.ret_bool(false);
    };
    client.answer_before_close(&connection);
    match client.try_close(&this, &connection)? {
        Ok(()) => call.ret_bool(true),
        Err(failure) => {
            properties::set_error(&this, &failure);
            call.ret_bool(false)
        }
    }
}
