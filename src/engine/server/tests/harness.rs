//! A server that runs in a thread of its own, with a handler that tells the test what it sees.
//!
//! Nothing in the tests waits for time to pass: they wait for what the server tells, or ask it from inside its loop
//! ([`Harness::run`]). A control connection, the server's first session, wakes the loop for that.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::io::{self, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::fd::RawFd;
use std::rc::{Rc, Weak};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::engine::cluster::dispatch::{Dispatch, Mode};
use crate::engine::cluster::relay::{self, Relay};
use crate::engine::cluster::{Cluster, Part};
use crate::engine::config::{PortConfig, Protocol, ServerConfig};
use crate::engine::handler::{Cause, Close, Handler, Message};
use crate::engine::listener::{Address, Listener};
use crate::engine::memory::Heap;
use crate::engine::reactor::Reactor;
use crate::engine::server::{Outgoing, Push, SendError, Server, Upgrade, run, run_beside};
use crate::engine::session::SessionId;
use crate::engine::shared::exchange::Plan;
use crate::engine::stats::Stats;
use crate::engine::timers::TimerId;
use crate::protocol::http::{Framing, RequestHead, ResponseHead, ResponseMeta, Version};
use crate::protocol::websocket::deflate::negotiate;
use crate::protocol::websocket::handshake::{check_request, write_response};
use crate::protocol::websocket::{CloseCode, Opcode};

/// How long a test waits for what must happen.
pub const PATIENCE: Duration = Duration::from_secs(10);

pub type Engine = Server<Heap>;
type Job = Box<dyn FnOnce(&Engine) + Send>;

/// What the handler was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    Connected(SessionId),
    /// Method and target, then the body.
    Request(SessionId, String, Vec<u8>),
    Message(SessionId, Opcode, Vec<u8>),
    /// The next message was compressed.
    Compressed(SessionId),
    /// A close frame: its code and reason.
    CloseFrame(SessionId, Option<CloseCode>, Vec<u8>),
    Received(SessionId, Vec<u8>),
    Closed(SessionId, Close),
    Watermark(SessionId, bool),
    Signal(i32),
    /// From [`tell`]: whatever the test wants to know.
    Note(String),
}

/// A session that the peer ended, or nobody in particular.
pub const LOST: Close = Close {
    cause: Cause::Peer,
    websocket: false,
};
/// A session without WebSocket whose connection broke.
pub fn broken(session: SessionId, errno: i32) -> Seen {
    let close = Close {
        cause: Cause::Broken(errno),
        websocket: false,
    };
    Seen::Closed(session, close)
}
/// A session without WebSocket that the server ended.
pub const ENDED: Close = Close {
    cause: Cause::Server,
    websocket: false,
};

/// What the handler does besides telling. Everything has a default: echo, upgrade, answer.
pub struct Behaviour {
    pub connected: OnSession,
    pub request: OnRequest,
    pub message: OnMessage,
    pub received: OnBytes,
    pub closed: OnSession,
    pub watermark: OnWatermark,
}

