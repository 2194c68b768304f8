//! `Swoole\Server::start()`: from a configured object to a running loop, and back.

use std::cell::Cell;
use std::io;
use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::driver::{self, Driver, PortDriver};
use super::events::{PortEvent, ServerEvent};
use super::port::{self, PortObject};
use super::settings::Settings;
use super::{OCCUPIED, Phase, ServerObject, native, property, set_current};
use crate::engine::config::Protocol;
use crate::engine::log::{self, Level};
use crate::engine::server;
use crate::php::coroutine::options;
use crate::php::http::HttpOptions;
use crate::php::memory::Engine;
use crate::php::runtime::{self, Policy};
use crate::php::websocket::handshake;
use crate::php::zend::sys;
use crate::php::zend::{Array, Call, Obj, PhpResult, Thrown, Value, bailout, errors};
use crate::php::{classes, daemon, hooks, last_error};

thread_local! {
    static STARTED_AT: Cell<i64> = const { Cell::new(0) };
}

/// When the server started, in seconds since 1970.
pub fn started_at() -> i64 {
    STARTED_AT.get()
}

/// `Swoole\Server::start`
pub fn start(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let server = native(call)?;
    let this = call.this();
    let class = this.class_name();
    match server.phase.get() {
        Phase::Running => {
            last_error::fatal(&format!(
                "The server is running, unable to execute {class}->start()"
            ));
            return call.ret_bool(false);
        }
        Phase::Over => {
            last_error::fatal(&format!(
                "The server have been shutdown, unable to execute {class}->start()"
            ));
            return call.ret_bool(false);
        }
        Phase::New | Phase::Ready => {}
    }
    if runtime::in_callback() || runtime::is_looping() {
        last_error::fatal(&format!(
            "The event-loop has already been created, unable to start {class}"
        ));
        return call.ret_bool(false);
    }
    let protocol = protocol_of(&this);
    if let Some(missing) = missing_callback(server, protocol) {
        errors::raise(sys::E_ERROR, &format!("require {missing} callback"));
        return Err(Thrown);
    }
    refuse_unbuilt(&this)?;
    if server.phase.get() != Phase::Ready {
        // An error handler that was called on the way has started it.
        return call.ret_bool(false);
    }
    match run(server, &this, protocol) {
        Ok(true) => call.ret_bool(true),
        // The exception was reported; the script must not go on. A fatal error is passed on by `Call::enter`.
        Ok(false) => {
            if !bailout::caught() {
                // SAFETY: throws PHP's own unwind exception, which runs destructors and shutdown functions.
                unsafe { sys::zend_throw_unwind_exit() };
            }
            Err(Thrown)
        }
        Err(error) => {
            let text = format!("failed to start server. Error: {error}");
            errors::raise(sys::E_ERROR, &text);
            Err(Thrown)
        }
    }
}

/// What the object's class speaks.
fn protocol_of(this: &Obj) -> Protocol {
    if this.instance_of(classes::WEBSOCKET_SERVER.get()) {
        Protocol::WebSocket
    } else if this.instance_of(classes::HTTP_SERVER.get()) {
        Protocol::Http
    } else {
        Protocol::Tcp
    }
}

/// The callback that a server of this kind cannot do without, if it was not given.
fn missing_callback(server: &ServerObject, protocol: Protocol) -> Option<&'static str> {
    let (event, name) = match protocol {
        Protocol::WebSocket => (PortEvent::Message, "onMessage"),
        Protocol::Http => (PortEvent::Request, "onRequest"),
        Protocol::Tcp => (PortEvent::Receive, "onReceive"),
    };
    let first = server.ports.borrow()[0].clone();
    let has = first
        .native::<PortObject>()
        .is_some_and(|port| port.callbacks.has(event));
    (!has).then_some(name)
}

/// Says loudly what this version cannot do, before anybody relies on it.
fn refuse_unbuilt(this: &Obj) -> PhpResult {
    let given = this
        .slot(property(this, "setting"))
        .as_array()
        .unwrap_or_default();
    let settings = Settings::new([&given]);
    if settings.int("task_worker_num").unwrap_or(0) > 0 {
        return Err(errors::throw(
            classes::EXCEPTION.get(),
            "task workers are not supported yet by swoole-rs: remove the option [task_worker_num]",
            0,
        ));
    }
    if settings.int("worker_num").unwrap_or(1) > 1 {
        errors::warning(
            "several workers are not supported yet by swoole-rs: running with worker_num = 1",
        );
    }
    if this.slot(property(this, "mode")).as_long() == Some(super::MODE_PROCESS) {
        errors::warning(
            "SWOOLE_PROCESS is not supported yet by swoole-rs: running in SWOOLE_BASE mode",
        );
    }
    if errors::pending() {
        Err(Thrown)
    } else {
        Ok(())
    }
}

