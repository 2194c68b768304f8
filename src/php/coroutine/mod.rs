//! `Swoole\Coroutine`: starting coroutines and looking after them. How they are switched is `php::sched`'s business.

pub mod barrier;
pub mod blocking;
pub mod channel;
pub mod client;
pub mod deadlock;
pub mod exit_condition;
pub mod groups;
pub mod http;
pub mod lock;
pub mod net;
pub mod options;
pub mod scheduler;
pub mod server;
pub mod socket;
pub mod system;
pub mod time_limit;
pub mod wait_group;

use std::time::Duration;

pub use time_limit::set as set_time_limit;

use super::runtime;
use super::sched::{self, Coroutine, Refused, Woken};
use super::zend::callback::Threw;
use super::zend::fiber::VmTop;
use super::zend::{
    Array, Call, Callback, Obj, PhpResult, Thrown, Value, backtrace, errors, globals, sys,
};
use super::{classes, event, last_error};

/// A timeout in seconds as the API takes it: 0, less, and what is no number stand for none.
pub fn timeout(seconds: f64) -> Option<Duration> {
    const LEAST: Duration = Duration::from_millis(1);
    if seconds > 0.0 {
        Duration::try_from_secs_f64(seconds)
            .ok()
            .map(|timeout| timeout.max(LEAST))
    } else {
        None
    }
}

/// Ends the script with Swoole's fatal error about an object whose constructor was not called.
#[cold]
pub fn unconstructed() -> Thrown {
    errors::fatal(
        classes::ERROR.get(),
        "must call constructor first",
        last_error::WRONG_OPERATION.into(),
    )
}

/// Swoole's fatal error about two coroutines that want the same of one socket: `doing` is what both want.
#[cold]
pub fn bound(fd: i64, other: i64, doing: &str) -> Thrown {
    let text = format!(
        "Socket#{fd} has already been bound to another coroutine#{other}, {doing} of the same socket in coroutine#{} \
         at the same time is not allowed",
        sched::current_cid()
    );
    errors::fatal(
        classes::ERROR.get(),
        &text,
        last_error::CO_HAS_BEEN_BOUND.into(),
    )
}

/// Tells that a coroutine was not started.
pub fn warn_refused(refused: &Refused) {
    match refused {
        Refused::TooMany(_) => last_error::fatal(&refused.to_string()),
        Refused::NoStack => {
            // PHP's own exception about the memory may be pending.
            if !errors::pending() {
                last_error::fatal(&refused.to_string());
            }
        }
    }
}

/// Calls the function of a coroutine and keeps what it returns for the deferred ones.
#[inline]
fn body(callback: &Callback, args: &mut [Value]) -> Result<(), Threw> {
    let value = callback.call(args)?;
    if let Some(coroutine) = sched::current() {
        coroutine.returns(value);
    }
    Ok(())
}

/// `swoole_coroutine_create`, also `Swoole\Coroutine::create` and `go`
pub fn create(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, u32::MAX)?;
    if globals::in_last_destructor() {
        // Nothing would wake it when it waits.
        errors::raise(
            sys::E_ERROR,
            "can not use coroutine in __destruct after php_request_shutdown",
        );
        return Err(Thrown);
    }
    let callback = call.callback(0)?;
    let started = if call.num_args() == 1 {
        sched::spawn(move || body(&callback, &mut []))
    } else {
        let mut args = call.rest(1);
        sched::spawn(move || body(&callback, &mut args))
    };
    if sched::current().is_none() {
        event::run_at_shutdown();
    }
    match started {
        Ok(cid) => {
            runtime::go_on()?;
            call.ret(Value::long(cid))
        }
        Err(refused) => {
            warn_refused(&refused);
            call.ret_bool(false)
        }
    }
}

/// `swoole_coroutine_defer`, also `Swoole\Coroutine::defer` and `defer`
pub fn defer(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let callback = call.callback(0)?;
    sched::require()?.defer(callback);
    Ok(())
}

