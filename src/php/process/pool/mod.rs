//! `Swoole\Process\Pool`: the object and its methods. `master` keeps the workers, `worker` is what they do, `inbox` is where
//! their messages come from.

mod current;
mod inbox;
mod master;
mod worker;

use std::cell::{Cell, OnceCell, RefCell};
use std::os::fd::RawFd;
use std::rc::Rc;
use std::sync::OnceLock;
use std::time::Duration;

pub use master::run;

use current::{CURRENT, Current, current, set_current};

use super::{Beneath, beneath_pool, outbox, set_pid, system_warning};
use crate::engine::config::TcpOptions;
use crate::engine::listener::{Address, Listener};
use crate::engine::process::board::{Member, Request};
use crate::engine::process::bus::{self, Receiver};
use crate::engine::process::pipe::{self, End, Pipe};
use crate::engine::process::queue::Queue;
use crate::engine::process::{priority, spawn, watchdog};
use crate::engine::shared::Owner;
use crate::engine::signals;
use crate::php::coroutine::socket::slot;
use crate::php::coroutine::{options, unconstructed};
use crate::php::server::settings::size_of;
use crate::php::zend::object::{HandlersCell, Slot};
use crate::php::zend::sys::{E_ERROR, zend_class_entry};
use crate::php::zend::{Call, Callback, NativeClass, Obj, PhpResult, Thrown, Value, errors};
use crate::php::{classes, last_error, log_settings, runtime, server};

const NO_IPC: i64 = 0;
const UNIX_SOCKET: i64 = 1;
const MESSAGE_QUEUE: i64 = 2;
const SOCKET: i64 = 3;

/// The most workers for each processor, as of servers.
const MOST_PER_CPU: usize = 1000;
/// Bytes that wait for a client at most.
const MOST_ANSWERED: usize = 64 * 1024 * 1024;
/// Bytes of the longest message, if nothing else is set.
const LONGEST: usize = 2 * 1024 * 1024;
/// The longest that may be set.
const MOST_LONGEST: usize = 1 << 30;
/// How long a worker may take to end.
const MAX_WAIT: Duration = Duration::from_secs(3);
/// Stands for ever, and can be added to.
const FOR_EVER: Duration = Duration::from_secs(1 << 31);
/// How long a message may wait for room.
const SEND_LIMIT: Duration = Duration::from_secs(60);

/// How many workers a pool may have.
pub fn most_workers() -> usize {
    MOST_PER_CPU * priority::processors()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    Start,
    Shutdown,
    WorkerStart,
    WorkerStop,
    WorkerExit,
    Message,
}

const EVENTS: [(&str, Event); 6] = [
    ("Start", Event::Start),
    ("Shutdown", Event::Shutdown),
    ("WorkerStart", Event::WorkerStart),
    ("WorkerStop", Event::WorkerStop),
    ("WorkerExit", Event::WorkerExit),
    ("Message", Event::Message),
];

/// What a process runs for a manager.
pub struct Task {
    /// The function.
    pub callback: Callback,
    /// Whether it runs in a coroutine.
    pub in_coroutine: bool,
}

/// The native part of a pool.
#[derive(Default)]
pub struct Pool {
    made: OnceCell<Made>,
    callbacks: RefCell<[Option<Rc<Callback>>; EVENTS.len()]>,
    tasks: RefCell<Rc<Vec<Task>>>,
}

/// What a constructor has made.
struct Made {
    workers: usize,
    ipc: i64,
    in_coroutine: Cell<bool>,
    longest: Cell<usize>,
    has_bus: Cell<bool>,
    /// What a worker has received by the message bus.
    received: RefCell<Option<Receiver>>,
    max_wait: Cell<Duration>,
    pipes: Vec<Rc<Pipe>>,
    queue: Option<Rc<Queue>>,
    listener: RefCell<Option<Listener>>,
    started: Cell<bool>,
    /// The answer to the client whose message is being handled.
    answer: RefCell<Option<Vec<u8>>>,
}

