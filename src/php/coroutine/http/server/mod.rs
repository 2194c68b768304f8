//! `Swoole\Coroutine\Http\Server`: an HTTP and WebSocket server whose handlers are coroutines.
//!
//! `driver` lets coroutines pull the events of the one engine that all servers run on; `peer` is a connection as they
//! see it; `routes` finds the callback of a request. What a response can do besides answering, `upgrade()` and what
//! follows it, is in [`crate::php::http::response`].

pub mod driver;
pub mod peer;
mod routes;

use std::cell::RefCell;
use std::io;
use std::rc::Rc;

use self::driver::Driver;
use self::routes::Routes;
use crate::engine::config::{PortConfig, TcpOptions};
use crate::engine::listener::{Address, Listener};
use crate::php::server::callable;
use crate::php::zend::array::Key;
use crate::php::zend::object::{HandlersCell, Slot};
use crate::php::zend::sys::zend_class_entry;
use crate::php::zend::{Call, NativeClass, Obj, PhpResult, Thrown, Value, ZStr, errors};
use crate::php::{classes, coroutine, last_error, runtime, sched};

/// The longest path of a unix socket.
const MAX_UNIX_PATH: usize = 107;

/// The native part of a server object.
#[derive(Default)]
pub struct Server {
    /// The bound socket; not there before the constructor has run.
    listener: RefCell<Option<Listener>>,
    routes: Rc<Routes>,
    /// What `start()` runs.
    running: RefCell<Option<Rc<Driver>>>,
}

// SAFETY: `module` attaches this type to the class that `class` returns.
unsafe impl NativeClass for Server {
    fn new() -> Self {
        Self::default()
    }

    fn references(&self, visit: &mut dyn FnMut(&Value)) {
        self.routes.visit(visit);
    }

    fn class() -> *mut zend_class_entry {
        classes::COROUTINE_HTTP_SERVER.get()
    }

    fn handlers() -> &'static HandlersCell {
        static HANDLERS: HandlersCell = HandlersCell::new();
        &HANDLERS
    }
}

fn slot(name: &'static str) -> Slot {
    // SAFETY: the class is registered.
    match unsafe { Slot::find(classes::COROUTINE_HTTP_SERVER.get(), name) } {
        Some(slot) => slot,
        None => unreachable!("the stubs declare Server::${name}"),
    }
}

fn set_error(this: &Obj, code: i32) {
    last_error::set(code);
    this.set_slot(slot("errCode"), Value::long(code.into()));
    this.set_slot(
        slot("errMsg"),
        Value::bytes(last_error::sentence(code).as_bytes()),
    );
}

/// Refuses a call on a server whose constructor was skipped.
fn native<'a>(call: &Call<'a>) -> PhpResult<&'a Server> {
    let server = call.native::<Server>();
    if server.listener.borrow().is_none() {
        return Err(errors::throw_error(
            "Invalid instance of Swoole\\Coroutine\\Http\\Server: its constructor has not run",
        ));
    }
    Ok(server)
}

/// `Swoole\Coroutine\Http\Server::__construct`
pub fn construct(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 4)?;
    let host = call.str(0)?;
    let port = call.long_or(1, 0)?;
    let ssl = call.bool_or(2, false)?;
    let reuse_port = call.bool_or(3, false)?;
    let this = call.this();
    let server = call.native::<Server>();
    if server.listener.borrow().is_some() {
        return Err(errors::throw_error(
            "Constructor of Swoole\\Coroutine\\Http\\Server can only be called once",
        ));
    }
    this.set_slot(slot("host"), host.clone());
    this.set_slot(slot("ssl"), Value::bool(ssl));
    let throw = |text: &str, code: i32| errors::throw(classes::EXCEPTION.get(), text, code.into());
    if host.as_bytes().is_empty() {
        return Err(throw("host is empty", libc::EINVAL));
    }
    if ssl {
        return Err(throw(
            "TLS is not supported yet by swoole-rs",
            libc::EPROTONOSUPPORT,
        ));
    }
    let listener = address(&host, port)
        .and_then(|address| Listener::bind(address, reuse_port).map_err(|error| errno(&error)));
    let listener = match listener {
        Ok(listener) => listener,
        Err(code) => {
            set_error(&this, code);
            let host = String::from_utf8_lossy(host.as_bytes());
            return Err(throw(&format!("bind({host}:{port}) failed"), code));
        }
    };
    // Who connects before start() waits for it.
    let backlog = PortConfig::default().backlog;
    if let Err(error) = listener.listen(backlog, &TcpOptions::default()) {
        let code = errno(&error);
        set_error(&this, code);
        return Err(throw("listen() failed", code));
    }
    this.set_slot(slot("fd"), Value::long(listener.raw_fd().into()));
    let port = match listener.address() {
        Address::Ip(ip) => ip.port(),
        Address::Unix(_) => 0,
    };
    this.set_slot(slot("port"), Value::long(port.into()));
    server.listener.replace(Some(listener));
    Ok(())
}

