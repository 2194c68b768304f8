//! `Swoole\Process`: a child process, the pipe and the queue between it and its parent, signals. This file has the object and
//! its start; the engine's `process` folder has what it is made of.

mod child;
pub mod constants;
pub mod manager;
mod outbox;
mod pipe;
pub mod pool;
mod queue;
pub mod signal;
mod statics;

use std::cell::{Cell, OnceCell, RefCell};
use std::io;
use std::rc::Rc;
use std::sync::OnceLock;
use std::time::Duration;

pub use child::startup;
pub use pipe::{close, export_socket, read, set_blocking, set_timeout, write};
pub use queue::{free_queue, pop, push, stat_queue, use_queue};
pub use signal::signal;
pub use statics::{
    alarm, daemon, exec, get_affinity, get_priority, kill, set_affinity, set_priority, wait,
};

use super::coroutine::{socket::slot, unconstructed};
use super::{classes, last_error, sched};
use crate::engine::process::pipe::{End, Pipe};
use crate::engine::process::queue::Queue;
use crate::engine::process::spawn::{self, Orphan, Side};
use crate::php::zend::object::{HandlersCell, Slot};
use crate::php::zend::sys::zend_class_entry;
use crate::php::zend::{
    Call, Callback, NativeClass, Obj, PhpResult, Thrown, Value, errors, request,
};

/// `Process::PIPE_TYPE_STREAM`
const STREAM: i64 = 1;

/// The native part of a process.
#[derive(Default)]
pub struct Process {
    made: OnceCell<Made>,
}

/// What a constructor has made.
struct Made {
    id: i64,
    /// 0 until it is started.
    pid: Cell<i32>,
    /// Whether this process is the one that the object stands for.
    is_self: Cell<bool>,
    /// Whether the child's standard streams are its end of the pipe.
    redirects: bool,
    in_coroutine: Cell<bool>,
    pipe: RefCell<Option<Rc<Pipe>>>,
    /// Whether the program may close the pipe.
    may_close: bool,
    end: Cell<End>,
    /// Whether reads and writes wait.
    blocking: Cell<bool>,
    /// For how long.
    limit: Cell<Option<Duration>>,
    /// The object that exportSocket() has made.
    exported: RefCell<Option<Value>>,
    queue: RefCell<Option<Rc<Queue>>>,
    queue_mode: Cell<queue::Mode>,
}

// SAFETY: `module` attaches this type to the class that `class` returns.
unsafe impl NativeClass for Process {
    fn new() -> Self {
        Self::default()
    }

    fn references(&self, visit: &mut dyn FnMut(&Value)) {
        if let Some(made) = self.made.get()
            && let Ok(exported) = made.exported.try_borrow()
            && let Some(socket) = &*exported
        {
            visit(socket);
        }
    }

    fn class() -> *mut zend_class_entry {
        classes::PROCESS.get()
    }

    fn handlers() -> &'static HandlersCell {
        static HANDLERS: HandlersCell = HandlersCell::new();
        &HANDLERS
    }
}

struct Slots {
    pipe: Slot,
    queue_id: Slot,
    queue_key: Slot,
    pid: Slot,
    id: Slot,
    callback: Slot,
}

fn slots() -> &'static Slots {
    static SLOTS: OnceLock<Slots> = OnceLock::new();
    SLOTS.get_or_init(|| {
        let class = classes::PROCESS.get();
        Slots {
            pipe: slot(class, "pipe"),
            queue_id: slot(class, "msgQueueId"),
            queue_key: slot(class, "msgQueueKey"),
            pid: slot(class, "pid"),
            id: slot(class, "id"),
            callback: slot(class, "callback"),
        }
    })
}

/// Forgets what the request has left.
pub fn clear() {
    signal::clear();
    outbox::clear();
}

/// What the constructor has made; without that, Swoole's fatal error.
fn made<'a>(call: &Call<'a>) -> PhpResult<&'a Made> {
    call.native::<Process>()
        .made
        .get()
        .ok_or_else(unconstructed)
}

/// Warns that a call of the system has failed, and sets its code.
fn system_warning(what: &str, error: &io::Error) {
    let code = error.raw_os_error().unwrap_or(last_error::SYSTEM_CALL_FAIL);
    let reason = last_error::system_sentence(code);
    last_error::warning_of(code, &format!("{what}, Error: {reason}[{code}]"));
}

