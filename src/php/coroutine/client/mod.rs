//! `Swoole\Coroutine\Client`: a socket with the settings of a client. It makes the socket when it connects and forgets it
//! when that is closed, by whomever.

mod settings;

pub use settings::apply as apply_settings;

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use std::sync::OnceLock;

use socket2::Type;

use super::net::{BLOCK, Endpoint, Failure, Transfer};
use super::socket::{self, ErrorSlots, slot};
use crate::php::server::merge_in;
use crate::php::zend::object::{BackRef, HandlersCell, Slot};
use crate::php::zend::sys::{zend_class_entry, zend_object};
use crate::php::zend::{Array, Call, NativeClass, Obj, PhpResult, Thrown, Value, errors};
use crate::php::{classes, last_error};

/// `SWOOLE_SSL`
const TLS: i64 = 512;
/// `SWOOLE_ASYNC`, `SWOOLE_SYNC` and `SWOOLE_KEEP`: flags of older clients.
const IGNORED: i64 = 1024 | 2048 | 4096;

/// The native part of a client.
#[derive(Default)]
pub struct Client {
    /// The object of the socket, while there is one.
    object: RefCell<Option<Value>>,
    endpoint: RefCell<Option<Rc<Endpoint>>>,
    /// By which the socket finds the client when it is closed.
    link: OnceCell<Rc<BackRef>>,
}

// SAFETY: `module` attaches this type to the class that `class` returns.
unsafe impl NativeClass for Client {
    fn new() -> Self {
        Self::default()
    }

    fn references(&self, visit: &mut dyn FnMut(&Value)) {
        if let Some(object) = &*self.object.borrow() {
            visit(object);
        }
    }

    fn class() -> *mut zend_class_entry {
        classes::COROUTINE_CLIENT.get()
    }

    fn handlers() -> &'static HandlersCell {
        static HANDLERS: HandlersCell = HandlersCell::new();
        &HANDLERS
    }

    fn release(&self, _object: *mut zend_object) {
        if let Some(link) = self.link.get() {
            link.cut();
        }
        if let Some(endpoint) = self.endpoint.take() {
            // Who waits holds a reference: somebody is found only when PHP ends, and then nobody may be woken.
            endpoint.close_unless_awaited();
        }
    }
}

struct Slots {
    fd: Slot,
    socket: Slot,
    kind: Slot,
    setting: Slot,
    connected: Slot,
    error: ErrorSlots,
}

fn slots() -> &'static Slots {
    static SLOTS: OnceLock<Slots> = OnceLock::new();
    SLOTS.get_or_init(|| {
        let class = classes::COROUTINE_CLIENT.get();
        Slots {
            fd: slot(class, "fd"),
            socket: slot(class, "socket"),
            kind: slot(class, "type"),
            setting: slot(class, "setting"),
            connected: slot(class, "connected"),
            error: ErrorSlots::of(class),
        }
    })
}

/// Shows a failure and returns false.
fn fail(call: &mut Call<'_>, failure: &Failure) -> PhpResult {
    slots().error.show(&call.this(), Some(failure));
    call.ret_bool(false)
}

/// Domain and type of a client's type; `None` if there is no such type.
fn family(kind: i64) -> Option<(i32, i32)> {
    Some(match kind & !IGNORED & !TLS {
        1 => (libc::AF_INET, libc::SOCK_STREAM),
        2 => (libc::AF_INET, libc::SOCK_DGRAM),
        3 => (libc::AF_INET6, libc::SOCK_STREAM),
        4 => (libc::AF_INET6, libc::SOCK_DGRAM),
        5 => (libc::AF_UNIX, libc::SOCK_STREAM),
        6 => (libc::AF_UNIX, libc::SOCK_DGRAM),
        _ => return None,
    })
}

/// Whether a client of this type speaks TCP.
fn is_tcp(kind: i64) -> bool {
    matches!(kind & !IGNORED & !TLS, 1 | 3)
}

/// `Swoole\Coroutine\Client::__construct`
pub fn construct(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let kind = call.long(0)?;
    if family(kind).is_none() {
        return Err(errors::throw_type_error(&format!(
            "{}() expects parameter 1 to be client type, unknown type {kind} given",
            call.name()
        )));
    }
    if kind & TLS != 0 {
        return Err(socket::refuse_tls());
    }
    call.this().set_slot(slots().kind, Value::long(kind));
    Ok(())
}

