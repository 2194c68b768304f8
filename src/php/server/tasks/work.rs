//! A task worker's side: `onTask`, and `finish()`.

use std::cell::Cell;
use std::rc::Rc;

use super::packet::{Data, Header, flag, value_of};
use super::{Desk, desk, lost, note, outlet, warn};
use crate::engine::cluster::tasks::InHand;
use crate::engine::log::Level;
use crate::engine::shared::exchange::Station;
use crate::engine::shared::post::Full;
use crate::php::runtime::{self, Verdict};
use crate::php::server::events::ServerEvent;
use crate::php::server::task::Task;
use crate::php::server::{object_property, status};
use crate::php::zend::callback::Threw;
use crate::php::zend::{Call, Callback, Obj, PhpResult, Thrown, Value, errors, sys};
use crate::php::{classes, last_error};

/// A task that somebody waits to see finished. Whoever can finish it holds it: when it is dropped without that, nobody is
/// left who could, and who waits is told.
#[derive(Debug)]
pub struct Assignment {
    /// The number of the process that has given it, and its station.
    by: usize,
    from: Station,
    header: Header,
    /// Whether a result was sent, or word that there is none.
    settled: Cell<bool>,
    /// The process that does it: a child that it forks has a copy, and no say.
    process: u32,
}

impl Assignment {
    /// What tells it from all others that a task worker has.
    fn key(&self) -> (Station, u32, i64) {
        (self.from, self.header.giver, self.header.id)
    }

    /// Tells who waits for the result that there will be none, unless there was one.
    fn give_up(&self, desk: &Desk) {
        if !self.settled.replace(true) && self.header.is_awaited() {
            lost::give_up(desk, self.by, self.header);
        }
    }
}

impl Drop for Assignment {
    fn drop(&mut self) {
        if self.process != std::process::id() {
            return;
        }
        if let Some(desk) = desk() {
            desk.in_hand.borrow_mut().remove(&self.key());
            self.give_up(&desk);
        }
    }
}

/// What a process has been given last: what `finish()` is about.
#[derive(Debug, Default)]
pub enum Latest {
    /// Nothing.
    #[default]
    Nothing,
    /// A task.
    Task(Rc<Assignment>),
    /// A message.
    Message,
}

/// A task that is being done. The callback has ended when this is dropped.
struct Work {
    desk: Rc<Desk>,
    hand: Option<usize>,
    assignment: Rc<Assignment>,
}

impl Drop for Work {
    fn drop(&mut self) {
        self.desk.cluster.tasks.done(self.desk.number, self.hand);
    }
}

/// Does a task.
pub fn take(desk: &Rc<Desk>, from: Station, packet: Vec<u8>) -> Verdict {
    let (Some(header), Some(by)) = (Header::of(&packet), desk.cluster.number(from)) else {
        return Verdict::GoOn;
    };
    let number = desk.cluster.number_of_post(from).unwrap_or(by);
    let task = InHand {
        by: number,
        id: header.id,
    };
    // What `onFinish` hears may be told to a successor of who has given it; what a callback or a coroutine waits for, may not.
    let awaited = header.has(flag::CALLBACK) || header.has(flag::COROUTINE);
    let is_for_successors = header.has(flag::NONBLOCK) && !awaited;
    let by = if is_for_successors { number } else { by };
    let assignment = Rc::new(Assignment {
        by,
        from,
        header,
        settled: Cell::new(false),
        process: std::process::id(),
    });
    let work = Work {
        desk: Rc::clone(desk),
        hand: desk.cluster.tasks.begin(desk.number, task),
        assignment: Rc::clone(&assignment),
    };
    desk.in_hand.borrow_mut().insert(assignment.key());
    desk.begun.set(desk.begun.get() + 1);
    let Some(callback) = desk.callbacks.get(ServerEvent::Task) else {
        return Verdict::GoOn;
    };
    let shown_by = super::give::worker_at(desk, from);
    let with_object = desk.terms.objects;
    let finishes = !desk.terms.coroutines;
    let job = move || {
        let (desk, assignment) = (&work.desk, &work.assignment);
        let outcome =
            call(desk, &callback, assignment, shown_by, packet, with_object).and_then(|returned| {
                // In a coroutine, Swoole has no use for what is returned.
                if finishes && !returned.is_null() {
                    send_result(desk, &returned, assignment).map_err(|_| Threw)?;
                }
                Ok(())
            });
        if outcome.is_err() {
            assignment.give_up(desk);
        }
        outcome
    };
    if desk.terms.coroutines {
        drop(assignment);
        return runtime::spawn(job);
    }
    desk.latest.replace(Latest::Task(Rc::clone(&assignment)));
    let (verdict, _) = runtime::guarded(job);
    // A timer may call finish() later, and a coroutine.
    if !assignment.settled.get() && !runtime::has_work(true) {
        desk.latest.take();
    }
    verdict
}

