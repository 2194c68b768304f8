//! The version, the machine and the process.

use std::io;

use crate::php::zend::{Call, PhpResult, Value, function};
use crate::php::{coroutine, last_error};

/// The Swoole version whose API this is: what `SWOOLE_VERSION` says.
const API_VERSION: &str = "6.2.2";

/// `swoole_version()`
pub fn swoole_version(call: &mut Call<'_>) -> PhpResult {
    call.ret(Value::bytes(API_VERSION.as_bytes()))
}

/// `swoole_clear_dns_cache()`
pub fn swoole_clear_dns_cache(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    coroutine::system::forget_names();
    Ok(())
}

/// `swoole_cpu_num()`: processors that are online, whichever of them this process may use.
pub fn swoole_cpu_num(call: &mut Call<'_>) -> PhpResult {
    // SAFETY: sysconf has no preconditions.
    let processors = unsafe { libc::sysconf(libc::_SC_NPROCESSORS_ONLN) };
    call.ret(Value::long(processors.max(1)))
}

/// `swoole_errno()`: the error number of the last system call.
pub fn swoole_errno(call: &mut Call<'_>) -> PhpResult {
    let errno = io::Error::last_os_error().raw_os_error().unwrap_or(0);
    call.ret(Value::long(errno.into()))
}

/// `swoole_set_process_name()`: what ps(1) shows; false with a warning where PHP cannot change it.
pub fn swoole_set_process_name(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let mut args = [call.str(0)?.into()];
    match function::call("cli_set_process_title", &mut args) {
        Some(done) => call.ret(done?),
        None => {
            last_error::fatal("swoole_set_process_name only support in CLI mode");
            call.ret_bool(false)
        }
    }
}
