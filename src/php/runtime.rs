//! The event loop as PHP sees it: one per process, shared by servers, coroutines, timers and deferred callbacks.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::rc::Rc;
use std::time::Duration;

pub use super::hooks::{enable_coroutine, get_hook_flags, set_hook_flags};

use super::coroutine::exit_condition::{self, Answer};
use super::coroutine::{blocking, system, time_limit};
use super::event::cycle;
use super::zend::bailout::{self, protect};
use super::zend::callback::Threw;
use super::zend::errors::{self, Uncaught};
use super::zend::thread::OneThread;
use super::zend::{Callback, Thrown, Value};
use super::{exit, last_error, sched};
use crate::engine::log::Level;
use crate::engine::reactor::{Reactor, Ready, ServerId, Wake};
use crate::engine::signal_fd;
use crate::engine::timers::TimerId;

/// What a timer does when it is due.
pub struct TimerAction {
    /// The PHP callback.
    pub callback: Callback,
    /// The arguments that the timer was made with.
    pub args: Vec<Value>,
    /// Whether its id comes first: ticks get it, timers that fire once do not.
    pub with_id: bool,
}

/// The loop's PHP side.
pub struct Runtime {
    reactor: RefCell<Option<Rc<Reactor>>>,
    actions: RefCell<BTreeMap<TimerId, Rc<TimerAction>>>,
    deferred: RefCell<VecDeque<Callback>>,
    /// What else the loop drives: the servers of coroutines.
    sources: RefCell<BTreeMap<ServerId, Rc<dyn Source>>>,
    /// Whether a loop runs.
    looping: Cell<bool>,
    /// Whether the loop is to end although there is something to wait for.
    stopped: Cell<bool>,
    /// Whether an exception or a fatal error in a coroutine ends the process.
    ending: Cell<bool>,
    /// How many callbacks of ours are running, one inside the other.
    depth: Cell<u32>,
    /// How callbacks are called.
    pub policy: Cell<Policy>,
}

/// How callbacks are called, and what happens when one throws.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Policy {
    /// In a coroutine each; the process ends, as in Swoole with `enable_coroutine`.
    #[default]
    End,
    /// Outside of coroutines; the exception is printed and the loop goes on, as in Swoole without.
    GoOn,
    /// Outside of coroutines; the process ends: that of a pool, which starts another one.
    EndPlain,
}

/// How a guarded call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The loop goes on.
    GoOn,
    /// The loop must end: an exception or a fatal error was reported.
    End,
}

/// A server that the loop drives beside others.
pub trait Source {
    /// Something of its own became ready.
    fn ready(&self, event: &Ready);
    /// The turn's events are handled: time to write.
    fn end_turn(&self);
    /// How long the loop may sleep; `None` until something becomes ready.
    fn time_left(&self) -> Option<Duration>;
    /// The process ends: what was queued is written as far as that can be done at once. PHP code must not run.
    fn last_words(&self);
}

// SAFETY: code of PHP's thread only.
static RUNTIME: OneThread<Runtime> = unsafe {
    OneThread::new(Runtime {
        reactor: RefCell::new(None),
        actions: RefCell::new(BTreeMap::new()),
        deferred: RefCell::new(VecDeque::new()),
        sources: RefCell::new(BTreeMap::new()),
        looping: Cell::new(false),
        stopped: Cell::new(false),
        ending: Cell::new(false),
        depth: Cell::new(0),
        policy: Cell::new(Policy::End),
    })
};