/// `Swoole\Coroutine\Client::__destruct`: subclasses call it.
pub fn destruct(_call: &mut Call<'_>) -> PhpResult {
    Ok(())
}

/// `Swoole\Coroutine\Client::set`
pub fn set(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let given = call.array(0)?;
    if given.is_empty() {
        return call.ret_bool(false);
    }
    merge_in(&call.this(), slots().setting, &given);
    let valid = match &*call.native::<Client>().object.borrow() {
        Some(object) => object.as_object(),
        None => None,
    }
    .map_or(Ok(true), |object| settings::apply(&object, &given))?;
    call.ret_bool(valid)
}

/// The socket of a connection; `None` if there is none, and then the method has failed.
fn connection(call: &mut Call<'_>) -> PhpResult<Option<Rc<Endpoint>>> {
    let endpoint = call.native::<Client>().endpoint.borrow().clone();
    if endpoint.is_none() {
        fail(call, &Failure::new(last_error::CLIENT_NO_CONNECTION))?;
    }
    Ok(endpoint)
}

/// The socket's object, while there is one.
fn socket_object(call: &Call<'_>) -> Option<Obj> {
    let object = call.native::<Client>().object.borrow();
    object.as_ref()?.as_object()
}

/// Makes the socket; `None` if it cannot be, and then the method has failed.
fn make_socket(call: &mut Call<'_>, port: i64) -> PhpResult<Option<Rc<Endpoint>>> {
    let (this, client) = (call.this(), call.native::<Client>());
    if client.endpoint.borrow().is_some() {
        fail(call, &Failure::new(libc::EISCONN))?;
        return Ok(None);
    }
    let kind = this.slot(slots().kind).to_long();
    if is_tcp(kind) && !(1..=65535).contains(&port) {
        last_error::fatal("The port is invalid");
        call.ret_bool(false)?;
        return Ok(None);
    }
    // A program may have written anything into `$type`.
    let (domain, sort) = family(kind).unwrap_or((libc::AF_INET, libc::SOCK_STREAM));
    let endpoint = match socket::make(domain.into(), sort.into(), 0) {
        Ok(endpoint) => Rc::new(endpoint),
        Err(error) => {
            let failure = Failure::from(error);
            let code = failure.code();
            let text = format!("new Socket() failed, Error: {}[{code}]", failure.text());
            last_error::warning_of(code, &text);
            fail(call, &failure)?;
            return Ok(None);
        }
    };
    let link = client.link.get_or_init(|| {
        // SAFETY: `release` cuts it.
        Rc::new(unsafe { BackRef::new(&this) })
    });
    let link = Rc::clone(link);
    endpoint.on_close(Rc::new(move || {
        if let Some(client) = link.get() {
            forget(&client);
        }
    }));
    let object = socket::object(Rc::clone(&endpoint), 0);
    this.set_slot(slots().fd, Value::long(endpoint.stream.fd().into()));
    this.set_slot(slots().socket, object.clone());
    client.object.replace(Some(object.clone().into()));
    client.endpoint.replace(Some(Rc::clone(&endpoint)));
    if let Some(given) = this.slot(slots().setting).as_array() {
        settings::apply(&object, &given)?;
    }
    Ok(Some(endpoint))
}

/// Forgets the socket, which is closed.
fn forget(client: &Obj) {
    if let Some(native) = client.native::<Client>() {
        native.endpoint.take();
        let object = native.object.take();
        client.set_slot(slots().connected, Value::bool(false));
        client.set_slot(slots().socket, Value::NULL);
        drop(object);
    }
}

