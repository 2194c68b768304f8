//! What is settled before a server runs, in the process that was started: settings, ports, callbacks. The processes that
//! it forks go on from here.

use std::io;
use std::num::NonZero;
use std::rc::Rc;

use super::driver::PortDriver;
use super::events::ServerCallbacks;
use super::port::{self, PortObject};
use super::room;
use super::settings::Settings;
use super::tasks::TaskTerms;
use super::{MODE_PROCESS, ServerObject, property};
use crate::engine::cluster::Cluster;
use crate::engine::cluster::dispatch::Mode;
use crate::engine::config::{PortConfig, Protocol, ServerConfig};
use crate::engine::listener::Listener;
use crate::engine::log::{self, Level};
use crate::engine::process::affinity;
use crate::engine::process::board::Crew;
use crate::engine::process::isolation::{self, Isolation};
use crate::engine::shared::exchange::Plan;
use crate::php::http::HttpOptions;
use crate::php::websocket::handshake;
use crate::php::zend::{Array, Callback, Obj};

/// The most processes that a server may have of a kind, for each processor, as in Swoole.
const MOST_PER_CPU: usize = 1000;
/// The most workers that may finish what they have begun while successors are at their posts already.
const MOST_LEAVERS: usize = 16;
/// Children of processes of the server that may send to connections at a time, at least.
const MOST_GUESTS: usize = 16;
/// The most reactor threads for each processor, as in Swoole.
const MOST_REACTORS_PER_CPU: usize = 4;
/// The most reactor threads that a server has which does not say how many, as in Swoole.
const MOST_REACTORS: usize = 8;

/// A port and what it is served with.
pub struct Port {
    /// Its socket.
    pub listener: Listener,
    /// Its settings.
    pub config: PortConfig,
}

/// A server that is about to run.
pub struct Prepared {
    /// The object.
    pub this: Obj,
    /// What `set()` was given.
    pub given: Array,
    /// Settings of the whole server.
    pub config: ServerConfig,
    /// What the first port speaks.
    pub protocol: Protocol,
    /// The ports that have a socket.
    pub ports: Vec<Port>,
    /// The PHP side of all ports.
    pub drivers: Rc<[PortDriver]>,
    /// Callbacks of the server.
    pub callbacks: Rc<ServerCallbacks>,
    /// How many processes there are.
    pub crew: Crew,
    /// Those that the program has added.
    pub user_processes: Vec<Obj>,
    /// Whether callbacks run in coroutines.
    pub coroutines: bool,
    /// Whether workers finish what they do before they end.
    pub reload_async: bool,
    /// Whether callbacks get objects instead of single arguments.
    pub event_objects: bool,
    /// Whether each worker has a listening socket of its own.
    pub reuse_port: bool,
    /// After how many requests a worker is replaced, and how many more at most, by chance.
    pub max_requests: Option<(u64, u64)>,
    /// How many requests a worker deals with at a time; further ones wait.
    pub worker_concurrency: Option<u32>,
    /// What workers become, if they are not to be the superuser.
    pub isolation: Option<Isolation>,
    /// Processors that workers are not tied to; `None` if they are not tied at all.
    pub ignored_cpus: Option<Vec<usize>>,
    /// Whether there is a master process beside the manager.
    pub process_mode: bool,
    /// How many threads of that own sockets.
    pub reactors: usize,
    /// How they choose workers.
    pub dispatch: Mode,
    /// Whether there is only one, in the master's own thread.
    pub single_thread: bool,
    /// The program's own way to choose workers, which comes first.
    pub dispatch_func: Option<Rc<Callback>>,
    /// What was set about tasks.
    pub tasks: TaskTerms,
    /// Who waits for room.
    pub room: room::Terms,
    /// Whether connects and ends are told of although events may overtake each other.
    pub unsafe_events: bool,
}

