//! Exceptions, warnings and the pending-exception flag.

use std::any::Any;
use std::ffi::CString;

use super::bailout::protect;
use super::call::Thrown;
use super::object::Obj;
use super::sys::{self, headers, zend_class_entry};

/// A C string for PHP's printf-like functions; a NUL inside ends it.
pub fn c_string(text: &str) -> CString {
    let end = text.find('\0').unwrap_or(text.len());
    CString::new(&text[..end]).unwrap_or_default()
}

/// Throws an exception of class `ce`.
pub fn throw(ce: *mut zend_class_entry, message: &str, code: i64) -> Thrown {
    let message = c_string(message);
    // SAFETY: `ce` is a registered Throwable; the message is copied.
    unsafe { sys::zend_throw_exception(ce, message.as_ptr(), code) };
    Thrown
}

/// Throws PHP's own `Error`.
pub fn throw_error(message: &str) -> Thrown {
    let message = c_string(message);
    // SAFETY: a null class means `Error`; the format takes one string.
    unsafe { sys::zend_throw_error(std::ptr::null_mut(), c"%s".as_ptr(), message.as_ptr()) };
    Thrown
}

/// Throws PHP's own `TypeError`.
pub fn throw_type_error(message: &str) -> Thrown {
    // SAFETY: the class lives as long as PHP.
    throw(unsafe { sys::zend_ce_type_error }, message, 0)
}

/// Throws PHP's own `ArgumentCountError`.
pub fn throw_argument_count_error(message: &str) -> Thrown {
    // SAFETY: the class lives as long as PHP.
    throw(unsafe { sys::zend_ce_argument_count_error }, message, 0)
}

/// Throws PHP's own `ValueError`.
pub fn throw_value_error(message: &str) -> Thrown {
    // SAFETY: the class lives as long as PHP.
    throw(unsafe { sys::zend_ce_value_error }, message, 0)
}

/// Raises `E_WARNING` prefixed with the running function's name, as PHP's own functions do.
pub fn warning(message: &str) {
    raise(sys::E_WARNING, message);
}

/// Raises an error of the given level, prefixed with the running function's name. It may run the application's error
/// handler, which may throw; a fatal one is passed on when the running native call returns.
pub fn raise(level: u32, message: &str) {
    let message = c_string(message);
    // SAFETY: the format takes one string, which outlives the call.
    protect(|| unsafe {
        sys::php_error_docref(
            std::ptr::null(),
            level as i32,
            c"%s".as_ptr(),
            message.as_ptr(),
        );
    });
}

/// Raises an error without the function's name in front. Otherwise as [`raise`].
pub fn raise_plain(level: u32, message: &str) {
    let message = c_string(message);
    // SAFETY: the format takes one string, which outlives the call.
    protect(|| unsafe { sys::zend_error(level as i32, c"%s".as_ptr(), message.as_ptr()) });
}

/// Ends the script with an exception that cannot be caught, as Swoole does where its API is used in a way that no code
/// could handle: it is printed as uncaught, and the running code unwinds.
#[cold]
pub fn fatal(ce: *mut zend_class_entry, message: &str, code: i64) -> Thrown {
    throw(ce, message, code);
    report_uncaught();
    unwind()
}

/// Makes the running PHP code unwind, without `finally` blocks, because the process ends.
#[cold]
pub fn unwind() -> Thrown {
    if !pending() && !super::bailout::caught() {
        // SAFETY: throws PHP's own unwind exception; none is pending.
        unsafe { sys::zend_throw_unwind_exit() };
    }
    Thrown
}

/// What an exception that nobody caught was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uncaught {
    /// An exception; it was printed as PHP prints uncaught ones, and the exit code becomes 255.
    Reported,
    /// PHP's own unwinding: a fatal error has been printed already, or `exit` ran where it could not be an exception.
    Unwinding,
}

