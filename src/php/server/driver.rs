//! The inline driver: events of the engine become PHP callbacks, called from the loop itself.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::ptr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use super::ending::NOTE_ADOPT;
use super::events::{PortCallbacks, PortEvent, ServerCallbacks, ServerEvent};
use super::prepared::Prepared;
use super::stats_file::StatsFile;
use super::waiting::{Request, Waiting};
use super::{commands, property, room, status, tasks};
use crate::engine::handler::{Close, Handler, Message};
use crate::engine::process::board::{Member, State};
use crate::engine::reactor::Ready;
use crate::engine::session::SessionId;
use crate::engine::shared::exchange::Station;
use crate::engine::timers::TimerId;
use crate::php::http::HttpOptions;
use crate::php::http::answer::{self, Answer};
use crate::php::http::request::{self, Facts};
use crate::php::http::response;
use crate::php::memory::{Engine, Zend};
use crate::php::runtime::{self, Verdict};
use crate::php::sched::{self, Coroutine};
use crate::php::websocket::{frame, handshake};
use crate::php::zend::callback::Threw;
use crate::php::zend::string::ZStrBuf;
use crate::php::zend::thread::OneThread;
use crate::php::zend::{Callback, Obj, Value, ZStr, bailout, errors};
use crate::php::{classes, log_settings};
use crate::protocol::http::RequestHead;
use crate::protocol::payload::PayloadBuffer;
use crate::protocol::websocket::CloseCode;

/// How deep `close()` may call `onClose` from inside another callback; deeper ones are told when that has returned.
const NESTED_NEWS: u32 = 16;

/// What the driver needs to know about a port.
pub struct PortDriver {
    /// Its callbacks.
    pub callbacks: Rc<PortCallbacks>,
    /// How its requests are prepared.
    pub options: Rc<HttpOptions>,
    /// How handshakes are answered.
    pub handshake: handshake::Terms,
    /// Its number, as requests report it.
    pub number: u16,
    /// The handle of its object.
    pub handle: u32,
}

/// Most messages, and bytes of them, that are put off until the input they came with was decoded. An inflated message
/// may be much larger than its input.
const BATCH_MESSAGES: usize = 64;
const BATCH_BYTES: usize = 256 * 1024;

/// A message that waits for its callback.
struct PutOff {
    callback: Rc<Callback>,
    session: SessionId,
    message: Message<ZStrBuf>,
}

#[derive(Default)]
struct Batch {
    messages: VecDeque<PutOff>,
    bytes: usize,
}

/// What a process does for its server, beside serving.
pub struct Service {
    /// Its number among the workers.
    pub number: usize,
    /// Whether it does tasks: its successor goes on with them when it has ended.
    pub does_tasks: bool,
    /// How it shows itself to the other processes, if there are any.
    pub member: Option<Member>,
    /// Whether it is the one that calls `onBeforeShutdown`, when the whole server stops.
    pub tells_of_shutdown: bool,
    /// Whether it finishes what it has begun before it ends.
    pub reload_async: bool,
    /// How long that may take.
    pub max_wait: Duration,
    /// After how many requests it ends.
    pub max_requests: Option<u64>,
    /// The file of statistics that it writes.
    pub stats_file: Option<StatsFile>,
}

/// Calls PHP for one running server.
pub struct Driver {
    pub(super) engine: Rc<Engine>,
    this: Obj,
    pub(super) callbacks: Rc<ServerCallbacks>,
    ports: Rc<[PortDriver]>,
    /// Whether callbacks get a `Swoole\Server\Event` instead of single arguments (`event_object`).
    event_objects: bool,
    pub(super) service: Service,
    /// Whether it was asked to end, and has not begun to.
    asked_to_end: Cell<bool>,
    /// While it finishes what it has begun: how long it may.
    pub(super) finish_by: Cell<Option<Instant>>,
    /// While a successor could start but for what is on its way to this process: when to look again.
    pub(super) next_look: Cell<Option<Instant>>,
    nested: Cell<u32>,
    /// Requests that wait until others are dealt with.
    waiting: Waiting,
    /// Messages that came together and are handled one after the other.
    batch: Rc<RefCell<Batch>>,
    /// Whether it has had something to do.
    has_served: Cell<bool>,
    /// Whether a callback ended in a way that ends the process.
    pub(super) failed: Cell<bool>,
}

