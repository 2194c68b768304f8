//! Interrupting PHP code that runs: Zend looks at a flag at each call and each jump back, and calls a function if it is set.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};

use super::sys::{self, zend_execute_data};
use super::thread::OneThread;

/// Zend's flag; another thread may set it.
#[derive(Clone, Copy)]
pub struct Flag(*const AtomicBool);

// SAFETY: the flag is atomic, and lies in PHP's globals, which are never freed.
unsafe impl Send for Flag {}

impl Flag {
    /// That of this process.
    pub fn get() -> Self {
        // SAFETY: executor globals exist while PHP runs. Zend's atomic bool is one byte, used by atomic operations only.
        let flag = unsafe { &raw const (*sys::executor()).vm_interrupt };
        Self(flag.cast())
    }

    /// Has the running PHP code interrupted soon.
    pub fn raise(&self) {
        // SAFETY: see `Send`.
        unsafe { (*self.0).store(true, Ordering::Relaxed) };
    }
}

/// What is called when PHP code is interrupted.
pub type Interrupted = fn();

type Handler = unsafe extern "C" fn(*mut zend_execute_data);

// SAFETY: code of PHP's thread only.
static OURS: OneThread<Cell<Option<Interrupted>>> = unsafe { OneThread::new(Cell::new(None)) };
// SAFETY: as above.
static NEXT: OneThread<Cell<Option<Handler>>> = unsafe { OneThread::new(Cell::new(None)) };

unsafe extern "C" fn interrupted(frame: *mut zend_execute_data) {
    if let Some(ours) = OURS.get().get() {
        ours();
    }
    if let Some(next) = NEXT.get().get() {
        // SAFETY: the handler that was there before, called as Zend would.
        unsafe { next(frame) };
    }
}

/// Has `handler` called when PHP code is interrupted, before whoever is called already. It may suspend the code, and
/// throw. Called once, while modules start.
pub fn install(handler: Interrupted) {
    OURS.get().set(Some(handler));
    // SAFETY: one thread, before any PHP code runs.
    unsafe {
        NEXT.get().set(sys::zend_interrupt_function);
        sys::zend_interrupt_function = Some(interrupted);
    }
}
