//! The constants of PHP's own pcntl extension that are about signals and priorities, for programs that run without it.

use std::ffi::{CStr, c_int};

use crate::php::zend::registry;

macro_rules! constants {
    ($($name:ident)*) => {
        const CONSTANTS: &[(&CStr, i64)] = &[$(
            (
                match CStr::from_bytes_with_nul(concat!(stringify!($name), "\0").as_bytes()) {
                    Ok(name) => name,
                    Err(_) => unreachable!(),
                },
                libc::$name as i64,
            ),
        )*];
    };
}

constants! {
    SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGBUS SIGFPE SIGKILL SIGUSR1 SIGSEGV SIGUSR2 SIGPIPE SIGALRM SIGTERM
    SIGSTKFLT SIGCHLD SIGCONT SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGXCPU SIGXFSZ SIGVTALRM SIGPROF SIGWINCH SIGIO
    SIGPWR SIGSYS SIG_IGN PRIO_PROCESS PRIO_PGRP PRIO_USER
}

/// Registers them, unless PHP's own extension has.
///
/// # Safety
/// Called once, from the startup function of the module whose number is `module_number`.
pub unsafe fn register(module_number: c_int) {
    if registry::is_loaded(c"pcntl") {
        return;
    }
    for (name, value) in CONSTANTS {
        // SAFETY: the caller's promise.
        unsafe { registry::register_int(name, *value, module_number) };
    }
}
