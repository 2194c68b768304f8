//! The master of SWOOLE_PROCESS: the process that was started. It keeps the manager, and calls onStart and onShutdown.

use std::io;
use std::rc::Rc;
use std::time::{Duration, Instant};

use super::dispatch_func::DispatchFunc;
use super::events::{PortEvent, ServerEvent};
use super::office::{Office, Owners};
use super::post::{self, Duty, Post};
use super::prepared::Prepared;
use super::presence::Presence;
use super::{ServerObject, manager, property};
use crate::engine::children::reap;
use crate::engine::cluster::dispatch::Chooser;
use crate::engine::cluster::reactors::{Reactors, Service};
use crate::engine::cluster::resident::Resident;
use crate::engine::log::{self, Level};
use crate::engine::process::board::Board;
use crate::engine::process::leave;
use crate::engine::process::master::{self, End};
use crate::engine::process::spawn::{self, Orphan, Side};
use crate::engine::process::supervisor::{GRACE, ORPHANS_WAIT, hold_signals, take_signals};
use crate::engine::signals::Signals;
use crate::php::runtime;
use crate::php::zend::{Value, errors};

/// Runs the server. True after a regular shutdown. In the processes that are forked, this does not return after a
/// regular end; after another one, it returns false there, too.
pub fn run(prepared: &Prepared, server: &ServerObject, board: &Rc<Board>) -> io::Result<bool> {
    let pid = std::process::id();
    board.become_master();
    // Nothing may be delivered to the manager before it is ready for it.
    hold_signals();
    let child = match spawn::fork(Orphan::Gets(libc::SIGTERM)) {
        Ok(Side::Parent { child }) => child,
        Ok(Side::Child) => {
            runtime::start_afresh();
            if manager::run(prepared, server, board, Some(pid))? {
                leave(0);
            }
            return Ok(false);
        }
        Err(error) => {
            take_signals();
            return Err(error);
        }
    };
    board.set_manager(child.cast_unsigned());
    post::set(Some(Post {
        duty: Duty::Master,
        board: Some(Rc::clone(board)),
    }));
    let set = |name: &str, value: Value| {
        prepared
            .this
            .set_slot(property(&prepared.this, name), value)
    };
    set("master_pid", Value::long(pid.into()));
    set("manager_pid", Value::long(child.into()));
    log::set_role(log::Role::Master, 0);
    let reactor = runtime::reactor()?;
    let mut signals = Signals::watch(&reactor, &master::signals(), &[libc::SIGHUP])?;
    take_signals();
    board.master_bell().register(&reactor)?;
    let presence = Presence::new(prepared, server, board, board.crew().len())?;
    let member = presence.member()?;
    let office = Office::new(prepared, board, presence);
    let chooser = prepared.dispatch_func.as_ref().map(|callback| {
        let program = office.program();
        Rc::new(DispatchFunc::new(prepared, callback, program))
    });
    let service = service(prepared);
    let owners = if prepared.single_thread {
        let chooser = chooser.clone().map(|chooser| chooser as Rc<dyn Chooser>);
        let resident = Resident::new(Rc::clone(&reactor), board.cluster(), &service, chooser)?;
        Owners::Resident(Rc::new(resident))
    } else {
        Owners::Threads(Reactors::start(board.cluster(), &member, service)?)
    };
    let office = office.with(owners);
    // Each kind of process has its time, and the manager its own.
    let max_wait = prepared.config.max_wait;
    let patience = (max_wait + GRACE) * 3 + GRACE;
    let end = runtime::looping(|| {
        office.tell_waiting(ServerEvent::Start);
        master::run(
            board,
            child,
            max_wait,
            patience,
            &office,
            &reactor,
            &mut signals,
        )
    })?;
    board.master_bell().deregister(&reactor)?;
    if let Some(chooser) = chooser {
        // There are no workers any more, or nobody who would start one.
        chooser.retire();
    }
    let owners = office.take_owners();
    if let End::Lost(ended) = end {
        log::write(
            Level::Error,
            format!(
                "Fatal Error: manager process exit. status={}, signal={}; the server stops",
                ended.code(),
                ended.signal()
            ),
        );
        let wait = |time| match &owners {
            Some(Owners::Resident(resident)) => resident.go_on(time),
            _ => {
                std::thread::sleep(time);
                Ok(())
            }
        };
        outlive(board, ORPHANS_WAIT + GRACE, wait)?;
    }
    match owners {
        Some(Owners::Threads(reactors)) => reactors.shut_down(prepared.config.max_wait + GRACE),
        Some(Owners::Resident(resident)) => resident.shut_down()?,
        None => {}
    }
    office.tell(ServerEvent::Shutdown);
    if matches!(end, End::Lost(_)) {
        errors::set_exit_status(255);
        return Ok(false);
    }
    Ok(!office.program().has_failed())
}

/// What the reactor threads serve.
fn service(prepared: &Prepared) -> Service {
    let ports = prepared.ports.iter().zip(prepared.drivers.iter());
    let tells_of_ends = prepared.tells_of_ends();
    Service {
        ports: ports
            .map(|(port, driver)| {
                let tells = tells_of_ends && driver.callbacks.has(PortEvent::Connect);
                (port.listener.clone(), port.config.clone(), tells)
            })
            .collect(),
        config: prepared.config.clone(),
        tells_closed: tells_of_ends,
        dispatch: (prepared.dispatch, prepared.crew.workers),
    }
}

/// Whether a process has ended, and its new parent has not taken notice yet.
fn is_zombie(pid: i32) -> bool {
    // One that cannot be read is gone.
    let stat = std::fs::read(format!("/proc/{pid}/stat")).unwrap_or_default();
    // The state follows the name, which may hold anything.
    let after_name = stat.iter().rposition(|&byte| byte == b')');
    after_name.is_some_and(|at| stat.get(at + 2) == Some(&b'Z'))
}

/// Waits by `wait`, a while each time, for the processes of a manager that has gone without them: the kernel has told them to
/// end. Those that do not are killed.
fn outlive(
    board: &Rc<Board>,
    patience: Duration,
    wait: impl Fn(Duration) -> io::Result<()>,
) -> io::Result<()> {
    let deadline = Instant::now() + patience;
    for number in 0..board.crew().len() {
        let Some(pid) = board.pid(number).filter(|&pid| pid != 0) else {
            continue;
        };
        let pid = pid.cast_signed();
        loop {
            // It is our own child now if this process is the first one of its container.
            let _ = reap(pid);
            let signal = if Instant::now() < deadline {
                0
            } else {
                libc::SIGKILL
            };
            // SAFETY: kill(2) on a process that our manager has started; signal 0 only asks whether it is there.
            let is_there = unsafe { libc::kill(pid, signal) } == 0;
            if !is_there || signal == libc::SIGKILL || is_zombie(pid) {
                break;
            }
            wait(Duration::from_millis(2))?;
        }
    }
    Ok(())
}