/// `Swoole\Coroutine::yield`, also `suspend`
pub fn yield_(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let woken = sched::yield_now()?;
    call.ret_bool(woken == Woken::Ready)
}

/// `Swoole\Coroutine::resume`
pub fn resume(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let cid = call.long(0)?;
    if sched::resume_yielded(cid) {
        runtime::go_on()?;
        return call.ret_bool(true);
    }
    last_error::fatal("can not resume the coroutine which is in IO operation or non-existent");
    call.ret_bool(false)
}

/// `Swoole\Coroutine::cancel`
pub fn cancel(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    let cid = call.long(0)?;
    let throws = call.bool_or(1, false)?;
    let throws = throws.then_some(&classes::CANCELED_EXCEPTION);
    match sched::cancel(cid, throws) {
        Ok(()) => {
            runtime::go_on()?;
            call.ret_bool(true)
        }
        Err(code) => {
            last_error::set(code);
            call.ret_bool(false)
        }
    }
}

/// `Swoole\Coroutine::isCanceled`
pub fn is_canceled(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let canceled = sched::require()?.is_canceled();
    call.ret_bool(canceled)
}

/// `Swoole\Coroutine::join`
pub fn join(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    let list = call.array(0)?;
    let limit = timeout(call.double_or(1, -1.0)?);
    let own = sched::require()?;
    let mut others: Vec<&'static Coroutine> = Vec::new();
    if list.is_empty() {
        last_error::set(last_error::INVALID_PARAMS);
        return call.ret_bool(false);
    }
    for (_, cid) in list.iter() {
        let cid = cid.deref().to_long();
        if cid == own.cid() {
            last_error::set(last_error::WRONG_OPERATION);
            errors::warning("can not join self");
            return call.ret_bool(false);
        }
        if let Some(other) = sched::find(cid)
            && !others.iter().any(|known| std::ptr::eq(*known, other))
        {
            others.push(other);
        }
    }
    if others.is_empty() {
        last_error::set(last_error::INVALID_PARAMS);
        return call.ret_bool(false);
    }
    if others.iter().any(|other| other.is_joined()) {
        last_error::set(last_error::WRONG_OPERATION);
        return call.ret_bool(false);
    }
    let woken = sched::join(&others, limit)?;
    if woken == Woken::TimedOut {
        last_error::set(last_error::CO_TIMEDOUT);
    }
    call.ret_bool(woken == Woken::Ready)
}

/// `Swoole\Coroutine::exists`
pub fn exists(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let cid = call.long(0)?;
    call.ret_bool(sched::find(cid).is_some())
}

/// `Swoole\Coroutine::getCid`, also `getuid`
pub fn get_cid(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    call.ret(Value::long(sched::current_cid()))
}

/// The coroutine that argument `index` names: the running one if it is 0 or was not passed.
fn named(call: &Call<'_>, index: u32) -> PhpResult<Option<&'static Coroutine>> {
    let found = match call.long_or(index, 0)? {
        0 => sched::current(),
        cid => sched::find(cid),
    };
    if found.is_none() {
        last_error::set(last_error::CO_NOT_EXISTS);
    }
    Ok(found)
}

/// `Swoole\Coroutine::getPcid`
pub fn get_pcid(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    match named(call, 0)? {
        Some(coroutine) => call.ret(Value::long(coroutine.parent())),
        None => call.ret_bool(false),
    }
}

/// `Swoole\Coroutine::getContext`
pub fn get_context(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let Some(coroutine) = named(call, 0)? else {
        return call.ret(Value::NULL);
    };
    let context = coroutine.context(|| {
        // SAFETY: the class is registered and concrete.
        unsafe { Obj::new(classes::COROUTINE_CONTEXT.get()) }
    });
    match context {
        Some(context) => call.ret(context),
        None => {
            last_error::fatal("The context of coroutine has been destroyed");
            call.ret(Value::NULL)
        }
    }
}

/// The backtrace that a call asks for; `None` if there is no such coroutine. One that runs is shown without the newest
/// `skip` frames.
fn trace(call: &Call<'_>, default_options: i64, skip: i32) -> PhpResult<Option<Array>> {
    let options = call.long_or(1, default_options)?;
    let limit = call.long_or(2, 0)?;
    // Outside of coroutines, -1 is the id of the code that runs.
    if sched::current().is_none() && matches!(call.long_or(0, 0)?, 0 | -1) {
        return Ok(Some(backtrace::fetch(None, skip, options, limit)));
    }
    let coroutine = named(call, 0)?;
    Ok(coroutine.map(|coroutine| {
        let frame = coroutine.is_suspended().then(|| coroutine.frame());
        backtrace::fetch(frame, skip, options, limit)
    }))
}

/// `Swoole\Coroutine::getBackTrace`
pub fn get_back_trace(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 3)?;
    match trace(call, 1, 0)? {
        Some(trace) => call.ret(trace),
        None => call.ret_bool(false),
    }
}

