//! PHP's own waiting functions where no coroutine waits: signals with callbacks do not interrupt them, as in Swoole.

use crate::php::process::signal;
use crate::php::zend::replaced::{Handled, Replaced};
use crate::php::zend::sys::{zend_execute_data, zval};
use crate::php::zend::{Call, PhpResult, bailout, call};

/// Handles a call: by `body` if `wanted`, and by PHP's own handler otherwise, while signals with callbacks are held back.
///
/// # Safety
/// Called by the installed handler with what PHP has passed to it.
pub unsafe fn enter(
    replaced: &Replaced,
    frame: *mut zend_execute_data,
    ret: *mut zval,
    wanted: bool,
    body: impl FnOnce(&mut Call<'_>) -> PhpResult<Handled>,
) {
    if !wanted && let Some(held) = signal::hold() {
        let own = || {
            // Functions of the program may be called from there, an error handler for one.
            // SAFETY: the caller's promise; a fatal error leaves by `protect`, which holds nothing.
            bailout::protect(|| unsafe { replaced.call_original(frame, ret) });
            drop(held);
            Ok(())
        };
        // SAFETY: the caller's promise.
        unsafe { call::enter(frame, ret, |_| own()) };
        return;
    }
    // SAFETY: the caller's promise.
    unsafe { replaced.enter(frame, ret, wanted, body) }
}
