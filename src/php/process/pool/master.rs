//! The process that has called start(): it keeps the workers.

use std::cell::{Cell, RefCell};
use std::io;
use std::rc::Rc;

use super::{
    CURRENT, Current, Event, Made, NO_IPC, Pool, SOCKET, UNIX_SOCKET, set_current, slots, worker,
};
use crate::engine::children::Ended;
use crate::engine::log::{self, Level};
use crate::engine::process::board::{Board, Crew};
use crate::engine::process::supervisor::{self, Keeper, Outcome, Supervisor, Terms};
use crate::engine::process::turn::Company;
use crate::engine::signals::Signals;
use crate::php::company::Program;
use crate::php::coroutine::unconstructed;
use crate::php::runtime::{self, Policy};
use crate::php::zend::{Obj, PhpResult, Thrown, Value, bailout, errors, sys};
use crate::php::{classes, exit, last_error, log_settings};

/// Runs a pool. True at its end; false if it was not started, and there was a warning. In workers, it does not return.
pub fn run(object: &Obj) -> PhpResult<bool> {
    let Some(pool) = object.native::<Pool>() else {
        return Err(unconstructed());
    };
    let made = pool.made.get().ok_or_else(unconstructed)?;
    if made.started.get() {
        last_error::fatal("process pool is started");
        return Ok(false);
    }
    super::super::refuse_in_coroutine()?;
    if CURRENT.get().borrow().is_some() || runtime::in_callback() || runtime::is_looping() {
        last_error::fatal(
            "The event-loop has already been created, unable to start Swoole\\Process\\Pool",
        );
        return Ok(false);
    }
    if made.has_bus.get() && made.ipc != UNIX_SOCKET {
        last_error::warning("not support, ipc_mode must be SW_IPC_UNIXSOCK");
        last_error::set(last_error::OPERATION_NOT_SUPPORT);
        return Ok(false);
    }
    check(pool, made)?;
    if made.ipc == SOCKET && made.listener.borrow().is_none() {
        last_error::warning("must first listen to an tcp port");
        return Ok(false);
    }
    made.started.set(true);
    let policy = runtime::with(|runtime| runtime.policy.replace(Policy::EndPlain));
    let last_timer = runtime::last_timer();
    let ended = keep(object, pool, made);
    // Timers of a pool end with it, as in Swoole.
    runtime::clear_timers_since(last_timer);
    runtime::with(|runtime| runtime.policy.set(policy));
    made.started.set(false);
    set_current(None);
    log::set_role(log::Role::Outside, 0);
    match ended {
        Ok(true) => Ok(true),
        Ok(false) => {
            if !bailout::caught() {
                // SAFETY: throws PHP's own unwind exception, which runs destructors and shutdown functions.
                unsafe { sys::zend_throw_unwind_exit() };
            }
            Err(Thrown)
        }
        Err(error) => {
            super::super::system_warning("failed to start the pool", &error);
            Ok(false)
        }
    }
}

/// Whether there are callbacks for what the pool is to do.
fn check(pool: &Pool, made: &Made) -> PhpResult {
    let has = |event| pool.callback(event).is_some();
    let has_work = has(Event::WorkerStart) || !pool.tasks.borrow().is_empty();
    if !has_work && !has(Event::Message) {
        let missing = if made.in_coroutine.get() {
            Some("require 'onWorkerStart' callback")
        } else if made.ipc != NO_IPC {
            Some("require 'onMessage' callback")
        } else {
            None
        };
        if let Some(missing) = missing {
            errors::raise(sys::E_ERROR, missing);
            return Err(Thrown);
        }
    }
    if has(Event::WorkerExit) && !made.in_coroutine.get() {
        return Err(errors::throw(
            classes::EXCEPTION.get(),
            "cannot set `onWorkerExit` without enable_coroutine",
            last_error::INVALID_PARAMS.into(),
        ));
    }
    Ok(())
}

/// True after a regular end, false when a callback has ended the process.
fn keep(object: &Obj, pool: &Pool, made: &Made) -> io::Result<bool> {
    let crew = Crew {
        workers: made.workers,
        ..Crew::default()
    };
    let board = Rc::new(Board::of_pool(crew)?);
    let pid = std::process::id();
    board.set_master(pid);
    board.set_manager(pid);
    let reactor = runtime::reactor()?;
    let mut signals = Signals::watch(&reactor, &supervisor::signals_of_pool(), &[])?;
    board.manager_bell().register(&reactor)?;
    log::set_role(log::Role::Master, 0);
    set_current(Some(Rc::new(Current {
        pid,
        board: Rc::clone(&board),
        member: None,
        stopping: Cell::new(false),
        handled: Cell::new(0),
        detached: Cell::new(false),
        inbox: RefCell::default(),
    })));
    object.set_slot(slots().master_pid, Value::long(pid.into()));
    object.set_slot(slots().running, Value::bool(true));
    let office = Office {
        object,
        pool,
        program: Program::default(),
    };
    office.tell(Event::Start);
    if office.program.has_failed() {
        board.manager_bell().deregister(&reactor)?;
        return Ok(false);
    }
    let terms = Terms {
        max_wait: made.max_wait.get(),
        parent: None,
        is_pool: true,
    };
    let kept =
        runtime::looping(|| Supervisor::new(&board, terms, &office).run(&reactor, &mut signals));
    match kept? {
        Outcome::Over => {
            board.manager_bell().deregister(&reactor)?;
            signals.unwatch(&reactor)?;
            Ok(!office.program.has_failed())
        }
        Outcome::Born(number) => {
            // The parent's; what it watches is not touched.
            drop((signals, reactor));
            worker::run(object, pool, made, &board, number)
        }
    }
}

/// Calls PHP in the master.
struct Office<'a> {
    object: &'a Obj,
    pool: &'a Pool,
    program: Program,
}

impl Office<'_> {
    fn tell(&self, event: Event) {
        let Some(callback) = self
            .pool
            .callback(event)
            .filter(|_| !self.program.has_failed())
        else {
            return;
        };
        let this = self.object.clone();
        let (verdict, _) =
            exit::ending_quietly(|| runtime::guarded(move || callback.run(&mut [this.into()])));
        self.program.judge(verdict);
    }
}

impl Keeper for Office<'_> {
    fn company(&self) -> &impl Company {
        &self.program
    }

    fn started(&self) {}

    fn failed(&self, _number: usize, _ended: Ended) {}

    fn stopping(&self) {
        self.object.set_slot(slots().running, Value::bool(false));
        self.object
            .set_slot(slots().worker_running, Value::bool(false));
        self.tell(Event::Shutdown);
    }

    fn reloading(&self) {
        log::write(Level::Debug, "the pool replaces its workers");
    }

    fn reloaded(&self) {}

    fn reopen_log(&self) {
        log_settings::reopen();
    }
}
