//! `Swoole\Process::signal()`: callbacks for signals, which the event loop calls between other things.
//!
//! A signal with a callback comes by a descriptor. What waits without an event loop, and would be interrupted by it, holds it
//! back meanwhile. Callbacks alone do not keep a loop from ending, unless the option `wait_signal` says so.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io;
use std::os::fd::AsRawFd;
use std::rc::Rc;

use crate::engine::signal_fd::SignalFd;
use crate::engine::signals;
use crate::engine::threads::Held;
use crate::php::runtime::{self, Verdict};
use crate::php::sched::descriptor::{Direction, Watch};
use crate::php::zend::thread::OneThread;
use crate::php::zend::{Array, Call, Callback, PhpResult, Value};
use crate::php::{event, last_error};

/// One more than the highest number that is taken for a signal.
const SIGNALS: i64 = 128;
/// `SIG_IGN` of PHP's pcntl
const IGNORE: i64 = libc::SIG_IGN as i64;

/// What happens when a signal comes.
#[derive(Clone)]
enum Action {
    /// PHP is called.
    Call(Rc<Callback>),
    /// Nothing.
    Ignore,
}

/// A signal that is taken. The watch goes before what it watches: fields are dropped in this order.
struct Taken {
    watch: Watch,
    signal_fd: SignalFd,
    action: RefCell<Action>,
}

struct Signals {
    taken: RefCell<BTreeMap<i32, Rc<Taken>>>,
    /// The option `wait_signal`.
    keep_loop: Cell<bool>,
}

// SAFETY: code of PHP's thread only.
static SIGNALS_TAKEN: OneThread<Signals> = unsafe {
    OneThread::new(Signals {
        taken: RefCell::new(BTreeMap::new()),
        keep_loop: Cell::new(false),
    })
};

/// Takes over the option that is about signals, if it is there.
pub fn apply(options: &Array) {
    if let Some(keep) = options.get(b"wait_signal").filter(|value| !value.is_null()) {
        SIGNALS_TAKEN.get().keep_loop.set(keep.truthy());
        let all: Vec<_> = SIGNALS_TAKEN
            .get()
            .taken
            .borrow()
            .clone()
            .into_iter()
            .collect();
        for (signal, taken) in all {
            listen(signal, &taken);
        }
    }
}

/// Has an action done when a signal comes; it replaces the one that there was. Numbers that are no signals fail with
/// `EINVAL`.
fn set(signal: i32, action: Action) -> io::Result<()> {
    let existing = SIGNALS_TAKEN.get().taken.borrow().get(&signal).cloned();
    if let Some(taken) = existing {
        let old = taken.action.replace(action);
        listen(signal, &taken);
        drop(old);
        return Ok(());
    }
    let signal_fd = SignalFd::new(&[signal])?;
    let taken = Rc::new(Taken {
        watch: Watch::new(signal_fd.as_raw_fd())?,
        signal_fd,
        action: RefCell::new(action),
    });
    listen(signal, &taken);
    SIGNALS_TAKEN.get().taken.borrow_mut().insert(signal, taken);
    Ok(())
}

/// Leaves a signal to what it did before. False if it was not taken.
fn unset(signal: i32) -> bool {
    let taken = SIGNALS_TAKEN.get().taken.borrow_mut().remove(&signal);
    taken.is_some()
}

/// Has the loop tell of the signal.
fn listen(signal: i32, taken: &Rc<Taken>) {
    let weak = Rc::downgrade(taken);
    let function = Rc::new(move || {
        if let Some(taken) = weak.upgrade() {
            arrived(signal, &taken);
        }
    });
    let is_call = matches!(*taken.action.borrow(), Action::Call(_));
    if is_call && SIGNALS_TAKEN.get().keep_loop.get() {
        taken.watch.listen(Direction::Read, Some(function));
    } else {
        taken.watch.listen_aside(function);
    }
}

/// The loop says that a signal has come.
fn arrived(signal: i32, taken: &Rc<Taken>) {
    // What comes after a callback has ended its own time is not its business any more.
    while is_current(signal, taken)
        && let Ok(Some(_)) = taken.signal_fd.take()
    {
        let action = taken.action.borrow().clone();
        match action {
            Action::Ignore => {}
            Action::Call(callback) => {
                let call = move || {
                    let result = callback.run(&mut [Value::long(signal.into())]);
                    drop(callback);
                    result
                };
                if runtime::call(call) == Verdict::End {
                    runtime::end();
                    return;
                }
            }
        }
    }
}

/// Whether this is what is done about the signal still.
fn is_current(signal: i32, taken: &Rc<Taken>) -> bool {
    let all = SIGNALS_TAKEN.get().taken.borrow();
    all.get(&signal)
        .is_some_and(|current| Rc::ptr_eq(current, taken))
}

/// Whether the program has a callback for a signal.
pub fn is_taken(signal: i32) -> bool {
    SIGNALS_TAKEN.get().taken.borrow().contains_key(&signal)
}

/// Holds back the signals that the program has callbacks for, if it has any: while something waits that they would
/// interrupt, though their callbacks could not be called then.
pub fn hold() -> Option<Held> {
    let taken = SIGNALS_TAKEN.get().taken.borrow();
    (!taken.is_empty()).then(|| Held::new(taken.keys().copied()))
}

/// `Swoole\Process::signal`
pub fn signal(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    let number = call.long(0)?;
    let signal = match i32::try_from(number) {
        Ok(signal) if (1..SIGNALS).contains(&number) => signal,
        _ => {
            last_error::fatal(&format!("invalid signal number [{number}]"));
            return call.ret_bool(false);
        }
    };
    // Who handles Ctrl-C himself does it instead of the server.
    if signals::is_watched(signal) && signal != libc::SIGINT {
        last_error::fatal(&format!(
            "signal [{number}] processor has been registered by the system"
        ));
        return call.ret_bool(false);
    }
    let action = match call.arg(1).filter(|value| !value.is_null()) {
        None => {
            if unset(signal) {
                return call.ret_bool(true);
            }
            last_error::warning(&format!("unable to find the callback of signal [{number}]"));
            return call.ret_bool(false);
        }
        Some(value) if value.as_long() == Some(IGNORE) => Action::Ignore,
        Some(value) => match Callback::new(value) {
            Ok(callback) => Action::Call(Rc::new(callback)),
            Err(_) => {
                let name = Callback::describe(value);
                last_error::fatal(&format!("function '{name}' is not callable"));
                return call.ret_bool(false);
            }
        },
    };
    match set(signal, action) {
        Ok(()) => {
            event::run_at_shutdown();
            call.ret_bool(true)
        }
        Err(error) if error.raw_os_error() == Some(libc::EINVAL) => {
            last_error::fatal(&format!("invalid signal number [{number}]"));
            call.ret_bool(false)
        }
        Err(error) => {
            super::system_warning("signalfd() failed", &error);
            call.ret_bool(false)
        }
    }
}

/// This is a child process: the callbacks are its parent's. They are forgotten and not released, so that no destructor
/// runs for that.
pub fn forget_inherited() {
    for taken in SIGNALS_TAKEN.get().taken.take().into_values() {
        if let Ok(taken) = Rc::try_unwrap(taken) {
            std::mem::forget(taken.action);
            drop(taken.watch);
            drop(taken.signal_fd);
        }
    }
}

/// Forgets everything, at the end of the request.
pub fn clear() {
    let taken = SIGNALS_TAKEN.get().taken.take();
    drop(taken);
    SIGNALS_TAKEN.get().keep_loop.set(false);
}