type OnSession = Box<dyn Fn(&Engine, SessionId)>;
type OnRequest = Box<dyn Fn(&Engine, SessionId, &RequestHead<'_>, &[u8])>;
type OnMessage = Box<dyn Fn(&Engine, SessionId, Opcode, Vec<u8>)>;
type OnBytes = Box<dyn Fn(&Engine, SessionId, &[u8])>;
type OnWatermark = Box<dyn Fn(&Engine, SessionId, bool)>;

impl Default for Behaviour {
    fn default() -> Self {
        Self {
            connected: Box::new(|_, _| {}),
            request: Box::new(answer),
            message: Box::new(|server, session, opcode, payload| {
                if matches!(opcode, Opcode::Text | Opcode::Binary) {
                    // A test that cares looks at what arrives.
                    let _ = push(server, session, opcode, &payload);
                }
            }),
            received: Box::new(|server, session, bytes| {
                let _ = server.send(session, Outgoing::Bytes(bytes));
            }),
            closed: Box::new(|_, _| {}),
            watermark: Box::new(|_, _, _| {}),
        }
    }
}

/// Accepts a WebSocket, or answers with the request's method, target and body.
pub fn answer(server: &Engine, session: SessionId, head: &RequestHead<'_>, body: &[u8]) {
    if head.is_upgrade_websocket() {
        assert!(accept_websocket(server, session, head));
        return;
    }
    let mut text = format!("{} {} ", head.method, String::from_utf8_lossy(head.target));
    text.push_str(&String::from_utf8_lossy(body));
    respond(server, session, text.as_bytes(), head.keep_alive());
}

/// Sends the 101 response and upgrades.
pub fn accept_websocket(server: &Engine, session: SessionId, head: &RequestHead<'_>) -> bool {
    let key = check_request(head.method, head.version == Version::Http11, head.headers)
        .expect("a handshake of the test's client");
    let port = server.port_of(session).expect("an open session");
    let compression = server
        .port_config(port)
        .compression
        .and_then(|config| negotiate(head.get_all("Sec-WebSocket-Extensions"), &config));
    let extensions = compression.map(|terms| terms.response_header());
    server
        .write_with(session, |out, _| {
            write_response(&key, None, extensions.as_deref(), [], out);
        })
        .expect("an open session");
    server.upgrade(session, Upgrade { compression })
}

/// Queues a whole response and finishes it.
pub fn respond(server: &Engine, session: SessionId, body: &[u8], keep_alive: bool) {
    let meta = ResponseMeta {
        status: 200,
        reason: None,
        framing: Framing::Length(body.len() as u64),
        head_request: false,
        version: Version::Http11,
        keep_alive,
        content_encoding: None,
    };
    let written = server.write_with(session, |out, date| {
        ResponseHead::begin(out, &meta).expect("valid").finish(date);
    });
    if written.is_ok() {
        // The peer may be gone.
        let sent = server.send(session, Outgoing::Bytes(body));
        assert_ne!(sent, Err(SendError::BufferFull));
    }
    server.finish_response(session, keep_alive);
}

/// Pushes a whole message.
pub fn push(
    server: &Engine,
    session: SessionId,
    opcode: Opcode,
    payload: &[u8],
) -> Result<(), SendError> {
    let push = Push {
        opcode,
        fin: true,
        compress: true,
        oversize: false,
    };
    server.push(session, push, Outgoing::Bytes(payload))
}

/// How a server is set up.
pub struct Setup {
    server: ServerConfig,
    ports: Vec<PortConfig>,
    linger: Option<Duration>,
    relayed: bool,
    behaviour: Box<dyn FnOnce() -> Behaviour + Send>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            server: ServerConfig::default(),
            ports: vec![PortConfig::default()],
            linger: None,
            relayed: std::env::var_os("SWOOLE_RS_RELAYED").is_some(),
            behaviour: Box::new(Behaviour::default),
        }
    }
}

impl Setup {
    /// One port of this protocol.
    pub fn speaking(protocol: Protocol) -> Self {
        Self::default().port(|port| port.protocol = protocol)
    }

    /// Changes the settings of the server.
    pub fn server(mut self, change: impl FnOnce(&mut ServerConfig)) -> Self {
        change(&mut self.server);
        self
    }

    /// Changes the settings of the last port.
    pub fn port(mut self, change: impl FnOnce(&mut PortConfig)) -> Self {
        change(self.ports.last_mut().expect("at least one port"));
        self
    }

    /// Adds another port.
    pub fn and_port(mut self, config: PortConfig) -> Self {
        self.ports.push(config);
        self
    }

    /// Sets how long closing connections are waited for.
    pub fn linger(mut self, time: Duration) -> Self {
        self.linger = Some(time);
        self
    }

    /// Has a reactor thread own the sockets, and the handler in a worker.
    pub fn relayed(mut self) -> Self {
        self.relayed = true;
        self
    }