/// Reports the pending exception and clears it. Shutdown functions and destructors still run when the process ends.
pub fn report_uncaught() -> Uncaught {
    protect(|| {
        // SAFETY: the exception is pending, hence alive; zend_exception_error takes it over and does not jump for
        // uncaught exceptions.
        unsafe {
            let globals = sys::executor();
            let exception = (*globals).exception;
            if exception.is_null() || sys::zend_is_unwind_exit(exception) {
                sys::zend_clear_exception();
                return Uncaught::Unwinding;
            }
            sys::zend_exception_error(exception, sys::E_ERROR as i32);
            sys::zend_clear_exception();
            Uncaught::Reported
        }
    })
    .unwrap_or(Uncaught::Unwinding)
}

/// Sets what the process ends with, unless something else is said later.
pub fn set_exit_status(status: u8) {
    // SAFETY: executor globals exist while PHP runs.
    unsafe { (*sys::executor()).exit_status = status.into() };
}

/// Clears the pending exception if it is the one by which PHP code is unwound when its stack is given up.
pub fn swallow_graceful_exit() -> bool {
    // SAFETY: a pending exception is alive.
    unsafe {
        let exception = (*sys::executor()).exception;
        if exception.is_null() || !sys::zend_is_graceful_exit(exception) {
            return false;
        }
        sys::zend_clear_exception();
        true
    }
}

/// Runs `body`, in which other code may run, without the exception that is pending; it is pending again afterwards, if
/// need be behind what `body` has thrown.
#[inline]
pub fn put_aside<R>(body: impl FnOnce() -> R) -> R {
    if !pending() {
        return body();
    }
    let globals = sys::executor();
    // SAFETY: executor globals exist while PHP runs. The running function is told first that it was interrupted, by an
    // exception thrown again, so that what `body` throws changes nothing there. The exception is kept.
    let (old, instruction) = unsafe {
        if !(*globals).current_execute_data.is_null() {
            sys::zend_throw_exception_internal(std::ptr::null_mut());
        }
        let old = std::mem::replace(&mut (*globals).exception, std::ptr::null_mut());
        (old, (*globals).opline_before_exception)
    };
    let result = body();
    // SAFETY: either exception is owned by the globals or by us. One that ends the script outranks others.
    unsafe {
        let new = (*globals).exception;
        (*globals).opline_before_exception = instruction;
        if new.is_null() {
            (*globals).exception = old;
        } else if ends_script(old) || ends_script(new) {
            let (first, other) = if ends_script(old) {
                (old, new)
            } else {
                (new, old)
            };
            (*globals).exception = first;
            drop(Obj::from_owned(other));
        } else {
            headers::zend_exception_set_previous(new.cast(), old.cast());
        }
    }
    result
}

/// # Safety
/// The exception is alive.
unsafe fn ends_script(exception: *const sys::zend_object) -> bool {
    // SAFETY: the caller's promise.
    unsafe { sys::zend_is_unwind_exit(exception) || sys::zend_is_graceful_exit(exception) }
}

/// Whether an exception waits to be handled.
pub fn pending() -> bool {
    // SAFETY: executor globals exist while PHP runs.
    unsafe { !(*sys::executor()).exception.is_null() }
}

/// Whether the script has ended in a fatal error.
pub fn fatal_happened() -> bool {
    const FATAL: u32 = sys::E_ERROR
        | sys::E_CORE_ERROR
        | sys::E_COMPILE_ERROR
        | sys::E_USER_ERROR
        | sys::E_RECOVERABLE_ERROR
        | sys::E_PARSE;
    // SAFETY: core globals exist while PHP runs.
    unsafe {
        let globals = sys::ext_php_rs_process_globals();
        !(*globals).last_error_message.is_null() && (*globals).last_error_type as u32 & FATAL != 0
    }
}

/// A Rust panic reached the boundary: a bug of ours, reported as an `Error` that says where.
#[cold]
pub fn throw_panic(panic: &(dyn Any + Send)) {
    let text = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "unknown panic".to_owned());
    if !pending() {
        throw_error(&format!("swoole: internal error, please report it: {text}"));
    }
}
