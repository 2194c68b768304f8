//! `Swoole\Server::addProcess()`: processes of the program's own, which the manager keeps beside the workers.

use std::io;
use std::rc::Rc;

use super::post::{self, Duty, Post};
use super::prepared::Prepared;
use super::{Phase, ServerObject, native, presence, property};
use crate::engine::cluster::Part;
use crate::engine::log;
use crate::engine::process::board::{Board, Member, State};
use crate::engine::process::supervisor;
use crate::engine::signals;
use crate::php::zend::sys;
use crate::php::zend::{Call, Obj, PhpResult, Thrown, Value, errors};
use crate::php::{classes, last_error, process};

/// `Swoole\Server::addProcess`
pub fn add_process(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let server = native(call)?;
    if server.phase.get() != Phase::Ready {
        last_error::fatal("server is running, cannot add process");
        return call.ret_bool(false);
    }
    let object = call.arg(0).and_then(Value::as_object);
    let Some(object) = object.filter(|object| object.instance_of(classes::PROCESS.get())) else {
        errors::raise(sys::E_ERROR, "object is not instanceof swoole_process");
        return Err(Thrown);
    };
    let number = {
        let mut all = server.user_processes.borrow_mut();
        all.push(object.clone());
        (all.len() - 1) as i64
    };
    process::set_id(&object, number);
    call.ret(Value::long(number))
}

/// Runs the process with this number among all of the server. Returns only if it cannot be run.
pub fn run(
    prepared: &Prepared,
    server: &ServerObject,
    board: &Rc<Board>,
    number: usize,
) -> io::Result<bool> {
    let crew = board.crew();
    let index = number - crew.workers - crew.task_workers;
    let Some(object) = prepared.user_processes.get(index) else {
        return Err(io::Error::other("there is no such process"));
    };
    log::set_role(
        log::Role::UserWorker,
        i32::try_from(number).unwrap_or(i32::MAX),
    );
    // It serves nobody, but can send to everybody.
    let engine = Rc::new(presence::engine(prepared, board, number, Part::Events)?);
    if let Some(member) = engine.member() {
        // Its code may never come to the end of a turn.
        member.post.ring_at_once();
    }
    post::set(Some(Post {
        duty: Duty::Crew(number),
        board: Some(Rc::clone(board)),
    }));
    Member::new(Rc::clone(board), number).set_state(State::Busy);
    presence::show(server, &engine);
    let this = &prepared.this;
    let set = |name: &str, value: Value| this.set_slot(property(this, name), value);
    set("master_pid", Value::long(board.master().into()));
    set("manager_pid", Value::long(board.manager().into()));
    // The manager passes it on to everybody. It can be caught, so that this does not fail.
    let _ = signals::reopen_log_by(libc::SIGRTMIN());
    supervisor::take_signals();
    let object: Obj = object.clone();
    process::set_id(&object, number as i64);
    process::run_beneath_server(&object)
}
