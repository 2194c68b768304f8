//! What a child process renews before it does anything, and how it runs its callback and ends.

use crate::engine::process::spawn;
use crate::php::coroutine::{self, deadlock};
use crate::php::runtime::{self, Verdict};
use crate::php::zend::{Callback, Value, bailout, errors, globals, request};
use crate::php::{exit, sched, server};

/// Has each child that is made begin anew. Called while modules start.
pub fn startup() {
    spawn::in_each_child(begin_anew);
}

/// The same for every child that this extension makes, servers' workers included: it shares no random numbers, no output
/// that waits and no event loop with its parent, and has no handlers of signals.
fn begin_anew() {
    request::renew_memory_manager();
    request::forget_random_seeds();
    globals::discard_output();
    runtime::start_afresh();
    super::signal::forget_inherited();
    super::outbox::clear();
}

/// Runs the callback of a child that has no server and ends the process, as a script ends. With `in_coroutine`, the
/// callback runs in a coroutine and the process ends when the event loop has nothing left to wait for.
pub fn run(callback: Callback, args: Vec<Value>, in_coroutine: bool) -> ! {
    server::leave_to_parent();
    run_in_server(callback, args, in_coroutine)
}

/// The same for a process of a server, which it may use.
pub fn run_in_server(callback: Callback, args: Vec<Value>, in_coroutine: bool) -> ! {
    exit::end_quietly();
    call(callback, args, in_coroutine);
    server::send_rest();
    request::end_process()
}

/// Calls a callback, in a coroutine and an event loop if so wanted. False if the process is to end because of what it threw.
pub fn call(callback: Callback, mut args: Vec<Value>, in_coroutine: bool) -> bool {
    if !in_coroutine {
        // Outside of `guarded`, so that exit() is the one of PHP.
        let returned = bailout::protect(|| {
            let result = callback.run(&mut args);
            drop(args);
            drop(callback);
            result
        });
        if errors::pending() {
            errors::report_uncaught();
            return false;
        }
        return returned == Some(Ok(()));
    }
    let verdict = runtime::looping(|| {
        let started = sched::spawn(move || callback.run(&mut args));
        if let Err(refused) = started {
            coroutine::warn_refused(&refused);
        }
        if runtime::is_ending() {
            return Verdict::End;
        }
        match runtime::run_to_completion() {
            Ok(verdict) => verdict,
            Err(error) => {
                let text = format!("the event loop failed, Error: {error}");
                errors::raise(crate::php::zend::sys::E_ERROR, &text);
                Verdict::End
            }
        }
    });
    if verdict == Verdict::GoOn {
        deadlock::check();
    }
    verdict == Verdict::GoOn
}
