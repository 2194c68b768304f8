//! The manager: the process that was started, in SWOOLE_BASE, or a child of the master.

use std::io;
use std::rc::Rc;

use super::events::ServerEvent;
use super::office::Office;
use super::post::{self, Duty, Post};
use super::prepared::Prepared;
use super::presence::Presence;
use super::{ServerObject, property, user_worker, worker};
use crate::engine::log;
use crate::engine::process::board::{Board, Kind};
use crate::engine::process::supervisor::{self, GRACE, ORPHANS_WAIT, Outcome, Supervisor, Terms};
use crate::engine::process::{leave, watchdog};
use crate::engine::signals::Signals;
use crate::php::runtime;
use crate::php::zend::Value;

/// Keeps the workers until the server stops; with `master`, as a child of that process. In the workers, this does not
/// return after a regular end; after another one, it returns false there, too.
pub fn run(
    prepared: &Prepared,
    server: &ServerObject,
    board: &Rc<Board>,
    master: Option<u32>,
) -> io::Result<bool> {
    let pid = std::process::id();
    board.set_manager(pid);
    post::set(Some(Post {
        duty: Duty::Manager,
        board: Some(Rc::clone(board)),
    }));
    let set = |name: &str, value: Value| {
        prepared
            .this
            .set_slot(property(&prepared.this, name), value)
    };
    set("master_pid", Value::long(board.master().into()));
    set("manager_pid", Value::long(pid.into()));
    log::set_role(log::Role::Manager, 0);
    worker::call_with_coroutines(prepared.coroutines);

    let reactor = runtime::reactor()?;
    let (taken, ignored) = supervisor::signals(master.is_some());
    let mut signals = Signals::watch(&reactor, &taken, &ignored)?;
    let terms = Terms {
        max_wait: prepared.config.max_wait,
        parent: master,
        is_pool: false,
    };
    if master.is_some() {
        // Each kind of process has its time.
        let time = prepared.config.max_wait + GRACE;
        watchdog::watch(time * 3, ORPHANS_WAIT + GRACE * 2)?;
        supervisor::take_signals();
    }
    board.manager_bell().register(&reactor)?;
    // Behind the crew come the master and the manager.
    let presence = Presence::new(prepared, server, board, board.crew().len() + 1)?;
    let office = Office::new(prepared, board, presence);
    let outcome =
        runtime::looping(|| Supervisor::new(board, terms, &office).run(&reactor, &mut signals))?;
    match outcome {
        Outcome::Over => {
            board.manager_bell().deregister(&reactor)?;
            office.tell(ServerEvent::ManagerStop);
            if master.is_none() {
                office.tell(ServerEvent::Shutdown);
            }
            Ok(!office.program().has_failed())
        }
        Outcome::Born(number) => {
            // The parent's; what it watches is not touched.
            drop((signals, office, reactor));
            let regular = match board.crew().kind(number) {
                Kind::Worker | Kind::TaskWorker => worker::run(prepared, server, board, number)?,
                Kind::UserWorker => user_worker::run(prepared, server, board, number)?,
            };
            if regular {
                leave(0);
            }
            Ok(false)
        }
    }
}
