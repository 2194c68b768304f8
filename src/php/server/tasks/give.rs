//! `Swoole\Server::task()`: giving a task to a task worker, and what comes back.

use std::cell::Cell;
use std::rc::Rc;

use super::packet::{Data, Header, flag, value_of};
use super::terms::Queues;
use super::{Desk, QUEUES, desk, expired, note, outlet};
use crate::engine::log::Level;
use crate::engine::process::board::{Board, Kind};
use crate::engine::shared::exchange::Station;
use crate::php::runtime::{self, Verdict};
use crate::php::server::events::ServerEvent;
use crate::php::server::post::{Duty, Post};
use crate::php::server::{object_property, status};
use crate::php::zend::callback::Threw;
use crate::php::zend::thread::OneThread;
use crate::php::zend::{Call, Callback, Obj, PhpResult, Value, errors};
use crate::php::{classes, last_error};

/// The id of the next task of this process.
// SAFETY: code of PHP's thread only.
static NEXT_ID: OneThread<Cell<i64>> = unsafe { OneThread::new(Cell::new(0)) };

/// Where a task may go.
pub struct Target {
    /// What is known of the server's processes.
    pub post: Post,
    /// The number among the task workers, if one is named.
    pub index: Option<usize>,
}

impl Target {
    fn board(&self) -> Option<&Board> {
        self.post.board.as_deref()
    }

    /// Whether this process is a worker, to which results can be sent.
    pub fn is_from_worker(&self) -> bool {
        kind_of(&self.post) == Some(Kind::Worker)
    }
}

/// What the process is to the server.
pub fn kind_of(post: &Post) -> Option<Kind> {
    match (post.duty, &post.board) {
        (Duty::Crew(number), Some(board)) => Some(board.crew().kind(number)),
        (Duty::Everything, _) => Some(Kind::Worker),
        _ => None,
    }
}

/// Where a task of the called server goes; warns and returns `None` if there is nobody who could do it.
pub fn target(call: &Call<'_>, index: i64) -> PhpResult<Option<Target>> {
    let Some(post) = status::running(call)? else {
        return Ok(None);
    };
    let count = post
        .board
        .as_ref()
        .map_or(0, |board| board.crew().task_workers);
    if count == 0 {
        last_error::fatal("task method can't be executed without task worker");
        return Ok(None);
    }
    let index = usize::try_from(index).ok();
    if index.is_some_and(|index| index >= count) {
        last_error::fatal(&format!(
            "worker_id must be less than task_worker_num[{count}]"
        ));
        return Ok(None);
    }
    if kind_of(&post) == Some(Kind::TaskWorker) {
        last_error::fatal("Server->task() cannot use in the task-worker");
        return Ok(None);
    }
    Ok(Some(Target { post, index }))
}

/// The id that the next task will have.
pub fn coming_id() -> i64 {
    NEXT_ID.get().get()
}

/// The id of a new task.
pub fn next_id() -> i64 {
    let next = NEXT_ID.get();
    next.set(next.get().wrapping_add(1));
    next.get().wrapping_sub(1)
}

/// Sends a task. Returns the number of the process that has got it; `None`, with a line in the log, if nobody has room.
pub fn send(target: &Target, id: i64, flags: u16, data: &Data) -> Option<usize> {
    let board = target.board()?;
    let (crew, cluster) = (board.crew(), board.cluster());
    let queues = QUEUES.get().get();
    let numbers = match target.index {
        Some(index) if queues != Queues::Common => vec![crew.workers + index],
        _ => cluster.tasks.by_load(crew.workers, crew.task_workers),
    };
    let packet = Header::now(id, std::process::id(), flags).with(data);
    for &number in &numbers {
        cluster.tasks.give(number);
        if outlet::send(cluster, number, note::TASK, &packet).is_ok() {
            return Some(number);
        }
        cluster.tasks.take_back(number);
    }
    let first = numbers.first().copied().unwrap_or(crew.workers);
    last_error::report(
        Level::Warning,
        last_error::TASK_DISPATCH_FAIL,
        "Server::task",
        format!(
            "send {} bytes to worker#{first} failed: too many tasks wait",
            data.len()
        ),
    );
    None
}