/// Runs `body` with the process's runtime.
#[inline(always)]
pub fn with<R>(body: impl FnOnce(&'static Runtime) -> R) -> R {
    body(RUNTIME.get())
}

/// The process's reactor, made when first needed.
pub fn reactor() -> io::Result<Rc<Reactor>> {
    let existing = with(|runtime| runtime.reactor.borrow().clone());
    let reactor = match existing {
        Some(reactor) if reactor.is_inherited() => return replace_inherited(&reactor),
        Some(reactor) => return Ok(reactor),
        None => Rc::new(Reactor::new()?),
    };
    with(|runtime| runtime.reactor.replace(Some(Rc::clone(&reactor))));
    Ok(reactor)
}

/// The reactor, if there has been a need for one.
#[inline]
pub fn existing_reactor() -> Option<Rc<Reactor>> {
    let reactor = with(|runtime| runtime.reactor.borrow().clone())?;
    if reactor.is_inherited() {
        return replace_inherited(&reactor).ok();
    }
    Some(reactor)
}

/// Makes a loop of its own for a process that was forked from one with a loop: it has the same timers and waits for the
/// same descriptors, but not for what threads and children of its parent do.
#[cold]
fn replace_inherited(inherited: &Reactor) -> io::Result<Rc<Reactor>> {
    let reactor = Rc::new(Reactor::heir_of(inherited)?);
    with(|runtime| runtime.reactor.replace(Some(Rc::clone(&reactor))));
    signal_fd::renew();
    sched::descriptor::register_again(&reactor);
    blocking::forked();
    system::forked();
    Ok(reactor)
}

/// Calls into PHP and judges how it ended. `call` builds its arguments inside, so that a fatal error meets nothing of
/// ours on its way.
pub fn guarded<R>(call: impl FnOnce() -> Result<R, Threw>) -> (Verdict, Option<R>) {
    let depth = with(|runtime| {
        runtime.depth.set(runtime.depth.get() + 1);
        runtime.depth.get()
    });
    let outcome = protect(|| {
        let value = call()?;
        // Error handlers and destructors may have thrown on the way.
        if errors::pending() {
            Err(Threw)
        } else {
            Ok(value)
        }
    });
    with(|runtime| runtime.depth.set(depth - 1));
    match outcome {
        Some(Ok(value)) => (Verdict::GoOn, Some(value)),
        Some(Err(Threw)) if exit::swallow() => (Verdict::End, None),
        Some(Err(Threw)) => {
            let end = errors::report_uncaught() == Uncaught::Unwinding
                || bailout::caught()
                || with(|runtime| runtime.policy.get()) != Policy::GoOn;
            (if end { Verdict::End } else { Verdict::GoOn }, None)
        }
        None => (Verdict::End, None),
    }
}

/// The same for code that no loop is around, as none is around a script: it may start a server.
pub fn guarded_as_script<R>(call: impl FnOnce() -> Result<R, Threw>) -> (Verdict, Option<R>) {
    guarded(|| {
        let outer = depth();
        set_depth(0);
        let result = call();
        set_depth(outer);
        result
    })
}

/// The same for code whose exceptions do not end the process, whatever the settings say; `exit()` is one of them.
pub fn guarded_going_on(call: impl FnOnce() -> Result<(), Threw>) -> Verdict {
    let policy = with(|runtime| runtime.policy.replace(Policy::GoOn));
    let (verdict, _) = guarded(call);
    with(|runtime| runtime.policy.set(policy));
    verdict
}

/// Whether a callback of ours is running, or a coroutine.
pub fn in_callback() -> bool {
    depth() > 0 || sched::current().is_some()
}

/// How many callbacks are running, one inside the other. Switching stacks keeps the number for each.
pub fn depth() -> u32 {
    with(|runtime| runtime.depth.get())
}

/// Sets what [`depth`] tells.
pub fn set_depth(depth: u32) {
    with(|runtime| runtime.depth.set(depth));
}

/// Whether a loop runs, so that what waits for one needs no other.
pub fn is_looping() -> bool {
    with(|runtime| runtime.looping.get())
}

/// Runs `body` as the loop of the process.
pub fn looping<R>(body: impl FnOnce() -> R) -> R {
    let outer = with(|runtime| runtime.looping.replace(true));
    sched::preempt::ensure();
    let result = body();
    with(|runtime| runtime.looping.set(outer));
    result
}

/// Notes that the process ends because of what happened in a coroutine. Whoever has started or woken it looks at
/// [`is_ending`] and unwinds.
pub fn end() {
    with(|runtime| runtime.ending.set(true));
}

/// Whether the process ends because of what happened in a coroutine.
pub fn is_ending() -> bool {
    with(|runtime| runtime.ending.get())
}

/// What a method does after it may have run another coroutine: unwinds if the process ends.
#[inline]
pub fn go_on() -> Result<(), Thrown> {
    if is_ending() {
        Err(errors::unwind())
    } else {
        Ok(())
    }
}

/// Has the loop drive a server, until [`remove_source`].
pub fn add_source(id: ServerId, source: Rc<dyn Source>) {
    with(|runtime| runtime.sources.borrow_mut().insert(id, source));
}

/// Ends what [`add_source`] began.
pub fn remove_source(id: ServerId) {
    let source = with(|runtime| runtime.sources.borrow_mut().remove(&id));
    drop(source);
}

fn sources() -> Vec<Rc<dyn Source>> {
    with(|runtime| runtime.sources.borrow().values().cloned().collect())
}

/// Tells whoever it concerns that something became ready.
pub fn dispatch(event: &Ready) {
    match event.wake {
        Wake::Descriptor(key) => sched::descriptor::ready(key, event),
        Wake::Connection(server, _) | Wake::Listener(server, _) => {
            let source = with(|runtime| runtime.sources.borrow().get(&server).cloned());
            if let Some(source) = source {
                source.ready(event);
            }
        }
        Wake::Blocking => blocking::arrived(),
        Wake::Signals | Wake::Bell | Wake::Exchange => {}
    }
}

/// Does what is due when a turn's events were handled, timers aside: timeouts, deferred callbacks, the servers' output.
pub fn end_turn() -> Verdict {
    sched::fire_timeouts();
    time_limit::fire();
    if is_ending() || run_deferred() == Verdict::End {
        return Verdict::End;
    }
    for source in sources() {
        source.end_turn();
        if is_ending() {
            return Verdict::End;
        }
    }
    if let Some(reactor) = existing_reactor() {
        sched::trim(reactor.now());
    }
    cycle::run(false)
}

/// How long the loop may sleep although there is something to wait for, timers and timeouts aside; `None` until something
/// becomes ready.
pub fn sleep_limit() -> Option<Duration> {
    let trim = existing_reactor().and_then(|reactor| sched::trim_due(reactor.now()));
    time_left().into_iter().chain(trim).min()
}

/// How long the loop may sleep, timers and timeouts aside; `None` until something becomes ready.
pub fn time_left() -> Option<Duration> {
    if has_deferred() || sched::has_soon() {
        return Some(Duration::ZERO);
    }
    let of_sources = with(|runtime| {
        let sources = runtime.sources.borrow();
        let left = sources.values().filter_map(|source| source.time_left());
        left.min()
    });
    of_sources.into_iter().chain(time_limit::time_left()).min()
}

/// Remembers what a timer does.
pub fn set_action(id: TimerId, action: TimerAction) {
    with(|runtime| runtime.actions.borrow_mut().insert(id, Rc::new(action)));
}

/// Whether a timer exists: one that fires once does until its callback has returned.
pub fn has_timer(id: TimerId) -> bool {
    with(|runtime| runtime.actions.borrow().contains_key(&id))
}

/// Stops a timer. False when there is none of that id.
pub fn clear_timer(id: TimerId) -> bool {
    let Some(reactor) = existing_reactor() else {
        return false;
    };
    // The action may own the last reference to an object whose destructor calls back into here.
    let action = with(|runtime| runtime.actions.borrow_mut().remove(&id));
    reactor.timers().remove(id) || action.is_some()
}

/// Stops all timers.
pub fn clear_all_timers() {
    if let Some(reactor) = existing_reactor() {
        reactor.timers().clear();
    }
    let actions = with(|runtime| std::mem::take(&mut *runtime.actions.borrow_mut()));
    drop(actions);
}

/// The timers that there are, as far as [`clear_timers_since`] needs to know.
pub fn last_timer() -> Option<TimerId> {
    with(|runtime| runtime.actions.borrow().keys().next_back().copied())
}

/// Stops the timers that were made since [`last_timer`] was asked: later ones have higher ids.
pub fn clear_timers_since(last: Option<TimerId>) {
    let ids: Vec<TimerId> = with(|runtime| runtime.actions.borrow().keys().copied().collect());
    for id in ids.into_iter().filter(|&id| Some(id) > last) {
        clear_timer(id);
    }
}

/// Calls into PHP in a coroutine of its own, or without one if `enable_coroutine` is off. Returns when the callback does
/// or waits.
pub fn call(job: impl FnOnce() -> Result<(), Threw> + 'static) -> Verdict {
    if with(|runtime| runtime.policy.get()) != Policy::End {
        return guarded(job).0;
    }
    spawn(job)
}

/// Calls into PHP in a coroutine of its own, whatever the settings say. Returns when the callback does or waits.
pub fn spawn(job: impl FnOnce() -> Result<(), Threw> + 'static) -> Verdict {
    if let Err(refused) = sched::spawn(job) {
        last_error::report(
            Level::Warning,
            last_error::PHP_RUNTIME_NOTICE,
            "Swoole\\Coroutine::create",
            format!("{refused}; a callback was not called"),
        );
    }
    if is_ending() {
        Verdict::End
    } else {
        Verdict::GoOn
    }
}

/// Whether what a callback threw is no reason to stop: it is reported then, and whoever called may go on.
pub fn survives() -> bool {
    with(|runtime| runtime.policy.get()) == Policy::GoOn
        && errors::report_uncaught() == Uncaught::Reported
        && !bailout::caught()
}

/// Runs a timer that is due.
pub fn fire_timer(id: TimerId) -> Verdict {
    let Some(action) = with(|runtime| runtime.actions.borrow().get(&id).cloned()) else {
        return Verdict::GoOn;
    };
    let verdict = call(move || {
        let own = action.with_id.then(|| Value::long(id));
        let mut args: Vec<Value> = own.into_iter().chain(action.args.iter().cloned()).collect();
        // Everything is released in here, because destructors may throw too.
        action.callback.run(&mut args)
    });
    if existing_reactor().is_some_and(|reactor| reactor.timers().get(id).is_some()) {
        return verdict;
    }
    // It exists until its callback has returned, or waits.
    let stored = with(|runtime| runtime.actions.borrow_mut().remove(&id));
    let (released, _) = guarded(move || {
        drop(stored);
        Ok(())
    });
    if released == Verdict::End {
        released
    } else {
        verdict
    }
}

/// Queues a callback for the end of the loop's turn.
pub fn defer(callback: Callback) {
    with(|runtime| runtime.deferred.borrow_mut().push_back(callback));
}

/// Whether callbacks wait for the end of the turn.
pub fn has_deferred() -> bool {
    with(|runtime| !runtime.deferred.borrow().is_empty())
}

/// Runs the callbacks that were deferred before now; those that they defer wait for the next turn.
pub fn run_deferred() -> Verdict {
    let count = with(|runtime| runtime.deferred.borrow().len());
    for _ in 0..count {
        let Some(callback) = with(|runtime| runtime.deferred.borrow_mut().pop_front()) else {
            break;
        };
        let run = move || {
            let result = callback.run(&mut []);
            // The closure's object may have a destructor that throws.
            drop(callback);
            result
        };
        if call(run) == Verdict::End {
            return Verdict::End;
        }
    }
    Verdict::GoOn
}

/// Runs the loop for a script, until nothing is left to wait for and the option `exit_condition` has no objection.
pub fn run_to_completion() -> io::Result<Verdict> {
    run_with(|| Verdict::GoOn)
}

/// The same with something that is done after each turn.
pub fn run_with(after_turn: impl Fn() -> Verdict) -> io::Result<Verdict> {
    looping(|| {
        let mut ready = Vec::new();
        with(|runtime| runtime.stopped.set(false));
        loop {
            let turn = run_turn(&mut ready, None)?;
            if is_ending() || bailout::caught() {
                return Ok(Verdict::End);
            }
            if turn == Turn::More && after_turn() == Verdict::End {
                return Ok(Verdict::End);
            }
            if with(|runtime| runtime.stopped.get()) {
                return Ok(Verdict::GoOn);
            }
            if turn == Turn::Last {
                match exit_condition::ask() {
                    Answer::End => return Ok(Verdict::GoOn),
                    Answer::Threw => return Ok(Verdict::End),
                    Answer::GoOn if is_idle() => pause(&mut ready)?,
                    Answer::GoOn => {}
                }
            }
        }
    })
}

/// Waits a little for nothing in particular.
fn pause(ready: &mut Vec<Ready>) -> io::Result<()> {
    reactor()?.wait(Some(exit_condition::PAUSE), ready)?;
    for event in ready.iter() {
        dispatch(event);
    }
    Ok(())
}

/// Runs one turn of the loop.
pub fn run_one_turn() -> io::Result<Verdict> {
    run_turn_within(None)
}

/// The same, waiting no longer than `limit` for something to do.
pub fn run_turn_within(limit: Option<Duration>) -> io::Result<Verdict> {
    looping(|| {
        run_turn(&mut Vec::new(), limit)?;
        Ok(if is_ending() {
            Verdict::End
        } else {
            Verdict::GoOn
        })
    })
}

/// Whether there is a loop in Swoole's sense: it runs, or there is something that it would run for.
pub fn has_loop() -> bool {
    is_looping() || !is_idle()
}

/// Ends the loop of a script after this turn.
pub fn stop() {
    with(|runtime| runtime.stopped.set(true));
}

#[derive(PartialEq, Eq)]
enum Turn {
    More,
    Last,
}

fn run_turn(ready: &mut Vec<Ready>, most: Option<Duration>) -> io::Result<Turn> {
    if is_idle() {
        return Ok(Turn::Last);
    }
    let limit = sleep_limit().into_iter().chain(most).min();
    let reactor = reactor()?;
    if cycle::run(true) == Verdict::End {
        end();
        return Ok(Turn::Last);
    }
    reactor.wait(limit, ready)?;
    for event in ready.iter() {
        dispatch(event);
        if is_ending() {
            return Ok(Turn::Last);
        }
    }
    reactor.timers().begin_round();
    while let Some(id) = reactor.pop_timer() {
        if fire_timer(id) == Verdict::End {
            end();
            return Ok(Turn::Last);
        }
    }
    if end_turn() == Verdict::End {
        end();
        return Ok(Turn::Last);
    }
    Ok(Turn::More)
}

/// Whether there is nothing that the loop would wait for.
fn is_idle() -> bool {
    // First, because in a child process it may cause something to be done soon.
    let is_awaited = existing_reactor().is_some_and(|reactor| is_awaited(&reactor));
    !is_awaited && time_left().is_none()
}

/// Whether there is anything that the loop would wait for, time aside.
fn is_awaited(reactor: &Reactor) -> bool {
    !reactor.timers().is_empty() || has_waiting(reactor)
}

/// The same, timers aside.
fn has_waiting(reactor: &Reactor) -> bool {
    !reactor.timeouts().is_empty()
        || with(|runtime| !runtime.sources.borrow().is_empty())
        || sched::descriptor::are_awaited()
        || blocking::are_awaited()
}

/// Whether there is something that comes to an end and has not yet: timers, coroutines that wait, callbacks to be made.
/// Timers that repeat count if somebody is asked to stop them, as `repeating` tells.
pub fn has_work(repeating: bool) -> bool {
    let is_awaited = |reactor: &Reactor| {
        let timers = reactor.timers();
        let has_timers = timers.has_single() || repeating && !timers.is_empty();
        drop(timers);
        has_timers || has_waiting(reactor)
    };
    existing_reactor().is_some_and(|reactor| is_awaited(&reactor))
        || has_deferred()
        || sched::has_soon()
}

/// Gives a child process a loop of its own that has nothing to do: timers, callbacks, coroutines and servers are its
/// parent's, whose values are forgotten and not released, so that no destructor runs for that. Descriptors that objects
/// wait for can be waited for here, too.
pub fn start_afresh() {
    with(|runtime| {
        if runtime.reactor.take().is_some() {
            // Without memory for one, it is made when there is a need for it, or that fails.
            if let Ok(reactor) = Reactor::new() {
                let reactor = Rc::new(reactor);
                runtime.reactor.replace(Some(Rc::clone(&reactor)));
                sched::descriptor::register_again(&reactor);
            }
        }
        std::mem::forget(runtime.actions.take());
        std::mem::forget(runtime.deferred.take());
        std::mem::forget(runtime.sources.take());
        runtime.looping.set(false);
        runtime.stopped.set(false);
        runtime.ending.set(false);
        runtime.depth.set(0);
    });
    sched::descriptor::forget_inherited();
    super::event::forget_inherited();
    blocking::forget_inherited();
    system::forget_inherited();
    time_limit::clear();
    sched::forget_inherited();
}

/// Drops every PHP value that the loop holds: at the end of the request, while PHP can still free them.
pub fn clear() {
    clear_all_timers();
    let deferred = with(|runtime| std::mem::take(&mut *runtime.deferred.borrow_mut()));
    drop(deferred);
    let sources = with(|runtime| std::mem::take(&mut *runtime.sources.borrow_mut()));
    for source in sources.values() {
        source.last_words();
    }
    drop(sources);
    with(|runtime| {
        runtime.ending.set(false);
        runtime.policy.set(Policy::End);
    });
    system::clear();
    blocking::clear();
    super::process::clear();
    let reactor = with(|runtime| runtime.reactor.borrow_mut().take());
    drop(reactor);
    super::event::clear();
    super::autoload::clear();
    time_limit::clear();
    sched::preempt::clear();
    super::hooks::clear();
    super::coroutine::options::clear();
    sched::reset();
}
