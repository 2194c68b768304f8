//! Preemption: a coroutine that computes for long is suspended between two of its operations, and goes on in the loop's
//! next turn. Off unless the program asks for it.
//!
//! A thread raises Zend's interrupt flag every few milliseconds. Who is found to run twice in a row without having waited
//! in between has to make room.

use std::cell::{Cell, RefCell};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use super::wait::{ticket, wait, wake_soon};
use crate::engine::threads;
use crate::php::zend::errors;
use crate::php::zend::interrupt::{self, Flag};
use crate::php::zend::thread::OneThread;
use crate::php::{last_error, runtime};

/// How often the thread looks; a coroutine runs for two to three of these before it is suspended.
const TICK: Duration = Duration::from_millis(5);
/// The thread's stack, in bytes.
const STACK: usize = 128 * 1024;

/// The thread that interrupts.
struct Metronome {
    /// The process that has started it: a child of fork() has no thread.
    pid: u32,
    shared: Arc<Shared>,
    thread: JoinHandle<()>,
}

impl Metronome {
    fn start(pid: u32) -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let flag = Flag::get();
        let its = Arc::clone(&shared);
        let thread = threads::spawn("swoole-preempt", STACK, move || {
            while !its.stop.load(Ordering::Relaxed) {
                std::thread::park_timeout(TICK);
                its.ticks.fetch_add(1, Ordering::Relaxed);
                flag.raise();
            }
        })?;
        Ok(Self {
            pid,
            shared,
            thread,
        })
    }
}

#[derive(Default)]
struct Shared {
    ticks: AtomicU32,
    stop: AtomicBool,
}

struct State {
    wanted: Cell<bool>,
    metronome: RefCell<Option<Metronome>>,
    /// Whom an interrupt has found running: its id, the number of its last wait, and when.
    seen: Cell<(i64, u32, u32)>,
}

// SAFETY: code of PHP's thread only.
static STATE: OneThread<State> = unsafe {
    OneThread::new(State {
        wanted: Cell::new(false),
        metronome: RefCell::new(None),
        seen: Cell::new((0, 0, 0)),
    })
};

/// Has interrupts come here. Called while modules start.
pub fn startup() {
    interrupt::install(interrupted);
}

/// What holds from the next loop on.
pub fn want(wanted: bool) {
    STATE.get().wanted.set(wanted);
}

/// Turns preemption on or off.
pub fn set(wanted: bool) {
    STATE.get().wanted.set(wanted);
    if wanted {
        ensure();
    } else {
        stop();
    }
}

/// Starts the thread if there is to be one and this process has none. Called when a loop begins.
pub fn ensure() {
    let state = STATE.get();
    if !state.wanted.get() {
        return;
    }
    let pid = std::process::id();
    let runs =
        |slot: &Option<Metronome>| slot.as_ref().is_some_and(|metronome| metronome.pid == pid);
    if runs(&state.metronome.borrow()) {
        return;
    }
    match Metronome::start(pid) {
        Ok(metronome) => drop(state.metronome.replace(Some(metronome))),
        Err(error) => {
            state.wanted.set(false);
            last_error::warning(&format!(
                "enable_preemptive_scheduler has no effect: the system gives no thread, Error: {error}"
            ));
        }
    }
}

fn stop() {
    let Some(metronome) = STATE.get().metronome.take() else {
        return;
    };
    if metronome.pid != std::process::id() {
        return;
    }
    metronome.shared.stop.store(true, Ordering::Relaxed);
    metronome.thread.thread().unpark();
    // It cannot panic, and if it did, it would be gone as well.
    let _ = metronome.thread.join();
}

/// Turns it off at the end of the request.
pub fn clear() {
    STATE.get().wanted.set(false);
    stop();
}

/// Zend has interrupted the running code.
fn interrupted() {
    let state = STATE.get();
    let ticks = match &*state.metronome.borrow() {
        Some(metronome) => metronome.shared.ticks.load(Ordering::Relaxed),
        None => return,
    };
    let Some(coroutine) = super::current() else {
        return;
    };
    let (cid, waits) = (coroutine.cid(), coroutine.waits());
    let (seen_cid, seen_waits, since) = state.seen.get();
    if (cid, waits) != (seen_cid, seen_waits) {
        state.seen.set((cid, waits, ticks));
        return;
    }
    if ticks.wrapping_sub(since) < 2
        || !coroutine.is_preemptible()
        || runtime::is_ending()
        || errors::pending()
    {
        return;
    }
    let Ok(ticket) = ticket() else {
        return;
    };
    wake_soon(ticket);
    // It goes on however it was woken; what makes it unwind is pending, and Zend looks for that.
    let _ = wait(None);
}