/// `Swoole\Server::task`
pub fn task(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 3)?;
    let index = call.long_or(1, -1)?;
    let callback = match call.arg(2) {
        Some(value) if !value.is_null() => Some(Rc::new(call.callback(2)?)),
        _ => None,
    };
    let Some(target) = target(call, index)? else {
        return call.ret_bool(false);
    };
    let data = match call.arg(0) {
        Some(value) => Data::of(value)?,
        None => return call.ret_bool(false),
    };
    let id = next_id();
    let desk = desk();
    let flags = match (&callback, &desk) {
        _ if !target.is_from_worker() => flag::NO_REPLY,
        (Some(_), Some(_)) => flag::CALLBACK,
        _ => 0,
    };
    let Some(number) = send(&target, id, flags | flag::NONBLOCK, &data) else {
        return call.ret_bool(false);
    };
    if let (flag::CALLBACK, Some(callback), Some(desk)) = (flags, callback, desk) {
        let mut all = desk.callbacks_of_tasks.borrow_mut();
        all.insert(id, (number, callback));
    }
    call.ret(Value::long(id))
}

/// The number of the process at a station; 0 for the master and the manager, as in Swoole.
pub fn worker_at(desk: &Desk, station: Station) -> i64 {
    let number = desk.cluster.number_of_post(station).unwrap_or(0);
    let count = crate::php::server::post::get()
        .and_then(|post| post.board)
        .map_or(0, |board| board.crew().len());
    if number < count { number as i64 } else { 0 }
}

/// The result of a task has come.
pub fn finished(desk: &Rc<Desk>, from: Station, packet: Vec<u8>) -> Verdict {
    let Some(header) = Header::of(&packet) else {
        return Verdict::GoOn;
    };
    // Ids of a predecessor mean other tasks.
    let is_own = header.giver == std::process::id();
    if header.has(flag::COROUTINE) {
        let waiter = if is_own {
            desk.waiters.borrow_mut().remove(&header.id)
        } else {
            None
        };
        match waiter {
            Some((_, waiter)) => waiter.came(header.id, Some(packet)),
            None => expired(header.id),
        }
        return if runtime::is_ending() {
            Verdict::End
        } else {
            Verdict::GoOn
        };
    }
    if !header.has(flag::NONBLOCK) {
        expired(header.id);
        return Verdict::GoOn;
    }
    let callback = if header.has(flag::CALLBACK) {
        let mut all = desk.callbacks_of_tasks.borrow_mut();
        if is_own {
            all.remove(&header.id).map(|(_, callback)| callback)
        } else {
            None
        }
    } else {
        desk.callbacks.get(ServerEvent::Finish)
    };
    let Some(callback) = callback else {
        let (verdict, _) = runtime::guarded(|| {
            last_error::fatal_by("Swoole\\Server::start", "require 'onFinish' callback");
            if errors::pending() {
                Err(Threw)
            } else {
                Ok(())
            }
        });
        return verdict;
    };
    let by = worker_at(desk, from);
    let desk = Rc::clone(desk);
    runtime::call(move || finish_event(&desk, &callback, header, by, &packet))
}

fn finish_event(
    desk: &Desk,
    callback: &Callback,
    header: Header,
    by: i64,
    packet: &[u8],
) -> Result<(), Threw> {
    let Some(data) = value_of(packet).map_err(|_| Threw)? else {
        return Ok(());
    };
    let this = desk.this.clone().into();
    if !desk.event_objects {
        return callback.run(&mut [this, Value::long(header.id), data]);
    }
    // SAFETY: the class is registered and concrete.
    let event = unsafe { Obj::new(classes::TASK_RESULT.get()) };
    let set = |name: &str, value: Value| {
        event.set_slot(object_property(classes::TASK_RESULT.get(), name), value);
    };
    set("task_id", Value::long(header.id));
    set("task_worker_id", Value::long(by));
    set("dispatch_time", Value::double(header.time));
    set("data", data);
    callback.run(&mut [this, event.into()])
}
