//! `Swoole\Server\Port`: a listening socket with its own settings and callbacks.

use std::cell::RefCell;
use std::io;
use std::rc::Rc;

use super::events::{Event, PortCallbacks, PortEvent};
use super::{callable, merge, property, settings};
use crate::engine::listener::{Address, Listener};
use crate::engine::log::{self, Level};
use crate::php::classes;
use crate::php::connection::iterator;
use crate::php::last_error;
use crate::php::zend::object::HandlersCell;
use crate::php::zend::sys::zend_class_entry;
use crate::php::zend::{Array, Call, NativeClass, Obj, PhpResult, Value, ZStr, errors};

/// `SWOOLE_SOCK_TCP`.
pub const SOCK_TCP: i64 = 1;
/// `SWOOLE_SOCK_UDP`.
const SOCK_UDP: i64 = 2;
/// `SWOOLE_SOCK_TCP6`.
const SOCK_TCP6: i64 = 3;
/// `SWOOLE_SOCK_UDP6`.
const SOCK_UDP6: i64 = 4;
/// `SWOOLE_SOCK_UNIX_STREAM`.
const SOCK_UNIX_STREAM: i64 = 5;
/// `SWOOLE_SOCK_UNIX_DGRAM`.
const SOCK_UNIX_DGRAM: i64 = 6;
/// `SWOOLE_SSL`.
pub const SOCK_SSL: i64 = 512;
/// The longest path of a unix socket.
const MAX_UNIX_PATH: usize = 107;

/// The native part of a port object.
pub struct PortObject {
    /// The bound socket, until the server starts and takes it.
    pub listener: RefCell<Option<Listener>>,
    /// Its callbacks.
    pub callbacks: Rc<PortCallbacks>,
}

// SAFETY: `module` attaches this type to the class that `class` returns.
unsafe impl NativeClass for PortObject {
    fn new() -> Self {
        Self {
            listener: RefCell::new(None),
            callbacks: Rc::default(),
        }
    }

    fn class() -> *mut zend_class_entry {
        classes::PORT.get()
    }

    fn handlers() -> &'static HandlersCell {
        static HANDLERS: HandlersCell = HandlersCell::new();
        &HANDLERS
    }
}

/// Why a port was not opened: an errno or one of Swoole's own codes, and its sentence.
pub struct OpenError {
    /// The code.
    pub code: i32,
    /// What it means.
    pub text: String,
}

impl OpenError {
    fn swoole(code: i32, text: &str) -> Self {
        Self {
            code,
            text: text.to_owned(),
        }
    }

    fn system(error: &io::Error) -> Self {
        let code = error.raw_os_error().unwrap_or(libc::EINVAL);
        let text = error.to_string();
        let text = text
            .split(" (os error")
            .next()
            .unwrap_or_default()
            .to_owned();
        Self { code, text }
    }
}

/// Binds a socket and makes its port object.
pub fn open(host: &ZStr, port: i64, sock_type: i64) -> Result<Obj, OpenError> {
    let address = address(host, port, sock_type)?;
    let listener = Listener::bind(address, false).map_err(|error| OpenError::system(&error))?;
    // SAFETY: the class is registered and concrete.
    let object = unsafe { Obj::new(classes::PORT.get()) };
    let bound = match listener.address() {
        Address::Ip(ip) => i64::from(ip.port()),
        Address::Unix(_) => 0,
    };
    let set = |name: &str, value: Value| object.set_slot(property(&object, name), value);
    set("host", host.clone().into());
    set("port", Value::long(bound));
    set("type", Value::long(sock_type));
    set("sock", Value::long(i64::from(listener.raw_fd())));
    let native = object
        .native::<PortObject>()
        .ok_or_else(|| OpenError::swoole(0, "no port"))?;
    *native.listener.borrow_mut() = Some(listener);
    set("connections", iterator::make(Some(object.handle())).into());
    Ok(object)
}