    /// Sets what the handler does. `make` runs in the server's thread.
    pub fn handler(mut self, make: impl FnOnce() -> Behaviour + Send + 'static) -> Self {
        self.behaviour = Box::new(make);
        self
    }

    /// Starts the server.
    pub fn start(self) -> Harness {
        let (tell, seen) = channel();
        let (jobs, queue) = channel();
        let (ready, addresses) = channel();
        let thread = std::thread::spawn(move || self.serve(tell, queue, &ready));
        let mut addresses: Vec<SocketAddr> = addresses
            .recv_timeout(PATIENCE)
            .expect("the server listens");
        let control = addresses.pop().expect("the control port");
        let control = TcpStream::connect(control).expect("the control port");
        let harness = Harness {
            addresses,
            seen,
            jobs,
            control: Some(control),
            thread: Some(thread),
        };
        // The control connection is there before any other.
        harness.run(|_| ());
        harness
    }

    fn serve(
        mut self,
        tell: Sender<Seen>,
        jobs: Receiver<Job>,
        ready: &Sender<Vec<SocketAddr>>,
    ) -> Ended {
        let reactor = Rc::new(Reactor::new().expect("a reactor"));
        // The control connection does not count.
        self.server.max_connections += 1;
        let mut server = Engine::new(reactor, self.server).expect("a number");
        if let Some(linger) = self.linger {
            server.set_linger(linger);
        }
        let control = self.ports.len();
        self.ports.push(PortConfig {
            protocol: Protocol::Tcp,
            ..PortConfig::default()
        });
        let mut addresses = Vec::new();
        let mut listeners = Vec::new();
        for config in &self.ports {
            let any = Address::ip("127.0.0.1", 0).expect("an address");
            let listener = Listener::bind(any, false).expect("a free port");
            match listener.address() {
                Address::Ip(address) => addresses.push(*address),
                Address::Unix(_) => unreachable!("bound to an IP address"),
            }
            server.add_port(listener.clone(), config.clone());
            listeners.push((listener, config.clone()));
        }
        let reactor = self.relayed.then(|| {
            let config = server.config().clone();
            let cluster = Cluster::new(
                Plan::new(1, 1),
                config.first_session,
                config.max_connections,
            )
            .expect("memory");
            let member = cluster.join(1, Part::Events);
            server.join(Rc::new(member)).expect("a descriptor");
            Relaying::start(cluster, config, self.linger, listeners)
        });
        if reactor.is_none() {
            server.listen().expect("listening");
        }
        let server = Rc::new(server);
        let recorder = Rc::new(Recorder {
            tell,
            jobs,
            control,
            behaviour: (self.behaviour)(),
            server: Rc::downgrade(&server),
            timers: RefCell::default(),
            turns: Cell::new(0),
        });
        RECORDER.set(Some(Rc::clone(&recorder)));
        ready.send(addresses).expect("the test waits");
        let result = run(&*server, &*recorder);
        RECORDER.take();
        drop(reactor);
        Ended {
            result,
            stats: server.stats(),
        }
    }
}

/// A reactor thread.
struct Relaying {
    cluster: Cluster,
    thread: Option<JoinHandle<()>>,
}

impl Relaying {
    fn start(
        cluster: Cluster,
        config: ServerConfig,
        linger: Option<Duration>,
        listeners: Vec<(Listener, PortConfig)>,
    ) -> Self {
        let shared = cluster.clone();
        let (ready, is_ready) = channel();
        let thread = std::thread::spawn(move || {
            let reactor = Rc::new(Reactor::new().expect("a reactor"));
            let mut server = Engine::new(reactor, config).expect("a number");
            if let Some(linger) = linger {
                server.set_linger(linger);
            }
            let ports = listeners.len();
            for (listener, config) in listeners {
                server.add_port(listener, config);
            }
            let member = shared.join(0, Part::Sockets);
            server.join(Rc::new(member)).expect("a descriptor");
            server.listen().expect("listening");
            ready.send(()).expect("the test waits");
            let dispatch = Dispatch::new(Mode::Session, 1, 0);
            let relay = Relay::new(dispatch, 1, vec![true; ports], true);
            run_beside(&server, &relay).expect("a loop");
        });
        is_ready.recv_timeout(PATIENCE).expect("the reactor runs");
        Self {
            cluster,
            thread: Some(thread),
        }
    }
}