/// `Swoole\Coroutine::printBackTrace`
pub fn print_back_trace(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 3)?;
    match trace(call, 0, 1)? {
        Some(trace) => {
            backtrace::print(backtrace::to_text(&trace).as_bytes());
            Ok(())
        }
        None => call.ret_bool(false),
    }
}

/// `Swoole\Coroutine::getElapsed`
pub fn get_elapsed(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let elapsed = named(call, 0)?.map_or(-1, Coroutine::elapsed);
    call.ret(Value::long(elapsed))
}

/// `Swoole\Coroutine::getStackUsage`
pub fn get_stack_usage(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let cid = call.long_or(0, 0)?;
    let top = if cid == 0 || cid == sched::current_cid() {
        Some(VmTop::current())
    } else {
        sched::find(cid).map(Coroutine::vm_top)
    };
    let Some(top) = top else {
        last_error::set(last_error::CO_NOT_EXISTS);
        return call.ret_bool(false);
    };
    // SAFETY: that of the running code, or of a coroutine that does not run now.
    let bytes = unsafe { top.used() };
    call.ret(Value::long(bytes as i64))
}

/// `Swoole\Coroutine::enableScheduler`
pub fn enable_scheduler(call: &mut Call<'_>) -> PhpResult {
    set_preemptible(call, true)
}

/// `Swoole\Coroutine::disableScheduler`
pub fn disable_scheduler(call: &mut Call<'_>) -> PhpResult {
    set_preemptible(call, false)
}

fn set_preemptible(call: &mut Call<'_>, may: bool) -> PhpResult {
    call.expect_args(0, 0)?;
    let changed = sched::current().is_some_and(|coroutine| coroutine.set_preemptible(may));
    call.ret_bool(changed)
}

/// `Swoole\Coroutine::list`, also `listCoroutines`
pub fn list(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let mut ids = Array::new();
    for cid in sched::ids() {
        ids.push(Value::long(cid));
    }
    // SAFETY: the class is registered and concrete.
    let iterator = unsafe { Obj::new(classes::COROUTINE_ITERATOR.get()) };
    iterator
        .call_method("__construct", &mut [ids.into()])
        .map_err(|_| Thrown)?;
    call.ret(iterator)
}

/// `Swoole\Coroutine::stats`
pub fn stats(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let (count, peak, last) = sched::counts();
    let mut all = Array::new();
    all.set(b"event_num", Value::long(sched::descriptor::count() as i64));
    let number = |count: usize| Value::long(count as i64);
    let listeners = system::signal_listeners();
    all.set(b"signal_listener_num", number(listeners));
    let threads = blocking::counts();
    all.set(b"aio_task_num", number(threads.work));
    all.set(b"aio_worker_num", number(threads.threads));
    all.set(b"aio_queue_size", number(threads.queued));
    all.set(b"c_stack_size", Value::long(sched::limits().stack as i64));
    all.set(b"coroutine_num", Value::long(count as i64));
    all.set(b"coroutine_peak_num", Value::long(peak as i64));
    all.set(b"coroutine_last_cid", Value::long(last));
    call.ret(all)
}
