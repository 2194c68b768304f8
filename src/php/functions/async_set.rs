//! `swoole_async_set()`: settings of the event loop and of what is done beside it.

use crate::php::coroutine::options;
use crate::php::last_error;
use crate::php::runtime::{self, Policy};
use crate::php::zend::{Call, PhpResult, Thrown, errors, sys};

/// `swoole_async_set()`
pub fn swoole_async_set(call: &mut Call<'_>) -> PhpResult {
    if runtime::has_loop() {
        last_error::set(last_error::OPERATION_NOT_SUPPORT);
        errors::raise(
            sys::E_ERROR,
            "eventLoop has already been created. unable to change settings",
        );
        return Err(Thrown);
    }
    call.expect_args(1, 1)?;
    let settings = call.array(0)?;
    options::set_global(&settings);
    if let Some(enable) = settings.get(b"enable_coroutine")
        && !enable.is_null()
    {
        let policy = if enable.truthy() {
            Policy::End
        } else {
            Policy::GoOn
        };
        runtime::with(|runtime| runtime.policy.set(policy));
    }
    call.ret_bool(true)
}