// SAFETY: code of PHP's thread only.
static DRIVER: OneThread<RefCell<Option<Rc<Driver>>>> =
    unsafe { OneThread::new(RefCell::new(None)) };

/// Makes `driver` the one that calls from PHP code reach, or none.
pub fn install(driver: Option<Rc<Driver>>) {
    let old = DRIVER.get().replace(driver);
    drop(old);
}

/// The driver of the running server.
pub fn installed() -> Option<Rc<Driver>> {
    DRIVER.get().borrow().clone()
}

/// Has this process end in order, when the running callbacks have returned. False if it serves nobody.
pub fn request_end() -> bool {
    let driver = installed();
    if let Some(driver) = &driver {
        driver.asked_to_end.set(true);
    }
    driver.is_some()
}

/// Tells PHP at once what a method has caused, as Swoole does: `close()` calls `onClose` before it returns. While an
/// exception is on its way nothing can be called; then the loop tells it.
pub fn tell_now(engine: &Engine) {
    if let Some(driver) = installed().filter(|driver| ptr::eq(&*driver.engine, engine)) {
        let depth = driver.nested.get();
        if depth < NESTED_NEWS && !bailout::caught() && !errors::pending() {
            driver.nested.set(depth + 1);
            engine.tell_news(&*driver);
            driver.nested.set(depth);
        }
    }
}

impl Driver {
    /// A driver for a server and its ports.
    pub fn new(engine: Rc<Engine>, prepared: &Prepared, service: Service) -> Self {
        Self {
            engine,
            this: prepared.this.clone(),
            callbacks: Rc::clone(&prepared.callbacks),
            ports: Rc::clone(&prepared.drivers),
            event_objects: prepared.event_objects,
            service,
            asked_to_end: Cell::new(false),
            finish_by: Cell::new(None),
            next_look: Cell::new(None),
            nested: Cell::new(0),
            waiting: Waiting::new(prepared.worker_concurrency),
            batch: Rc::default(),
            has_served: Cell::new(false),
            failed: Cell::new(false),
        }
    }

    /// Whether the loop ended because of an exception or a fatal error.
    pub fn has_failed(&self) -> bool {
        self.failed.get()
    }

    /// Calls an event of the server with `$server`, and with the worker's id if it is one of a worker. Around those of the
    /// end there is no loop any more, so that nobody may wait in them.
    pub fn server_event(&self, event: ServerEvent) {
        let Some(callback) = self.callbacks.get(event) else {
            return;
        };
        let this = self.this();
        let number = Value::long(self.service.number as i64);
        let call = move || {
            let mut args = vec![this];
            if matches!(
                event,
                ServerEvent::WorkerStart | ServerEvent::WorkerExit | ServerEvent::WorkerStop
            ) {
                args.push(number);
            }
            callback.run(&mut args)
        };
        if matches!(
            event,
            ServerEvent::Start | ServerEvent::WorkerStart | ServerEvent::BeforeShutdown
        ) {
            self.call(call);
        } else {
            self.guarded(call);
        }
    }

    /// Shows the other processes what was counted here.
    pub fn show(&self) {
        if let Some(member) = self.member() {
            member.show(self.engine.stats(), self.engine.own_sessions() as u64);
            member.serve(tasks::begun());
        }
    }

    /// The process of the crew that this is, if there are others.
    pub fn member(&self) -> Option<&Member> {
        self.service.member.as_ref()
    }

    fn this(&self) -> Value {
        self.this.clone().into()
    }