impl Drop for Relaying {
    fn drop(&mut self) {
        relay::stop(&self.cluster.join(1, Part::Events).post, 0).expect("room");
        let thread = self.thread.take().expect("once");
        thread.join().expect("the reactor thread");
    }
}

thread_local! {
    /// The recorder of the server that runs in this thread.
    static RECORDER: RefCell<Option<Rc<Recorder>>> = const { RefCell::new(None) };
}

fn recorder() -> Rc<Recorder> {
    let recorder = RECORDER.with_borrow(Clone::clone);
    recorder.expect("called from a server's loop")
}

/// Tells the test something, from inside the server's loop.
pub fn tell(note: impl Into<String>) {
    recorder().note(Seen::Note(note.into()));
}

/// Runs `action` after `delay`, from inside the server's loop.
pub fn after(server: &Engine, delay: Duration, action: impl FnOnce(&Engine) + 'static) {
    let now = server.reactor().now();
    let id = server.reactor().timers().add(now, delay, false);
    recorder().timers.borrow_mut().insert(id, Box::new(action));
}

/// Tells the handler what happened, from inside one of its events.
pub fn tell_news(server: &Engine) {
    server.tell_news(&*recorder());
}

/// How many turns the loop has made.
pub fn turns() -> u64 {
    recorder().turns.get()
}

type Action = Box<dyn FnOnce(&Engine)>;

/// The handler: tells the test, then does what [`Behaviour`] says.
pub struct Recorder {
    tell: Sender<Seen>,
    jobs: Receiver<Job>,
    control: usize,
    behaviour: Behaviour,
    server: Weak<Engine>,
    timers: RefCell<HashMap<TimerId, Action>>,
    turns: Cell<u64>,
}

impl Recorder {
    fn note(&self, seen: Seen) {
        // A test that has ended does not listen any more.
        let _ = self.tell.send(seen);
    }

    fn is_control(&self, server: &Engine, session: SessionId) -> bool {
        server.port_of(session) == Some(self.control)
    }
}

impl Handler<Heap> for Recorder {
    fn connected(&self, server: &Engine, session: SessionId) {
        if self.is_control(server, session) {
            server.protect(session, true);
            return;
        }
        self.note(Seen::Connected(session));
        (self.behaviour.connected)(server, session);
    }

    fn request(&self, server: &Engine, session: SessionId, head: &RequestHead<'_>, body: Vec<u8>) {
        let line = format!("{} {}", head.method, String::from_utf8_lossy(head.target));
        self.note(Seen::Request(session, line, body.clone()));
        (self.behaviour.request)(server, session, head, &body);
    }

    fn message(&self, server: &Engine, session: SessionId, message: Message<Vec<u8>>) {
        let Message {
            opcode,
            payload,
            compressed,
            close_code,
        } = message;
        if compressed {
            self.note(Seen::Compressed(session));
        }
        self.note(match opcode {
            Opcode::Close => Seen::CloseFrame(session, close_code, payload.clone()),
            _ => Seen::Message(session, opcode, payload.clone()),
        });
        (self.behaviour.message)(server, session, opcode, payload);
    }

    fn received(&self, server: &Engine, session: SessionId, bytes: &[u8]) {
        if self.is_control(server, session) {
            while let Ok(job) = self.jobs.try_recv() {
                job(server);
            }
            return;
        }
        self.note(Seen::Received(session, bytes.to_vec()));
        (self.behaviour.received)(server, session, bytes);
    }

    fn closed(&self, server: &Engine, session: SessionId, close: Close) {
        if self.is_control(server, session) {
            return;
        }
        self.note(Seen::Closed(session, close));
        (self.behaviour.closed)(server, session);
    }