/// `Swoole\Coroutine\Client::connect`
pub fn connect(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 4)?;
    let (host, port) = (call.str(0)?, call.long_or(1, 0)?);
    let timeout = call.double_or(2, 0.0)?;
    // The flags are Swoole's own, and of no use to coroutines.
    call.long_or(3, 0)?;
    if host.as_bytes().is_empty() {
        last_error::fatal("The host is empty");
        return call.ret_bool(false);
    }
    let Some(endpoint) = make_socket(call, port)? else {
        return Ok(());
    };
    let this = call.this();
    match endpoint.connect(host.as_bytes(), port, timeout)? {
        Ok(()) => {
            last_error::clear();
            // It holds for everything that follows.
            if timeout != 0.0 {
                endpoint.change_timeouts(|own| {
                    own.connect = timeout;
                    own.read = timeout;
                    own.write = timeout;
                });
            }
            this.set_slot(slots().connected, Value::bool(true));
            call.ret_bool(true)
        }
        Err(failure) => {
            fail(call, &failure)?;
            if let Some(object) = socket_object(call)
                && socket::endpoint_of(&object).is_some_and(|known| Rc::ptr_eq(&known, &endpoint))
            {
                // There is nothing to tell of a socket that nobody has seen connected.
                let _ = socket::close_object(&object)?;
            }
            last_error::set(failure.code());
            Ok(())
        }
    }
}

/// `Swoole\Coroutine\Client::send`
pub fn send(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    let (data, timeout) = (call.str(0)?, call.double_or(1, 0.0)?);
    if data.as_bytes().is_empty() {
        last_error::fatal("data to send is empty");
        return call.ret_bool(false);
    }
    let Some(endpoint) = connection(call)? else {
        return Ok(());
    };
    let Transfer { bytes, failure } =
        socket::write_everything(&endpoint, data.as_bytes(), timeout)?;
    if let Some(failure) = failure {
        fail(call, &failure)?;
        if bytes == 0 {
            return Ok(());
        }
    }
    call.ret(Value::long(bytes as i64))
}

/// `Swoole\Coroutine\Client::sendto`
pub fn sendto(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(3, 3)?;
    let (host, port, data) = (call.str(0)?, call.long(1)?, call.str(2)?);
    if data.as_bytes().is_empty() {
        return call.ret_bool(false);
    }
    let Some(endpoint) = socket_for_datagrams(call)? else {
        return Ok(());
    };
    match socket::send_datagram(&endpoint, host.as_bytes(), port, data.as_bytes())? {
        Ok(_) => call.ret_bool(true),
        Err(failure) => fail(call, &failure),
    }
}

/// The socket, made now if there is none: datagrams need no connection.
fn socket_for_datagrams(call: &mut Call<'_>) -> PhpResult<Option<Rc<Endpoint>>> {
    let endpoint = call.native::<Client>().endpoint.borrow().clone();
    match endpoint {
        Some(endpoint) => Ok(Some(endpoint)),
        None => make_socket(call, 0),
    }
}

/// `Swoole\Coroutine\Client::recvfrom`
pub fn recvfrom(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 3)?;
    let Some(most) = usize::try_from(call.long(0)?).ok().filter(|&most| most > 0) else {
        return call.ret_bool(false);
    };
    let Some(endpoint) = socket_for_datagrams(call)? else {
        return Ok(());
    };
    match socket::receive_from(&endpoint, most, 0.0)? {
        Ok((bytes, from)) => {
            let (host, port) = super::net::address::host_and_port(&from);
            call.assign(1, Value::bytes(&host));
            if call.num_args() > 2 {
                call.assign(2, Value::long(port.into()));
            }
            if errors::pending() {
                return Err(Thrown);
            }
            call.ret(bytes)
        }
        Err(failure) => fail(call, &failure),
    }
}

/// `Swoole\Coroutine\Client::sendfile`
pub fn sendfile(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 3)?;
    let file = call.str(0)?;
    let (offset, length) = (call.long_or(1, 0)?, call.long_or(2, 0)?);
    if file.as_bytes().is_empty() {
        last_error::fatal("file to send is empty");
        return call.ret_bool(false);
    }
    let Some(endpoint) = connection(call)? else {
        return Ok(());
    };
    if endpoint.stream.kind() != Type::STREAM {
        let text = "dgram socket cannot use sendfile";
        return fail(call, &Failure::with_text(libc::EINVAL, text));
    }
    match socket::send_part_of_file(&endpoint, file.as_bytes(), offset, length)? {
        Ok(()) => call.ret_bool(true),
        Err(failure) => fail(call, &failure),
    }
}

