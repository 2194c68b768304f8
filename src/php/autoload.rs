//! Autoloading by coroutines: while one loads a class, others that need it wait, instead of being told that there is
//! none.

use std::cell::{Cell, RefCell};

use super::sched::{self, Ticket};
use super::zend::autoload::{self, Autoload, Class};
use super::zend::thread::OneThread;

/// A class that is being loaded.
struct Loading {
    class: Vec<u8>,
    /// The coroutine that loads it.
    by: i64,
    /// Those that wait for it.
    waiting: Vec<Ticket>,
}

struct State {
    original: Cell<Option<Autoload>>,
    loading: RefCell<Vec<Loading>>,
}

// SAFETY: code of PHP's thread only.
static STATE: OneThread<State> = unsafe {
    OneThread::new(State {
        original: Cell::new(None),
        loading: RefCell::new(Vec::new()),
    })
};

/// Puts itself in front of PHP's autoloader.
pub fn startup() {
    STATE.get().original.set(autoload::replace(load));
}

/// Forgets what a fatal error has left.
pub fn clear() {
    STATE.get().loading.borrow_mut().clear();
}

/// What PHP calls for a class that it does not know; `lower` is its name in lower case.
fn load(class: Class, lower: &[u8]) -> Class {
    let state = STATE.get();
    let Some(original) = state.original.get() else {
        return Class::NONE;
    };
    let Some(coroutine) = sched::current() else {
        return autoload::call(original, class);
    };
    let own = coroutine.cid();
    let other = loader_of(lower);
    if let Some(other) = other {
        return if waits_for(other, own) {
            Class::NONE
        } else {
            wait_for(lower);
            autoload::find(lower)
        };
    }
    state.loading.borrow_mut().push(Loading {
        class: lower.to_vec(),
        by: own,
        waiting: Vec::new(),
    });
    let found = autoload::call(original, class);
    let done = {
        let mut loading = state.loading.borrow_mut();
        let at = loading.iter().position(|entry| entry.class == lower);
        at.map(|at| loading.swap_remove(at))
    };
    for ticket in done.into_iter().flat_map(|entry| entry.waiting) {
        sched::wake_soon(ticket);
    }
    found
}

/// The coroutine that loads a class.
fn loader_of(class: &[u8]) -> Option<i64> {
    let loading = STATE.get().loading.borrow();
    let entry = loading.iter().find(|entry| entry.class == class)?;
    Some(entry.by)
}

/// Whether `waiter` waits for a class that `loader` loads, perhaps by way of others. Classes that need each other would
/// wait for ever; PHP says of such a class that there is none.
fn waits_for(waiter: i64, loader: i64) -> bool {
    let loading = STATE.get().loading.borrow();
    let mut waiter = waiter;
    for _ in 0..=loading.len() {
        if waiter == loader {
            return true;
        }
        let waits = |entry: &&Loading| entry.waiting.iter().any(|ticket| ticket.cid() == waiter);
        match loading.iter().find(waits) {
            Some(entry) => waiter = entry.by,
            None => return false,
        }
    }
    false
}

fn wait_for(class: &[u8]) {
    let Ok(ticket) = sched::ticket() else { return };
    if let Some(entry) = STATE
        .get()
        .loading
        .borrow_mut()
        .iter_mut()
        .find(|entry| entry.class == class)
    {
        entry.waiting.push(ticket);
    }
    // Woken by whatever, the class is there or not; an exception that must unwind is pending.
    let _ = sched::wait(None);
    if let Some(entry) = STATE
        .get()
        .loading
        .borrow_mut()
        .iter_mut()
        .find(|entry| entry.class == class)
    {
        entry.waiting.retain(|other| *other != ticket);
    }
}