    fn watermark(&self, server: &Engine, session: SessionId, full: bool) {
        self.note(Seen::Watermark(session, full));
        (self.behaviour.watermark)(server, session, full);
    }

    fn timer(&self, id: TimerId) {
        let server = self.server.upgrade().expect("the server runs");
        let action = self.timers.borrow_mut().remove(&id);
        action.expect("a timer of the test")(&server);
    }

    fn signal(&self, server: &Engine, signal: i32) {
        self.note(Seen::Signal(signal));
        if signal == libc::SIGTERM {
            server.shut_down();
        }
    }

    fn turn_ended(&self, _server: &Engine) {
        self.turns.set(self.turns.get() + 1);
    }
}

/// How a server's loop ended.
#[derive(Debug)]
pub struct Ended {
    pub result: io::Result<()>,
    pub stats: Stats,
}

/// A running server.
pub struct Harness {
    addresses: Vec<SocketAddr>,
    seen: Receiver<Seen>,
    jobs: Sender<Job>,
    control: Option<TcpStream>,
    thread: Option<JoinHandle<Ended>>,
}

impl Harness {
    /// The address of the first port.
    pub fn address(&self) -> SocketAddr {
        self.addresses[0]
    }

    /// The address of any port.
    pub fn address_of(&self, port: usize) -> SocketAddr {
        self.addresses[port]
    }

    /// Lets the loop run `job`, without waiting for it.
    pub fn post(&self, job: impl FnOnce(&Engine) + Send + 'static) {
        self.jobs.send(Box::new(job)).expect("the server runs");
        let mut control = self.control.as_ref().expect("the server runs");
        control.write_all(b"!").expect("the server runs");
    }

