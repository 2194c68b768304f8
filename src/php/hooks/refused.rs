//! Functions that are refused while there are coroutines, as in Swoole: a child of fork() would run them a second time, and
//! waiting for a child or a signal would stop all of them.

use crate::engine::signal_fd;
use crate::php::sched;
use crate::php::zend::replaced::{Handled, Replaced};
use crate::php::zend::sys::{zend_execute_data, zval};
use crate::php::zend::{Call, PhpResult, Value, errors, sys};

macro_rules! refused {
    ($($name:literal, $raw:ident, $replaced:ident;)*) => {
        $(
            static $replaced: Replaced = Replaced::new();

            unsafe extern "C" fn $raw(frame: *mut zend_execute_data, ret: *mut zval) {
                let (coroutines, ..) = sched::counts();
                // SAFETY: PHP calls this with a live frame and a return slot.
                unsafe { $replaced.enter(frame, ret, coroutines > 0, refuse) }
                // A child goes on to wait for the signals that its parent waits for.
                signal_fd::renew();
            }
        )*

        /// Takes the functions over.
        pub fn install() {
            // SAFETY: modules are starting; the handlers pass their calls to `enter`.
            $(unsafe { $replaced.install($name, $raw) };)*
        }
    };
}

refused! {
    "pcntl_fork", raw_fork, FORK;
    "pcntl_rfork", raw_rfork, RFORK;
    "pcntl_wait", raw_wait, WAIT;
    "pcntl_waitpid", raw_waitpid, WAITPID;
    "pcntl_sigtimedwait", raw_sigtimedwait, SIGTIMEDWAIT;
    "pcntl_sigwaitinfo", raw_sigwaitinfo, SIGWAITINFO;
}

fn refuse(call: &mut Call<'_>) -> PhpResult<Handled> {
    let text = format!("{}() has been disabled for security reasons", call.name());
    errors::raise_plain(sys::E_WARNING, &text);
    call.ret(Value::NULL)?;
    Ok(Handled::Done)
}
