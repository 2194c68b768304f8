//! A worker of a pool: its start, the loop in which messages are handled, its end.

use std::cell::{Cell, RefCell};
use std::os::fd::AsRawFd;
use std::rc::Rc;
use std::time::{Duration, Instant};

use super::inbox::{self, Taken};
use super::{Current, Event, MESSAGE_QUEUE, Made, Pool, SOCKET, UNIX_SOCKET, set_current, slots};
use crate::engine::log::{self, Level};
use crate::engine::process::board::{Board, Member, State};
use crate::engine::process::bus::Receiver;
use crate::engine::process::supervisor::{self, ORPHANS_WAIT};
use crate::engine::process::watchdog;
use crate::engine::signal_fd::SignalFd;
use crate::engine::signals;
use crate::php::coroutine::deadlock;
use crate::php::process::{child, signal};
use crate::php::runtime::{self, Policy, Verdict};
use crate::php::sched::descriptor::{Direction, Watch};
use crate::php::zend::callback::Threw;
use crate::php::zend::{Callback, Obj, Value, errors, request};
use crate::php::{exit, log_settings};

/// How long an ending worker waits for the rest of messages that have begun to come.
const REST: Duration = Duration::from_secs(1);
/// How long it waits for the next part of them at a time.
const PAUSE: Duration = Duration::from_millis(5);

/// Runs worker `number` in a process that was just forked for it, and ends that.
pub fn run(object: &Obj, pool: &Pool, made: &Made, board: &Rc<Board>, number: usize) -> ! {
    exit::end_quietly();
    log::set_role(log::Role::Worker, i32::try_from(number).unwrap_or(i32::MAX));
    let current = Rc::new(Current {
        pid: std::process::id(),
        board: Rc::clone(board),
        member: Some(Member::new(Rc::clone(board), number)),
        stopping: Cell::new(false),
        handled: Cell::new(0),
        detached: Cell::new(false),
        inbox: RefCell::default(),
    });
    set_current(Some(Rc::clone(&current)));
    // A program may handle SIGTERM by itself, and go on.
    if let Err(error) = watchdog::watch_orphan(ORPHANS_WAIT) {
        let text = format!("timer_create() failed, Error: {error}");
        log::write(Level::Warning, text);
    }
    // A terminal sends it to all processes; the master lets them end in order. It can be caught, so that this does not fail.
    let _ = signals::pass_over(libc::SIGINT);
    supervisor::take_signals();
    runtime::with(|runtime| {
        runtime.policy.set(if made.in_coroutine.get() {
            Policy::End
        } else {
            Policy::EndPlain
        });
    });
    let set = |slot, value| object.set_slot(slot, value);
    set(slots().running, Value::bool(true));
    set(slots().worker_running, Value::bool(true));
    set(slots().worker_pid, Value::long(current.pid.into()));
    set(slots().worker_id, Value::long(number as i64));
    // Those that the master has are made for its ends of the pipes.
    set(slots().workers, Value::NULL);
    let worker = Worker {
        object,
        pool,
        made,
        current: &current,
        number,
    };
    worker.show(State::Busy);
    let goes_on = if made.in_coroutine.get() {
        worker.run_loop()
    } else {
        worker.run_plainly()
    };
    if goes_on {
        worker.show_end();
    }
    if goes_on && worker.tell(Event::WorkerStop) {
        request::quit_printing(0);
    }
    request::end_process()
}

pub(super) struct Worker<'a> {
    pub(super) object: &'a Obj,
    pool: &'a Pool,
    pub(super) made: &'a Made,
    pub(super) current: &'a Rc<Current>,
    number: usize,
}