    #[inline]
    fn guarded<R>(&self, call: impl FnOnce() -> Result<R, Threw>) -> Option<R> {
        let (verdict, value) = runtime::guarded(call);
        if verdict == Verdict::End {
            self.fail();
        }
        value
    }

    /// Calls PHP in a coroutine, if callbacks have them.
    #[inline]
    fn call(&self, job: impl FnOnce() -> Result<(), Threw> + 'static) {
        if runtime::call(job) == Verdict::End {
            self.fail();
        }
    }

    /// Calls PHP for each message that was put off: coroutines that do not wait share one switch of stacks. Once one
    /// waits, the next runs on another stack.
    fn run_batch(&self) {
        loop {
            let before = self.batch.borrow().messages.len();
            if before == 0 || self.failed.get() {
                break;
            }
            let batch = Rc::clone(&self.batch);
            let engine = Rc::clone(&self.engine);
            let this = self.this();
            self.call(move || {
                let coroutine = sched::current();
                let waits = coroutine.map_or(0, Coroutine::waits);
                loop {
                    let next = {
                        let mut batch = batch.borrow_mut();
                        let next = batch.messages.pop_front();
                        if batch.messages.is_empty() {
                            batch.bytes = 0;
                        }
                        next
                    };
                    let Some(next) = next else { return Ok(()) };
                    // An earlier callback may have closed the session.
                    if engine.is_heard(next.session) {
                        let frame = frame::incoming(next.session, next.message);
                        next.callback.run(&mut [this.clone(), frame])?;
                    }
                    let goes_on = match coroutine {
                        Some(coroutine) => {
                            !batch.borrow().messages.is_empty() && sched::renew(coroutine, waits)
                        }
                        None => false,
                    };
                    if !goes_on {
                        return Ok(());
                    }
                }
            });
            if self.batch.borrow().messages.len() == before {
                // No coroutine could be started. A message must not get lost in silence.
                let refused = self.batch.borrow_mut().messages.pop_front();
                if let Some(PutOff { session, .. }) = refused {
                    // A session that has ended meanwhile needs no answer.
                    let _ = self
                        .engine
                        .disconnect(session, CloseCode::TRY_AGAIN_LATER, b"");
                }
            }
        }
        let mut batch = self.batch.borrow_mut();
        batch.messages.clear();
        batch.bytes = 0;
    }

    /// Wakes those who wait for room on a session, or for its end.
    fn drained(&self, session: SessionId) {
        room::drained(session);
        if runtime::is_ending() {
            self.fail();
        }
    }

    fn fail(&self) {
        self.failed.set(true);
        self.engine.abort();
    }

    /// Tells the manager before the first event that this process has not failed at its start, whatever comes of it.
    #[inline]
    fn begin_to_serve(&self) {
        if !self.has_served.replace(true)
            && let Some(member) = self.member()
        {
            member.begin_to_serve();
        }
    }

    /// The callbacks of the port that a session came through, which is about to have one called.
    #[inline]
    fn port(&self, session: SessionId) -> Option<&PortDriver> {
        self.begin_to_serve();
        self.ports.get(self.engine.port_of(session)?)
    }

    fn callback(&self, session: SessionId, event: PortEvent) -> Option<Rc<Callback>> {
        self.port(session)?.callbacks.get(event)
    }

    /// Calls a callback with `$server, $fd` and the reactor's id, if one is given.
    fn session_event(&self, session: SessionId, event: PortEvent, reactor: Option<i64>) {
        let Some(callback) = self.callback(session, event) else {
            return;
        };
        let this = self.this();
        let with_object = self.event_objects;
        let now = self.now();
        self.call(move || {
            if let (true, Some(reactor)) = (with_object, reactor) {
                let event = event_object(session, reactor, now, None);
                return callback.run(&mut [this, event.into()]);
            }
            let mut args = [
                this,
                Value::long(session),
                reactor.map_or(Value::UNDEF, Value::long),
            ];
            let count = if reactor.is_some() { 3 } else { 2 };
            callback.run(&mut args[..count])
        });
    }

