//! `Swoole\Server`: construction, events, settings, and what can be asked and done while it runs.

pub mod commands;
pub mod driver;
mod ending;
pub mod events;
pub mod options;
pub mod port;
pub mod room;
pub mod settings;
pub mod start;
pub mod task;
pub mod tasks;

mod connections;
mod dispatch_func;
mod manager;
mod master;
mod office;
mod post;
mod prepared;
mod presence;
mod single;
mod stats_file;
mod status;
mod user_worker;
mod waiting;
mod worker;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

pub use commands::{add_command, command};
pub use connections::{
    bind, close, exists, get_client_info, get_client_list, heartbeat, pause, protect, resume, send,
    sendfile,
};
pub use start::start;
pub use status::{
    get_manager_pid, get_master_pid, get_worker_id, get_worker_pid, get_worker_status, reload,
    shutdown, stats, stop,
};
pub use user_worker::add_process;

pub use tasks::{finish, send_message, task, task_co, task_wait_multi, taskwait};

use self::events::{Event, ServerCallbacks};
use super::classes;
use super::connection::iterator;
use super::last_error;
use super::memory::Engine;
use super::zend::object::{HandlersCell, Slot};
use super::zend::sys::zend_class_entry;
use super::zend::thread::OneThread;
use super::zend::{Array, Call, Callback, NativeClass, Obj, PhpResult, Value, errors};
use crate::engine::log::{self, Level};

/// `SWOOLE_BASE`.
const MODE_BASE: i64 = 1;
/// `SWOOLE_PROCESS`.
const MODE_PROCESS: i64 = 2;

/// The native part of a server object.
pub struct ServerObject {
    /// Where the object is in its life.
    pub phase: Cell<Phase>,
    /// The ports, in the order in which they were added.
    pub ports: RefCell<Vec<Obj>>,
    /// Callbacks of events that belong to no port.
    pub callbacks: Rc<ServerCallbacks>,
    /// The processes that were added.
    pub user_processes: RefCell<Vec<Obj>>,
    /// What processes can have each other run.
    pub commands: commands::Commands,
    /// The running engine.
    pub engine: RefCell<Option<Rc<Engine>>>,
}

/// The life of a server object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// The constructor has not run.
    New,
    /// It can be configured and started.
    Ready,
    /// It is running.
    Running,
    /// It has run.
    Over,
}

/// Whether a server object exists that has not run to its end: there can be one at a time.
// SAFETY: code of PHP's thread only.
static OCCUPIED: OneThread<Cell<bool>> = unsafe { OneThread::new(Cell::new(false)) };
/// The engine of the server that is running.
// SAFETY: as above.
static CURRENT: OneThread<RefCell<Option<Rc<Engine>>>> =
    unsafe { OneThread::new(RefCell::new(None)) };
/// The same, also in a child of a process that serves.
// SAFETY: as above.
static KNOWN: OneThread<RefCell<Weak<Engine>>> =
    unsafe { OneThread::new(RefCell::new(Weak::new())) };
/// The handles of the objects of its ports, by their numbers.
// SAFETY: as above.
static PORTS: OneThread<RefCell<Vec<u32>>> = unsafe { OneThread::new(RefCell::new(Vec::new())) };

// SAFETY: `module` attaches this type to the class that `class` returns.
unsafe impl NativeClass for ServerObject {
    fn new() -> Self {
        Self {
            phase: Cell::new(Phase::New),
            ports: RefCell::default(),
            callbacks: Rc::default(),
            user_processes: RefCell::default(),
            commands: RefCell::default(),
            engine: RefCell::default(),
        }
    }

    fn class() -> *mut zend_class_entry {
        classes::SERVER.get()
    }

    fn handlers() -> &'static HandlersCell {
        static HANDLERS: HandlersCell = HandlersCell::new();
        &HANDLERS
    }
}

impl Drop for ServerObject {
    fn drop(&mut self) {
        if matches!(self.phase.get(), Phase::Ready | Phase::Running) {
            OCCUPIED.get().set(false);
        }
    }
}

/// The running engine of a server object; `None` if it is no server or not running.
pub fn engine_of(object: &Obj) -> Option<Rc<Engine>> {
    object.native::<ServerObject>()?.engine.borrow().clone()
}

/// The engine of the server that is running in this process.
pub fn current_engine() -> Option<Rc<Engine>> {
    CURRENT.get().borrow().clone()
}

/// Whether a loop of a server runs this process: not where it only reaches one, as a process does that was added to it.
pub fn serves() -> bool {
    current_engine().is_some() && !post::get().is_some_and(|post| post.is_of_program())
}

/// A declared property of a server, port or event object.
pub fn property(object: &Obj, name: &str) -> Slot {
    // Not in the object's own class: a subclass may declare something else, even static, under a private name.
    let class = [&classes::PORT, &classes::EVENT, &classes::STATUS_INFO]
        .into_iter()
        .find(|class| object.instance_of(class.get()))
        .unwrap_or(&classes::SERVER);
    // SAFETY: the class is registered. Stubs and code are made of the same tree, so the property exists.
    unsafe { Slot::find(class.get(), name) }.expect("the property is declared in php-stubs")
}

