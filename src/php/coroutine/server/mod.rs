//! `Swoole\Coroutine\Server`: accepts connections and runs a coroutine for each.
//!
//! The properties are those of Swoole's class, which is written in PHP: subclasses read and change them.

pub mod connection;

use std::net::Ipv6Addr;
use std::sync::OnceLock;
use std::time::Duration;

use super::net::Failure;
use super::socket::{self, slot};
use crate::php::sched::descriptor::Direction;
use crate::php::sched::{self};
use crate::php::server::merge_in;
use crate::php::zend::object::Slot;
use crate::php::zend::sys::E_USER_WARNING;
use crate::php::zend::{Array, Call, Callback, Obj, PhpResult, Thrown, Value, errors};
use crate::php::{classes, runtime};

/// Connections that wait to be accepted.
const BACKLOG: i32 = 512;
/// How long nothing is accepted when there are too many descriptors or coroutines.
const PAUSE: Duration = Duration::from_secs(1);

struct Slots {
    host: Slot,
    port: Slot,
    kind: Slot,
    fd: Slot,
    err_code: Slot,
    setting: Slot,
    running: Slot,
    function: Slot,
    socket: Slot,
}

fn slots() -> &'static Slots {
    static SLOTS: OnceLock<Slots> = OnceLock::new();
    SLOTS.get_or_init(|| {
        let class = classes::COROUTINE_SERVER.get();
        Slots {
            host: slot(class, "host"),
            port: slot(class, "port"),
            kind: slot(class, "type"),
            fd: slot(class, "fd"),
            err_code: slot(class, "errCode"),
            setting: slot(class, "setting"),
            running: slot(class, "running"),
            function: slot(class, "fn"),
            socket: slot(class, "socket"),
        }
    })
}

/// `Swoole\Coroutine\Server::__construct`
pub fn construct(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 4)?;
    let (host, port) = (call.str(0)?, call.long_or(1, 0)?);
    let (tls, reuse_port) = (call.bool_or(2, false)?, call.bool_or(3, false)?);
    if tls {
        return Err(socket::refuse_tls());
    }
    let (domain, host) = domain_of(host.as_bytes());
    let throw = |text: &str, code: i32| errors::throw(classes::EXCEPTION.get(), text, code.into());
    let endpoint = socket::make(domain.into(), libc::SOCK_STREAM.into(), 0).map_err(|error| {
        let failure = Failure::from(error);
        throw(
            &format!("new Socket() failed. Error: {}", failure.text()),
            failure.code(),
        )
    })?;
    if reuse_port {
        // As in Swoole, a socket that cannot share its port has it alone.
        let _ = endpoint
            .stream
            .with_socket(|socket| socket.set_reuse_port(true));
    }
    socket::bind_to(&endpoint, host, port).map_err(|failure| {
        let shown = String::from_utf8_lossy(host);
        throw(&format!("bind({shown}:{port}) failed"), failure.code())
    })?;
    endpoint
        .stream
        .listen(BACKLOG)
        .map_err(|failure| throw("listen() failed", failure.code()))?;
    let port = endpoint
        .stream
        .with_socket(socket2::Socket::local_addr)
        .ok()
        .and_then(Result::ok)
        .and_then(|address| address.as_socket())
        .map_or(0, |address| address.port());
    let (this, slots) = (call.this(), slots());
    this.set_slot(slots.host, Value::bytes(host));
    this.set_slot(slots.port, Value::long(port.into()));
    this.set_slot(slots.kind, Value::long(domain.into()));
    this.set_slot(slots.fd, Value::long(endpoint.stream.fd().into()));
    this.set_slot(slots.socket, socket::object(endpoint.into(), 0));
    this.with_array_slot(slots.setting, |setting| {
        setting.set(b"open_ssl", Value::bool(false));
    });
    Ok(())
}

/// The family of a host, and the host without what only tells the family.
fn domain_of(host: &[u8]) -> (i32, &[u8]) {
    if let Some(path) = host.strip_prefix(b"unix:")
        && path.starts_with(b"/")
    {
        return (libc::AF_UNIX, path);
    }
    let is_ipv6 = std::str::from_utf8(host).is_ok_and(|text| text.parse::<Ipv6Addr>().is_ok());
    let domain = if is_ipv6 {
        libc::AF_INET6
    } else {
        libc::AF_INET
    };
    (domain, host)
}

