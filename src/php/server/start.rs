//! `Swoole\Server::start()`: from a configured object to running processes, and back.

use std::cell::Cell;
use std::io;
use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::events::{PortEvent, ServerEvent};
use super::port::PortObject;
use super::prepared::{self, Prepared};
use super::settings::Settings;
use super::{
    OCCUPIED, Phase, ServerObject, manager, master, native, post, property, set_current, single,
    tasks,
};
use crate::engine::config::Protocol;
use crate::engine::log::{self, Level};
use crate::engine::process::board::Board;
use crate::php::coroutine::options;
use crate::php::runtime::{self, Policy};
use crate::php::zend::sys;
use crate::php::zend::{Call, Obj, PhpResult, Thrown, Value, bailout, errors};
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
    refuse_incomplete(server, &this)?;
    if server.phase.get() != Phase::Ready {
        // An error handler that was called on the way has started it.
        return call.ret_bool(false);
    }
    // From here on: settings that are wrong may call an error handler.
    server.phase.set(Phase::Running);
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

/// Refuses settings that need what was not given, before anybody relies on them.
fn refuse_incomplete(server: &ServerObject, this: &Obj) -> PhpResult {
    let given = prepared::given(this);
    let settings = Settings::new([&given]);
    if settings.int("task_worker_num").unwrap_or(0) > 0
        && server.callbacks.get(ServerEvent::Task).is_none()
    {
        errors::raise(
            sys::E_ERROR,
            "failed to start server. Error: require 'onTask' callback",
        );
        return Err(Thrown);
    }
    if errors::pending() {
        Err(Thrown)
    } else {
        Ok(())
    }
}

/// Runs the server. True after a regular shutdown, false when a callback ended the process. In the processes that are
/// forked on the way, it does not return after a regular end.
fn run(server: &ServerObject, this: &Obj, protocol: Protocol) -> io::Result<bool> {
    let given = prepared::given(this);
    let settings = Settings::new([&given]);
    if settings.bool("daemonize").unwrap_or(false) {
        daemon::detach(settings.text("log_file").as_deref())?;
    }
    options::set_by_server(&given);
    let prepared = Prepared::new(server, this, protocol)?;
    warn_of_unheard(&prepared);
    tasks::settle(prepared.tasks);
    prepared.listen()?;
    let board = if prepared.is_single() {
        None
    } else {
        Some(Rc::new(Board::new(prepared.crew, prepared.cluster()?)?))
    };
    let pid_file = settings.text("pid_file").and_then(daemon::PidFile::write);
    // It may run destructors.
    publish(&prepared);
    if prepared.coroutines && given.get(b"hook_flags").is_none() {
        hooks::set(hooks::ALL);
    }
    runtime::with(|runtime| {
        runtime.policy.set(if prepared.coroutines {
            Policy::End
        } else {
            Policy::GoOn
        });
    });
    let ended = match &board {
        None => single::run(&prepared, server),
        Some(board) if prepared.process_mode => master::run(&prepared, server, board),
        Some(board) => manager::run(&prepared, server, board, None),
    };
    post::set(None);
    server.phase.set(Phase::Over);
    // Master and manager can send until here. Their engines hold the listening sockets, whose files go with them.
    set_current(None);
    let engine = server.engine.borrow_mut().take();
    drop(engine);
    OCCUPIED.get().set(false);
    runtime::with(|runtime| runtime.policy.set(Policy::End));
    if matches!(ended, Ok(true)) {
        // Timers of a server end with it, as in Swoole.
        runtime::clear_all_timers();
    }
    log::set_role(log::Role::Outside, 0);
    drop(pid_file);
    ended
}

/// Says which callbacks will never be called, as Swoole does.
fn warn_of_unheard(prepared: &Prepared) {
    if prepared.tells_of_ends() {
        return;
    }
    for (event, name) in [
        (PortEvent::Connect, "onConnect"),
        (PortEvent::Close, "onClose"),
        (PortEvent::Disconnect, "onDisconnect"),
    ] {
        let mut ports = prepared.drivers.iter();
        if ports.any(|port| port.callbacks.has(event)) {
            let mode = prepared.dispatch as i64;
            last_error::report(
                Level::Warning,
                last_error::SERVER_INVALID_CALLBACK,
                "Server::start_check",
                format!("cannot set '{name}' event when using dispatch_mode={mode}"),
            );
        }
    }
}

/// Shows the settings in force in the object's properties.
fn publish(prepared: &Prepared) {
    let started = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs();
    STARTED_AT.set(started as i64);
    let this = &prepared.this;
    this.set_slot(
        property(this, "master_pid"),
        Value::long(i64::from(std::process::id())),
    );
    let size = |count: usize| Value::long(i64::try_from(count).unwrap_or(i64::MAX));
    this.with_array_slot(property(this, "setting"), |setting| {
        let mut add = |name: &str, value: Value| {
            if prepared.given.get(name.as_bytes()).is_none() {
                setting.set(name.as_bytes(), value);
            }
        };
        add("worker_num", size(prepared.crew.workers));
        add("task_worker_num", size(prepared.crew.task_workers));
        add("output_buffer_size", Value::long(i64::from(u32::MAX)));
        add("max_connection", size(prepared.config.max_connections));
        if prepared.protocol != Protocol::Tcp {
            let websocket = prepared.protocol == Protocol::WebSocket;
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