impl Worker<'_> {
    fn show(&self, state: State) {
        if let Some(member) = &self.current.member {
            member.set_state(state);
        }
    }

    /// Properties say that it does not go on.
    fn show_end(&self) {
        self.object.set_slot(slots().running, Value::bool(false));
        self.object
            .set_slot(slots().worker_running, Value::bool(false));
    }

    fn args(&self) -> Vec<Value> {
        vec![self.object.clone().into(), Value::long(self.number as i64)]
    }

    /// The call of an event, if it has a callback.
    fn call_of(&self, event: Event) -> Option<impl FnOnce() -> Result<(), Threw>> {
        let callback = self.pool.callback(event)?;
        let mut args = self.args();
        Some(move || callback.run(&mut args))
    }

    /// Calls an event outside of coroutines. False if the process is to end because of what that has thrown.
    fn tell(&self, event: Event) -> bool {
        let call = self.call_of(event);
        call.is_none_or(|call| runtime::guarded(call).0 == Verdict::GoOn)
    }

    /// Calls the event that is the worker's whole program, perhaps. False as above.
    fn tell_started(&self) -> bool {
        let call = self.call_of(Event::WorkerStart);
        call.is_none_or(|call| runtime::guarded_as_script(call).0 == Verdict::GoOn)
    }

    /// Runs without an event loop, as far as the program sees. False as above.
    fn run_plainly(&self) -> bool {
        let tasks = Rc::clone(&self.pool.tasks.borrow());
        let started = match tasks.get(self.number) {
            Some(task) => match Callback::new(task.callback.callable()) {
                Ok(callback) => child::call(callback, self.args(), task.in_coroutine),
                Err(reason) => {
                    errors::throw_error(&reason);
                    errors::report_uncaught();
                    false
                }
            },
            None => self.tell_started(),
        };
        let Some(callback) = self.pool.callback(Event::Message).filter(|_| started) else {
            return started;
        };
        let looped = self
            .take_signals(true)
            .and_then(|_taken| self.handle_all(&callback));
        match looped {
            Ok(goes_on) => goes_on,
            Err(error) => {
                let text = format!(
                    "[Worker#{}] failed to wait for messages, Error: {error}",
                    self.number
                );
                log::write(Level::Warning, text);
                true
            }
        }
    }

    fn handle_all(&self, callback: &Rc<Callback>) -> std::io::Result<bool> {
        let mut source = match self.made.ipc {
            UNIX_SOCKET => inbox::Source::pipe(self.made, self.number)?,
            MESSAGE_QUEUE => inbox::Source::queue(self.made)?,
            SOCKET => inbox::Source::clients(self.made)?,
            _ => return Ok(true),
        };
        self.show(State::Idle);
        while !self.current.stopping.get() || source.has_kept() {
            match source.take(self.current)? {
                Taken::Nothing => {
                    if source.wait()? == Verdict::End {
                        return Ok(false);
                    }
                }
                Taken::Message(bytes) => {
                    if !self.handle(callback, &bytes) {
                        return Ok(false);
                    }
                }
                Taken::Request(client, bytes) => {
                    self.made.answer.replace(Some(Vec::new()));
                    let goes_on = self.handle(callback, &bytes);
                    if let Some(answer) = self.made.answer.take() {
                        client.answer(&answer);
                    }
                    if !goes_on {
                        return Ok(false);
                    }
                }
            }
        }
        self.receive_rest(callback)
    }

    /// Handles messages that have begun to come before this worker was to end: no successor could put them together. Then it
    /// receives no more.
    fn receive_rest(&self, callback: &Rc<Callback>) -> std::io::Result<bool> {
        let received = &self.made.received;
        let end = Instant::now() + REST;
        let is_amid = || received.borrow().as_ref().is_some_and(Receiver::is_amid);
        // A successor of one that is detached reads already.
        while is_amid() && !self.current.detached.get() && Instant::now() < end {
            let goes_on = match inbox::take(received)? {
                Some(bytes) if self.made.in_coroutine.get() => {
                    self.current.count();
                    let callback = Rc::clone(callback);
                    let mut args = [self.object.clone().into(), Value::bytes(&bytes)];
                    runtime::spawn(move || callback.run(&mut args)) == Verdict::GoOn
                }
                Some(bytes) => self.handle(callback, &bytes),
                None => runtime::run_turn_within(Some(PAUSE))? == Verdict::GoOn,
            };
            if !goes_on {
                return Ok(false);
            }
        }
        received.replace(None);
        Ok(true)
    }

    fn handle(&self, callback: &Rc<Callback>, bytes: &[u8]) -> bool {
        self.current.count();
        let callback = Rc::clone(callback);
        let this = self.object.clone();
        self.show(State::Busy);
        let (verdict, _) =
            runtime::guarded(|| callback.run(&mut [this.into(), Value::bytes(bytes)]));
        self.show(State::Idle);
        // Signals and timers are not kept waiting by many messages.
        let turn = runtime::run_turn_within(Some(Duration::ZERO));
        verdict == Verdict::GoOn && !matches!(turn, Ok(Verdict::End))
    }

    /// Runs with an event loop.
    fn run_loop(&self) -> bool {
        let verdict = runtime::looping(|| {
            if let Some(callback) = self.pool.callback(Event::WorkerStart) {
                let mut args = self.args();
                if runtime::spawn(move || callback.run(&mut args)) == Verdict::End {
                    return Ok(Verdict::End);
                }
            }
            let _taken = self.take_signals(false)?;
            self.show(State::Idle);
            if let Some(callback) = self.pool.callback(Event::Message)
                && self.made.ipc == UNIX_SOCKET
                && !self.current.stopping.get()
            {
                let pipe = &self.made.pipes[self.number];
                let watched = inbox::Watched::new(self, callback, pipe)?;
                self.current.inbox.replace(Some(watched));
            }
            let after_turn = || {
                if !self.current.stopping.get() || self.pool.callback(Event::WorkerExit).is_none() {
                    return Verdict::GoOn;
                }
                self.show_end();
                if self.tell(Event::WorkerExit) {
                    Verdict::GoOn
                } else {
                    Verdict::End
                }
            };
            let verdict = runtime::run_with(after_turn)?;
            let Some(callback) = self.pool.callback(Event::Message) else {
                return Ok(verdict);
            };
            let before = self.current.handled.get();
            if verdict == Verdict::End || !self.receive_rest(&callback)? {
                return Ok(Verdict::End);
            }
            if self.current.handled.get() == before {
                return Ok(verdict);
            }
            runtime::run_with(after_turn)
        });
        match verdict {
            Ok(Verdict::GoOn) => {
                deadlock::check();
                true
            }
            Ok(Verdict::End) => false,
            Err(error) => {
                let text = format!("the event loop failed, Error: {error}");
                errors::raise(crate::php::zend::sys::E_ERROR, &text);
                false
            }
        }
    }

    /// Takes the signals of a worker, but for those that the program has taken. With `keep_loop`, the loop has turns for them
    /// alone, too.
    fn take_signals(&self, keep_loop: bool) -> std::io::Result<Heard> {
        let mut heard = Heard::default();
        for number in [libc::SIGTERM, libc::SIGWINCH, libc::SIGRTMIN()] {
            if signal::is_taken(number) {
                continue;
            }
            let signals = SignalFd::new(&[number])?;
            let watch = Watch::new(signals.as_raw_fd())?;
            let current = Rc::downgrade(self.current);
            let function = Rc::new(move || {
                while let Ok(Some(arrived)) = signals.take() {
                    match current.upgrade() {
                        Some(current) if arrived == libc::SIGTERM => current.stop(),
                        _ => log_settings::reopen(),
                    }
                }
            });
            if keep_loop {
                watch.listen(Direction::Read, Some(function));
            } else {
                watch.listen_aside(function);
            }
            heard.ends |= number == libc::SIGTERM;
            heard.watches.push(watch);
        }
        Ok(heard)
    }
}

/// The signals that a worker takes, while it is not ending by itself.
#[derive(Default)]
struct Heard {
    watches: Vec<Watch>,
    /// Whether SIGTERM is among them.
    ends: bool,
}

impl Drop for Heard {
    fn drop(&mut self) {
        // Whoever ends needs no signal for that: one that comes now would keep it from saying so. It can be caught, so that
        // this does not fail.
        if self.ends {
            let _ = signals::pass_over(libc::SIGTERM);
        }
    }
}
