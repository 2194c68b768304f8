//! The report about coroutines that wait when nothing is left that could wake them.

use super::options;
use crate::php::sched;
use crate::php::zend::backtrace::{fetch, print, to_text};
use crate::php::zend::{Call, PhpResult, Value};

/// Coroutines whose backtraces are printed, unless the option `deadlock_check_limit` says otherwise.
const COROUTINES: i64 = 32;
/// Frames printed of each, unless the option `deadlock_check_depth` says otherwise.
const DEPTH: i64 = 32;
/// `DEBUG_BACKTRACE_IGNORE_ARGS`
const IGNORE_ARGS: i64 = 2;

/// Prints the report, if coroutines wait and the option `enable_deadlock_check` is not off. To be called when the loop
/// has nothing left to wait for.
pub fn check() {
    let enabled = options::get("enable_deadlock_check").is_none_or(|value| value.truthy());
    let ids: Vec<i64> = sched::ids();
    if !enabled || ids.is_empty() {
        return;
    }
    let line = "=".repeat(67);
    let mut text = format!(
        "\n{line}\n [FATAL ERROR]: all coroutines (count: {}) are asleep - deadlock!\n{line}\n",
        ids.len()
    )
    .into_bytes();
    let traces = !options::get("deadlock_check_disable_trace").is_some_and(|value| value.truthy());
    if traces {
        let int =
            |name, default| options::get(name).map_or(default, |value: Value| value.to_long());
        let most = usize::try_from(int("deadlock_check_limit", COROUTINES)).unwrap_or(0);
        let depth = int("deadlock_check_depth", DEPTH);
        for cid in ids.into_iter().take(most) {
            let Some(coroutine) = sched::find(cid) else {
                continue;
            };
            text.extend_from_slice(
                format!("\n [Coroutine-{cid}]\n{}\n", "-".repeat(68)).as_bytes(),
            );
            let trace = fetch(Some(coroutine.frame()), 0, IGNORE_ARGS, depth);
            text.extend_from_slice(to_text(&trace).as_bytes());
            text.push(b'\n');
        }
    }
    print(&text);
}

/// `Swoole\Coroutine\deadlock_check`
pub fn function(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    check();
    Ok(())
}