/// A declared property of a class of this extension.
fn object_property(class: *mut zend_class_entry, name: &str) -> Slot {
    // SAFETY: the class is registered. Stubs and code are made of the same tree, so the property exists.
    unsafe { Slot::find(class, name) }.expect("the property is declared in php-stubs")
}

/// Refuses a call on a server whose constructor was skipped.
fn native<'a>(call: &Call<'a>) -> PhpResult<&'a ServerObject> {
    let server = call.native::<ServerObject>();
    if server.phase.get() == Phase::New {
        let class = call.this().class_name();
        return Err(errors::throw_error(&format!(
            "Invalid instance of {class}: its constructor has to call parent::__construct()"
        )));
    }
    Ok(server)
}

/// The engine of the called server. While it is not running, warns and returns `None`: the method returns false.
pub fn running(call: &Call<'_>) -> PhpResult<Option<Rc<Engine>>> {
    let server = native(call)?;
    let engine = server.engine.borrow().clone();
    match &engine {
        None => last_error::fatal("server is not running"),
        Some(engine) if engine.is_copy() && !engine.visit() => {
            last_error::fatal(
                "this process, a child of the server's, cannot reach the connections: addProcess() makes one that can",
            );
            return Ok(None);
        }
        Some(_) => {}
    }
    Ok(engine)
}

/// `Swoole\Server::__construct`
pub fn construct(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 4)?;
    let host = call.str(0)?;
    let port = call.long_or(1, 0)?;
    let mode = call.long_or(2, MODE_BASE)?;
    let sock_type = call.long_or(3, port::SOCK_TCP)?;
    let this = call.this();
    let server = call.native::<ServerObject>();
    if server.phase.get() != Phase::New {
        let class = this.class_name();
        return Err(errors::throw_error(&format!(
            "Constructor of {class} can only be called once"
        )));
    }
    if mode != MODE_BASE && mode != MODE_PROCESS {
        last_error::set(last_error::INVALID_PARAMS);
        return Err(errors::throw_error(&format!(
            "invalid $mode parameters {mode}"
        )));
    }
    if OCCUPIED.get().get() {
        last_error::set(last_error::OPERATION_NOT_SUPPORT);
        let class = this.class_name();
        return Err(errors::throw(
            classes::EXCEPTION.get(),
            &format!("server is running. unable to create {class}"),
            -3,
        ));
    }
    let first = match port::open(&host, port, sock_type) {
        Ok(port) => port,
        Err(error) => {
            last_error::set(error.code);
            let text = String::from_utf8_lossy(host.as_bytes());
            return Err(errors::throw(
                classes::EXCEPTION.get(),
                &format!(
                    "failed to listen server port[{text}:{port}], Error: {}[{}]",
                    error.text, error.code
                ),
                i64::from(error.code),
            ));
        }
    };
    OCCUPIED.get().set(true);
    server.phase.set(Phase::Ready);
    // Setting a property may destroy what a subclass has put there, and its destructor may call this object.
    server.ports.borrow_mut().push(first.clone());
    let set = |name: &str, value: Value| this.set_slot(property(&this, name), value);
    set("host", host.into());
    set("port", first.slot(property(&first, "port")).clone());
    set("type", Value::long(sock_type & !port::SOCK_SSL));
    set("mode", Value::long(mode));
    set("ssl", Value::bool(sock_type & port::SOCK_SSL != 0));
    set("connections", iterator::make(None).into());
    let mut ports = Array::new();
    ports.push(first.into());
    set("ports", ports.into());
    Ok(())
}

/// `Swoole\Server::__destruct`
pub fn destruct(_call: &mut Call<'_>) -> PhpResult {
    Ok(())
}

/// `Swoole\Server::listen`
pub fn listen(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(3, 3)?;
    let (host, port, sock_type) = (call.str(0)?, call.long(1)?, call.long(2)?);
    let server = native(call)?;
    if server.phase.get() != Phase::Ready {
        last_error::fatal("server is running, cannot add listener");
        return call.ret_bool(false);
    }
    match port::open(&host, port, sock_type) {
        Ok(port) => {
            let this = call.this();
            this.with_array_slot(property(&this, "ports"), |ports| {
                ports.push(port.clone().into())
            });
            server.ports.borrow_mut().push(port.clone());
            call.ret(port)
        }
        Err(error) => {
            last_error::set(error.code);
            errors::warning(&format!(
                "failed to listen server port[{}:{port}], Error: {}[{}]",
                String::from_utf8_lossy(host.as_bytes()),
                error.text,
                error.code
            ));
            call.ret_bool(false)
        }
    }
}