/// Ends the script, as Swoole does, if a coroutine runs: a child cannot go on in the middle of one.
fn refuse_in_coroutine() -> PhpResult {
    if sched::current().is_none() {
        return Ok(());
    }
    Err(errors::fatal(
        classes::ERROR.get(),
        "must be forked outside the coroutine",
        last_error::OPERATION_NOT_SUPPORT.into(),
    ))
}

/// `Swoole\Process::__construct`
pub fn construct(call: &mut Call<'_>) -> PhpResult {
    thread_local! {
        static LAST_ID: Cell<i64> = const { Cell::new(0) };
    }
    let process = call.native::<Process>();
    let object = call.this();
    if process.made.get().is_some() {
        let class = object.class_name();
        return Err(errors::throw_error(&format!(
            "Constructor of {class} can only be called once"
        )));
    }
    call.expect_args(1, 4)?;
    call.callback(0)?;
    let redirects = call.bool_or(1, false)?;
    let kind = if redirects {
        STREAM
    } else {
        call.long_or(2, 2)?
    };
    let in_coroutine = call.bool_or(3, false)?;
    let pipe = if kind > 0 {
        match Pipe::new(kind != STREAM) {
            Ok(pipe) => Some(pipe),
            Err(error) => {
                let code = error.raw_os_error().unwrap_or(0);
                return Err(errors::throw(
                    classes::EXCEPTION.get(),
                    "failed to create unix soccket",
                    code.into(),
                ));
            }
        }
    } else {
        None
    };
    let id = LAST_ID.get() + 1;
    LAST_ID.set(id);
    if let Some(fd) = pipe.as_ref().and_then(|pipe| pipe.descriptor(End::Master)) {
        object.set_slot(slots().pipe, Value::long(fd.into()));
    }
    object.set_slot(slots().id, Value::long(id));
    if let Some(callback) = call.arg(0) {
        object.set_slot(slots().callback, callback.clone());
    }
    let taken = process.made.set(Made {
        id,
        pid: Cell::new(0),
        is_self: Cell::new(false),
        redirects,
        in_coroutine: Cell::new(in_coroutine),
        pipe: RefCell::new(pipe.map(Rc::new)),
        may_close: true,
        end: Cell::new(End::Master),
        blocking: Cell::new(true),
        limit: Cell::new(None),
        exported: RefCell::new(None),
        queue: RefCell::new(None),
        queue_mode: Cell::new(queue::Mode::default()),
    });
    debug_assert!(taken.is_ok(), "nothing was there before");
    Ok(())
}

/// `Swoole\Process::__destruct`
pub fn destruct(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)
}

/// `Swoole\Process::set`
pub fn set(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let settings = call.array(0)?;
    let made = made(call)?;
    if let Some(wanted) = settings
        .get(b"enable_coroutine")
        .filter(|value| !value.is_null())
    {
        made.in_coroutine.set(wanted.truthy());
    }
    Ok(())
}

/// `Swoole\Process::start`
pub fn start(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let made = made(call)?;
    // SAFETY: signal 0 only asks whether there is such a process.
    if made.pid.get() > 0 && unsafe { libc::kill(made.pid.get(), 0) } == 0 {
        last_error::fatal("process has already been started");
        return call.ret_bool(false);
    }
    refuse_in_coroutine()?;
    let object = call.this();
    match spawn::fork(Orphan::LivesOn) {
        Ok(Side::Parent { child }) => {
            made.pid.set(child);
            made.is_self.set(false);
            object.set_slot(slots().pid, Value::long(child.into()));
            call.ret(Value::long(child.into()))
        }
        Ok(Side::Child) => run(made, &object),
        Err(error) => {
            system_warning("fork() failed", &error);
            call.ret_bool(false)
        }
    }
}

/// What the child does.
fn run(made: &Made, object: &Obj) -> ! {
    become_worker(made, object);
    match Callback::new(object.slot(slots().callback)) {
        Ok(callback) => child::run(
            callback,
            vec![object.clone().into()],
            made.in_coroutine.get(),
        ),
        Err(reason) => end_uncallable(&reason),
    }
}

/// Ends a process whose callback could be called when the object was made.
fn end_uncallable(reason: &str) -> ! {
    errors::throw_error(&format!("the callback cannot be called any more: {reason}"));
    errors::report_uncaught();
    request::end_process()
}

/// What a process of a pool is made of.
pub struct Beneath {
    /// Its id in the system.
    pub pid: i32,
    /// The number of the process that asks.
    pub id: i64,
    /// Whether it is the process that asks.
    pub is_self: bool,
    /// Its pipe, which belongs to the pool.
    pub pipe: Option<Rc<Pipe>>,
    /// Whether the object only tells the descriptor of the pipe.
    pub keeps_off: bool,
    /// Its queue.
    pub queue: Option<Rc<Queue>>,
}

