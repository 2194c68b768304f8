//! The event loop of a script that starts no server: it runs when the script has ended.

use std::cell::Cell;

use crate::php::coroutine::deadlock;
use crate::php::runtime::{self, Verdict};
use crate::php::zend::{Call, Callback, PhpResult, Thrown, Value, errors, sys};
use crate::php::{sched, server};

thread_local! {
    static REGISTERED: Cell<bool> = const { Cell::new(false) };
    /// Whether there is something that the loop is to run for.
    static LOOP: Cell<bool> = const { Cell::new(false) };
}

/// Makes sure that the loop runs when the script has ended, as a shutdown function.
pub fn run_at_shutdown() {
    if !runtime::is_looping() {
        LOOP.set(true);
        unwind_at_shutdown();
    }
}

/// Makes sure that coroutines which still wait when the script has ended unwind then.
pub fn unwind_at_shutdown() {
    if REGISTERED.replace(true) {
        return;
    }
    let Ok(register) = Callback::new(&Value::bytes(b"register_shutdown_function")) else {
        return;
    };
    // Registering calls no user code; if it fails, PHP has said why.
    let _ = register.call(&mut [Value::bytes(b"swoole_event_rshutdown")]);
}

/// Forgets what the request has registered.
pub fn clear() {
    REGISTERED.set(false);
    LOOP.set(false);
}

/// This is a child process: what its parent would run a loop for is not there.
pub fn forget_inherited() {
    LOOP.set(false);
}

/// `swoole_event_rshutdown`: runs the loop until nothing is left to wait for.
pub fn shutdown(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    REGISTERED.set(false);
    if errors::fatal_happened() || server::serves() {
        return Ok(());
    }
    // Who has stopped the loop by Event::exit() does not want another one.
    let ended = if LOOP.replace(false) {
        let ended = runtime::run_to_completion();
        server::send_rest();
        ended
    } else {
        Ok(Verdict::GoOn)
    };
    match ended {
        Ok(Verdict::GoOn) => {
            deadlock::check_at_end();
            // Their `finally` blocks and destructors run while there is still a script that they belong to.
            sched::end_all();
            if runtime::is_ending() {
                return Err(errors::unwind());
            }
            Ok(())
        }
        Ok(Verdict::End) => {
            // The exception was reported, and the other shutdown functions still run. A fatal error is passed on.
            runtime::clear_all_timers();
            Ok(())
        }
        Err(error) => {
            errors::raise(
                sys::E_ERROR,
                &format!("the event loop failed, Error: {error}"),
            );
            Err(Thrown)
        }
    }
}
