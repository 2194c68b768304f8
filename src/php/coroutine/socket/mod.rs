//! `Swoole\Coroutine\Socket`: making sockets, connecting them, and ending them. Moving bytes is in `transfer` and
//! `vector`, options are in `options` and `multicast`, packets in `protocol`.

pub mod constants;
mod import;
mod multicast;
mod options;
mod pair;
mod protocol;
mod tcp_info;
mod transfer;
mod vector;

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use std::sync::OnceLock;

use socket2::{Domain, Protocol, SockAddr, Type};

pub use import::import;
pub use options::{get_option, set_option};
pub use pair::swoole_coroutine_socketpair;
pub use protocol::{refuse_tls, set_protocol, set_rules};
pub use transfer::{
    packet, peek, peek_at, read_some, receive_from, recv, recv_all, recv_line, recv_packet,
    recv_packet_of, recv_with_buffer, recvfrom, send, send_all, send_all_of, send_datagram,
    send_file, send_part_of_file, sendto, write_everything,
};
pub use vector::{read_vector, read_vector_all, write_vector, write_vector_all};

use super::net::address::{host_and_port, parse};
use super::net::framing::Framing;
use super::net::{Endpoint, Failure, Outcome, Stream};
use crate::php::sched::descriptor::Direction;
use crate::php::zend::object::{HandlersCell, Slot};
use crate::php::zend::sys::zend_class_entry;
use crate::php::zend::{Array, Call, Callback, NativeClass, Obj, PhpResult, Value, errors, stream};
use crate::php::{classes, event, last_error, module, runtime};

/// `SWOOLE_EVENT_READ`
const EVENT_READ: i64 = 512;
/// `SWOOLE_EVENT_WRITE`
const EVENT_WRITE: i64 = 1024;
/// Connections that wait to be accepted, unless the caller says how many.
const BACKLOG: i64 = 512;

/// The native part of a socket.
#[derive(Default)]
pub struct Socket {
    /// Set once, by the constructor or by who makes the object.
    endpoint: OnceCell<Rc<Endpoint>>,
    /// The stream whose descriptor an imported socket uses.
    stream: RefCell<Option<Value>>,
    /// What `package_length_func` is, which the endpoint's rules call: PHP's cycle collector wants to see it.
    length_function: RefCell<Option<Rc<Callback>>>,
}

// SAFETY: `module` attaches this type to the class that `class` returns.
unsafe impl NativeClass for Socket {
    fn new() -> Self {
        Self::default()
    }

    fn references(&self, visit: &mut dyn FnMut(&Value)) {
        if let Some(function) = &*self.length_function.borrow() {
            visit(function.callable());
        }
    }

    fn class() -> *mut zend_class_entry {
        classes::COROUTINE_SOCKET.get()
    }

    fn handlers() -> &'static HandlersCell {
        static HANDLERS: HandlersCell = HandlersCell::new();
        &HANDLERS
    }
}

struct Slots {
    fd: Slot,
    domain: Slot,
    kind: Slot,
    protocol: Slot,
    error: ErrorSlots,
}

/// Where a class tells why its last call failed.
pub struct ErrorSlots {
    code: Slot,
    text: Slot,
}

impl ErrorSlots {
    /// Those of a class that has `$errCode` and `$errMsg`.
    pub fn of(class: *mut zend_class_entry) -> Self {
        Self {
            code: slot(class, "errCode"),
            text: slot(class, "errMsg"),
        }
    }

    /// Shows how a call went, to `swoole_last_error()` too.
    pub fn show(&self, object: &Obj, failure: Option<&Failure>) {
        match failure {
            None => {
                last_error::clear();
                object.set_slot(self.code, Value::long(0));
                object.set_slot(self.text, Value::bytes(b""));
            }
            Some(failure) => {
                last_error::set(failure.code());
                object.set_slot(self.code, Value::long(failure.code().into()));
                object.set_slot(self.text, Value::bytes(failure.text().as_bytes()));
            }
        }
    }
}

/// A property that the stubs declare.
pub fn slot(class: *mut zend_class_entry, name: &'static str) -> Slot {
    // SAFETY: the class is registered.
    match unsafe { Slot::find(class, name) } {
        Some(slot) => slot,
        None => unreachable!("the stubs declare ${name}"),
    }
}

