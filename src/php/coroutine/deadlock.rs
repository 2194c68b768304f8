//! The report about coroutines that wait when nothing is left that could wake them.

use std::cell::RefCell;

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

thread_local! {
    /// Whom the last report was about.
    static REPORTED: RefCell<Vec<i64>> = const { RefCell::new(Vec::new()) };
}

/// Prints the report, if coroutines wait and the option `enable_deadlock_check` is not off. To be called when the loop
/// has nothing left to wait for.
pub fn check() {
    let enabled = options::get("enable_deadlock_check").is_none_or(|value| value.truthy());
    let ids = sched::ids();
    if !enabled || ids.is_empty() {
        return;
    }
    print_report(&ids);
    REPORTED.set(ids);
}

/// The same at the end of the script, unless the last report was about the same coroutines.
pub fn check_at_end() {
    if REPORTED.take() != sched::ids() {
        check();
    }
}

/// Prints the report about these coroutines.
fn print_report(ids: &[i64]) {
    let count = ids.len();
    let width = 64 + count.to_string().len();
    let line = format!(" {}\n", "=".repeat(width));
    let mut text = format!(
        "\n{line}  [FATAL ERROR]: all coroutines (count: {count}) are asleep - deadlock!\n{line}"
    )
    .into_bytes();
    let option = |name| options::get(name).filter(Value::truthy);
    if option("deadlock_check_disable_trace").is_none() {
        // 0 stands for the default, too.
        let int = |name, default| option(name).map_or(default, |value: Value| value.to_long());
        let most = usize::try_from(int("deadlock_check_limit", COROUTINES)).unwrap_or(1);
        let depth = int("deadlock_check_depth", DEPTH);
        let rule = "-".repeat(width);
        for &cid in ids.iter().take(most) {
            let Some(coroutine) = sched::find(cid) else {
                continue;
            };
            text.extend_from_slice(format!("\n  [Coroutine-{cid}]\n {rule}\n").as_bytes());
            let frame = coroutine.is_suspended().then(|| coroutine.frame());
            let trace = fetch(frame, 0, IGNORE_ARGS, depth);
            text.extend_from_slice(to_text(&trace).as_bytes());
        }
    }
    text.extend_from_slice(format!("\n{line}").as_bytes());
    print(&text);
}

/// `Swoole\Coroutine\deadlock_check`
pub fn function(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    print_report(&sched::ids());
    Ok(())
}