// SAFETY: `module` attaches this type to the class that `class` returns.
unsafe impl NativeClass for Pool {
    fn new() -> Self {
        Self::default()
    }

    fn references(&self, visit: &mut dyn FnMut(&Value)) {
        if let Ok(callbacks) = self.callbacks.try_borrow() {
            for callback in callbacks.iter().flatten() {
                visit(callback.callable());
            }
        }
        if let Ok(tasks) = self.tasks.try_borrow() {
            for task in tasks.iter() {
                visit(task.callback.callable());
            }
        }
    }

    fn class() -> *mut zend_class_entry {
        classes::PROCESS_POOL.get()
    }

    fn handlers() -> &'static HandlersCell {
        static HANDLERS: HandlersCell = HandlersCell::new();
        &HANDLERS
    }
}

struct Slots {
    master_pid: Slot,
    worker_pid: Slot,
    worker_id: Slot,
    workers: Slot,
    worker_running: Slot,
    running: Slot,
}

fn slots() -> &'static Slots {
    static SLOTS: OnceLock<Slots> = OnceLock::new();
    SLOTS.get_or_init(|| {
        let class = classes::PROCESS_POOL.get();
        Slots {
            master_pid: slot(class, "master_pid"),
            worker_pid: slot(class, "workerPid"),
            worker_id: slot(class, "workerId"),
            workers: slot(class, "workers"),
            worker_running: slot(class, "workerRunning"),
            running: slot(class, "running"),
        }
    })
}

/// What the constructor has made; without that, Swoole's fatal error.
fn made<'a>(call: &Call<'a>) -> PhpResult<&'a Made> {
    call.native::<Pool>().made.get().ok_or_else(unconstructed)
}

/// False, or the exception that an error handler has made of a warning.
fn refused(call: &mut Call<'_>) -> PhpResult {
    if errors::pending() {
        return Err(Thrown);
    }
    call.ret_bool(false)
}

impl Pool {
    fn callback(&self, event: Event) -> Option<Rc<Callback>> {
        self.callbacks.borrow()[event as usize].clone()
    }

    /// Has each worker run one of these when it starts.
    pub fn set_tasks(&self, tasks: Vec<Task>) {
        let old = self.tasks.replace(Rc::new(tasks));
        drop(old);
    }

    /// What the constructor does.
    pub fn make(
        &self,
        object: &Obj,
        workers: i64,
        ipc: i64,
        key: i64,
        in_coroutine: bool,
    ) -> PhpResult {
        let not_supported = |text: &str| {
            last_error::set(last_error::OPERATION_NOT_SUPPORT);
            errors::throw_error(text)
        };
        if server::is_there() {
            return Err(not_supported(
                "cannot create server and process pool instances simultaneously",
            ));
        }
        if CURRENT.get().borrow().is_some() {
            return Err(not_supported(
                "A process pool instance has already been created and cannot be created again",
            ));
        }
        if self.made.get().is_some() {
            let class = object.class_name();
            return Err(errors::throw_error(&format!(
                "Constructor of {class} can only be called once"
            )));
        }
        let failed =
            |text: &str, code: i32| errors::throw(classes::EXCEPTION.get(), text, i64::from(code));
        if workers <= 0 {
            return Err(failed(
                "the parameter $worker_num must be greater than 0",
                0,
            ));
        }
        if in_coroutine && ipc > 0 && ipc != UNIX_SOCKET {
            return Err(errors::throw_error(
                "the parameter $ipc_type must be SWOOLE_IPC_UNIXSOCK when enable coroutine",
            ));
        }
        let workers = usize::try_from(workers).unwrap_or(usize::MAX);
        if workers > most_workers() {
            return Err(failed("failed to create process pool", libc::ENOMEM));
        }
        let of_system = |error: std::io::Error| {
            failed(
                "failed to create process pool",
                error.raw_os_error().unwrap_or(0),
            )
        };
        let mut pipes = Vec::new();
        let mut queue = None;
        match ipc {
            UNIX_SOCKET => {
                for _ in 0..workers {
                    pipes.push(Rc::new(Pipe::new(true).map_err(of_system)?));
                }
            }
            MESSAGE_QUEUE => {
                let key = u32::try_from(key)
                    .map(u32::cast_signed)
                    .or_else(|_| i32::try_from(key))
                    .map_err(|_| failed("failed to create process pool", libc::EINVAL))?;
                queue = Some(Rc::new(Queue::open(key).map_err(of_system)?));
            }
            _ => {}
        }
        let taken = self.made.set(Made {
            workers,
            ipc: if (UNIX_SOCKET..=SOCKET).contains(&ipc) {
                ipc
            } else {
                NO_IPC
            },
            in_coroutine: Cell::new(in_coroutine),
            longest: Cell::new(LONGEST),
            has_bus: Cell::new(false),
            received: RefCell::default(),
            max_wait: Cell::new(MAX_WAIT),
            pipes,
            queue,
            listener: RefCell::default(),
            started: Cell::new(false),
            answer: RefCell::default(),
        });
        debug_assert!(taken.is_ok(), "nothing was there before");
        Ok(())
    }
}

