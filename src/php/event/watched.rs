//! Descriptors that the program has the loop watch.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io;
use std::os::fd::RawFd;
use std::rc::{Rc, Weak};

use super::write::Output;
use super::{READ, WRITE};
use crate::php::runtime;
use crate::php::sched::descriptor::{Direction, Watch};
use crate::php::zend::thread::OneThread;
use crate::php::zend::{Callback, Value};

/// What is called when a descriptor is ready.
#[derive(Clone, Default)]
pub struct Callbacks {
    pub read: Option<Rc<Callback>>,
    pub write: Option<Rc<Callback>>,
}

impl Callbacks {
    /// These, with those of `new` where it has some.
    pub fn overlaid_by(&self, new: Self) -> Self {
        Self {
            read: new.read.or_else(|| self.read.clone()),
            write: new.write.or_else(|| self.write.clone()),
        }
    }
}

/// A watched descriptor.
pub struct Watched {
    watch: Watch,
    fd: RawFd,
    /// What the program calls it; keeps a stream open.
    value: Value,
    callbacks: RefCell<Callbacks>,
    events: Cell<i64>,
    output: RefCell<Output>,
}

type Table = RefCell<BTreeMap<RawFd, Rc<Watched>>>;

// SAFETY: code of PHP's thread only.
static ALL: OneThread<Table> = unsafe { OneThread::new(RefCell::new(BTreeMap::new())) };

impl Watched {
    /// The watched descriptor of this number. One that was closed is not watched any more.
    pub fn find(fd: RawFd) -> Option<Rc<Self>> {
        let found = ALL.get().borrow().get(&fd).cloned()?;
        if found.watch.is_current() {
            return Some(found);
        }
        Self::remove(fd);
        None
    }

    /// Begins to watch.
    pub fn add(fd: RawFd, value: Value, callbacks: Callbacks, events: i64) -> io::Result<()> {
        super::write::set_nonblocking(fd)?;
        let watched = Rc::new(Self {
            watch: Watch::new(fd)?,
            fd,
            value,
            callbacks: RefCell::new(callbacks),
            events: Cell::new(events),
            output: RefCell::default(),
        });
        watched.listen();
        ALL.get().borrow_mut().insert(fd, watched);
        Ok(())
    }

    /// Ends watching. False if nobody does.
    pub fn remove(fd: RawFd) -> bool {
        let removed = ALL.get().borrow_mut().remove(&fd);
        if let Some(watched) = &removed {
            watched.events.set(0);
            watched.watch.listen(Direction::Read, None);
            watched.watch.listen(Direction::Write, None);
        }
        removed.is_some()
    }

    /// Its number.
    pub fn fd(&self) -> RawFd {
        self.fd
    }

    /// What is watched for.
    pub fn events(&self) -> i64 {
        self.events.get()
    }

    /// What is called.
    pub fn callbacks(&self) -> Callbacks {
        self.callbacks.borrow().clone()
    }

    /// Changes what is called for what.
    pub fn set(self: &Rc<Self>, callbacks: Callbacks, events: i64) {
        let old = self.callbacks.replace(callbacks);
        self.events.set(events);
        self.listen();
        drop(old);
    }

    /// Sends bytes now, or when the descriptor takes them.
    pub fn send(self: &Rc<Self>, bytes: &[u8]) -> io::Result<()> {
        let waits = self.output.borrow_mut().send(self.fd, bytes)?;
        if waits {
            self.listen();
        }
        Ok(())
    }

    /// Has the loop tell what is wanted now.
    fn listen(self: &Rc<Self>) {
        let wanted = [
            (Direction::Read, self.events.get() & READ != 0),
            (
                Direction::Write,
                self.events.get() & WRITE != 0 || !self.output.borrow().is_empty(),
            ),
        ];
        for (direction, wanted) in wanted {
            let weak = Rc::downgrade(self);
            let function: Option<Rc<dyn Fn()>> = if wanted {
                Some(Rc::new(move || ready(&weak, direction)))
            } else {
                None
            };
            self.watch.listen(direction, function);
        }
        self.rearm();
    }

    /// The loop tells of readiness once; the program is to be called as long as it lasts.
    fn rearm(&self) {
        // One that was closed is not ready any more.
        let _ = self.watch.rearm();
    }
}

/// The loop says that a descriptor is ready.
fn ready(watched: &Weak<Watched>, direction: Direction) {
    let Some(watched) = watched.upgrade() else {
        return;
    };
    if direction == Direction::Write && !watched.output.borrow().is_empty() {
        let sent = watched.output.borrow_mut().flush(watched.fd);
        if sent.is_err() || watched.output.borrow().is_empty() {
            watched.listen();
        }
        return;
    }
    let callbacks = watched.callbacks();
    let callback = match direction {
        Direction::Read if watched.events() & READ != 0 => callbacks.read,
        Direction::Write if watched.events() & WRITE != 0 => callbacks.write,
        _ => None,
    };
    if let Some(callback) = callback {
        let value = watched.value.clone();
        if runtime::call(move || callback.run(&mut [value])) == runtime::Verdict::End {
            runtime::end();
            return;
        }
    }
    if watched.events() != 0 {
        watched.rearm();
    }
}

/// Ends watching everything in a child process. What the program has given is its parent's.
pub fn forget_inherited() {
    for watched in ALL.get().take().into_values() {
        let Ok(watched) = Rc::try_unwrap(watched) else {
            continue;
        };
        std::mem::forget((watched.value, watched.callbacks));
        drop(watched.watch);
    }
}

/// Ends watching everything.
pub fn clear() {
    let all = ALL.get().take();
    for watched in all.values() {
        watched.events.set(0);
    }
    drop(all);
}
