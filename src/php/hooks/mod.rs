//! Hooks: PHP's own blocking functions, which in a coroutine wait without keeping the process. `Swoole\Runtime` sets which.

mod copy;
mod flags;
mod lock;
mod refused;
mod select;
mod sleep;
mod stream;
mod undisturbed;

use std::cell::Cell;

use super::coroutine::options;
use super::last_error;
use super::zend::thread::OneThread;
use super::zend::{Array, Call, PhpResult, Value};
pub use flags::ALL;

struct Hooks {
    flags: Cell<i64>,
    /// Those that were warned of.
    warned: Cell<i64>,
}

// SAFETY: code of PHP's thread only.
static HOOKS: OneThread<Hooks> = unsafe {
    OneThread::new(Hooks {
        flags: Cell::new(0),
        warned: Cell::new(0),
    })
};

/// Takes the functions over. They behave as ever until a hook is set.
pub fn startup() {
    copy::install();
    refused::install();
    sleep::install();
    select::install();
    lock::install();
}

/// Whether a hook is set.
fn is_set(flag: i64) -> bool {
    HOOKS.get().flags.get() & flag != 0
}

/// Sets the hooks without a word: those that hold by default.
pub fn set(flags: i64) {
    if HOOKS.get().flags.replace(flags) != flags {
        stream::set(flags);
    }
}

/// Sets the hooks that the program asks for. Who asks for all gets what there is; who asks for one by its name is told,
/// once, if it is not there.
pub fn ask(flags: i64) {
    set(flags);
    let hooks = HOOKS.get();
    let new = flags::by_name(flags) & !hooks.warned.get();
    hooks.warned.set(hooks.warned.get() | new);
    warn(new, flags::NOT_BUILT, "not supported yet by swoole-rs");
    let lacking = |flag| !stream::is_available(flag);
    let of_openssl: Vec<_> = flags::OF_OPENSSL
        .iter()
        .copied()
        .filter(|&(flag, _)| lacking(flag))
        .collect();
    warn(new, &of_openssl, "not without PHP's openssl extension");
}

fn warn(asked: i64, missing: &[(i64, &str)], why: &str) {
    let names: Vec<&str> = missing
        .iter()
        .filter(|(flag, _)| asked & flag != 0)
        .map(|&(_, name)| name)
        .collect();
    if !names.is_empty() {
        last_error::warning(&format!(
            "{why}: {}; these functions block as ever",
            names.join(", ")
        ));
    }
}

/// Removes all, at the end of the request.
pub fn clear() {
    set(0);
    HOOKS.get().warned.set(0);
    stream::clear();
}

/// `Swoole\Runtime::enableCoroutine`
pub fn enable_coroutine(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let flags = call.long_or(0, ALL)?;
    let mut option = Array::new();
    option.set(b"hook_flags", Value::long(flags));
    options::set(&option);
    call.ret_bool(true)
}

/// `Swoole\Runtime::setHookFlags`
pub fn set_hook_flags(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    enable_coroutine(call)
}

/// `Swoole\Runtime::getHookFlags`
pub fn get_hook_flags(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    call.ret(Value::long(HOOKS.get().flags.get()))
}
