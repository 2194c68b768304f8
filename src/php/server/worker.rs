//! A process that serves: an engine, a driver, and the loop around them.

use std::io;
use std::rc::Rc;
use std::time::Duration;

use super::driver::{self, Driver, Service};
use super::events::ServerEvent;
use super::post::{self, Duty, Post};
use super::prepared::Prepared;
use super::settings::Settings;
use super::stats_file::StatsFile;
use super::{ServerObject, property, room, send_rest, set_current, tasks};
use crate::engine::cluster::Part;
use crate::engine::log::{self, Level};
use crate::engine::process::board::{Board, Kind, Member};
use crate::engine::process::supervisor::{GRACE, ORPHANS_WAIT};
use crate::engine::process::{leave, supervisor, watchdog};
use crate::engine::server;
use crate::engine::signals::Signals;
use crate::php::memory::Engine;
use crate::php::runtime::{self, Policy};
use crate::php::zend::Value;
use crate::php::{hooks, last_error, random};

/// The signals of a worker: what concerns the whole server is told to the manager.
fn signals(reactor: &crate::engine::reactor::Reactor) -> io::Result<Signals> {
    let taken = [libc::SIGTERM, libc::SIGRTMIN()];
    let ignored = [libc::SIGINT, libc::SIGHUP, libc::SIGUSR1, libc::SIGUSR2];
    Signals::watch(reactor, &taken, &ignored)
}

/// Runs worker `number` in a process that was just forked for it. True after a regular end, false when a callback ended
/// the process.
pub fn run(
    prepared: &Prepared,
    server: &ServerObject,
    board: &Rc<Board>,
    number: usize,
) -> io::Result<bool> {
    runtime::start_afresh();
    let does_tasks = board.crew().kind(number) == Kind::TaskWorker;
    let role = if does_tasks {
        log::Role::TaskWorker
    } else {
        log::Role::Worker
    };
    log::set_role(role, i32::try_from(number).unwrap_or(i32::MAX));
    call_with_coroutines(if does_tasks {
        prepared.tasks.coroutines
    } else {
        prepared.coroutines
    });
    if does_tasks && !prepared.tasks.coroutines {
        // As in Swoole, even if `hook_flags` is set.
        hooks::set(0);
    }
    let parent = board.manager();
    if let Some(isolation) = &prepared.isolation {
        isolation.enter()?;
        // Changing the user has undone it.
        crate::engine::process::spawn::die_with(parent, libc::SIGTERM);
    }
    prepared.tie_to_processor(number);
    let reactor = runtime::reactor()?;
    reactor.refresh_clock();
    watchdog::watch(prepared.config.max_wait + GRACE, ORPHANS_WAIT)?;
    let signals = signals(&reactor)?;
    supervisor::take_signals();

    let mut engine = Engine::new(reactor, prepared.config.clone())?;
    if does_tasks {
        tasks::take_part(prepared, board, number, &mut engine)?;
    } else {
        take_part(prepared, board, number, &mut engine)?;
    }
    let engine = Rc::new(engine);
    post::set(Some(Post {
        duty: Duty::Crew(number),
        board: Some(Rc::clone(board)),
    }));
    // As in Swoole, the server's pids are known before events are.
    let first = !prepared.process_mode && number == 0;
    if first {
        board.set_master(std::process::id());
    }
    let set = |name: &str, value: Value| {
        prepared
            .this
            .set_slot(property(&prepared.this, name), value)
    };
    set("master_pid", Value::long(board.master().into()));
    set("manager_pid", Value::long(parent.into()));
    let service = Service {
        number,
        does_tasks,
        member: Some(Member::new(Rc::clone(board), number)),
        tells_of_shutdown: first,
        reload_async: prepared.reload_async,
        max_wait: prepared.config.max_wait,
        max_requests: if does_tasks {
            prepared.tasks.max_requests
        } else {
            prepared.max_requests
        }
        .map(|(max, grace)| max.saturating_add(by_chance(grace))),
        stats_file: (number == 0)
            .then(|| StatsFile::of(&Settings::new([&prepared.given])))
            .flatten(),
    };
    let driver = begin(prepared, server, &engine, service);
    tasks::begin(prepared, board, number);
    if first && board.begins() {
        driver.server_event(ServerEvent::Start);
    }
    if !driver.has_failed() {
        set("worker_id", Value::long(number as i64));
        set("worker_pid", Value::long(std::process::id().into()));
        set("taskworker", Value::bool(does_tasks));
        last_error::clear();
        driver.server_event(ServerEvent::WorkerStart);
    }
    let looped = runtime::looping(|| server::run_with(&*engine, &*driver, signals));
    if driver.has_failed() {
        driver.turn_away_at_once();
    }
    if engine.is_copy() && !driver.has_failed() {
        // A child by pcntl_fork() has returned from its callback.
        send_rest();
        leave(0);
    }
    if looped.is_ok() && !driver.has_failed() {
        driver.server_event(ServerEvent::WorkerStop);
    }
    if !engine.send_rest(board.is_stopping(), prepared.config.max_wait) {
        log::write(
            Level::Warning,
            "what this worker has sent is lost: others do not take it",
        );
    }
    let failed = driver.has_failed();
    tasks::end();
    end(server);
    looped?;
    Ok(!failed)
}

/// Has this process call PHP with coroutines, or without.
pub fn call_with_coroutines(coroutines: bool) {
    runtime::with(|runtime| {
        runtime.policy.set(if coroutines {
            Policy::End
        } else {
            Policy::GoOn
        });
    });
}

/// Where the clients of a worker come from: it accepts them itself, or the reactor threads of the master tell of them.
fn take_part(
    prepared: &Prepared,
    board: &Rc<Board>,
    number: usize,
    engine: &mut Engine,
) -> io::Result<()> {
    let cluster = board.cluster();
    let station = cluster.station(number);
    if prepared.process_mode {
        for port in &prepared.ports {
            engine.add_port(port.listener.clone(), port.config.clone());
        }
        return engine.join(Rc::new(cluster.join(station, Part::Events)));
    }
    engine.join(Rc::new(cluster.join(station, Part::Whole)))?;
    for port in &prepared.ports {
        let listener = prepared.listener(port)?;
        engine.add_port(listener, port.config.clone());
    }
    if let Some(handover) = cluster.handover(number) {
        engine.inherit(handover);
    }
    engine.accept_beside_others()
}

/// A number up to `most`, so that not all workers are replaced at the same time.
fn by_chance(most: u64) -> u64 {
    let number = u64::from_ne_bytes(random::bytes());
    if most == 0 { 0 } else { 1 + number % most }
}

/// Makes the driver of this process and lets methods of PHP find it.
pub fn begin(
    prepared: &Prepared,
    server: &ServerObject,
    engine: &Rc<Engine>,
    service: Service,
) -> Rc<Driver> {
    *server.engine.borrow_mut() = Some(Rc::clone(engine));
    set_current(Some(Rc::clone(engine)));
    room::set_terms(prepared.room);
    let driver = Rc::new(Driver::new(Rc::clone(engine), prepared, service));
    driver::install(Some(Rc::clone(&driver)));
    driver
}

/// Ends what [`begin`] began.
pub fn end(server: &ServerObject) {
    driver::install(None);
    room::set_terms(room::Terms::default());
    set_current(None);
    server.engine.borrow_mut().take();
}

/// How long a worker that has nothing more to do may take to say goodbye to its clients, if `left` is all that it has.
pub fn time_for_goodbyes(left: Duration) -> Duration {
    left.max(Duration::from_secs(1))
}