fn slots() -> &'static Slots {
    static SLOTS: OnceLock<Slots> = OnceLock::new();
    SLOTS.get_or_init(|| {
        let class = classes::COROUTINE_SOCKET.get();
        Slots {
            fd: slot(class, "fd"),
            domain: slot(class, "domain"),
            kind: slot(class, "type"),
            protocol: slot(class, "protocol"),
            error: ErrorSlots::of(class),
        }
    })
}

/// Shows how a call went; returns the failure again.
fn show(call: &Call<'_>, failure: Option<&Failure>) {
    slots().error.show(&call.this(), failure);
}

/// Shows a failure and returns false.
fn fail(call: &mut Call<'_>, failure: &Failure) -> PhpResult {
    show(call, Some(failure));
    call.ret_bool(false)
}

/// Returns whether something was done; a failure is shown.
fn ret_done(call: &mut Call<'_>, result: Result<(), Failure>) -> PhpResult {
    match result {
        Ok(()) => call.ret_bool(true),
        Err(failure) => fail(call, &failure),
    }
}

/// The socket that a method is called on; `None` if it is closed, and then the method has failed.
fn open<'a>(call: &mut Call<'a>) -> PhpResult<Option<&'a Rc<Endpoint>>> {
    match opened(call.native::<Socket>())? {
        Ok(endpoint) => Ok(Some(endpoint)),
        Err(failure) => {
            fail(call, &failure)?;
            Ok(None)
        }
    }
}

fn opened(socket: &Socket) -> PhpResult<Result<&Rc<Endpoint>, Failure>> {
    let endpoint = socket.endpoint.get().ok_or_else(super::unconstructed)?;
    Ok(if endpoint.stream.is_closed() {
        Err(Failure::new(libc::EBADF))
    } else {
        Ok(endpoint)
    })
}

/// The socket of an object of the class, if it is open.
fn open_of(object: &Obj) -> Outcome<Rc<Endpoint>> {
    match object.native::<Socket>() {
        Some(socket) => Ok(opened(socket)?.cloned()),
        None => Err(super::unconstructed()),
    }
}

impl Socket {
    fn set_up(&self, object: &Obj, endpoint: Rc<Endpoint>, protocol: i64) {
        let stream = &endpoint.stream;
        let slots = slots();
        object.set_slot(slots.fd, Value::long(stream.fd().into()));
        let domain: i32 = stream.domain().into();
        object.set_slot(slots.domain, Value::long(domain.into()));
        let kind: i32 = stream.kind().into();
        object.set_slot(slots.kind, Value::long(kind.into()));
        object.set_slot(slots.protocol, Value::long(protocol));
        // A socket outside of coroutines has the loop run at the script's end.
        if !runtime::in_callback() {
            event::run_at_shutdown();
        }
        let taken = self.endpoint.set(endpoint);
        debug_assert!(taken.is_ok(), "a socket is set up once");
    }
}

/// An object for a socket.
pub fn object(endpoint: Rc<Endpoint>, protocol: i64) -> Obj {
    // SAFETY: the class is registered and concrete.
    let object = unsafe { Obj::new(classes::COROUTINE_SOCKET.get()) };
    if let Some(socket) = object.native::<Socket>() {
        socket.set_up(&object, endpoint, protocol);
    }
    object
}

/// A new socket with what Swoole sets on one.
pub fn make(domain: i64, kind: i64, protocol: i64) -> std::io::Result<Endpoint> {
    let invalid = |_| std::io::Error::from_raw_os_error(libc::EINVAL);
    let domain = Domain::from(i32::try_from(domain).map_err(invalid)?);
    let kind = Type::from(i32::try_from(kind).map_err(invalid)?);
    let protocol = i32::try_from(protocol).map_err(invalid)?;
    let stream = Stream::new(
        domain,
        kind,
        (protocol != 0).then(|| Protocol::from(protocol)),
    )?;
    if kind == Type::DGRAM && matches!(domain, Domain::IPV4 | Domain::IPV6) {
        let size = usize::try_from(module::ini_long(c"swoole.socket_buffer_size")).unwrap_or(0);
        // The kernel has limits of its own, and a socket works with any size.
        let _ = stream.with_socket(|socket| {
            let _ = socket.set_send_buffer_size(size);
            let _ = socket.set_recv_buffer_size(size);
        });
    }
    Ok(Endpoint::new(stream))
}

