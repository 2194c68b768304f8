//! One coroutine: where it stands, whom it runs for, what it has to do before it ends.

use std::cell::{Cell, RefCell};

use crate::php::zend::fiber::{Fiber, Place, VmTop};
use crate::php::zend::object::ClassCell;
use crate::php::zend::{Callback, Obj, Value};

use super::wait::{Waiting, Woken};

/// Where a coroutine is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The record is free.
    Free,
    /// It runs, or has started or woken the one that runs.
    Running,
    /// It waits.
    Suspended,
}

/// The record of a coroutine. Records are used again and never freed, so that references to them always hold; who keeps
/// one over a switch compares the id.
pub struct Coroutine {
    pub(super) cid: Cell<i64>,
    pub(super) parent: Cell<i64>,
    pub(super) state: Cell<State>,
    /// The stack; kept by a free record too, if it is in the pool.
    pub(super) fiber: RefCell<Option<Fiber>>,
    /// Where it runs on when it is woken: its own stack, or that of a PHP Fiber inside it.
    pub(super) place: Cell<Place>,
    /// Who has started or woken it, and runs on when it waits or ends.
    pub(super) origin: Cell<Place>,
    /// What it is to run; taken when it starts.
    pub(super) job: Cell<Option<Job>>,
    /// A fatal error has left its stack: it cannot be used again.
    pub(super) broken: Cell<bool>,
    /// The level of errors that it begins with.
    pub(super) error_reporting: Cell<i32>,
    /// Counts its waits.
    pub(super) waits: Cell<u32>,
    pub(super) waiting: Cell<Waiting>,
    pub(super) woken: Cell<Woken>,
    /// The class of the exception in which the wait that was canceled ends.
    pub(super) cancel_throws: Cell<Option<&'static ClassCell>>,
    /// Whether its last wait was canceled.
    pub(super) canceled: Cell<bool>,
    /// When it began, in milliseconds of the system's clock.
    pub(super) began: Cell<i64>,
    /// What runs when it ends, last first.
    pub(super) defers: RefCell<Vec<Callback>>,
    /// What its function has returned, for those.
    pub(super) returned: Cell<Value>,
    /// Its `Coroutine\Context`.
    pub(super) context: RefCell<Option<Obj>>,
    /// Whether that was freed, because the coroutine ends.
    pub(super) context_gone: Cell<bool>,
    /// Who waits for its end.
    pub(super) joiners: RefCell<Vec<super::join::Joiner>>,
    /// The PHP frame in which it waits.
    pub(super) frame: Cell<Frame>,
    /// How far its VM stack reaches while it does not run.
    pub(super) vm_top: Cell<VmTop>,
    /// Whether it keeps running, however long it computes.
    unpreemptible: Cell<bool>,
}

/// The frame of a PHP call, for backtraces.
pub(super) type Frame = *mut crate::php::zend::sys::zend_execute_data;

/// A closure on the stack of whoever starts the coroutine, and how to run it.
#[derive(Clone, Copy)]
pub(super) struct Job {
    pub run: unsafe fn(*mut ()),
    pub closure: *mut (),
}

impl Coroutine {
    pub(super) fn new() -> Self {
        Self {
            cid: Cell::new(0),
            parent: Cell::new(-1),
            state: Cell::new(State::Free),
            fiber: RefCell::new(None),
            place: Cell::new(Place::NOWHERE),
            origin: Cell::new(Place::NOWHERE),
            job: Cell::new(None),
            broken: Cell::new(false),
            error_reporting: Cell::new(0),
            waits: Cell::new(0),
            waiting: Cell::new(Waiting::Not),
            woken: Cell::new(Woken::Ready),
            cancel_throws: Cell::new(None),
            canceled: Cell::new(false),
            began: Cell::new(0),
            defers: RefCell::default(),
            returned: Cell::new(Value::NULL),
            context: RefCell::default(),
            context_gone: Cell::new(false),
            joiners: RefCell::default(),
            frame: Cell::new(std::ptr::null_mut()),
            vm_top: Cell::new(VmTop::NONE),
            unpreemptible: Cell::new(false),
        }
    }

    /// Its id, counted from 1; 0 when it has ended and no other uses the record.
    pub fn cid(&self) -> i64 {
        self.cid.get()
    }

    /// The id of the coroutine that has started it, -1 if none has.
    pub fn parent(&self) -> i64 {
        self.parent.get()
    }

    /// Whether it waits.
    pub fn is_suspended(&self) -> bool {
        self.state.get() == State::Suspended
    }

    /// The number of its last wait.
    pub fn waits(&self) -> u32 {
        self.waits.get()
    }

    /// Whether its last wait was canceled.
    pub fn is_canceled(&self) -> bool {
        self.canceled.get()
    }

    /// Whether somebody waits for its end.
    pub fn is_joined(&self) -> bool {
        !self.joiners.borrow().is_empty()
    }

    /// Milliseconds since it began.
    pub fn elapsed(&self) -> i64 {
        now() - self.began.get()
    }

    /// Has `callback` run when it ends, before those that were deferred earlier.
    pub fn defer(&self, callback: Callback) {
        self.defers.borrow_mut().push(callback);
    }

    /// Keeps what its function has returned, if a deferred function wants to know.
    #[inline]
    pub fn returns(&self, value: Value) {
        if !self.defers.borrow().is_empty() {
            self.returned.set(value);
        }
    }

    /// Its context object, made by `make` when first asked for; `None` when it was freed already.
    pub fn context(&self, make: impl FnOnce() -> Obj) -> Option<Obj> {
        if self.context_gone.get() {
            return None;
        }
        if let Some(context) = &*self.context.borrow() {
            return Some(context.clone());
        }
        let made = make();
        *self.context.borrow_mut() = Some(made.clone());
        Some(made)
    }

    /// Whether it may be suspended when it computes for long.
    pub fn is_preemptible(&self) -> bool {
        !self.unpreemptible.get()
    }

    /// Sets that; returns whether it was different.
    pub fn set_preemptible(&self, may: bool) -> bool {
        self.unpreemptible.replace(!may) == may
    }

    /// How far its VM stack reaches while it does not run.
    pub fn vm_top(&self) -> VmTop {
        self.vm_top.get()
    }

    /// The PHP frame in which it waits.
    pub fn frame(&self) -> *mut crate::php::zend::sys::zend_execute_data {
        self.frame.get()
    }
}

/// Milliseconds of a clock that only moves forward; a few behind, but cheap to read.
pub(super) fn now() -> i64 {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: writes the time to our own variable; the clock exists on every Linux.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC_COARSE, &raw mut time) };
    time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}
