//! A server that is one process: the one that was started.

use std::io;
use std::rc::Rc;

use super::driver::Service;
use super::events::ServerEvent;
use super::post::{self, Duty, Post};
use super::prepared::Prepared;
use super::settings::Settings;
use super::stats_file::StatsFile;
use super::{ServerObject, property, worker};
use crate::engine::log;
use crate::engine::server;
use crate::engine::signals::{self, Signals};
use crate::php::memory::Engine;
use crate::php::runtime;
use crate::php::zend::Value;

/// Runs the server. True after a regular shutdown, false when a callback ended the process.
pub fn run(prepared: &Prepared, server: &ServerObject) -> io::Result<bool> {
    let reactor = runtime::reactor()?;
    reactor.refresh_clock();
    let mut engine = Engine::new(reactor, prepared.config.clone())?;
    for port in &prepared.ports {
        engine.add_port(port.listener.clone(), port.config.clone());
    }
    engine.accept_alone()?;
    if let Some(isolation) = &prepared.isolation {
        isolation.enter()?;
    }
    prepared.tie_to_processor(0);
    post::set(Some(Post {
        duty: Duty::Everything,
        board: None,
    }));
    let pid = || Value::long(i64::from(std::process::id()));
    let set = |name: &str, value: Value| {
        prepared
            .this
            .set_slot(property(&prepared.this, name), value)
    };
    set("master_pid", pid());
    set("worker_pid", pid());
    set("manager_pid", Value::long(0));
    set("worker_id", Value::long(0));
    set("taskworker", Value::bool(false));
    log::set_role(log::Role::Worker, 0);
    let engine = Rc::new(engine);
    let service = Service {
        number: 0,
        does_tasks: false,
        member: None,
        tells_of_shutdown: true,
        reload_async: prepared.reload_async,
        max_wait: prepared.config.max_wait,
        max_requests: None,
        stats_file: StatsFile::of(&Settings::new([&prepared.given])),
    };
    // Before events are called, in which whoever stops the server may already know that it runs.
    let signals = Signals::watch(engine.reactor(), &signals::alone(), &[libc::SIGHUP])?;
    let driver = worker::begin(prepared, server, &engine, service);
    driver.server_event(ServerEvent::Start);
    if !driver.has_failed() {
        driver.server_event(ServerEvent::WorkerStart);
    }
    let looped = runtime::looping(|| server::run_with(&*engine, &*driver, signals));
    if driver.has_failed() {
        driver.turn_away_at_once();
    }
    for event in [ServerEvent::WorkerStop, ServerEvent::Shutdown] {
        if looped.is_ok() && !driver.has_failed() {
            driver.server_event(event);
        }
    }
    let failed = driver.has_failed();
    worker::end(server);
    looped?;
    Ok(!failed)
}