fn errno(error: &io::Error) -> i32 {
    error.raw_os_error().unwrap_or(libc::EINVAL)
}

/// Where to listen; the error is Swoole's code.
fn address(host: &ZStr, port: i64) -> Result<Address, i32> {
    let host = String::from_utf8_lossy(host.as_bytes());
    if let Some(path) = host.strip_prefix("unix:").filter(|p| p.starts_with('/')) {
        if path.len() > MAX_UNIX_PATH {
            return Err(last_error::NAME_TOO_LONG);
        }
        return Ok(Address::Unix(path.into()));
    }
    let port = u16::try_from(port).map_err(|_| last_error::BAD_PORT)?;
    Address::ip(&host, port).ok_or(last_error::BAD_HOST_ADDR)
}

/// `Swoole\Coroutine\Http\Server::set`
pub fn set(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let given = call.array(0)?;
    if given.is_empty() {
        return call.ret_bool(false);
    }
    call.this().with_array_slot(slot("settings"), |settings| {
        for (key, value) in given.iter() {
            match key {
                Key::Name(name) => settings.set(&name, value.clone()),
                Key::Index(_) => settings.push(value.clone()),
            }
        }
    });
    call.ret_bool(true)
}

/// `Swoole\Coroutine\Http\Server::handle`
pub fn handle(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 2)?;
    let pattern = call.str(0)?;
    let server = native(call)?;
    let callback = call
        .arg(1)
        .and_then(|value| callable(value, "Swoole\\Coroutine\\Http\\Server::handle"));
    let Some(callback) = callback else {
        return call.ret_bool(false);
    };
    server.routes.set(pattern.as_bytes(), callback);
    call.ret_bool(true)
}

/// `Swoole\Coroutine\Http\Server::start`
pub fn start(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let server = native(call)?;
    let this = call.this();
    sched::require()?;
    let running = server.running.borrow().clone();
    if let Some(other) = running.and_then(|driver| driver.starter()) {
        let fd = this.slot(slot("fd")).to_long();
        return Err(coroutine::bound(fd, other, "reading"));
    }
    let given = this.slot(slot("settings")).as_array().unwrap_or_default();
    let Some(listener) = server.listener.borrow().clone() else {
        return Err(Thrown);
    };
    let driver = match Driver::launch(listener, Rc::clone(&server.routes), &given) {
        Ok(driver) => driver,
        Err(error) => {
            set_error(&this, errno(&error));
            last_error::fatal(&format!("the server cannot start, Error: {error}"));
            return call.ret_bool(false);
        }
    };
    driver.set_starter(sched::ticket()?);
    server.running.replace(Some(Rc::clone(&driver)));
    let woken = sched::wait(None);
    server
        .running
        .borrow_mut()
        .take_if(|running| Rc::ptr_eq(running, &driver));
    if woken.is_err() {
        driver.abort();
        return Err(Thrown);
    }
    // Not only shutdown() ends the wait: somebody may have canceled it.
    driver.retire();
    drop(driver);
    set_error(&this, libc::ECANCELED);
    call.ret_bool(true)
}

/// `Swoole\Coroutine\Http\Server::shutdown`
pub fn shutdown(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let running = native(call)?.running.borrow().clone();
    if let Some(driver) = running {
        driver.shut_down();
        runtime::go_on()?;
    }
    Ok(())
}