/// `Swoole\Coroutine\Socket::__construct`
pub fn construct(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 3)?;
    let (domain, kind, protocol) = (call.long(0)?, call.long(1)?, call.long_or(2, 0)?);
    let this = call.this();
    let socket = call.native::<Socket>();
    if socket.endpoint.get().is_some() {
        return Err(errors::throw_error(&format!(
            "Constructor of {} can only be called once",
            this.class_name()
        )));
    }
    match make(domain, kind, protocol) {
        Ok(endpoint) => {
            socket.set_up(&this, Rc::new(endpoint), protocol);
            Ok(())
        }
        Err(error) => {
            let code = Failure::from(error).code();
            Err(throw(
                code,
                &format!(
                    "new Socket() failed. Error: {} [{code}]",
                    last_error::system_sentence(code)
                ),
            ))
        }
    }
}

/// Throws a `Swoole\Coroutine\Socket\Exception`.
fn throw(code: i32, text: &str) -> crate::php::zend::Thrown {
    errors::throw(classes::COROUTINE_SOCKET_EXCEPTION.get(), text, code.into())
}

/// `Swoole\Coroutine\Socket::bind`
pub fn bind(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    let (host, port) = (call.str(0)?, call.long_or(1, 0)?);
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    ret_done(call, bind_to(endpoint, host.as_bytes(), port))
}

/// Gives a socket an address that nobody else needs any more.
pub fn bind_to(endpoint: &Endpoint, host: &[u8], port: i64) -> Result<(), Failure> {
    let address = parse(endpoint.stream.domain(), host, port)?;
    endpoint.stream.with_socket(|socket| {
        // One that does not know the option is bound without it.
        let _ = socket.set_reuse_address(true);
    })?;
    endpoint.stream.bind(&address)
}

/// `Swoole\Coroutine\Socket::listen`
pub fn listen(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let backlog = match call.long_or(0, BACKLOG)? {
        backlog if backlog > 0 => backlog,
        _ => BACKLOG,
    };
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    let backlog = i32::try_from(backlog).unwrap_or(i32::MAX);
    ret_done(call, endpoint.stream.listen(backlog))
}

/// `Swoole\Coroutine\Socket::accept`
pub fn accept(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let timeout = call.double_or(0, 0.0)?;
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    match accept_from(&call.this(), endpoint, timeout)? {
        Ok(connection) => call.ret(connection),
        Err(failure) => fail(call, &failure),
    }
}

/// Waits for a connection of a listening socket.
pub fn accept_from(
    listener: &Obj,
    endpoint: &Endpoint,
    timeout: f64,
) -> PhpResult<Result<Obj, Failure>> {
    Ok(endpoint.accept(timeout)?.map(|accepted| {
        let protocol = listener.slot(slots().protocol).to_long();
        let object = object(Rc::new(accepted), protocol);
        if let (Some(from), Some(to)) = (listener.native::<Socket>(), object.native::<Socket>()) {
            protocol::inherit_function(from, to);
        }
        object
    }))
}

/// The socket behind an object of the class, unless it was never constructed.
pub fn endpoint_of(object: &Obj) -> Option<Rc<Endpoint>> {
    object.native::<Socket>()?.endpoint.get().cloned()
}

/// Shows in an object how a call of another class on it went.
pub fn show_in(object: &Obj, failure: Option<&Failure>) {
    slots().error.show(object, failure);
}