/// An object for a process of a pool.
pub fn beneath_pool(parts: Beneath) -> Obj {
    // SAFETY: the class is registered and concrete.
    let object = unsafe { Obj::new(classes::PROCESS.get()) };
    let end = if parts.is_self {
        End::Worker
    } else {
        End::Master
    };
    let fd = parts.pipe.as_ref().and_then(|pipe| pipe.descriptor(end));
    if let Some(fd) = fd {
        object.set_slot(slots().pipe, Value::long(fd.into()));
    }
    object.set_slot(slots().id, Value::long(parts.id));
    object.set_slot(slots().pid, Value::long(parts.pid.into()));
    if let Some(process) = object.native::<Process>() {
        let taken = process.made.set(Made {
            id: parts.id,
            pid: Cell::new(parts.pid),
            is_self: Cell::new(parts.is_self),
            redirects: false,
            in_coroutine: Cell::new(false),
            pipe: RefCell::new(parts.pipe.filter(|_| !parts.keeps_off)),
            may_close: false,
            end: Cell::new(end),
            blocking: Cell::new(true),
            limit: Cell::new(None),
            exported: RefCell::new(None),
            queue: RefCell::new(parts.queue),
            queue_mode: Cell::new(queue::Mode::default()),
        });
        debug_assert!(taken.is_ok(), "the object is new");
    }
    object
}

/// Sets the process that an object of a pool stands for, which may have a successor.
pub fn set_pid(object: &Obj, pid: i32) {
    if let Some(made) = object.native::<Process>().and_then(|one| one.made.get()) {
        made.pid.set(pid);
        object.set_slot(slots().pid, Value::long(pid.into()));
    }
}

/// Sets the number of a process, which is one among those of a server.
pub fn set_id(object: &Obj, id: i64) {
    object.set_slot(slots().id, Value::long(id));
}

/// Runs a process that was added to a server, in a child that was just forked for it, and ends that.
pub fn run_beneath_server(object: &Obj) -> ! {
    let made = object
        .native::<Process>()
        .and_then(|process| process.made.get());
    let Some(made) = made else {
        errors::throw_error("a process was added to a server whose constructor was not called");
        errors::report_uncaught();
        request::end_process()
    };
    become_worker(made, object);
    match Callback::new(object.slot(slots().callback)) {
        Ok(callback) => child::run_in_server(
            callback,
            vec![object.clone().into()],
            made.in_coroutine.get(),
        ),
        Err(reason) => end_uncallable(&reason),
    }
}

/// Makes the object stand for the running process, whose end of the pipe is the other one.
fn become_worker(made: &Made, object: &Obj) {
    let pid = i32::try_from(std::process::id()).unwrap_or(i32::MAX);
    made.pid.set(pid);
    made.is_self.set(true);
    made.end.set(End::Worker);
    // That of the parent's end stays the program's, if it has kept it.
    std::mem::forget(made.exported.take());
    object.set_slot(slots().pid, Value::long(pid.into()));
    let fd = made
        .pipe
        .borrow()
        .as_ref()
        .and_then(|pipe| pipe.descriptor(End::Worker));
    let Some(fd) = fd else { return };
    object.set_slot(slots().pipe, Value::long(fd.into()));
    if !made.redirects {
        return;
    }
    for stream in [libc::STDIN_FILENO, libc::STDOUT_FILENO, libc::STDERR_FILENO] {
        // SAFETY: the first descriptor is open; the second becomes a copy of it, whatever it was.
        if unsafe { libc::dup2(fd, stream) } < 0 {
            system_warning("dup2() failed", &io::Error::last_os_error());
        }
    }
}

/// `Swoole\Process::exit`
pub fn exit(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let mut status = call.long_or(0, 0)?;
    let made = made(call)?;
    if !made.is_self.get() || i64::from(made.pid.get()) != i64::from(std::process::id()) {
        last_error::fatal("not current process");
        return Ok(());
    }
    if !(0..=255).contains(&status) {
        last_error::fatal("exit ret_code range is [>0 and <255] ");
        if errors::pending() {
            return Err(Thrown);
        }
        status = 1;
    }
    request::quit_printing(status as i32)
}

/// The process's id, or 0: for those who want the priority of a process that they do not name.
fn pid_of(made: &Made) -> i32 {
    made.pid.get()
}
