//! `Swoole\Coroutine\System`: what would block the process, done while other coroutines run.

mod cache;
mod children;
mod dns;
mod exec;
mod files;
mod names;
pub mod settings;

use std::cell::Cell;
use std::io;
use std::os::fd::{AsRawFd, RawFd};
use std::rc::Rc;
use std::time::{Duration, Instant};

use mio::Interest;

pub use cache::forget as forget_names;
pub use children::{forget_inherited, forked, reap_any, wait, wait_pid};
pub use dns::dns_lookup;
pub use exec::exec;
pub use files::{read_file, statvfs, write_file};
pub use names::{getaddrinfo, gethostbyname, resolve};

use super::timeout;
use crate::engine::signal_fd::SignalFd;
use crate::php::event::{self, READ, WRITE};
use crate::php::last_error;
use crate::php::sched::descriptor::{Busy, Direction, Watch};
use crate::php::sched::{self, Woken};
use crate::php::zend::thread::OneThread;
use crate::php::zend::{Call, PhpResult, Value};

/// Forgets what the request has left.
pub fn clear() {
    children::clear();
    exec::forget_unwanted();
    cache::clear();
    settings::clear();
}

/// `Swoole\Coroutine\System::sleep`
pub fn sleep(call: &mut Call<'_>) -> PhpResult {
    /// `SWOOLE_TIMER_MIN_SEC`
    const LEAST: f64 = 0.001;
    call.expect_args(1, 1)?;
    let seconds = call.double(0)?;
    sched::require()?;
    if seconds.is_nan() || seconds < LEAST {
        last_error::fatal("Timer must be greater than or equal to 0.001");
        return call.ret_bool(false);
    }
    // Nobody has the ticket: time passes, or somebody cancels.
    let woken = sched::wait(Some(timeout(seconds).unwrap_or(Duration::MAX)))?;
    call.ret_bool(woken == Woken::TimedOut)
}

/// Suspends the running coroutine until a descriptor is ready for one of `events`, as poll(2) tells it.
fn wait_for(fd: RawFd, events: i64, limit: Option<Duration>) -> PhpResult<io::Result<Woken>> {
    let ticket = sched::ticket()?;
    let interest = match events {
        READ => Interest::READABLE,
        WRITE => Interest::WRITABLE,
        _ => Interest::READABLE | Interest::WRITABLE,
    };
    let watch = match Watch::beside(fd, interest) {
        Ok(watch) => watch,
        // Files are always ready.
        Err(error) if error.raw_os_error() == Some(libc::EPERM) => return Ok(Ok(Woken::Ready)),
        Err(error) => return Ok(Err(error)),
    };
    match events {
        READ => wait_one_way(&watch, Direction::Read, limit),
        WRITE => wait_one_way(&watch, Direction::Write, limit),
        _ => {
            for direction in [Direction::Read, Direction::Write] {
                let wake = move || {
                    ticket.wake();
                };
                watch.listen(direction, Some(Rc::new(wake)));
            }
            sched::wait(limit).map(Ok)
        }
    }
}

fn wait_one_way(
    watch: &Watch,
    direction: Direction,
    limit: Option<Duration>,
) -> PhpResult<io::Result<Woken>> {
    let woken = watch.wait(direction, limit)?;
    Ok(woken.map_err(|Busy::Bound(other)| {
        io::Error::other(format!("coroutine {other} waits for it already"))
    }))
}

/// What a descriptor is ready for now, as poll(2) tells it.
fn ready_now(fd: RawFd, events: i64) -> io::Result<i64> {
    let mut poll = libc::pollfd {
        fd,
        events: 0,
        revents: 0,
    };
    let pairs = [(READ, libc::POLLIN), (WRITE, libc::POLLOUT)];
    for (event, bit) in pairs {
        if events & event != 0 {
            poll.events |= bit;
        }
    }
    // SAFETY: one initialised entry; it returns at once.
    if unsafe { libc::poll(&raw mut poll, 1, 0) } < 0 {
        return Err(io::Error::last_os_error());
    }
    if poll.revents & libc::POLLNVAL != 0 {
        return Err(io::Error::from_raw_os_error(libc::EBADF));
    }
    let broken = poll.revents & (libc::POLLHUP | libc::POLLERR) != 0;
    let mut ready = 0;
    for (event, bit) in pairs {
        if events & event != 0 && (broken || poll.revents & bit != 0) {
            ready |= event;
        }
    }
    Ok(ready)
}

