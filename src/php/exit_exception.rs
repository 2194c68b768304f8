//! `Swoole\ExitException`: what `exit()` throws where it must not end the process.

use super::classes::EXIT_EXCEPTION;
use super::zend::object::Slot;
use super::zend::{Call, PhpResult, Value};

/// `getFlags()`: where it was thrown, `SWOOLE_EXIT_IN_*`.
pub fn get_flags(call: &mut Call<'_>) -> PhpResult {
    let flags = property(call, "flags").to_long();
    call.ret(Value::long(flags))
}

/// `getStatus()`: the argument of `exit()`.
pub fn get_status(call: &mut Call<'_>) -> PhpResult {
    let status = property(call, "status");
    call.ret(status)
}

fn property(call: &Call<'_>, name: &str) -> Value {
    // SAFETY: the class is registered before its methods can be called.
    match unsafe { Slot::find(EXIT_EXCEPTION.get(), name) } {
        Some(slot) => call.this().slot(slot).clone(),
        None => Value::NULL,
    }
}
