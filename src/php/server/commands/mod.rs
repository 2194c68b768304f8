//! Commands: functions of the program that any process of the server has another one run, by `Swoole\Server::command()`.
//!
//! A command and its answer go as notes through the rings of the cluster. [`ask`] sends one and waits, [`run`] runs one in
//! the process that it is for, [`packet`] is what both send.

mod ask;
mod packet;
mod run;
mod target;

use std::cell::RefCell;
use std::collections::BTreeMap;

pub use ask::{command, has_waiters};

use self::packet::note;
use super::{Phase, native};
use crate::engine::shared::exchange::Station;
use crate::php::last_error;
use crate::php::runtime::Verdict;
use crate::php::zend::{Call, Callback, Obj, PhpResult};

/// Kinds of processes: `SWOOLE_SERVER_COMMAND_*`.
mod kind {
    pub const MASTER: i64 = 1 << 1;
    pub const REACTOR_THREAD: i64 = 1 << 2;
    pub const EVENT_WORKER: i64 = 1 << 3;
    pub const TASK_WORKER: i64 = 1 << 4;
    pub const MANAGER: i64 = 1 << 5;
}

/// What can be run.
pub struct Command {
    /// The kinds of processes that may, as bits.
    accepted: i64,
    callback: Callback,
}

/// The commands of a server, by their names.
pub type Commands = RefCell<BTreeMap<Box<[u8]>, std::rc::Rc<Command>>>;

/// `Swoole\Server::addCommand`
pub fn add_command(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(3, 3)?;
    let name = call.str(0)?;
    let accepted = call.long(1)?;
    let callback = call.callback(2)?;
    let server = native(call)?;
    if server.phase.get() != Phase::Ready {
        last_error::fatal("server is running, can't add command");
        return call.ret_bool(false);
    }
    if accepted & kind::REACTOR_THREAD != 0 {
        last_error::fatal("only support worker/task_worker process");
        return call.ret_bool(false);
    }
    let mut commands = server.commands.borrow_mut();
    let is_new = !commands.contains_key(name.as_bytes());
    if is_new {
        let command = Command { accepted, callback };
        commands.insert(name.as_bytes().into(), command.into());
    }
    drop(commands);
    call.ret_bool(is_new)
}

/// Takes a note, if it is one about commands; `None` if not.
pub fn note(server: &Obj, from: Station, number: u16, bytes: &[u8]) -> Option<Verdict> {
    Some(match number {
        note::COMMAND => run::run(server, from, bytes),
        note::BEGUN => ask::begun(bytes),
        note::ANSWER => ask::answered(bytes),
        _ => return None,
    })
}