fn address(host: &ZStr, port: i64, sock_type: i64) -> Result<Address, OpenError> {
    let text = String::from_utf8_lossy(host.as_bytes()).into_owned();
    if sock_type & SOCK_SSL != 0 {
        return Err(OpenError::swoole(
            libc::EPROTONOSUPPORT,
            "TLS is not supported yet by swoole-rs",
        ));
    }
    let not_a_literal = |family: &str| {
        log::write(
            Level::Warning,
            format!("ListenPort::create_socket(): Invalid {family} address '{text}:{port}'"),
        );
        OpenError::swoole(0, "Success")
    };
    match sock_type {
        SOCK_TCP | SOCK_TCP6 => {
            let Ok(number) = u16::try_from(port) else {
                log::write(
                    Level::Error,
                    format!("Server::add_port() (ERRNO 9004): invalid port [{port}]"),
                );
                return Err(OpenError::swoole(9004, "Server invalid listen port"));
            };
            let family = if sock_type == SOCK_TCP {
                "IPv4"
            } else {
                "IPv6"
            };
            match Address::ip(&text, number) {
                Some(Address::Ip(ip)) if ip.is_ipv4() == (sock_type == SOCK_TCP) => {
                    Ok(Address::Ip(ip))
                }
                _ => Err(not_a_literal(family)),
            }
        }
        SOCK_UNIX_STREAM => {
            if text.len() > MAX_UNIX_PATH {
                log::write(
                    Level::Error,
                    format!(
                        "Server::add_port() (ERRNO 504): address '{text}' exceeds the limit of {MAX_UNIX_PATH} characters"
                    ),
                );
                return Err(OpenError::swoole(504, "Name too long"));
            }
            Ok(Address::Unix(text.into()))
        }
        SOCK_UDP | SOCK_UDP6 | SOCK_UNIX_DGRAM => Err(OpenError::swoole(
            libc::ESOCKTNOSUPPORT,
            "datagram sockets are not supported yet by swoole-rs",
        )),
        _ => {
            log::write(
                Level::Warning,
                format!("make_socket(): unknown socket type [{sock_type}]"),
            );
            Err(OpenError::swoole(94, "Socket type not supported"))
        }
    }
}

/// Registers a callback on a port object; warns and returns false when the name or the callback is wrong.
pub fn register(object: &Obj, event: Option<Event>, name: &[u8], value: &Value) -> bool {
    let Some(Event::Port(event)) = event else {
        // Swoole's server passes the call on to its port, which complains under its own name.
        last_error::warning_by(
            "Swoole\\Server\\Port::on",
            &format!("unknown event types[{}]", String::from_utf8_lossy(name)),
        );
        return false;
    };
    object.set_slot(property(object, event.property()), value.clone());
    let Some(callback) = callable(value, "Swoole\\Server\\Port::on") else {
        return false;
    };
    if event == PortEvent::Packet {
        last_error::warning(
            "datagram sockets are not supported yet by swoole-rs: onPacket will never be called",
        );
    }
    if let Some(port) = object.native::<PortObject>() {
        port.callbacks.set(event, Some(callback));
    }
    true
}

/// The settings of a port object, as PHP code gave them.
pub fn setting(object: &Obj) -> Option<Array> {
    object.slot(property(object, "setting")).as_array()
}

/// `Swoole\Server\Port::__construct`
pub fn construct(_call: &mut Call<'_>) -> PhpResult {
    Err(errors::throw_error(
        "please use the Swoole\\Server->listen method",
    ))
}

/// `Swoole\Server\Port::__destruct`
pub fn destruct(_call: &mut Call<'_>) -> PhpResult {
    Ok(())
}

/// `Swoole\Server\Port::set`
pub fn set(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let given = call.array(0)?;
    settings::check(&given, "Swoole\\Server\\Port::set")?;
    merge(&call.this(), &given);
    Ok(())
}

/// `Swoole\Server\Port::on`
pub fn on(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 2)?;
    let name = call.str(0)?;
    let this = call.this();
    let Some(value) = call.arg(1) else {
        return call.ret_bool(false);
    };
    if call.native::<PortObject>().listener.borrow().is_none() {
        last_error::fatal("can't register event callback function after server started");
        return call.ret_bool(false);
    }
    let event = Event::parse(name.as_bytes());
    call.ret_bool(register(&this, event, name.as_bytes(), value))
}

/// `Swoole\Server\Port::getCallback`
pub fn get_callback(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let name = call.str(0)?;
    let this = call.this();
    let value = match Event::parse(name.as_bytes()) {
        Some(Event::Port(event)) => this.slot(property(&this, event.property())).clone(),
        _ => Value::NULL,
    };
    call.ret(value)
}