/// `Swoole\Process\Pool::__construct`
pub fn construct(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 4)?;
    let workers = call.long(0)?;
    let (ipc, key) = (call.long_or(1, 0)?, call.long_or(2, 0)?);
    let in_coroutine = call.bool_or(3, false)?;
    let object = call.this();
    call.native::<Pool>()
        .make(&object, workers, ipc, key, in_coroutine)
}

/// `Swoole\Process\Pool::__destruct`
pub fn destruct(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)
}

/// `Swoole\Process\Pool::set`
pub fn set(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let given = call.array(0)?;
    let made = made(call)?;
    log_settings::apply(&given);
    options::set(&given);
    let get = |name: &[u8]| given.get(name).filter(|value| !value.is_null());
    if let Some(wanted) = get(b"enable_coroutine") {
        made.in_coroutine.set(wanted.truthy());
    }
    // All processes of a running pool agree about this.
    if let Some(wanted) = get(b"enable_message_bus").filter(|_| !made.started.get()) {
        made.has_bus.set(wanted.truthy());
    }
    if let Some(size) = get(b"max_package_size") {
        let bytes = match size.as_bytes() {
            None => size.to_long(),
            Some(text) => size_of(size).ok_or_else(|| no_size(text))?,
        };
        let bytes = usize::try_from(bytes).unwrap_or(0);
        made.longest.set(bytes.clamp(1, MOST_LONGEST));
    }
    if let Some(seconds) = get(b"max_wait_time") {
        let seconds = u32::try_from(seconds.to_long().max(0)).unwrap_or(u32::MAX);
        made.max_wait.set(match seconds {
            0 => FOR_EVER,
            _ => Duration::from_secs(seconds.into()).min(FOR_EVER),
        });
    }
    Ok(())
}

/// Ends the script for a setting that is no number of bytes, as Swoole does.
fn no_size(text: &[u8]) -> Thrown {
    let text = String::from_utf8_lossy(text);
    errors::raise(E_ERROR, &format!("failed to parse '{text}' to size"));
    Thrown
}

/// `Swoole\Process\Pool::on`
pub fn on(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 2)?;
    let name = call.str(0)?;
    let made = made(call)?;
    if made.started.get() {
        last_error::fatal("process pool is started. unable to register event callback function");
        return refused(call);
    }
    let name = String::from_utf8_lossy(name.as_bytes()).into_owned();
    let known = EVENTS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(&name));
    let Some(&(_, event)) = known else {
        last_error::warning(&format!("unknown event type[{name}]"));
        return refused(call);
    };
    if event == Event::Message && made.ipc == NO_IPC {
        return Err(errors::throw(
            classes::EXCEPTION.get(),
            "cannot set `onMessage` event with ipc_type=0",
            last_error::INVALID_PARAMS.into(),
        ));
    }
    let callback = call.callback(1)?;
    let pool = call.native::<Pool>();
    let old = pool.callbacks.borrow_mut()[event as usize].replace(Rc::new(callback));
    drop(old);
    call.ret_bool(true)
}