fn call(
    desk: &Desk,
    callback: &Callback,
    assignment: &Rc<Assignment>,
    by: i64,
    packet: Vec<u8>,
    with_object: bool,
) -> Result<Value, Threw> {
    let Some(data) = value_of(&packet).map_err(|_| Threw)? else {
        return Ok(Value::NULL);
    };
    // It may be large, and the callback may take long.
    drop(packet);
    let this = desk.this.clone().into();
    let header = assignment.header;
    if !with_object {
        return callback.call(&mut [this, Value::long(header.id), Value::long(by), data]);
    }
    // SAFETY: the class is registered and concrete.
    let task = unsafe { Obj::new(classes::TASK.get()) };
    let set = |name: &str, value: Value| {
        task.set_slot(object_property(classes::TASK.get(), name), value);
    };
    set("data", data);
    set("dispatch_time", Value::double(header.time));
    set("id", Value::long(header.id));
    set("worker_id", Value::long(by));
    set("flags", Value::long(header.flags.into()));
    if let Some(native) = task.native::<Task>() {
        native.assign(Rc::clone(assignment));
    }
    callback.call(&mut [this, task.into()])
}

/// Sends the result of a task to who has given it. False, with a line in the log, if that cannot be done.
fn send_result(desk: &Desk, value: &Value, assignment: &Assignment) -> PhpResult<bool> {
    let data = Data::of(value)?;
    let header = assignment.header;
    if header.has(flag::NO_REPLY) {
        warn(
            "Server::finish",
            "Server::finish() can only be used in the worker process",
        );
        return Ok(false);
    }
    let kept = flag::NONBLOCK | flag::CALLBACK | flag::COROUTINE | flag::WAIT_ALL;
    let packet = Header::now(header.id, header.giver, header.flags & kept).with(&data);
    match outlet::send(&desk.cluster, assignment.by, note::FINISHED, &packet) {
        Ok(()) => {
            assignment.settled.set(true);
            Ok(true)
        }
        Err(Full::Now | Full::Nowhere) => {
            last_error::report(
                Level::Warning,
                last_error::SERVER_SEND_TO_WOKER_TIMEOUT,
                "Server::finish",
                "send result to worker timed out: too much waits for it",
            );
            Ok(false)
        }
    }
}

/// `Swoole\Server::finish`
pub fn finish(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    if status::running(call)?.is_none() {
        return call.ret_bool(false);
    }
    let Some(desk) = desk() else {
        warn(
            "Server::finish",
            "cannot use Server::task()/Server::finish() method, because no set [task_worker_num]",
        );
        return call.ret_bool(false);
    };
    if desk.terms.coroutines {
        errors::raise(
            sys::E_ERROR,
            "please use Swoole\\Server\\Task->finish instead when task_enable_coroutine is enable",
        );
        return Err(Thrown);
    }
    let assignment = match &*desk.latest.borrow() {
        Latest::Task(assignment) => Ok(Rc::clone(assignment)),
        Latest::Message => {
            Err("Server::task()/Server::finish() is not supported in onPipeMessage callback")
        }
        Latest::Nothing => Err("Server::finish() can only be used in the task worker process"),
    };
    match (assignment, call.arg(0)) {
        (Ok(assignment), Some(value)) => {
            let sent = send_result(&desk, value, &assignment)?;
            call.ret_bool(sent)
        }
        (Ok(_), None) => call.ret_bool(false),
        (Err(reason), _) => {
            warn("Server::finish", reason);
            call.ret_bool(false)
        }
    }
}

/// `Swoole\Server\Task::finish`
pub fn finish_assignment(call: &mut Call<'_>, assignment: &Assignment) -> PhpResult {
    let (Some(desk), Some(value)) = (desk(), call.arg(0)) else {
        last_error::fatal("server is not running");
        return call.ret_bool(false);
    };
    let sent = send_result(&desk, value, assignment)?;
    call.ret_bool(sent)
}
