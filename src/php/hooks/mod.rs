//! Hooks: PHP's own blocking functions, which in a coroutine wait without keeping the process. `Swoole\Runtime` sets which.

mod refused;
mod sleep;

use std::cell::Cell;

use super::coroutine::options;
use super::last_error;
use super::zend::thread::OneThread;
use super::zend::{Array, Call, PhpResult, Value};

/// `SWOOLE_HOOK_SLEEP`
const SLEEP: i64 = 512;
/// `SWOOLE_HOOK_ALL`
pub const ALL: i64 = 0x7fbf_efff;
/// Those that are built.
const BUILT: i64 = SLEEP;

/// The others, by name.
const NOT_BUILT: &[(i64, &str)] = &[
    (2, "SWOOLE_HOOK_TCP"),
    (4, "SWOOLE_HOOK_UDP"),
    (8, "SWOOLE_HOOK_UNIX"),
    (16, "SWOOLE_HOOK_UDG"),
    (32, "SWOOLE_HOOK_SSL"),
    (64, "SWOOLE_HOOK_TLS"),
    (128, "SWOOLE_HOOK_STREAM_FUNCTION"),
    (256, "SWOOLE_HOOK_FILE"),
    (1024, "SWOOLE_HOOK_PROC"),
    (2048, "SWOOLE_HOOK_CURL"),
    (4096, "SWOOLE_HOOK_NATIVE_CURL"),
    (8192, "SWOOLE_HOOK_BLOCKING_FUNCTION"),
    (16_384, "SWOOLE_HOOK_SOCKETS"),
    (32_768, "SWOOLE_HOOK_STDIO"),
    (65_536, "SWOOLE_HOOK_PDO_PGSQL"),
    (131_072, "SWOOLE_HOOK_PDO_ODBC"),
    (262_144, "SWOOLE_HOOK_PDO_ORACLE"),
    (524_288, "SWOOLE_HOOK_PDO_SQLITE"),
    (1_048_576, "SWOOLE_HOOK_PDO_FIREBIRD"),
    (2_097_152, "SWOOLE_HOOK_NET_FUNCTION"),
    (4_194_304, "SWOOLE_HOOK_MONGODB"),
];

// SAFETY: code of PHP's thread only.
static FLAGS: OneThread<Cell<i64>> = unsafe { OneThread::new(Cell::new(0)) };

/// Takes the functions over. They behave as ever until a hook is set.
pub fn startup() {
    refused::install();
    sleep::install();
}

/// Whether a hook is set.
fn is_set(flag: i64) -> bool {
    FLAGS.get().get() & flag != 0
}

/// Sets the hooks without a word: those that hold by default.
pub fn set(flags: i64) {
    FLAGS.get().set(flags);
}

/// Removes all, at the end of the request.
pub fn clear() {
    set(0);
}

/// `Swoole\Runtime::enableCoroutine`, also `setHookFlags`. Who asks for all gets what there is; who asks for one by its
/// name is told if it is not there.
pub fn enable_coroutine(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let flags = call.long_or(0, ALL)?;
    let mut option = Array::new();
    option.set(b"hook_flags", Value::long(flags));
    options::set(&option);
    if flags & ALL != ALL {
        warn(flags);
    }
    call.ret_bool(true)
}

/// `Swoole\Runtime::getHookFlags`
pub fn get_hook_flags(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    call.ret(Value::long(FLAGS.get().get()))
}

fn warn(flags: i64) {
    let missing: Vec<&str> = NOT_BUILT
        .iter()
        .filter(|(flag, _)| flags & flag & !BUILT != 0)
        .map(|(_, name)| *name)
        .collect();
    if !missing.is_empty() {
        last_error::warning(&format!(
            "not supported yet by swoole-rs: {}; these functions block as ever",
            missing.join(", ")
        ));
    }
}