impl Prepared {
    /// Reads settings and takes the sockets of the ports. Nothing listens yet.
    pub fn new(server: &ServerObject, this: &Obj, protocol: Protocol) -> io::Result<Self> {
        let given = given(this);
        let settings = Settings::new([&given]);
        let isolation = isolation(&settings)?;
        let process_mode = this.slot(property(this, "mode")).as_long() == Some(MODE_PROCESS);
        let coroutines = settings.bool("enable_coroutine").unwrap_or(true);
        let dispatch_func = settings
            .get("dispatch_func")
            .filter(|_| process_mode)
            .and_then(|callable| super::callable(callable, "Swoole\\Server::start"));
        // Only the thread that runs PHP may call that.
        let single_thread = process_mode
            && (dispatch_func.is_some() || settings.bool("single_thread").unwrap_or(false));
        let crew = Crew {
            user_workers: server.user_processes.borrow().len(),
            ..crew(&settings, process_mode)
        };
        let mut ports = Vec::new();
        let mut drivers = Vec::new();
        for object in server.ports.borrow().iter() {
            let (port, driver) = port_of(object, &given, protocol, drivers.first());
            ports.extend(port);
            drivers.push(driver);
        }
        super::note_ports(&drivers);
        let mut config = settings.server_config();
        // The ports have the server's time where they have none of their own.
        let idle = |port: &Port| port.config.heartbeat_idle;
        let shortest = ports.iter().filter_map(idle).min();
        config.heartbeat_interval = config.heartbeat_interval.or(shortest.map(|idle| idle / 2));
        let mut prepared = Self {
            config,
            protocol,
            ports,
            drivers: drivers.into(),
            callbacks: Rc::clone(&server.callbacks),
            crew,
            user_processes: server.user_processes.borrow().clone(),
            coroutines,
            reload_async: coroutines || settings.bool("reload_async").unwrap_or(true),
            event_objects: settings.bool("event_object").unwrap_or(false),
            reuse_port: settings.bool("enable_reuse_port").unwrap_or(false),
            max_requests: max_requests(&settings),
            worker_concurrency: settings.worker_max_concurrency(),
            isolation,
            ignored_cpus: settings
                .bool("open_cpu_affinity")
                .unwrap_or(false)
                .then(|| ignored_cpus(&settings)),
            process_mode,
            reactors: match (process_mode, single_thread) {
                (false, _) => 0,
                (true, true) => 1,
                (true, false) => reactors(&settings, crew.workers),
            },
            single_thread,
            dispatch_func,
            dispatch: dispatch(&settings),
            tasks: TaskTerms::of(&settings),
            room: room::Terms::of(&settings),
            unsafe_events: settings.bool("enable_unsafe_event").unwrap_or(false),
            this: this.clone(),
            given,
        };
        // A program's own way of choosing workers chooses one for each end, too.
        let tells_at_once =
            process_mode && prepared.dispatch_func.is_none() && prepared.tells_of_ends();
        let spread = (prepared.dispatch, prepared.crew.workers);
        prepared.config.told_at_once = tells_at_once.then_some(spread);
        if let Some(root) = prepared.isolation.as_ref().and_then(Isolation::root) {
            // The master may go elsewhere.
            prepared.config.root = Some(root.canonicalize()?);
        }
        Ok(prepared)
    }

    /// Whether one process does everything.
    pub fn is_single(&self) -> bool {
        let alone = Crew {
            workers: 1,
            ..Crew::default()
        };
        !self.process_mode && self.crew == alone && self.max_requests.is_none()
    }

    /// Whether connects and ends are told of: not where events may overtake each other, so that one of a connection could come
    /// before that it is there, unless the program wants it all the same.
    pub fn tells_of_ends(&self) -> bool {
        !self.process_mode || self.dispatch.keeps_order() || self.unsafe_events
    }

    /// Ties this process, which is worker `number`, to a processor, if workers are to be tied.
    pub fn tie_to_processor(&self, number: usize) {
        if let Some(ignored) = &self.ignored_cpus
            && let Err(error) = affinity::tie(number, ignored)
        {
            log::write(
                Level::Warning,
                format!("cannot tie the worker to a processor, Error: {error}"),
            );
        }
    }

    /// What the processes share. Made before the first fork.
    pub fn cluster(&self) -> io::Result<Cluster> {
        // Behind the crew come the master and the manager.
        let leavers = if self.reload_async {
            self.crew.workers.min(MOST_LEAVERS)
        } else {
            0
        };
        let spares = leavers + MOST_GUESTS;
        let plan = Plan::new(self.reactors, self.crew.len() + 2).with_spares(spares);
        Cluster::new(plan, self.config.first_session, self.config.max_connections)
    }

    /// Has the sockets listen. Those of which each worker has its own are kept for their address.
    pub fn listen(&self) -> io::Result<()> {
        for port in &self.ports {
            if self.reuse_port {
                port.listener.allow_siblings()?;
            }
            if self.is_single() || !self.has_siblings(port) {
                port.listener
                    .listen(port.config.backlog, &port.config.tcp)?;
            }
        }
        Ok(())
    }

    fn has_siblings(&self, port: &Port) -> bool {
        self.reuse_port && !port.listener.is_unix()
    }

    /// The socket of a port for a worker.
    pub fn listener(&self, port: &Port) -> io::Result<Listener> {
        if !self.has_siblings(port) {
            return Ok(port.listener.clone());
        }
        let own = port.listener.sibling()?;
        own.listen(port.config.backlog, &port.config.tcp)?;
        Ok(own)
    }
}

/// What `set()` was given.
pub fn given(this: &Obj) -> Array {
    this.slot(property(this, "setting"))
        .as_array()
        .unwrap_or_default()
}

/// The number of processors.
fn cpus() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}

