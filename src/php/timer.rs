//! `Swoole\Timer`.

use std::time::Duration;

use super::runtime::{self, TimerAction};
use super::zend::{Array, Call, Obj, PhpResult, Thrown, Value, errors};
use super::{classes, last_error};
use crate::engine::timers::Timer;

/// `Swoole\Timer::tick`, also `$server->tick`
pub fn tick(call: &mut Call<'_>) -> PhpResult {
    add(call, true)
}

/// `Swoole\Timer::after`, also `$server->after`
pub fn after(call: &mut Call<'_>) -> PhpResult {
    add(call, false)
}

fn add(call: &mut Call<'_>, repeat: bool) -> PhpResult {
    call.expect_args(2, u32::MAX)?;
    let ms = call.long(0)?;
    let callback = call.callback(1)?;
    let Ok(ms @ 1..) = u64::try_from(ms) else {
        last_error::fatal("Timer must be greater than or equal to 1");
        return call.ret_bool(false);
    };
    // A century is as good as never, and stays within what the clock can add.
    let period = Duration::from_millis(ms).min(Duration::from_secs(100 * 365 * 24 * 3600));
    let reactor = runtime::reactor()
        .map_err(|error| errors::throw(classes::EXCEPTION.get(), &error.to_string(), 0))?;
    // The turn's clock may be old after long work; a timer must not fire early.
    reactor.refresh_clock();
    let id = reactor.timers().add(reactor.now(), period, repeat);
    runtime::set_action(
        id,
        TimerAction {
            callback,
            args: call.rest(2),
            with_id: repeat,
        },
    );
    super::event::run_at_shutdown();
    call.ret(Value::long(id))
}

/// `Swoole\Timer::clear`, also `$server->clearTimer`
pub fn clear(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let id = call.long(0)?;
    call.ret_bool(runtime::clear_timer(id))
}

/// `Swoole\Timer::clearAll`
pub fn clear_all(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let used = runtime::existing_reactor().is_some();
    runtime::clear_all_timers();
    call.ret_bool(used)
}

/// `Swoole\Timer::exists`
pub fn exists(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let id = call.long(0)?;
    call.ret_bool(runtime::has_timer(id))
}

/// `Swoole\Timer::info`
pub fn info(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let id = call.long(0)?;
    let Some(reactor) = runtime::existing_reactor() else {
        return call.ret_bool(false);
    };
    let timer: Option<Timer> = reactor.timers().get(id).copied();
    let Some(timer) = timer else {
        return call.ret(Value::NULL);
    };
    let left = timer.deadline.saturating_duration_since(reactor.now());
    let millis = |span: Duration| Value::long(i64::try_from(span.as_millis()).unwrap_or(i64::MAX));
    let mut all = Array::new();
    all.set(b"exec_msec", millis(left));
    all.set(b"exec_count", Value::long(timer.fired as i64));
    all.set(
        b"interval",
        if timer.repeat {
            millis(timer.period)
        } else {
            Value::long(0)
        },
    );
    all.set(b"round", Value::long(timer.round as i64));
    all.set(b"removed", Value::bool(false));
    call.ret(all)
}

/// `Swoole\Timer::list`
pub fn list(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let mut ids = Array::new();
    if let Some(reactor) = runtime::existing_reactor() {
        for id in reactor.timers().ids() {
            ids.push(Value::long(id));
        }
    }
    // SAFETY: the class is registered and concrete.
    let iterator = unsafe { Obj::new(classes::TIMER_ITERATOR.get()) };
    iterator
        .call_method("__construct", &mut [ids.into()])
        .map_err(|_| Thrown)?;
    call.ret(iterator)
}

/// `Swoole\Timer::stats`
pub fn stats(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let reactor = runtime::existing_reactor();
    let (count, round) = reactor.as_ref().map_or((0, 0), |reactor| {
        let timers = reactor.timers();
        (timers.len() as i64, timers.round() as i64)
    });
    let mut all = Array::new();
    all.set(b"initialized", Value::bool(reactor.is_some()));
    all.set(b"num", Value::long(count));
    all.set(b"round", Value::long(round));
    call.ret(all)
}
