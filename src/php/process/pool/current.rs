//! The pool that this process belongs to, as its master or one of its workers.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::inbox;
use crate::engine::process::board::{Board, Member};
use crate::engine::stats::Stats;
use crate::php::zend::thread::OneThread;

/// The pool that this process belongs to.
pub(super) struct Current {
    /// This process: children that the program makes are no workers.
    pub(super) pid: u32,
    pub(super) board: Rc<Board>,
    /// The worker that it is; `None` in the master.
    pub(super) member: Option<Member>,
    /// Whether it is to end.
    pub(super) stopping: Cell<bool>,
    /// How many messages it has begun to handle.
    pub(super) handled: Cell<u64>,
    pub(super) detached: Cell<bool>,
    /// What is watched for messages, with an event loop.
    pub(super) inbox: RefCell<Option<Rc<inbox::Watched>>>,
}

// SAFETY: code of PHP's thread only.
pub(super) static CURRENT: OneThread<RefCell<Option<Rc<Current>>>> =
    unsafe { OneThread::new(RefCell::new(None)) };

/// Sets the pool that this process belongs to.
pub(super) fn set_current(current: Option<Rc<Current>>) {
    let old = CURRENT.get().replace(current);
    drop(old);
}

/// The pool, in one of its processes; none in children that the program makes.
pub(super) fn current() -> Option<Rc<Current>> {
    let current = CURRENT.get().borrow().clone()?;
    (current.pid == std::process::id()).then_some(current)
}

impl Current {
    /// Notes that a message is handled.
    pub(super) fn count(&self) {
        self.handled.set(self.handled.get() + 1);
        if let Some(member) = &self.member {
            let now = Stats {
                requests: self.handled.get(),
                ..Stats::default()
            };
            member.show(now, 0);
        }
    }

    /// Has this worker end when it has finished what it does.
    pub(super) fn stop(&self) {
        self.stopping.set(true);
        let inbox = self.inbox.take();
        drop(inbox);
    }
}
