//! `Swoole\Lock`: a lock that processes share. Waiting for it blocks the process, coroutines or not.

use std::cell::OnceCell;
use std::sync::OnceLock;
use std::time::Duration;

use super::atomic::no_memory;
use super::coroutine::unconstructed;
use super::zend::object::{HandlersCell, Slot};
use super::zend::sys::zend_class_entry;
use super::zend::{Call, NativeClass, PhpResult, Value, errors};
use super::{classes, last_error};
use crate::engine::shared::lock::{self as shared, Kind, Mode, Patience, Refusal};

/// The native part of a lock; empty before the constructor.
#[derive(Default)]
pub struct Lock(OnceCell<shared::Lock>);

// SAFETY: `module` attaches this type to the class that `class` returns.
unsafe impl NativeClass for Lock {
    fn new() -> Self {
        Self::default()
    }

    fn class() -> *mut zend_class_entry {
        classes::LOCK.get()
    }

    fn handlers() -> &'static HandlersCell {
        static HANDLERS: HandlersCell = HandlersCell::new();
        &HANDLERS
    }
}

fn err_code() -> Slot {
    static ERR_CODE: OnceLock<Slot> = OnceLock::new();
    *ERR_CODE.get_or_init(|| {
        // SAFETY: the class is registered.
        match unsafe { Slot::find(classes::LOCK.get(), "errCode") } {
            Some(slot) => slot,
            None => unreachable!("the stubs declare Lock::$errCode"),
        }
    })
}

/// `Swoole\Lock::__construct`
pub fn construct(call: &mut Call<'_>) -> PhpResult {
    let lock = call.native::<Lock>();
    if lock.0.get().is_some() {
        let class = call.this().class_name();
        return Err(errors::throw_error(&format!(
            "Constructor of {class} can only be called once"
        )));
    }
    call.expect_args(0, 1)?;
    let kind = match call.long_or(0, 3)? {
        1 => Kind::ReadWrite,
        3 => Kind::Mutex,
        5 => Kind::Spin,
        other => {
            return Err(errors::throw(
                classes::EXCEPTION.get(),
                &format!("lock type[{other}] is not support"),
                other,
            ));
        }
    };
    let made = shared::Lock::new(kind).map_err(|_| no_memory())?;
    // Nothing came between the look above and here.
    let _ = lock.0.set(made);
    Ok(())
}

fn constructed<'a>(call: &Call<'a>) -> PhpResult<&'a shared::Lock> {
    let lock = call.native::<Lock>().0.get();
    lock.ok_or_else(unconstructed)
}

/// Returns whether it worked; if not, `errCode` tells why.
fn answer(call: &mut Call<'_>, result: Result<(), Refusal>) -> PhpResult {
    if let Err(refusal) = result {
        let code = match refusal {
            Refusal::Busy => libc::EBUSY,
            Refusal::TimedOut => libc::ETIMEDOUT,
            Refusal::Deadlock => libc::EDEADLK,
            Refusal::TooMany => libc::EAGAIN,
            Refusal::NotHeld => libc::EPERM,
        };
        last_error::set(code);
        call.this().set_slot(err_code(), Value::long(code.into()));
    }
    call.ret_bool(result.is_ok())
}

/// `Swoole\Lock::lock`
pub fn lock(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 2)?;
    let operation = call.long_or(0, libc::LOCK_EX.into())?;
    let seconds = call.double_or(1, -1.0)?;
    let has = |flag: i32| operation & i64::from(flag) != 0;
    let mode = if has(libc::LOCK_SH) {
        Mode::Shared
    } else {
        Mode::Exclusive
    };
    let patience = if has(libc::LOCK_NB) {
        Patience::None
    } else {
        // Swoole counts in whole milliseconds.
        match Duration::try_from_secs_f64(seconds) {
            Ok(limit) if limit >= Duration::from_millis(1) => Patience::For(limit),
            _ => Patience::Endless,
        }
    };
    let result = constructed(call)?.lock(mode, patience);
    answer(call, result)
}

/// `Swoole\Lock::unlock`
pub fn unlock(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let result = constructed(call)?.unlock();
    answer(call, result)
}
