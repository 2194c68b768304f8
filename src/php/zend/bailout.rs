//! Fatal errors. PHP leaves them by longjmp to the nearest `zend_try`; this module puts one around everything that may
//! meet one, so that the jump never crosses a Rust frame that has something to drop.
//!
//! [`protect`] catches the jump and leaves a note; the native call that is outermost ([`super::call::enter`]) jumps on
//! once all of its Rust state is gone.

use std::any::Any;
use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::ptr;

use super::sys;
use super::thread::OneThread;

// SAFETY: code of PHP's thread only.
static CAUGHT: OneThread<Cell<bool>> = unsafe { OneThread::new(Cell::new(false)) };

/// Runs `body`; `None` if PHP bailed out of it. Values that the body held then are leaked: the process is ending.
pub fn protect<R>(body: impl FnOnce() -> R) -> Option<R> {
    protect_by(sys::ext_php_rs_zend_try_catch, body)
}

/// The same at the bottom of a stack, where no `zend_try` is around that a jump could go to.
pub fn protect_first<R>(body: impl FnOnce() -> R) -> Option<R> {
    protect_by(sys::ext_php_rs_zend_first_try_catch, body)
}

type TryCatch =
    unsafe extern "C" fn(Erased, *const std::ffi::c_void, *mut *mut std::ffi::c_void) -> bool;

fn protect_by<R>(try_catch: TryCatch, body: impl FnOnce() -> R) -> Option<R> {
    let mut frame = Frame {
        body: ManuallyDrop::new(body),
        result: None,
    };
    let raw = &raw mut frame;
    let mut done = ptr::null_mut();
    // SAFETY: `run` gets our own frame, alive during the call; when PHP jumps, only frames below this one are skipped,
    // and `frame.body` was moved out by `run` before.
    let jumped = unsafe { try_catch(run_erased(raw), raw.cast_const().cast(), &raw mut done) };
    if jumped {
        CAUGHT.get().set(true);
        return None;
    }
    match frame.result {
        Some(Ok(result)) => Some(result),
        Some(Err(panic)) => resume_unwind(panic),
        None => None,
    }
}

struct Frame<F, R> {
    body: ManuallyDrop<F>,
    result: Option<Result<R, Box<dyn Any + Send>>>,
}

type Erased = unsafe extern "C" fn(*const std::ffi::c_void) -> *const std::ffi::c_void;

fn run_erased<F: FnOnce() -> R, R>(_: *mut Frame<F, R>) -> Erased {
    run::<F, R>
}

unsafe extern "C" fn run<F: FnOnce() -> R, R>(
    frame: *const std::ffi::c_void,
) -> *const std::ffi::c_void {
    // SAFETY: `protect` passes its own frame and calls this once.
    unsafe {
        let frame = &mut *frame.cast_mut().cast::<Frame<F, R>>();
        let body = ManuallyDrop::take(&mut frame.body);
        frame.result = Some(catch_unwind(AssertUnwindSafe(body)));
    }
    frame
}

/// Whether a bailout was caught and must still be passed on.
pub fn caught() -> bool {
    CAUGHT.get().get()
}

/// Forgets a caught bailout: the process ends in another way.
pub fn forget() {
    CAUGHT.get().set(false);
}

/// Passes a caught bailout on. Called where nothing of ours is left to drop.
#[inline]
pub fn pass_on() {
    if CAUGHT.get().get() {
        CAUGHT.get().set(false);
        // SAFETY: the caller's frame is an extern "C" handler with nothing to drop, inside PHP's own zend_try.
        unsafe { sys::ext_php_rs_zend_bailout() };
    }
}