/// `Swoole\Coroutine\Client::recv`
pub fn recv(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let timeout = call.double_or(0, 0.0)?;
    let Some(endpoint) = connection(call)? else {
        return Ok(());
    };
    let framing = endpoint.framing();
    let read = if framing.by_length || framing.by_end {
        let (value, failure) = socket::packet(&endpoint, timeout)?;
        match failure {
            // What is no packet ends the stream.
            Some(failure) if value.as_bytes().is_none() => Err(failure),
            _ => Ok(value),
        }
    } else {
        socket::read_some(&endpoint, BLOCK, timeout)?
    };
    match read {
        Ok(bytes) => call.ret(bytes),
        Err(failure) => fail(call, &failure),
    }
}

/// `Swoole\Coroutine\Client::peek`
pub fn peek(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let most = call.long_or(0, BLOCK as i64 - 1)?;
    let Some(endpoint) = connection(call)? else {
        return Ok(());
    };
    let seen = match usize::try_from(most) {
        Ok(most) => socket::peek_at(&endpoint, most),
        Err(_) => Err(Failure::new(libc::EINVAL)),
    };
    match seen {
        Ok(bytes) => call.ret(bytes),
        Err(failure) => fail(call, &failure),
    }
}

/// `Swoole\Coroutine\Client::isConnected`
pub fn is_connected(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let endpoint = call.native::<Client>().endpoint.borrow().clone();
    call.ret_bool(endpoint.is_some_and(|endpoint| endpoint.stream.is_connected()))
}

/// `Swoole\Coroutine\Client::getsockname`
pub fn getsockname(call: &mut Call<'_>) -> PhpResult {
    ret_address(call, socket2::Socket::local_addr)
}

/// `Swoole\Coroutine\Client::getpeername`
pub fn getpeername(call: &mut Call<'_>) -> PhpResult {
    ret_address(call, socket2::Socket::peer_addr)
}

fn ret_address(
    call: &mut Call<'_>,
    ask: impl FnOnce(&socket2::Socket) -> std::io::Result<socket2::SockAddr>,
) -> PhpResult {
    call.expect_args(0, 0)?;
    let Some(endpoint) = connection(call)? else {
        return Ok(());
    };
    match endpoint.address(ask) {
        Ok(address) => {
            let (host, port) = super::net::address::host_and_port(&address);
            let host = Value::bytes(&host);
            let mut array = Array::new();
            array.set(b"host", host.clone());
            array.set(b"address", host);
            array.set(b"port", Value::long(port.into()));
            call.ret(array)
        }
        Err(failure) => fail(call, &failure),
    }
}

/// `Swoole\Coroutine\Client::exportSocket`
pub fn export_socket(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    match socket_object(call) {
        Some(object) => call.ret(object),
        None => call.ret(Value::NULL),
    }
}

/// `Swoole\Coroutine\Client::close`
pub fn close(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    if connection(call)?.is_none() {
        return Ok(());
    }
    call.this().set_slot(slots().connected, Value::bool(false));
    let Some(object) = socket_object(call) else {
        return call.ret_bool(false);
    };
    match socket::close_object(&object)? {
        Ok(()) => call.ret_bool(true),
        Err(failure) => fail(call, &failure),
    }
}

/// `Swoole\Coroutine\Client::enableSSL`
pub fn enable_ssl(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    if connection(call)?.is_none() {
        return Ok(());
    }
    if !is_tcp(call.this().slot(slots().kind).to_long()) {
        return fail(call, &Failure::new(libc::ESOCKTNOSUPPORT));
    }
    Err(socket::refuse_tls())
}

/// `Swoole\Coroutine\Client::getPeerCert`: there is no TLS that could have one.
pub fn get_peer_cert(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    match connection(call)? {
        Some(_) => fail(call, &Failure::new(libc::EISCONN)),
        None => Ok(()),
    }
}

/// `Swoole\Coroutine\Client::verifyPeerCert`: there is no TLS that could have one.
pub fn verify_peer_cert(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    call.bool_or(0, false)?;
    match connection(call)? {
        Some(_) => fail(call, &Failure::new(libc::ENOTCONN)),
        None => Ok(()),
    }
}