    /// When the turn began, in seconds since 1970.
    fn now(&self) -> f64 {
        self.engine.reactor().unix_time().as_secs_f64()
    }

    fn facts<'a>(&self, session: SessionId, port: &'a PortDriver) -> Facts<'a> {
        Facts::of(&self.engine, session, port.number, &port.options)
    }

    /// A request that the application answers: a plain one, or an opening handshake in its own hands.
    fn ask(
        &self,
        session: SessionId,
        port: &PortDriver,
        callback: Rc<Callback>,
        (head, body): (&RequestHead<'_>, ZStrBuf),
        response: impl FnOnce() -> Obj,
    ) {
        let built = self.guarded(|| {
            let request = request::build(head, body.finish(), &self.facts(session, port));
            Ok(request.map(|request| (request, response())))
        });
        match built {
            Some(Ok((request, response))) => {
                let request = Request {
                    session,
                    callback,
                    request,
                    response,
                };
                if self.waiting.has_to_wait(&self.engine) {
                    self.waiting.push(&self.engine, request);
                } else {
                    self.begin(request);
                }
            }
            Some(Err(error)) => answer::refuse(&self.engine, session, head, error),
            None => {}
        }
    }

    /// Gives a request to the application.
    #[inline]
    fn begin(&self, request: Request) {
        self.call(move || {
            let Request {
                callback,
                request,
                response,
                ..
            } = request;
            callback.run(&mut [request.into(), response.into()])
        });
    }

    /// Gives requests that have waited to the application, as far as it has dealt with others.
    #[cold]
    fn begin_waiting(&self) {
        while !self.failed.get() && self.waiting.may_begin(&self.engine) {
            let Some(request) = self.waiting.pop() else {
                return;
            };
            if self.engine.is_heard(request.session) {
                self.begin(request);
            } else {
                response::give_up(&request.response);
            }
        }
    }

    /// Answers the requests that wait with 503, because this process ends.
    pub(super) fn turn_away(&self) {
        self.waiting.turn_away(&self.engine);
    }

    /// The same when a callback has ended the loop, which would have sent the answers.
    pub fn turn_away_at_once(&self) {
        if !self.engine.is_copy() {
            self.turn_away();
            self.engine.end_turn(self);
        }
    }

    /// An opening handshake that the engine answers, with what `onBeforeHandshakeResponse` adds.
    fn handshake(
        &self,
        session: SessionId,
        port: &PortDriver,
        head: &RequestHead<'_>,
        body: ZStrBuf,
    ) {
        let accepted = match port.handshake.accept(head) {
            Ok(accepted) => accepted,
            Err(refusal) => {
                let answer = Answer {
                    field: refusal.response_field(),
                    ..Answer::status(refusal.status(), false)
                };
                return answer::answer(&self.engine, session, head, &answer);
            }
        };
        let before = port.callbacks.get(PortEvent::BeforeHandshakeResponse);
        let open = port.callbacks.get(PortEvent::Open);
        let engine = Rc::clone(&self.engine);
        if before.is_none() && open.is_none() {
            if response::write_upgrade(&engine, session, None, &accepted.fields()) {
                engine.upgrade(session, accepted.upgrade());
            }
            return;
        }
        let built = self.guarded(|| {
            Ok(request::build(
                head,
                body.finish(),
                &self.facts(session, port),
            ))
        });
        let request = match built {
            Some(Ok(request)) => request,
            Some(Err(error)) => return answer::refuse(&self.engine, session, head, error),
            None => return,
        };
        let this = self.this();
        self.call(move || {
            let fields = accepted.fields();
            let mut preview: Option<Obj> = None;
            if let Some(callback) = before {
                let response = response::build_preview(session, &fields);
                preview = Some(response.clone());
                callback
                    .run(&mut [this.clone(), request.clone().into(), response.into()])
                    .or_else(|threw| {
                        if runtime::survives() {
                            Ok(())
                        } else {
                            Err(threw)
                        }
                    })?;
            }
            // The callback may have waited, or closed it.
            if engine.is_open(session)
                && response::write_upgrade(&engine, session, preview.as_ref(), &fields)
                && engine.upgrade(session, accepted.upgrade())
                && let Some(callback) = open
            {
                callback.run(&mut [this, request.into()])?;
            }
            Ok(())
        });
    }
}