/// `Swoole\Server::on`
pub fn on(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 2)?;
    let name = call.str(0)?;
    let server = native(call)?;
    if server.phase.get() != Phase::Ready {
        last_error::fatal("server is running, unable to register event callback function");
        return call.ret_bool(false);
    }
    let Some(value) = call.arg(1) else {
        return call.ret_bool(false);
    };
    match Event::parse(name.as_bytes()) {
        Some(Event::Server(event)) => {
            let this = call.this();
            this.set_slot(property(&this, event.property()), value.clone());
            let Some(callback) = callable(value, "Swoole\\Server::on") else {
                return call.ret_bool(false);
            };
            server.callbacks.set(event, Some(callback));
            call.ret_bool(true)
        }
        other => {
            let first = server.ports.borrow()[0].clone();
            let done = port::register(&first, other, name.as_bytes(), value);
            call.ret_bool(done)
        }
    }
}

/// Resolves a callback given to `function`, or warns in its name why it cannot be called.
pub fn callable(value: &Value, function: &str) -> Option<Rc<Callback>> {
    let empty = value.is_null() || value.as_array().is_some_and(|array| array.is_empty());
    if empty {
        last_error::fatal_by(function, "illegal callback function");
        return None;
    }
    match Callback::new(value) {
        Ok(callback) => Some(Rc::new(callback)),
        Err(_) => {
            let name = Callback::describe(value);
            last_error::fatal_by(function, &format!("function '{name}' is not callable"));
            None
        }
    }
}

/// `Swoole\Server::getCallback`
pub fn get_callback(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let name = call.str(0)?;
    let server = native(call)?;
    let (object, property_name) = match Event::parse(name.as_bytes()) {
        Some(Event::Server(event)) => (call.this(), event.property()),
        Some(Event::Port(event)) => (server.ports.borrow()[0].clone(), event.property()),
        None => return call.ret(Value::NULL),
    };
    let value = object.slot(property(&object, property_name)).clone();
    call.ret(value)
}

/// `Swoole\Server::set`
pub fn set(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let given = call.array(0)?;
    let server = native(call)?;
    let this = call.this();
    if server.phase.get() != Phase::Ready {
        let class = this.class_name();
        last_error::fatal(&format!(
            "server is running, unable to execute {class}->set"
        ));
        return call.ret_bool(false);
    }
    settings::check(&given, "Swoole\\Server::set")?;
    tasks::check(&settings::Settings::new([&given, &prepared::given(&this)]))?;
    super::log_settings::apply(&given);
    let first = server.ports.borrow()[0].clone();
    for object in [&this, &first] {
        merge(object, &given);
    }
    call.ret_bool(true)
}

/// Merges settings into an object's `setting` property: later values replace earlier ones.
pub fn merge(object: &Obj, given: &Array) {
    merge_in(object, property(object, "setting"), given);
}

/// The same for the property of any class.
pub fn merge_in(object: &Obj, setting: Slot, given: &Array) {
    use super::zend::array::Key;
    object.with_array_slot(setting, |setting| {
        for (key, value) in given.iter() {
            match key {
                Key::Name(name) => setting.set(&name, value.clone()),
                Key::Index(_) => setting.push(value.clone()),
            }
        }
    });
}

/// `Swoole\Server::defer`: calls back at the end of the loop's turn.
pub fn defer(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let callback = call.callback(0)?;
    native(call)?;
    super::runtime::defer(callback);
    call.ret_bool(true)
}

fn known_engine() -> Option<Rc<Engine>> {
    KNOWN.get().borrow().upgrade()
}

/// The engine by which this process, or one that has started it, knows the connections of the server that is running.
pub fn reachable_engine() -> Option<Rc<Engine>> {
    known_engine().filter(|engine| !engine.is_copy() || engine.visit())
}

/// What `getClientInfo` says of a session of the running server.
pub fn connections_info(session: i64) -> Option<Array> {
    let engine = reachable_engine()?;
    let info = engine.info(session)?;
    Some(connections::describe(&engine, &info))
}

/// The engine's number of the port whose object has this handle.
pub fn port_number(handle: u32) -> Option<usize> {
    PORTS.get().borrow().iter().position(|&port| port == handle)
}

/// Notes the objects of the ports, in each process before it is forked.
fn note_ports(drivers: &[driver::PortDriver]) {
    let handles = drivers.iter().map(|driver| driver.handle).collect();
    PORTS.get().replace(handles);
}

/// Whether there is a server in this process, running or not.
pub fn is_there() -> bool {
    OCCUPIED.get().get()
}

/// This process is a child of one that serves, and has nothing to do with its clients.
pub fn leave_to_parent() {
    driver::install(None);
    set_current(None);
}

/// How long a process that ends may be kept by what others do not take.
const MOST_WAIT: Duration = Duration::from_secs(3);

/// Waits until what this process has sent to connections is on its way: it would be lost with the process.
pub fn send_rest() {
    // A child that has reached none has nothing of its own there.
    if let Some(engine) = known_engine()
        && !engine.send_rest(false, MOST_WAIT)
    {
        log::write(
            Level::Warning,
            "what this process has sent is lost: others do not take it",
        );
    }
}

/// Tells the process which engine runs.
fn set_current(engine: Option<Rc<Engine>>) {
    if let Some(engine) = &engine {
        KNOWN.get().replace(Rc::downgrade(engine));
    }
    *CURRENT.get().borrow_mut() = engine;
}