fn crew(settings: &Settings<'_>, process_mode: bool) -> Crew {
    let default = if process_mode { cpus() } else { 1 };
    let workers = match settings.int("worker_num") {
        None => default,
        // As in Swoole.
        Some(..=0) => cpus(),
        Some(count) => bounded("worker_num", count, "processes", MOST_PER_CPU),
    };
    Crew {
        workers,
        task_workers: bounded(
            "task_worker_num",
            settings.int("task_worker_num").unwrap_or(0),
            "processes",
            MOST_PER_CPU,
        ),
        ..Crew::default()
    }
}

/// Not more than `workers`, as in Swoole: where threads outnumber the processes that they work for, each of them hands over
/// less at a time, and everybody wakes more often.
fn reactors(settings: &Settings<'_>, workers: usize) -> usize {
    let count = match settings.int("reactor_num") {
        None | Some(..=0) => cpus().min(MOST_REACTORS),
        Some(count) => bounded("reactor_num", count, "threads", MOST_REACTORS_PER_CPU),
    };
    count.min(workers).max(1)
}

/// Which worker gets what. Swoole's number 6 is not in use.
fn dispatch(settings: &Settings<'_>) -> Mode {
    let number = settings
        .int("dispatch_mode")
        .unwrap_or(Mode::Session as i64);
    Mode::from_number(number).unwrap_or_else(|| {
        log::write(
            Level::Warning,
            format!("dispatch_mode {number} is none of 1 to 5 and 7 to 9: using 2"),
        );
        Mode::Session
    })
}

fn bounded(name: &str, count: i64, what: &str, most_per_cpu: usize) -> usize {
    let most = cpus().saturating_mul(most_per_cpu);
    let count = usize::try_from(count).unwrap_or(0);
    if count > most {
        log::write(
            Level::Warning,
            format!("{name} == {count}, Too many {what}, reset to max value {most}"),
        );
    }
    count.min(most)
}

fn max_requests(settings: &Settings<'_>) -> Option<(u64, u64)> {
    let max = settings.int("max_request")?;
    let max = u64::try_from(max).ok().filter(|&max| max > 0)?;
    let grace = settings
        .int("max_request_grace")
        .map_or(max / 2, |grace| u64::try_from(grace).unwrap_or(0));
    Some((max, grace))
}

/// What workers become. Only the superuser can change that; anybody else is told so.
fn isolation(settings: &Settings<'_>) -> io::Result<Option<Isolation>> {
    let [user, group, root] = ["user", "group", "chroot"].map(|name| settings.text(name));
    let isolation = Isolation::of(user.as_deref(), group.as_deref(), root.as_deref())?;
    if isolation.is_some() && !isolation::is_superuser() {
        log::write(
            Level::Warning,
            "options [user], [group] and [chroot] need the superuser and have no effect",
        );
        return Ok(None);
    }
    Ok(isolation)
}

fn ignored_cpus(settings: &Settings<'_>) -> Vec<usize> {
    let Some(list) = settings
        .get("cpu_affinity_ignore")
        .and_then(|value| value.as_array())
    else {
        return Vec::new();
    };
    list.iter()
        .filter_map(|(_, cpu)| usize::try_from(cpu.to_long()).ok())
        .collect()
}

/// A port as the engine and as PHP sees it.
fn port_of(
    object: &Obj,
    server_settings: &Array,
    protocol: Protocol,
    first: Option<&PortDriver>,
) -> (Option<Port>, PortDriver) {
    let own = port::setting(object);
    let layers: Vec<&Array> = own.iter().chain([server_settings]).collect();
    let settings = Settings::new(layers);
    // A further port speaks what the server speaks unless it was configured to speak something else.
    let protocol = match (first, &own) {
        (Some(_), Some(own)) => {
            let own = Settings::new([own]);
            if own.bool("open_websocket_protocol").unwrap_or(false) {
                Protocol::WebSocket
            } else if own.bool("open_http_protocol").unwrap_or(false) {
                Protocol::Http
            } else {
                Protocol::Tcp
            }
        }
        _ => protocol,
    };
    let config = settings.port_config(protocol);
    let handshake = handshake::Terms::new(&config, settings.subprotocols());
    let native = object.native::<PortObject>();
    let callbacks = native
        .map(|port| Rc::clone(&port.callbacks))
        .unwrap_or_default();
    if let Some(first) = first {
        callbacks.fall_back_to(&first.callbacks);
    }
    let number = object.slot(property(object, "port")).to_long();
    let driver = PortDriver {
        callbacks,
        options: Rc::new(HttpOptions::from_settings(&settings)),
        handshake,
        number: u16::try_from(number).unwrap_or(0),
        handle: object.handle(),
    };
    let listener = native.and_then(|port| port.listener.borrow_mut().take());
    let port = listener.map(|listener| Port { listener, config });
    (port, driver)
}