/// Warns if the pool does not use `ipc`.
fn has_ipc(made: &Made, ipc: i64) -> bool {
    if made.ipc != ipc {
        last_error::fatal(&format!("unsupported ipc type[{}]", made.ipc));
    }
    made.ipc == ipc
}

/// `Swoole\Process\Pool::listen`
pub fn listen(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 3)?;
    let host = call.str(0)?;
    let (port, backlog) = (call.long_or(1, 0)?, call.long_or(2, 2048)?);
    let made = made(call)?;
    if made.started.get() {
        last_error::fatal("process pool is started. unable to listen");
        return refused(call);
    }
    if !has_ipc(made, SOCKET) {
        return refused(call);
    }
    let host = String::from_utf8_lossy(host.as_bytes()).into_owned();
    let is_unix = host
        .get(..6)
        .is_some_and(|start| start.eq_ignore_ascii_case("unix:/"));
    let address = if is_unix {
        Some(Address::Unix(host[5..].into()))
    } else {
        u16::try_from(port)
            .ok()
            .and_then(|port| Address::ip(&host, port))
    };
    let bound = match address {
        None => Err(std::io::Error::from_raw_os_error(libc::EINVAL)),
        Some(address) => Listener::bind(address, false).and_then(|listener| {
            let backlog = i32::try_from(backlog).unwrap_or(i32::MAX).max(1);
            listener.listen(backlog, &TcpOptions::default())?;
            Ok(listener)
        }),
    };
    match bound {
        Ok(listener) => {
            let old = made.listener.replace(Some(listener));
            drop(old);
            call.ret_bool(true)
        }
        Err(error) => {
            system_warning(&format!("bind({host}:{port}) failed"), &error);
            refused(call)
        }
    }
}

/// `Swoole\Process\Pool::write`
pub fn write(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let data = call.str(0)?;
    let made = made(call)?;
    if !has_ipc(made, SOCKET) {
        return refused(call);
    }
    let bytes = data.as_bytes();
    let mut answer = made.answer.borrow_mut();
    let taken = match &mut *answer {
        Some(answer) if !bytes.is_empty() && answer.len() + bytes.len() <= MOST_ANSWERED => {
            answer.extend_from_slice(bytes);
            true
        }
        _ => {
            last_error::set(last_error::INVALID_PARAMS);
            false
        }
    };
    drop(answer);
    call.ret_bool(taken)
}

fn send_in_pieces(
    made: &Made,
    pipe: &Rc<Pipe>,
    fd: RawFd,
    bytes: &[u8],
    has_loop: bool,
) -> std::io::Result<()> {
    if bytes.len() > bus::LONGEST {
        return Err(std::io::Error::from_raw_os_error(libc::EMSGSIZE));
    }
    let pieces = bus::cut(Owner::current(), bytes, pipe.send_buffer(End::Master)?);
    if has_loop {
        return outbox::send_pieces(pipe, End::Master, pieces.collect());
    }
    let mut received = made.received.borrow_mut();
    // Children of a worker leave its messages alone.
    let takes = !made.in_coroutine.get() && current().is_some();
    let own = received.as_mut().filter(|_| takes);
    bus::send(fd, pieces, SEND_LIMIT, own)
}

