//! The master and the manager as PHP sees them: they call events of the server, and drive timers and coroutines that were
//! started there, and in the master perhaps the only reactor.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use super::events::{ServerCallbacks, ServerEvent};
use super::prepared::Prepared;
use super::presence::Presence;
use super::property;
use crate::engine::children::Ended;
use crate::engine::cluster::reactors::Reactors;
use crate::engine::cluster::resident::Resident;
use crate::engine::process::board::Board;
use crate::engine::process::master::Head;
use crate::engine::process::supervisor::Keeper;
use crate::engine::process::turn::Company;
use crate::engine::reactor::Ready;
use crate::engine::timers::TimerId;
use crate::php::company::Program;
use crate::php::runtime;
use crate::php::zend::callback::Threw;
use crate::php::zend::{Obj, Value};
use crate::php::{classes, log_settings};

/// Who owns the sockets of a master.
pub enum Owners {
    /// Threads.
    Threads(Reactors),
    /// The loop of the master itself.
    Resident(Rc<Resident>),
}

/// Calls PHP in a process that serves nobody.
pub struct Office {
    this: Obj,
    callbacks: Rc<ServerCallbacks>,
    event_objects: bool,
    board: Rc<Board>,
    program: Rc<Program>,
    presence: Presence,
    /// In the master: who owns the sockets.
    owners: RefCell<Option<Owners>>,
    /// The same, if that is its own loop.
    resident: Option<Rc<Resident>>,
}

impl Office {
    /// The office of this process.
    pub fn new(prepared: &Prepared, board: &Rc<Board>, presence: Presence) -> Self {
        Self {
            this: prepared.this.clone(),
            callbacks: Rc::clone(&prepared.callbacks),
            event_objects: prepared.event_objects,
            board: Rc::clone(board),
            program: Rc::default(),
            presence,
            owners: RefCell::default(),
            resident: None,
        }
    }

    /// The same with those who own the sockets.
    pub fn with(mut self, owners: Owners) -> Self {
        if let Owners::Resident(resident) = &owners {
            self.resident = Some(Rc::clone(resident));
        }
        *self.owners.borrow_mut() = Some(owners);
        self
    }

    /// What PHP does in this process.
    pub fn program(&self) -> &Rc<Program> {
        &self.program
    }

    /// Takes those who own the sockets.
    pub fn take_owners(&self) -> Option<Owners> {
        self.owners.take()
    }

    /// Calls an event of the server with `$server` and what `args` makes. With `may_wait`, in a coroutine, if callbacks
    /// have them.
    fn call(
        &self,
        event: ServerEvent,
        may_wait: bool,
        args: impl FnOnce() -> Vec<Value> + 'static,
    ) {
        let Some(callback) = self.callbacks.get(event) else {
            return;
        };
        if self.program.has_failed() {
            return;
        }
        let this = self.this.clone();
        let job = move || -> Result<(), Threw> {
            let mut all = vec![this.into()];
            all.extend(args());
            callback.run(&mut all)
        };
        let verdict = if may_wait {
            runtime::call(job)
        } else {
            // As in Swoole: what fails in an event about workers is no reason to end with all of them.
            runtime::guarded_going_on(job)
        };
        self.program.judge(verdict);
    }

    /// Calls an event that gets the server only, and during which nobody may wait.
    pub fn tell(&self, event: ServerEvent) {
        self.call(event, false, Vec::new);
    }

    /// The same for an event that may wait.
    pub fn tell_waiting(&self, event: ServerEvent) {
        self.call(event, true, Vec::new);
    }
}

impl Company for Office {
    fn elsewhere(&self, event: &Ready) {
        let resident = self.resident.as_ref();
        if !resident.is_some_and(|resident| resident.handle(event)) {
            self.program.elsewhere(event);
        }
    }

    fn timer(&self, id: TimerId) {
        self.program.timer(id);
    }

    fn turn_ended(&self) {
        self.program.judge(self.presence.take_notes());
        if let Some(resident) = &self.resident {
            resident.end_turn();
        }
        if !self.program.has_failed() {
            self.program.turn_ended();
        }
    }

    fn time_left(&self) -> Option<Duration> {
        let all = [
            self.program.time_left(),
            self.presence.time_left(),
            self.resident
                .as_ref()
                .and_then(|resident| resident.time_left()),
        ];
        all.into_iter().flatten().min()
    }

    fn has_failed(&self) -> bool {
        self.program.has_failed()
    }
}

impl Keeper for Office {
    fn company(&self) -> &impl Company {
        self
    }

    fn started(&self) {
        self.tell(ServerEvent::ManagerStart);
    }

    fn failed(&self, number: usize, ended: Ended) {
        let with_object = self.event_objects;
        self.call(ServerEvent::WorkerError, false, move || {
            let number = Value::long(number as i64);
            let pid = Value::long(ended.pid.into());
            let (code, signal) = (ended.code().into(), ended.signal().into());
            if !with_object {
                return vec![number, pid, Value::long(code), Value::long(signal)];
            }
            // SAFETY: the class is registered and concrete.
            let info = unsafe { Obj::new(classes::STATUS_INFO.get()) };
            let set = |name: &str, value: Value| info.set_slot(property(&info, name), value);
            set("worker_id", number);
            set("worker_pid", pid);
            set("status", Value::long(ended.status().into()));
            set("exit_code", Value::long(code));
            set("signal", Value::long(signal));
            vec![info.into()]
        });
    }

    fn reloading(&self) {
        self.tell(ServerEvent::BeforeReload);
    }

    fn reloaded(&self) {
        self.tell(ServerEvent::AfterReload);
    }

    fn reopen_log(&self) {
        log_settings::reopen();
    }
}

impl Head for Office {
    fn company(&self) -> &impl Company {
        self
    }

    fn stopping(&self) {
        self.tell_waiting(ServerEvent::BeforeShutdown);
    }

    fn is_busy(&self) -> bool {
        // Nobody is asked to stop timers that repeat.
        runtime::has_work(false)
    }

    fn asking(&self) {
        self.board.set_stopping();
        // What they have read is handled, then the workers end.
        match &*self.owners.borrow() {
            Some(Owners::Threads(reactors)) => reactors.hear_no_more(),
            Some(Owners::Resident(resident)) => resident.hear_no_more(),
            None => {}
        }
    }

    fn reopen_log(&self) {
        log_settings::reopen();
    }
}