    /// Lets the loop run `job`. What reached the server's sockets before is usually handled before too.
    pub fn run<R: Send + 'static>(&self, job: impl FnOnce(&Engine) -> R + Send + 'static) -> R {
        let (send, receive) = channel();
        self.post(move |server| {
            let result = job(server);
            send.send(result).expect("the test waits");
        });
        receive.recv_timeout(PATIENCE).expect("the job has run")
    }

    /// Stops the loop inside an event until the guard is dropped, so that a test can make several sockets ready for
    /// one turn.
    pub fn hold(&self) -> Held {
        let (entered, is_entered) = channel();
        let (release, is_released) = channel::<()>();
        self.post(move |_| {
            entered.send(()).expect("the test waits");
            // An error is the guard being dropped.
            let _ = is_released.recv();
        });
        is_entered.recv_timeout(PATIENCE).expect("the loop stands");
        Held { _release: release }
    }

    /// The next event.
    #[track_caller]
    pub fn next(&self) -> Seen {
        match self.seen.recv_timeout(PATIENCE) {
            Ok(seen) => seen,
            Err(RecvTimeoutError::Timeout) => panic!("nothing happened"),
            Err(RecvTimeoutError::Disconnected) => panic!("the server has ended"),
        }
    }

    /// The next event; `None` if the server ends instead.
    #[track_caller]
    pub fn wait_for_next(&self) -> Option<Seen> {
        match self.seen.recv_timeout(PATIENCE) {
            Ok(seen) => Some(seen),
            Err(RecvTimeoutError::Disconnected) => None,
            Err(RecvTimeoutError::Timeout) => panic!("nothing happened"),
        }
    }

    /// Checks the next events.
    #[track_caller]
    pub fn expect(&self, expected: impl IntoIterator<Item = Seen>) {
        for expected in expected {
            assert_eq!(self.next(), expected);
        }
    }

    /// The next event if it has happened already.
    pub fn poll(&self) -> Option<Seen> {
        self.seen.try_recv().ok()
    }

    /// Checks that nothing more has happened: what clients sent before was handled in an earlier turn, or in this one.
    #[track_caller]
    pub fn expect_nothing(&self) {
        self.run(|_| ());
        self.run(|_| ());
        assert_eq!(self.poll(), None);
    }

    /// Passes what has happened up to now to `look`, and checks nothing.
    pub fn look_at(&self, mut look: impl FnMut(Seen)) {
        self.run(|_| ());
        self.run(|_| ());
        while let Some(seen) = self.poll() {
            look(seen);
        }
    }

    /// The session id of the next event, which must be a new connection.
    #[track_caller]
    pub fn connected(&self) -> SessionId {
        match self.next() {
            Seen::Connected(session) => session,
            other => panic!("{other:?} instead of a connection"),
        }
    }

    /// The next event, which must be a note.
    #[track_caller]
    pub fn note(&self) -> String {
        match self.next() {
            Seen::Note(note) => note,
            other => panic!("{other:?} instead of a note"),
        }
    }

    /// Waits until `delay` has passed by the loop's clock.
    #[track_caller]
    pub fn let_pass(&self, delay: Duration) {
        let (send, receive) = channel();
        self.run(move |server| {
            after(server, delay, move |_| {
                send.send(()).expect("the test waits");
            });
        });
        receive.recv_timeout(PATIENCE).expect("the timer has fired");
    }

    /// Waits until `count` bytes wait to be read on the server's side of a session, or its end of stream.
    pub fn wait_for_input(fd: RawFd, count: usize) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let mut waiting: libc::c_int = 0;
            // SAFETY: FIONREAD writes an int.
            let result = unsafe { libc::ioctl(fd, libc::FIONREAD, &raw mut waiting) };
            assert_eq!(result, 0, "{}", io::Error::last_os_error());
            if usize::try_from(waiting).is_ok_and(|waiting| waiting >= count) {
                return;
            }
            assert!(Instant::now() < deadline, "{waiting} bytes have come");
            std::thread::yield_now();
        }
    }

    /// Waits until a descriptor of the server's reports `events` of poll(2).
    pub fn wait_for(fd: RawFd, events: i16) {
        let mut poll = libc::pollfd {
            fd,
            events,
            revents: 0,
        };
        // SAFETY: one pollfd that we own.
        let ready = unsafe { libc::poll(&raw mut poll, 1, PATIENCE.as_millis() as i32) };
        assert_eq!(ready, 1, "{}", io::Error::last_os_error());
    }

    /// The server's descriptor of a session.
    pub fn fd(&self, session: SessionId) -> RawFd {
        self.run(move |server| server.info(session).expect("an open session").socket_fd)
    }

    /// The number of connections that the server holds, open or not, but for the control connection.
    pub fn held_connections(&self) -> usize {
        self.run(|server| server.state.borrow().connections.len() - 1)
    }

    /// Waits until the server holds only `count` connections.
    #[track_caller]
    pub fn wait_for_connections(&self, count: usize) {
        let deadline = Instant::now() + PATIENCE;
        while self.held_connections() != count {
            assert!(Instant::now() < deadline, "{}", self.held_connections());
        }
    }

    /// Closes the control connection: the last one of a server that drains.
    pub fn end_control(&mut self) {
        self.control = None;
    }

    /// Waits for the loop to end by itself.
    pub fn join(mut self) -> Ended {
        self.thread
            .take()
            .expect("joined once")
            .join()
            .expect("the server's thread does not panic")
    }

    /// Ends the loop.
    pub fn stop(self) -> Ended {
        self.post(Engine::abort);
        self.join()
    }
}

impl Drop for Harness {
    fn drop(&mut self) {
        let Some(thread) = self.thread.take() else {
            return;
        };
        // Either fails if the server has ended.
        let _ = self.jobs.send(Box::new(Engine::abort));
        if let Some(mut control) = self.control.take() {
            let _ = control.write_all(b"!");
        }
        if thread.join().is_err() && !std::thread::panicking() {
            panic!("the server's thread panicked");
        }
    }
}

/// The loop stands until this is dropped.
pub struct Held {
    _release: Sender<()>,
}
