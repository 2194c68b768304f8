//! `SWOOLE_HOOK_SLEEP`: sleep(), usleep(), time_nanosleep(), time_sleep_until().

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::flags::SLEEP;
use super::undisturbed;
use crate::php::sched::{self, Woken};
use crate::php::zend::replaced::{Handled, Replaced};
use crate::php::zend::sys::{zend_execute_data, zval};
use crate::php::zend::{Call, PhpResult, Value};

/// The shortest sleep of a coroutine.
const LEAST: Duration = Duration::from_millis(1);

/// Suspends the running coroutine.
fn pause(time: Duration) -> PhpResult<Woken> {
    sched::ticket()?;
    // Nobody has the ticket: time passes, or somebody cancels.
    sched::wait(Some(time.max(LEAST)))
}

macro_rules! hooks {
    ($($name:literal, $function:ident, $raw:ident, $replaced:ident;)*) => {
        $(
            static $replaced: Replaced = Replaced::new();

            unsafe extern "C" fn $raw(frame: *mut zend_execute_data, ret: *mut zval) {
                let wanted = super::is_set(SLEEP) && sched::may_wait();
                // SAFETY: PHP calls this with a live frame and a return slot.
                unsafe { undisturbed::enter(&$replaced, frame, ret, wanted, $function) }
            }
        )*

        /// Takes the functions over.
        pub fn install() {
            // SAFETY: modules are starting; the handlers pass their calls to `enter`.
            $(unsafe { $replaced.install($name, $raw) };)*
        }
    };
}

hooks! {
    "sleep", sleep, raw_sleep, SLEEP_FUNCTION;
    "usleep", usleep, raw_usleep, USLEEP;
    "time_nanosleep", time_nanosleep, raw_time_nanosleep, TIME_NANOSLEEP;
    "time_sleep_until", time_sleep_until, raw_time_sleep_until, TIME_SLEEP_UNTIL;
}

/// An int argument that is not negative. `None` leaves the error to PHP's own function.
fn natural(call: &Call<'_>, index: u32) -> PhpResult<Option<u64>> {
    Ok(u64::try_from(call.long(index)?).ok())
}

fn sleep(call: &mut Call<'_>) -> PhpResult<Handled> {
    if call.num_args() != 1 {
        return Ok(Handled::AsEver);
    }
    let Some(seconds) = natural(call, 0)? else {
        return Ok(Handled::AsEver);
    };
    // After a cancel Swoole returns what was asked for, as if nothing had been slept.
    let left = match pause(Duration::from_secs(seconds))? {
        Woken::Canceled => i64::try_from(seconds).unwrap_or(i64::MAX),
        _ => 0,
    };
    call.ret(Value::long(left))?;
    Ok(Handled::Done)
}

fn usleep(call: &mut Call<'_>) -> PhpResult<Handled> {
    if call.num_args() != 1 {
        return Ok(Handled::AsEver);
    }
    let Some(micros) = natural(call, 0)? else {
        return Ok(Handled::AsEver);
    };
    pause(Duration::from_micros(micros))?;
    Ok(Handled::Done)
}

fn time_nanosleep(call: &mut Call<'_>) -> PhpResult<Handled> {
    if call.num_args() != 2 {
        return Ok(Handled::AsEver);
    }
    let (Some(seconds), Some(nanos)) = (natural(call, 0)?, natural(call, 1)?) else {
        return Ok(Handled::AsEver);
    };
    let Some(nanos) = u32::try_from(nanos)
        .ok()
        .filter(|&nanos| nanos < 1_000_000_000)
    else {
        return Ok(Handled::AsEver);
    };
    pause(Duration::new(seconds, nanos))?;
    call.ret_bool(true)?;
    Ok(Handled::Done)
}

fn time_sleep_until(call: &mut Call<'_>) -> PhpResult<Handled> {
    if call.num_args() != 1 {
        return Ok(Handled::AsEver);
    }
    let until = call.double(0)?;
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs_f64();
    match Duration::try_from_secs_f64(until - now) {
        Ok(left) if !left.is_zero() => {
            pause(left)?;
            call.ret_bool(true)?;
            Ok(Handled::Done)
        }
        _ => Ok(Handled::AsEver),
    }
}
