//! `Swoole\Event`: the event loop in the hands of the program: callbacks for descriptors, for the end of a turn, and
//! running it.

pub mod at_end;
pub mod cycle;
mod fd;
mod watched;
mod write;

use std::rc::Rc;

pub use at_end::{run_at_shutdown, shutdown, unwind_at_shutdown};
pub use fd::of as descriptor;
use watched::{Callbacks, Watched};
pub use write::set_nonblocking;

use super::coroutine::deadlock;
use super::runtime::{self, Verdict};
use super::zend::{Call, Callback, PhpResult, Thrown, Value, errors, sys};
use super::{classes, last_error, sched};

/// `SWOOLE_EVENT_READ`
pub const READ: i64 = 512;
/// `SWOOLE_EVENT_WRITE`
pub const WRITE: i64 = 1024;

/// Forgets what the request has left, while PHP can still free it.
pub fn clear() {
    watched::clear();
    cycle::clear();
    at_end::clear();
}

/// Forgets what the parent has the loop do, in a child process that begins anew.
pub fn forget_inherited() {
    watched::forget_inherited();
    cycle::forget_inherited();
    at_end::forget_inherited();
}

/// A callback argument that may be null.
fn callback(call: &Call<'_>, index: u32, name: &str) -> PhpResult<Option<Rc<Callback>>> {
    let Some(value) = call.arg(index).filter(|value| !value.is_null()) else {
        return Ok(None);
    };
    match Callback::new(value) {
        Ok(callback) => Ok(Some(Rc::new(callback))),
        Err(_) => {
            let text = format!(
                "{name} must be of type callable, {} given",
                value.type_name()
            );
            Err(errors::throw(classes::EXCEPTION.get(), &text, 0))
        }
    }
}

/// Whether each of the events has its callback; otherwise there is a warning.
fn complete(fd: i32, callbacks: &Callbacks, events: i64) -> bool {
    for (event, callback, name) in [
        (READ, &callbacks.read, "readable"),
        (WRITE, &callbacks.write, "writable"),
    ] {
        if events & event != 0 && callback.is_none() {
            last_error::fatal(&format!(
                "Swoole\\Event: unable to find {name} callback of fd [{fd}]"
            ));
            return false;
        }
    }
    true
}

/// `Swoole\Event::add`
pub fn add(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 4)?;
    let events = call.long_or(3, READ)?;
    let Some(value) = call.arg(0).cloned() else {
        return Err(Thrown);
    };
    let Some(fd) = fd::of(&value)? else {
        last_error::fatal("unknown fd type");
        return call.ret_bool(false);
    };
    let callbacks = Callbacks {
        read: callback(call, 1, "readable_callback")?,
        write: callback(call, 2, "writable_callback")?,
    };
    if events & (READ | WRITE) == 0 {
        last_error::fatal("invalid events");
        return call.ret_bool(false);
    }
    if !complete(fd, &callbacks, events) {
        return call.ret_bool(false);
    }
    if Watched::find(fd).is_some() {
        last_error::fatal("already exist");
        return call.ret_bool(false);
    }
    if let Err(error) = Watched::add(fd, value, callbacks, events) {
        last_error::fatal(&format!("swoole_event_add failed: {error}"));
        return call.ret_bool(false);
    }
    run_at_shutdown();
    call.ret(Value::long(fd.into()))
}

/// The watched descriptor that argument 0 names; warned about if there is none.
fn find(call: &Call<'_>) -> PhpResult<Option<Rc<Watched>>> {
    let Some(fd) = call.arg(0).map(fd::of).transpose()?.flatten() else {
        last_error::fatal("unknown type");
        return Ok(None);
    };
    let found = Watched::find(fd);
    if found.is_none() {
        last_error::fatal(&format!("socket[{fd}] is not found in the reactor"));
    }
    Ok(found)
}

/// `Swoole\Event::set`
pub fn set(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 4)?;
    let Some(watched) = find(call)? else {
        return call.ret_bool(false);
    };
    let events = call.long_or(3, 0)?;
    let new = Callbacks {
        read: callback(call, 1, "readable_callback")?,
        write: callback(call, 2, "writable_callback")?,
    };
    let callbacks = watched.callbacks().overlaid_by(new);
    let events = if events == 0 {
        watched.events()
    } else {
        events
    };
    if !complete(watched.fd(), &callbacks, events) {
        return call.ret_bool(false);
    }
    watched.set(callbacks, events);
    call.ret_bool(true)
}

/// `Swoole\Event::del`
pub fn del(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let Some(fd) = call.arg(0).map(fd::of).transpose()?.flatten() else {
        last_error::fatal("unknown type");
        return call.ret_bool(false);
    };
    let removed = Watched::remove(fd);
    call.ret_bool(removed)
}

/// `Swoole\Event::isset`
pub fn isset(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    let events = call.long_or(1, READ | WRITE)?;
    let Some(fd) = call.arg(0).map(fd::of).transpose()?.flatten() else {
        last_error::fatal("unknown type");
        return call.ret_bool(false);
    };
    let is_set = Watched::find(fd).is_some_and(|watched| watched.events() & events != 0);
    call.ret_bool(is_set)
}

/// `Swoole\Event::write`
pub fn write(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 2)?;
    let data = call.str(1)?;
    if data.as_bytes().is_empty() {
        last_error::fatal("data empty");
        return call.ret_bool(false);
    }
    let Some(watched) = find(call)? else {
        return call.ret_bool(false);
    };
    match watched.send(data.as_bytes()) {
        Ok(()) => call.ret_bool(true),
        Err(error) => {
            last_error::set(error.raw_os_error().unwrap_or(last_error::SYSTEM_CALL_FAIL));
            call.ret_bool(false)
        }
    }
}

/// `Swoole\Event::defer`
pub fn defer(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let callback = call.callback(0)?;
    runtime::defer(callback);
    run_at_shutdown();
    call.ret_bool(true)
}

/// `Swoole\Event::cycle`
pub fn cycle(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    let before = call.bool_or(1, false)?;
    let callback = match call.arg(0).filter(|value| !value.is_null()) {
        Some(_) => Some(Rc::new(call.callback(0)?)),
        None => None,
    };
    let removes = callback.is_none();
    let had = cycle::set(before, callback);
    if !removes {
        run_at_shutdown();
    }
    call.ret_bool(!removes || had)
}

/// `Swoole\Event::dispatch`
pub fn dispatch(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    if runtime::existing_reactor().is_none() {
        return call.ret_bool(false);
    }
    judge(runtime::run_one_turn())?;
    call.ret_bool(true)
}

/// `Swoole\Event::wait`
pub fn wait(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    if sched::current().is_some() {
        errors::raise(sys::E_ERROR, "Unable to call Event::wait() in coroutine");
        return Err(Thrown);
    }
    if runtime::is_looping() {
        return Ok(());
    }
    judge(runtime::run_to_completion())?;
    deadlock::check();
    if errors::pending() {
        Err(Thrown)
    } else {
        Ok(())
    }
}

/// `Swoole\Event::exit`
pub fn exit(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    runtime::stop();
    runtime::clear_all_timers();
    watched::clear();
    Ok(())
}

/// What a loop's end means for the code that has run it.
fn judge(ended: std::io::Result<Verdict>) -> PhpResult {
    match ended {
        Ok(Verdict::GoOn) => Ok(()),
        Ok(Verdict::End) => Err(errors::unwind()),
        Err(error) => {
            let text = format!("the event loop failed, Error: {error}");
            errors::raise(sys::E_ERROR, &text);
            Err(Thrown)
        }
    }
}
