//! `Swoole\Atomic`: a number that processes share, and wait for.

pub mod long;

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use super::zend::object::HandlersCell;
use super::zend::sys::zend_class_entry;
use super::zend::{Call, NativeClass, PhpResult, Thrown, Value, errors};
use super::{classes, last_error};
use crate::engine::shared::{SharedWord, futex};

/// The native part of an atomic number; it has none if there was no memory.
pub struct Atomic(Option<SharedWord>);

// SAFETY: `module` attaches this type to the class that `class` returns.
unsafe impl NativeClass for Atomic {
    fn new() -> Self {
        Self(SharedWord::new().ok())
    }

    fn class() -> *mut zend_class_entry {
        classes::ATOMIC.get()
    }

    fn handlers() -> &'static HandlersCell {
        static HANDLERS: HandlersCell = HandlersCell::new();
        &HANDLERS
    }
}

/// Throws Swoole's exception about an object that got no memory. It never unwinds, as the compiler sees: methods that call
/// nothing else save no registers.
#[cold]
extern "C" fn throw_no_memory() {
    errors::throw(
        classes::EXCEPTION.get(),
        "global memory allocation failure",
        last_error::MALLOC_FAIL.into(),
    );
}

/// Swoole's exception about an object that got no memory.
#[inline]
pub fn no_memory() -> Thrown {
    throw_no_memory();
    Thrown
}

#[inline]
fn number<'a>(call: &Call<'a>) -> PhpResult<&'a AtomicU32> {
    match &call.native::<Atomic>().0 {
        Some(word) => Ok(word.get()),
        None => Err(no_memory()),
    }
}

/// Swoole takes the lower half of an int.
const fn low(value: i64) -> u32 {
    value as u32
}

/// `Swoole\Atomic::__construct`
pub fn construct(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let value = call.long_or(0, 0)?;
    number(call)?.store(low(value), Ordering::SeqCst);
    Ok(())
}

/// `Swoole\Atomic::add`
pub fn add(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let by = low(call.long_or(0, 1)?);
    let old = number(call)?.fetch_add(by, Ordering::SeqCst);
    call.ret(Value::long(old.wrapping_add(by).into()))
}

/// `Swoole\Atomic::sub`
pub fn sub(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let by = low(call.long_or(0, 1)?);
    let old = number(call)?.fetch_sub(by, Ordering::SeqCst);
    call.ret(Value::long(old.wrapping_sub(by).into()))
}

/// `Swoole\Atomic::get`
pub fn get(call: &mut Call<'_>) -> PhpResult {
    // Arguments are passed over, as Swoole does: there is nothing faster than this.
    let value = number(call)?.load(Ordering::SeqCst);
    call.ret(Value::long(value.into()))
}

/// `Swoole\Atomic::set`
pub fn set(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let value = low(call.long(0)?);
    number(call)?.store(value, Ordering::SeqCst);
    Ok(())
}

/// `Swoole\Atomic::cmpset`
pub fn cmpset(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 2)?;
    let (expected, new) = (low(call.long(0)?), low(call.long(1)?));
    let set = number(call)?.compare_exchange(expected, new, Ordering::SeqCst, Ordering::SeqCst);
    call.ret_bool(set.is_ok())
}

/// `Swoole\Atomic::wait`
pub fn wait(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let seconds = call.double_or(0, 1.0)?;
    // 0, less and what is no time stand for no limit, as does more than can be counted.
    let timeout = (seconds > 0.0)
        .then(|| Duration::try_from_secs_f64(seconds).ok())
        .flatten();
    let signalled = futex::take_signal(number(call)?, timeout);
    call.ret_bool(signalled)
}

/// `Swoole\Atomic::wakeup`
pub fn wakeup(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let count = call.long_or(0, 1)?;
    let count = u32::try_from(count.max(1)).unwrap_or(u32::MAX);
    futex::give_signal(number(call)?, count);
    call.ret_bool(true)
}