/// Runs the server. True after a regular shutdown, false when a callback ended the process.
fn run(server: &ServerObject, this: &Obj, protocol: Protocol) -> io::Result<bool> {
    let given = this
        .slot(property(this, "setting"))
        .as_array()
        .unwrap_or_default();
    let settings = Settings::new([&given]);
    if settings.bool("daemonize").unwrap_or(false) {
        daemon::detach(settings.text("log_file").as_deref())?;
    }
    options::set_by_server(&given);
    let reactor = runtime::reactor()?;
    reactor.refresh_clock();
    let mut engine = Engine::new(Rc::clone(&reactor), settings.server_config())?;
    let mut drivers = Vec::new();
    for object in server.ports.borrow().iter() {
        drivers.push(add_port(
            &mut engine,
            object,
            &given,
            protocol,
            drivers.first(),
        ));
    }
    engine.listen()?;
    let engine = Rc::new(engine);
    let pid_file = settings.text("pid_file").and_then(daemon::PidFile::write);
    *server.engine.borrow_mut() = Some(Rc::clone(&engine));
    set_current(Some(Rc::clone(&engine)));
    server.phase.set(Phase::Running);
    // The last of these steps, because it may run destructors.
    publish(this, &given, &engine, protocol);
    let coroutines = settings.bool("enable_coroutine").unwrap_or(true);
    if coroutines && given.get(b"hook_flags").is_none() {
        hooks::set(hooks::ALL);
    }
    runtime::with(|runtime| {
        runtime.policy.set(if coroutines {
            Policy::End
        } else {
            Policy::GoOn
        });
    });
    let driver = Rc::new(Driver::new(
        Rc::clone(&engine),
        this.clone(),
        Rc::clone(&server.callbacks),
        drivers,
        settings.bool("event_object").unwrap_or(false),
    ));
    driver::install(Some(Rc::clone(&driver)));
    log::set_role(log::Role::Worker, 0);

    driver.server_event(ServerEvent::Start, false);
    if !driver.has_failed() {
        driver.server_event(ServerEvent::WorkerStart, true);
    }
    let looped = runtime::looping(|| server::run(&*engine, &*driver));
    if looped.is_ok() && !driver.has_failed() {
        driver.server_event(ServerEvent::WorkerStop, true);
    }
    if looped.is_ok() && !driver.has_failed() {
        driver.server_event(ServerEvent::Shutdown, false);
    }

    let failed = driver.has_failed();
    driver::install(None);
    set_current(None);
    server.engine.borrow_mut().take();
    server.phase.set(Phase::Over);
    OCCUPIED.get().set(false);
    runtime::with(|runtime| runtime.policy.set(Policy::End));
    if !failed {
        // Timers of a server end with it, as in Swoole.
        runtime::clear_all_timers();
    }
    log::set_role(log::Role::Outside, 0);
    drop(pid_file);
    looped?;
    Ok(!failed)
}

/// Gives a port to the engine.
fn add_port(
    engine: &mut Engine,
    object: &Obj,
    server_settings: &Array,
    protocol: Protocol,
    first: Option<&PortDriver>,
) -> PortDriver {
    let own = port::setting(object);
    let layers: Vec<&Array> = own.iter().chain([server_settings]).collect();
    let settings = Settings::new(layers);
    // A further port speaks what the server speaks unless it was configured to speak something else.
    let protocol = match (first, &own) {
        (Some(_), Some(own)) => {
            let own = Settings::new([own]);
            if own.bool("open_websocket_protocol").unwrap_or(false) {
                Protocol::WebSocket
            } else if own.bool("open_http_protocol").unwrap_or(false) {
                Protocol::Http
            } else {
                Protocol::Tcp
            }
        }
        _ => protocol,
    };
    let config = settings.port_config(protocol);
    let handshake = handshake::Terms::new(&config, settings.subprotocols());
    let native = object.native::<PortObject>();
    let callbacks = native
        .map(|port| Rc::clone(&port.callbacks))
        .unwrap_or_default();
    if let Some(first) = first {
        callbacks.fall_back_to(&first.callbacks);
    }
    if let Some(listener) = native.and_then(|port| port.listener.borrow_mut().take()) {
        engine.add_port(listener, config);
    }
    let number = object.slot(property(object, "port")).to_long();
    PortDriver {
        callbacks,
        options: Rc::new(HttpOptions::from_settings(&settings)),
        handshake,
        number: u16::try_from(number).unwrap_or(0),
        handle: object.handle(),
    }
}

/// Shows the running server in the object's properties.
fn publish(this: &Obj, given: &Array, engine: &Engine, protocol: Protocol) {
    let started = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs();
    STARTED_AT.set(started as i64);
    let pid = Value::long(i64::from(std::process::id()));
    let set = |name: &str, value: Value| this.set_slot(property(this, name), value);
    set("master_pid", pid.clone());
    set("worker_pid", pid);
    set("manager_pid", Value::long(0));
    set("worker_id", Value::long(0));
    set("taskworker", Value::bool(false));
    this.with_array_slot(property(this, "setting"), |setting| {
        let mut add = |name: &str, value: Value| {
            if given.get(name.as_bytes()).is_none() {
                setting.set(name.as_bytes(), value);
            }
        };
        add("worker_num", Value::long(1));
        add("task_worker_num", Value::long(0));
        add("output_buffer_size", Value::long(i64::from(u32::MAX)));
        add(
            "max_connection",
            Value::long(engine.config().max_connections as i64),
        );
        if protocol != Protocol::Tcp {
            let websocket = protocol == Protocol::WebSocket;
            setting.set(b"open_http_protocol", Value::bool(true));
            setting.set(b"open_mqtt_protocol", Value::bool(false));
            setting.set(b"open_eof_check", Value::bool(false));
            setting.set(b"open_length_check", Value::bool(false));
            if websocket {
                setting.set(b"open_websocket_protocol", Value::bool(true));
            }
        }
    });
    log::write(Level::Debug, "the server has started");
}
