//! How long a socket's operations wait where a call does not say it, in seconds; negative for as long as it takes.

use std::cell::Cell;

use super::Limit;
use crate::php::coroutine::timeout;

/// The timeouts of one socket.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Timeouts {
    /// Looking a host name up.
    pub lookup: f64,
    /// Connecting.
    pub connect: f64,
    /// Reading and accepting.
    pub read: f64,
    /// Writing.
    pub write: f64,
}

impl Timeouts {
    const DEFAULT: Self = Self {
        lookup: 60.0,
        connect: 10.0,
        read: 60.0,
        write: 60.0,
    };

    /// Those that a new socket begins with.
    pub fn defaults() -> Self {
        DEFAULTS.get()
    }

    /// Changes what new sockets begin with.
    pub fn change_defaults(change: impl FnOnce(&mut Self)) {
        let mut defaults = DEFAULTS.get();
        change(&mut defaults);
        DEFAULTS.set(defaults);
    }

    /// Forgets what [`Timeouts::change_defaults`] did, at the end of the request.
    pub fn reset_defaults() {
        DEFAULTS.set(Self::DEFAULT);
    }

    /// Sets all of them, as the option `timeout` does. 0 changes nothing.
    pub fn set_all(&mut self, seconds: f64) {
        if seconds != 0.0 {
            *self = Self {
                lookup: seconds,
                connect: seconds,
                read: seconds,
                write: seconds,
            };
        }
    }
}

thread_local! {
    static DEFAULTS: Cell<Timeouts> = const { Cell::new(Timeouts::DEFAULT) };
}

/// The limit of a call: what it was given, where 0 stands for the socket's `own`.
pub fn limit(given: f64, own: f64) -> Limit {
    Limit::new(timeout(if given == 0.0 { own } else { given }))
}