fn code_of(error: &io::Error) -> i32 {
    error.raw_os_error().unwrap_or(last_error::SYSTEM_CALL_FAIL)
}

/// `Swoole\Coroutine\System::waitEvent`
pub fn wait_event(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 3)?;
    let events = call.long_or(1, READ)?;
    let seconds = call.double_or(2, -1.0)?;
    sched::require()?;
    let Some(fd) = call.arg(0).map(event::descriptor).transpose()?.flatten() else {
        last_error::fatal("unknown fd type");
        return call.ret_bool(false);
    };
    let events = events & (READ | WRITE);
    if events == 0 {
        last_error::set(libc::EINVAL);
        return call.ret_bool(false);
    }
    let result = match ready_now(fd, events) {
        // It is asked what is true now.
        Ok(0) if seconds == 0.0 => Err(io::Error::from_raw_os_error(libc::ETIMEDOUT)),
        Ok(0) => match wait_for(fd, events, timeout(seconds))? {
            Ok(Woken::Ready) => ready_now(fd, events),
            Ok(Woken::TimedOut) => Err(io::Error::from_raw_os_error(last_error::CO_TIMEDOUT)),
            Ok(_) => return call.ret_bool(false),
            Err(error) => Err(error),
        },
        result => result,
    };
    match result {
        Ok(ready) => call.ret(Value::long(ready)),
        Err(error) => {
            last_error::set(code_of(&error));
            call.ret_bool(false)
        }
    }
}

// SAFETY: code of PHP's thread only.
static LISTENERS: OneThread<Cell<usize>> = unsafe { OneThread::new(Cell::new(0)) };

/// How many coroutines wait for signals.
pub fn signal_listeners() -> usize {
    LISTENERS.get().get()
}

/// Counts one while it lives.
struct Listener;

impl Listener {
    fn new() -> Self {
        LISTENERS.get().set(LISTENERS.get().get() + 1);
        Self
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        LISTENERS.get().set(LISTENERS.get().get() - 1);
    }
}

/// `Swoole\Coroutine\System::waitSignal`
pub fn wait_signal(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    let limit = timeout(call.double_or(1, -1.0)?);
    let signals: Vec<i64> = match call.arg(0).and_then(Value::as_array) {
        Some(list) => list
            .iter()
            .map(|(_, signal)| signal.deref().to_long())
            .collect(),
        None => vec![call.long(0)?],
    };
    sched::require()?;
    let numbers: Vec<i32> = signals
        .iter()
        .filter_map(|&signal| i32::try_from(signal).ok())
        .filter(|&signal| signal != libc::SIGCHLD)
        .collect();
    let signal_fd = match SignalFd::new(&numbers) {
        Ok(signal_fd) if numbers.len() == signals.len() => signal_fd,
        // There is no descriptor left.
        Err(error) if error.raw_os_error() != Some(libc::EINVAL) => {
            last_error::set(code_of(&error));
            return call.ret_bool(false);
        }
        _ => {
            last_error::fatal("Invalid signal in the given list");
            return call.ret_bool(false);
        }
    };
    let end = limit.and_then(|limit| Instant::now().checked_add(limit));
    let _counted = Listener::new();
    loop {
        match signal_fd.take() {
            Ok(Some(signal)) => return call.ret(Value::long(signal.into())),
            Ok(None) => {}
            Err(error) => {
                last_error::set(code_of(&error));
                return call.ret_bool(false);
            }
        }
        // Another coroutine may have been faster: the wait goes on for the rest of the time.
        let left = end.map(|end| end.saturating_duration_since(Instant::now()));
        let woken = if left.is_some_and(|left| left.is_zero()) {
            Woken::TimedOut
        } else {
            match wait_for(signal_fd.as_raw_fd(), READ, left)? {
                Ok(woken) => woken,
                Err(error) => {
                    last_error::set(code_of(&error));
                    return call.ret_bool(false);
                }
            }
        };
        match woken {
            Woken::Ready => {}
            Woken::TimedOut => {
                last_error::set(last_error::CO_TIMEDOUT);
                return call.ret_bool(false);
            }
            Woken::Canceled | Woken::Ended => return call.ret_bool(false),
        }
    }
}