/// `Swoole\Coroutine\Server::set`
pub fn set(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let given = call.array(0)?;
    merge_in(&call.this(), slots().setting, &given);
    Ok(())
}

/// `Swoole\Coroutine\Server::handle`
pub fn handle(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let function = call.callback(0)?;
    let value = function.callable().clone();
    call.this().set_slot(slots().function, value);
    Ok(())
}

/// The listening socket's object. A subclass whose constructor does not call ours has none.
fn listener(this: &Obj) -> PhpResult<Obj> {
    this.slot(slots().socket)
        .as_object()
        .filter(|object| socket::endpoint_of(object).is_some())
        .ok_or_else(super::unconstructed)
}

/// `Swoole\Coroutine\Server::shutdown`
pub fn shutdown(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let this = call.this();
    this.set_slot(slots().running, Value::bool(false));
    let object = listener(&this)?;
    let endpoint = socket::endpoint_of(&object);
    let canceled = endpoint.is_some_and(|endpoint| endpoint.stream.cancel(Direction::Read));
    runtime::go_on()?;
    call.ret_bool(canceled)
}

/// `Swoole\Coroutine\Server::start`
pub fn start(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let (this, slots) = (call.this(), slots());
    this.set_slot(slots.running, Value::bool(true));
    let object = listener(&this)?;
    let valid = !this.slot(slots.function).is_null() && apply_settings(&this, &object)?;
    if !valid {
        this.set_slot(slots.err_code, Value::long(libc::EINVAL.into()));
        return call.ret_bool(false);
    }
    while this.slot(slots.running).truthy() {
        let Some(endpoint) = socket::endpoint_of(&object) else {
            break;
        };
        match socket::accept_from(&object, &endpoint, 0.0)? {
            Ok(connection) => serve(&this, connection)?,
            Err(failure) => {
                socket::show_in(&object, Some(&failure));
                match after(failure.code()) {
                    Next::Accept => {}
                    Next::Pause => pause()?,
                    Next::Return => break,
                    Next::Warn => {
                        let text = failure.text();
                        warn(&format!("accept failed, Error: {text}[{}]", failure.code()))?;
                        break;
                    }
                }
            }
        }
    }
    call.ret_bool(true)
}

fn apply_settings(this: &Obj, object: &Obj) -> PhpResult<bool> {
    let setting: Option<Array> = this.slot(slots().setting).as_array();
    match setting {
        Some(setting) if !setting.is_empty() => socket::set_rules(object, &setting),
        _ => Ok(false),
    }
}

/// Runs the handler for a connection in a coroutine of its own.
fn serve(this: &Obj, connection: Obj) -> PhpResult {
    // Settings may have changed since start().
    apply_settings(this, &connection)?;
    let function = this.slot(slots().function).clone();
    let Ok(function) = Callback::new(&function) else {
        return Err(errors::throw_error(
            "The handler of the server cannot be called",
        ));
    };
    let mut args = [connection::wrap(connection).into()];
    let started = sched::spawn(move || super::body(&function, &mut args));
    runtime::go_on()?;
    if let Err(refused) = started {
        super::warn_refused(&refused);
        if errors::pending() {
            return Err(Thrown);
        }
        pause()?;
    }
    Ok(())
}

/// Lets others go on, who may end and make room.
fn pause() -> PhpResult {
    // Cancelled or not, accepting is tried again.
    sched::wait(Some(PAUSE)).map(drop)
}

enum Next {
    Accept,
    Pause,
    Return,
    Warn,
}

/// What a failure to accept means.
fn after(code: i32) -> Next {
    match code {
        libc::EMFILE | libc::ENFILE | libc::ENOBUFS | libc::ENOMEM => Next::Pause,
        // Nobody has come, or whoever has come is gone.
        libc::ETIMEDOUT
        | libc::ECONNABORTED
        | libc::EPROTO
        | libc::ENETDOWN
        | libc::ENETUNREACH
        | libc::EHOSTDOWN
        | libc::EHOSTUNREACH
        | libc::EPERM => Next::Accept,
        libc::ECANCELED => Next::Return,
        _ => Next::Warn,
    }
}

/// Warns as `trigger_error()` does.
fn warn(text: &str) -> PhpResult {
    errors::raise_plain(E_USER_WARNING, text);
    if errors::pending() {
        Err(Thrown)
    } else {
        Ok(())
    }
}
