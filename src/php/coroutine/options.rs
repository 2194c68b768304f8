//! Options of coroutines: what `Swoole\Coroutine::set()` and `Scheduler::set()` take.

use std::cell::RefCell;
use std::time::Duration;

use super::net::timeouts::Timeouts;
use super::system::settings;
use crate::php::process::signal;
use crate::php::zend::{Array, Value};
use crate::php::{hooks, log_settings, sched};

thread_local! {
    static GIVEN: RefCell<Option<Array>> = const { RefCell::new(None) };
}

/// Smallest and largest C stack of a coroutine, in bytes.
const STACK: std::ops::RangeInclusive<i64> = 128 * 1024..=16 * 1024 * 1024;

/// Takes options over; those that were given before and are not given now stay.
pub fn set(options: &Array) {
    let mut all = given().unwrap_or_default();
    for (key, value) in options.iter() {
        if let crate::php::zend::array::Key::Name(name) = key {
            all.make_mut().set(&name, value.deref().clone());
        }
    }
    let mut limits = sched::limits();
    for name in ["max_coroutine", "max_coro_num"] {
        if let Some(most) = all.get(name.as_bytes()).map(Value::to_long) {
            // 0 and less stand for the default.
            limits.max_coroutines = usize::try_from(most)
                .ok()
                .filter(|&most| most > 0)
                .unwrap_or(sched::Limits::DEFAULT.max_coroutines);
        }
    }
    for name in ["stack_size", "c_stack_size"] {
        if let Some(bytes) = all.get(name.as_bytes()).map(Value::to_long) {
            limits.stack = bytes.clamp(*STACK.start(), *STACK.end()) as usize;
        }
    }
    sched::set_limits(limits);
    if let Some(wanted) = options.get(b"enable_preemptive_scheduler") {
        sched::preempt::set(wanted.truthy());
    }
    set_global(options);
    if let Some(flags) = options.get(b"hook_flags") {
        hooks::ask(flags.to_long());
    }
    let old = GIVEN.with(|slot| slot.replace(Some(all)));
    drop(old);
}

/// Takes over those options that are not about coroutines: `swoole_async_set()` takes them, too.
pub fn set_global(options: &Array) {
    set_socket_timeouts(options);
    settings::apply(options);
    signal::apply(options);
    log_settings::apply(options);
}

/// Takes over how long new sockets wait. What is no time stands for as long as an int has seconds.
fn set_socket_timeouts(options: &Array) {
    let seconds = |names: &[&str]| {
        let value = names.iter().find_map(|name| options.get(name.as_bytes()))?;
        let seconds = value.to_double();
        let longest = f64::from(i32::MAX);
        Some(if seconds > 0.0 && seconds <= longest {
            seconds
        } else {
            longest
        })
    };
    Timeouts::change_defaults(|timeouts| {
        if let Some(seconds) = seconds(&["socket_dns_timeout"]) {
            timeouts.lookup = seconds;
        }
        if let Some(seconds) = seconds(&["socket_connect_timeout"]) {
            timeouts.connect = seconds;
        }
        if let Some(seconds) = seconds(&["socket_write_timeout", "socket_send_timeout"]) {
            timeouts.write = seconds;
        }
        if let Some(seconds) = seconds(&["socket_read_timeout", "socket_recv_timeout"]) {
            timeouts.read = seconds;
        }
        if let Some(seconds) = seconds(&["socket_timeout"]) {
            timeouts.read = seconds;
            timeouts.write = seconds;
        }
    });
}

/// Those of a server's settings that are about coroutines.
const OF_SERVER: &[&str] = &[
    "max_coro_num",
    "max_coroutine",
    "enable_deadlock_check",
    "enable_preemptive_scheduler",
    "hook_flags",
    "c_stack_size",
    "stack_size",
    "socket_timeout",
    "socket_dns_timeout",
    "socket_connect_timeout",
    "socket_read_timeout",
    "socket_recv_timeout",
    "socket_write_timeout",
    "socket_send_timeout",
];

/// Takes over what the settings of a server say about coroutines, names and threads.
pub fn set_by_server(settings_of_server: &Array) {
    let mut own = Array::new();
    for name in OF_SERVER {
        if let Some(value) = settings_of_server.get(name.as_bytes()) {
            own.set(name.as_bytes(), value.clone());
        }
    }
    if !own.is_empty() {
        set(&own);
    }
    settings::apply(settings_of_server);
}

/// All options that were given.
pub fn given() -> Option<Array> {
    GIVEN.with(|slot| slot.borrow().clone())
}

/// One option, if it was given.
pub fn get(name: &str) -> Option<Value> {
    GIVEN.with(|slot| {
        let slot = slot.borrow();
        slot.as_ref()?.get(name.as_bytes()).cloned()
    })
}

/// How long a read waits if nothing else is said, in seconds; Swoole's default.
const READ_TIMEOUT: f64 = 60.0;
/// The same for a write.
const WRITE_TIMEOUT: f64 = 60.0;

/// How long a read may wait if the program does not say; `None` for ever.
pub fn read_timeout() -> Option<Duration> {
    let names = [
        "socket_read_timeout",
        "socket_recv_timeout",
        "socket_timeout",
    ];
    timeout(&names, READ_TIMEOUT)
}

/// How long a write may wait if the program does not say; `None` for ever.
pub fn write_timeout() -> Option<Duration> {
    let names = [
        "socket_write_timeout",
        "socket_send_timeout",
        "socket_timeout",
    ];
    timeout(&names, WRITE_TIMEOUT)
}

/// The first of these options that says something: 0 does not.
fn timeout(names: &[&str], default: f64) -> Option<Duration> {
    let given = names
        .iter()
        .find_map(|name| get(name).map(|value| value.to_double()));
    super::timeout(given.filter(|&seconds| seconds != 0.0).unwrap_or(default))
}

/// Forgets everything, at the end of the request.
pub fn clear() {
    let old = GIVEN.with(RefCell::take);
    drop(old);
    Timeouts::reset_defaults();
    sched::set_limits(sched::Limits::DEFAULT);
}
