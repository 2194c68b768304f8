//! The event loop as PHP sees it: one per process, shared by a server, timers and deferred callbacks.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::io;
use std::rc::Rc;

use super::zend::bailout::{self, protect};
use super::zend::callback::Threw;
use super::zend::errors::{self, Uncaught};
use super::zend::{Callback, Value};
use crate::engine::reactor::Reactor;
use crate::engine::timers::TimerId;

/// What a timer does when it is due.
#[derive(Clone)]
pub struct TimerAction {
    /// The PHP callback.
    pub callback: Rc<Callback>,
    /// The arguments that the timer was made with.
    pub args: Rc<Vec<Value>>,
    /// Whether its id comes first: ticks get it, timers that fire once do not.
    pub with_id: bool,
}

/// The loop's PHP side.
#[derive(Default)]
pub struct Runtime {
    reactor: RefCell<Option<Rc<Reactor>>>,
    actions: RefCell<HashMap<TimerId, TimerAction>>,
    deferred: RefCell<VecDeque<Callback>>,
    /// How many callbacks of ours are running, one inside the other.
    depth: Cell<u32>,
    /// What an exception in a callback means.
    pub policy: Cell<Policy>,
}

/// What happens when a callback throws.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Policy {
    /// The process ends, as in Swoole with `enable_coroutine`.
    #[default]
    End,
    /// The exception is printed and the loop goes on, as in Swoole without.
    GoOn,
}

/// How a guarded call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The loop goes on.
    GoOn,
    /// The loop must end: an exception or a fatal error was reported.
    End,
}

thread_local! {
    static RUNTIME: Runtime = Runtime::default();
}

/// Runs `body` with the process's runtime.
pub fn with<R>(body: impl FnOnce(&Runtime) -> R) -> R {
    RUNTIME.with(body)
}

/// The process's reactor, made when first needed.
pub fn reactor() -> io::Result<Rc<Reactor>> {
    with(|runtime| {
        let mut slot = runtime.reactor.borrow_mut();
        if let Some(reactor) = &*slot {
            return Ok(Rc::clone(reactor));
        }
        let reactor = Rc::new(Reactor::new()?);
        *slot = Some(Rc::clone(&reactor));
        Ok(reactor)
    })
}

/// The reactor, if there has been a need for one.
pub fn existing_reactor() -> Option<Rc<Reactor>> {
    with(|runtime| runtime.reactor.borrow().clone())
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
        Some(Err(Threw)) => {
            let end = errors::report_uncaught() == Uncaught::Unwinding
                || bailout::caught()
                || with(|runtime| runtime.policy.get()) == Policy::End;
            (if end { Verdict::End } else { Verdict::GoOn }, None)
        }
        None => (Verdict::End, None),
    }
}

/// Whether a callback of ours is running.
pub fn in_callback() -> bool {
    with(|runtime| runtime.depth.get() > 0)
}

/// Remembers what a timer does.
pub fn set_action(id: TimerId, action: TimerAction) {
    with(|runtime| runtime.actions.borrow_mut().insert(id, action));
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

/// Runs a timer that is due.
pub fn fire_timer(id: TimerId) -> Verdict {
    let Some(action) = with(|runtime| runtime.actions.borrow().get(&id).cloned()) else {
        return Verdict::GoOn;
    };
    let (verdict, _) = guarded(|| {
        let mut args = Vec::with_capacity(action.args.len() + 1);
        if action.with_id {
            args.push(Value::long(id));
        }
        args.extend(action.args.iter().cloned());
        let result = action.callback.run(&mut args);
        // Everything is released in here, because destructors may throw too.
        drop(args);
        if existing_reactor().is_none_or(|reactor| reactor.timers().get(id).is_none()) {
            let stored = with(|runtime| runtime.actions.borrow_mut().remove(&id));
            drop(stored);
        }
        drop(action);
        result
    });
    verdict
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
        if let (Verdict::End, _) = guarded(move || {
            let result = callback.run(&mut []);
            // The closure's object may have a destructor that throws.
            drop(callback);
            result
        }) {
            return Verdict::End;
        }
    }
    Verdict::GoOn
}

/// Runs the loop for a script without a server, until no timer and no deferred callback is left.
pub fn run_to_completion() -> io::Result<Verdict> {
    let Some(reactor) = existing_reactor() else {
        return Ok(Verdict::GoOn);
    };
    let mut ready = Vec::new();
    loop {
        if run_deferred() == Verdict::End {
            return Ok(Verdict::End);
        }
        let busy = has_deferred();
        if !busy && reactor.timers().is_empty() {
            return Ok(Verdict::GoOn);
        }
        reactor.wait(busy.then_some(std::time::Duration::ZERO), &mut ready)?;
        reactor.timers().begin_round();
        while let Some(id) = reactor.pop_timer() {
            if fire_timer(id) == Verdict::End {
                return Ok(Verdict::End);
            }
        }
    }
}

/// Drops every PHP value that the loop holds: at the end of the request, while PHP can still free them.
pub fn clear() {
    clear_all_timers();
    let deferred = with(|runtime| std::mem::take(&mut *runtime.deferred.borrow_mut()));
    drop(deferred);
    let reactor = with(|runtime| runtime.reactor.borrow_mut().take());
    drop(reactor);
    super::event::clear();
}