/// What a WebSocket server without `onRequest` says to a plain HTTP request.
const NOT_A_WEBSOCKET: &[u8] =
    b"<html><body><h2>HTTP 400 Bad Request</h2><hr><i>Powered by Swoole</i></body></html>";

impl Handler<Zend> for Driver {
    fn connected(&self, _server: &Engine, session: SessionId) {
        let reactor = self.engine.reactor_of(session) as i64;
        self.session_event(session, PortEvent::Connect, Some(reactor));
    }

    fn request(&self, _server: &Engine, session: SessionId, head: &RequestHead<'_>, body: ZStrBuf) {
        let Some(port) = self.port(session) else {
            return;
        };
        if port.handshake.is_offered() && head.is_upgrade_websocket() {
            match port.callbacks.get(PortEvent::Handshake) {
                Some(callback) => self.ask(session, port, callback, (head, body), || {
                    let upgrade = port.handshake.negotiate(head);
                    let options = &port.options;
                    response::build_handshake(&self.engine, session, head, options, upgrade)
                }),
                None => self.handshake(session, port, head, body),
            }
            return;
        }
        match port.callbacks.get(PortEvent::Request) {
            Some(callback) => self.ask(session, port, callback, (head, body), || {
                response::build(&self.engine, session, head, &port.options)
            }),
            None => {
                let answer = Answer {
                    body: NOT_A_WEBSOCKET,
                    ..Answer::status(400, false)
                };
                answer::answer(&self.engine, session, head, &answer);
            }
        }
    }

    #[inline]
    fn message(&self, _server: &Engine, session: SessionId, message: Message<ZStrBuf>) {
        let Some(callback) = self.callback(session, PortEvent::Message) else {
            return;
        };
        let size = message.payload.as_slice().len();
        let mut batch = self.batch.borrow_mut();
        batch.messages.push_back(PutOff {
            callback,
            session,
            message,
        });
        batch.bytes += size;
        if batch.bytes >= BATCH_BYTES || batch.messages.len() >= BATCH_MESSAGES {
            drop(batch);
            self.run_batch();
        }
    }

    #[inline]
    fn settle(&self, _server: &Engine) {
        if !self.batch.borrow().messages.is_empty() {
            self.run_batch();
        }
    }

    fn received(&self, _server: &Engine, session: SessionId, bytes: &[u8]) {
        let Some(callback) = self.callback(session, PortEvent::Receive) else {
            return;
        };
        let Some(data) = self.guarded(|| Ok(ZStr::new(bytes))) else {
            return;
        };
        let this = self.this();
        let with_object = self.event_objects;
        let reactor = self.engine.reactor_of(session) as i64;
        let now = self.now();
        self.call(move || {
            if with_object {
                let event = event_object(session, reactor, now, Some(data));
                return callback.run(&mut [this, event.into()]);
            }
            let [fd, reactor] = [session, reactor].map(Value::long);
            callback.run(&mut [this, fd, reactor, data.into()])
        });
    }

    fn closed(&self, _server: &Engine, session: SessionId, close: Close) {
        self.waiting.forget(session);
        let disconnect =
            !close.websocket && self.callback(session, PortEvent::Disconnect).is_some();
        let event = if disconnect {
            PortEvent::Disconnect
        } else {
            PortEvent::Close
        };
        let reactor = if close.by_server() {
            -1
        } else {
            self.engine.reactor_of(session) as i64
        };
        self.session_event(session, event, Some(reactor));
        self.drained(session);
    }