/// `Swoole\Coroutine\Socket::connect`
pub fn connect(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 3)?;
    let (host, port) = (call.str(0)?, call.long_or(1, 0)?);
    let timeout = call.double_or(2, 0.0)?;
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    if matches!(endpoint.stream.domain(), Domain::IPV4 | Domain::IPV6) {
        if call.num_args() == 1 {
            last_error::warning("Socket of type AF_INET/AF_INET6 requires port argument");
            return call.ret_bool(false);
        }
        if !(1..=65535).contains(&port) {
            last_error::warning(&format!("Invalid port argument[{port}]"));
            return call.ret_bool(false);
        }
    }
    let connected = endpoint.connect(host.as_bytes(), port, timeout)?;
    if connected.is_ok() {
        last_error::clear();
    }
    ret_done(call, connected)
}

/// `Swoole\Coroutine\Socket::checkLiveness`
pub fn check_liveness(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    let alive = endpoint.stream.check_liveness();
    show(call, alive.as_ref().err());
    call.ret_bool(alive.is_ok())
}

/// `Swoole\Coroutine\Socket::getBoundCid`
pub fn get_bound_cid(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let event = call.long(0)?;
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    let waiter = [
        (EVENT_READ, Direction::Read),
        (EVENT_WRITE, Direction::Write),
    ]
    .into_iter()
    .filter(|(bit, _)| event & bit != 0)
    .find_map(|(_, direction)| endpoint.stream.waiter(direction));
    call.ret(Value::long(waiter.unwrap_or(0)))
}

/// `Swoole\Coroutine\Socket::cancel`
pub fn cancel(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let event = call.long_or(0, EVENT_READ)?;
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    let direction = match event {
        EVENT_READ => Direction::Read,
        _ => Direction::Write,
    };
    let canceled = endpoint.stream.cancel(direction);
    runtime::go_on()?;
    call.ret_bool(canceled)
}

/// `Swoole\Coroutine\Socket::sslHandshake`
pub fn ssl_handshake(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    if open(call)?.is_none() {
        return Ok(());
    }
    Err(refuse_tls())
}

/// `Swoole\Coroutine\Socket::shutdown`
pub fn shutdown(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let how = call.long_or(0, 2)?;
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    ret_done(call, endpoint.shutdown(how))
}

/// `Swoole\Coroutine\Socket::close`
pub fn close(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    if open(call)?.is_none() {
        return Ok(());
    }
    // That coroutines were waiting is told to them.
    let _ = close_object(&call.this())?;
    call.ret_bool(true)
}

/// Closes the socket of an object of the class, and the stream that it was imported from. Those who wait are woken; then
/// the failure is `CO_SOCKET_CLOSE_WAIT`.
pub fn close_object(object: &Obj) -> Outcome {
    let Some(socket) = object.native::<Socket>() else {
        return Ok(Ok(()));
    };
    let closed = socket.endpoint.get().map_or(Ok(()), |endpoint| {
        let closed = endpoint.close();
        endpoint.set_framing(Framing::default());
        closed
    });
    let function = socket.length_function.take();
    drop(function);
    let imported = socket.stream.take();
    runtime::go_on()?;
    if let Some(imported) = imported {
        stream::close(&imported);
    }
    Ok(closed)
}

/// `Swoole\Coroutine\Socket::isClosed`
pub fn is_closed(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let endpoint = call.native::<Socket>().endpoint.get();
    let closed = endpoint.is_none_or(|endpoint| endpoint.stream.is_closed());
    call.ret_bool(closed)
}

/// `Swoole\Coroutine\Socket::getsockname`
pub fn getsockname(call: &mut Call<'_>) -> PhpResult {
    ret_address(call, socket2::Socket::local_addr)
}

/// `Swoole\Coroutine\Socket::getpeername`
pub fn getpeername(call: &mut Call<'_>) -> PhpResult {
    ret_address(call, socket2::Socket::peer_addr)
}

fn ret_address(
    call: &mut Call<'_>,
    ask: impl FnOnce(&socket2::Socket) -> std::io::Result<SockAddr>,
) -> PhpResult {
    call.expect_args(0, 0)?;
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    match endpoint.address(ask) {
        Ok(address) => call.ret(name(&address)),
        Err(failure) => fail(call, &failure),
    }
}

/// An address as the API shows it.
pub fn name(address: &SockAddr) -> Array {
    let (host, port) = host_and_port(address);
    let mut array = Array::new();
    array.set(b"address", Value::bytes(&host));
    array.set(b"port", Value::long(port.into()));
    array
}