/// `Swoole\Process\Pool::sendMessage`
pub fn send_message(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 2)?;
    let data = call.str(0)?;
    let number = call.long(1)?;
    let made = made(call)?;
    if !made.started.get() {
        last_error::fatal("process pool is not started.");
        return refused(call);
    }
    if !has_ipc(made, UNIX_SOCKET) {
        return refused(call);
    }
    let pipe = usize::try_from(number)
        .ok()
        .and_then(|number| made.pipes.get(number));
    let Some((pipe, fd)) = pipe.and_then(|pipe| Some((pipe, pipe.descriptor(End::Master)?))) else {
        last_error::warning(&format!("invalid worker_id[{number}]"));
        return refused(call);
    };
    let bytes = data.as_bytes();
    let has_loop = made.in_coroutine.get() && runtime::is_looping();
    let sent = if made.has_bus.get() {
        send_in_pieces(made, pipe, fd, bytes, has_loop)
    } else if bytes.is_empty() {
        pipe::write_some(fd, bytes).map(|_| ())
    } else if has_loop {
        outbox::send(pipe, End::Master, bytes)
    } else {
        pipe::write(fd, bytes, Some(SEND_LIMIT))
    };
    match sent {
        Ok(()) => call.ret_bool(true),
        Err(error) => {
            system_warning("send() failed", &error);
            refused(call)
        }
    }
}

/// `Swoole\Process\Pool::getProcess`
pub fn get_process(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let number = call.long_or(0, -1)?;
    let made = made(call)?;
    // Children of a worker reach the others as it does.
    let current = CURRENT.get().borrow().clone();
    let Some(current) = current.filter(|_| made.started.get()) else {
        return call.ret_bool(false);
    };
    let own = current.member.as_ref().map(Member::number);
    let is_self = current.pid == std::process::id();
    let index = match usize::try_from(number) {
        Ok(index) => index,
        Err(_) => own.unwrap_or(0),
    };
    if index >= made.workers {
        last_error::warning(&format!("invalid worker_id[{number}]"));
        return refused(call);
    }
    let pid = current.board.pid(index).unwrap_or(0).cast_signed();
    let this = call.this();
    let existing = this.slot(slots().workers).as_array().and_then(|workers| {
        let mut all = workers.iter();
        all.find_map(|(key, value)| match key {
            crate::php::zend::array::Key::Index(at) if at == index as i64 => {
                value.deref().as_object()
            }
            _ => None,
        })
    });
    if let Some(object) = existing {
        set_pid(&object, pid);
        return call.ret(object);
    }
    // Whoever handles messages by events leaves the queue to them.
    let has_events = call.native::<Pool>().callback(Event::Message).is_some();
    let object = beneath_pool(Beneath {
        pid,
        id: own.unwrap_or(0) as i64,
        is_self: is_self && own == Some(index),
        pipe: made.pipes.get(index).cloned(),
        keeps_off: made.has_bus.get(),
        queue: made.queue.clone().filter(|_| !has_events),
    });
    let kept = object.clone();
    this.with_array_slot(slots().workers, |workers| {
        workers.set_index(index as i64, kept);
    });
    call.ret(object)
}

/// `Swoole\Process\Pool::detach`
pub fn detach(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let Some(current) = current() else {
        return call.ret_bool(false);
    };
    let Some(member) = &current.member else {
        return call.ret_bool(false);
    };
    if current.stopping.get() || current.detached.replace(true) {
        return call.ret_bool(false);
    }
    spawn::outlive_parent();
    watchdog::forget();
    signals::heed(libc::SIGINT);
    member.detach();
    current.stop();
    call.ret_bool(true)
}

/// `Swoole\Process\Pool::start`
pub fn start(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    made(call)?;
    let object = call.this();
    if run(&object)? {
        return Ok(());
    }
    refused(call)
}

/// `Swoole\Process\Pool::stop`
pub fn stop(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    if let Some(current) = current() {
        match current.member {
            Some(_) => current.stop(),
            None => current.board.ask_manager(Request::Shutdown),
        }
    }
    Ok(())
}

/// `Swoole\Process\Pool::shutdown`
pub fn shutdown(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let current = CURRENT.get().borrow().clone();
    let Some(current) = current else {
        return Err(errors::throw(
            classes::EXCEPTION.get(),
            "The process pool is not started",
            last_error::INVALID_PARAMS.into(),
        ));
    };
    current.board.ask_manager(Request::Shutdown);
    call.ret_bool(true)
}