    fn gone(&self, _server: &Engine, session: SessionId) {
        self.waiting.forget(session);
        // Another worker may have ended it while somebody waits here.
        self.drained(session);
    }

    fn note(&self, _server: &Engine, from: Station, number: u16, bytes: &mut Vec<u8>) {
        if number == NOTE_ADOPT {
            return self.adopt();
        }
        self.begin_to_serve();
        let verdict = commands::note(&self.this, from, number, bytes)
            .unwrap_or_else(|| tasks::note(from, number, bytes));
        if verdict == Verdict::End {
            self.fail();
        }
    }

    fn watermark(&self, _server: &Engine, session: SessionId, full: bool) {
        let event = if full {
            PortEvent::BufferFull
        } else {
            PortEvent::BufferEmpty
        };
        self.session_event(session, event, None);
        if !full {
            self.drained(session);
        }
    }

    fn timer(&self, id: TimerId) {
        if runtime::fire_timer(id) == Verdict::End {
            self.fail();
        }
    }

    fn signal(&self, _server: &Engine, signal: i32) {
        match signal {
            libc::SIGTERM | libc::SIGINT => self.asked_to_end.set(true),
            libc::SIGUSR1 | libc::SIGUSR2 => {
                status::refuse_reload();
                log_settings::reopen();
            }
            _ if signal == libc::SIGRTMIN() => log_settings::reopen(),
            _ => {}
        }
    }

    fn rests(&self) {
        if let Some(member) = self.member() {
            self.show();
            tasks::rest();
            member.set_state(State::Idle);
        }
    }

    fn wakes(&self) {
        if let Some(member) = self.member() {
            member.set_state(State::Busy);
        }
    }

    fn elsewhere(&self, event: &Ready) {
        runtime::dispatch(event);
        if runtime::is_ending() {
            self.fail();
        }
    }

    fn turn_ended(&self, server: &Engine) {
        if runtime::end_turn() == Verdict::End {
            self.fail();
            return;
        }
        if self.waiting.may_begin(&self.engine) {
            self.begin_waiting();
            if self.failed.get() {
                return;
            }
        }
        if let Some(file) = &self.service.stats_file
            && !self.member().is_some_and(Member::has_left)
        {
            file.keep(server.reactor().now());
        }
        if let Some(most) = self.service.max_requests
            && server.stats().requests + tasks::begun() >= most
        {
            self.asked_to_end.set(true);
        }
        if self.asked_to_end.replace(false) && !server.is_retiring() {
            self.begin_end();
        } else {
            self.go_on_ending();
        }
    }

    fn time_left(&self) -> Option<Duration> {
        if self.waiting.may_begin(&self.engine) {
            return Some(Duration::ZERO);
        }
        let has_left = self.member().is_some_and(Member::has_left);
        let file = self.service.stats_file.as_ref().filter(|_| !has_left);
        let deadlines = [
            self.finish_by.get(),
            self.next_look.get(),
            file.map(StatsFile::next),
        ];
        let left = deadlines.into_iter().flatten().min().map(|deadline| {
            // The kernel counts milliseconds.
            deadline.saturating_duration_since(Instant::now()) + Duration::from_millis(1)
        });
        runtime::sleep_limit().into_iter().chain(left).min()
    }
}

/// The object that stands for a session's event with `event_object`. `now` is in seconds since 1970.
fn event_object(session: SessionId, reactor: i64, now: f64, data: Option<ZStr>) -> Obj {
    // SAFETY: the class is registered and concrete.
    let event = unsafe { Obj::new(classes::EVENT.get()) };
    let set = |name: &str, value: Value| event.set_slot(property(&event, name), value);
    set("reactor_id", Value::long(reactor));
    set("fd", Value::long(session));
    set("dispatch_time", Value::double(now));
    if let Some(data) = data {
        set("data", data.into());
    }
    event
}
