//! `Swoole\Coroutine\System`: what would block the process, done while other coroutines run.

use std::time::Duration;

use super::timeout;
use crate::php::last_error;
use crate::php::sched::{self, Woken};
use crate::php::zend::{Call, PhpResult};

/// `Swoole\Coroutine\System::sleep`
pub fn sleep(call: &mut Call<'_>) -> PhpResult {
    /// `SWOOLE_TIMER_MIN_SEC`
    const LEAST: f64 = 0.001;
    call.expect_args(1, 1)?;
    let seconds = call.double(0)?;
    sched::require()?;
    // NAN is less than nothing, and not more either.
    if !(seconds >= LEAST) {
        last_error::fatal("Timer must be greater than or equal to 0.001");
        return call.ret_bool(false);
    }
    // Nobody has the ticket: time passes, or somebody cancels.
    let woken = sched::wait(Some(timeout(seconds).unwrap_or(Duration::MAX)))?;
    call.ret_bool(woken == Woken::TimedOut)
}
