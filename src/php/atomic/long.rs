//! `Swoole\Atomic\Long`: a number of 64 bits that processes share.

use std::sync::atomic::{AtomicI64, Ordering};

use super::no_memory;
use crate::engine::shared::SharedCell;
use crate::php::classes;
use crate::php::zend::object::HandlersCell;
use crate::php::zend::sys::zend_class_entry;
use crate::php::zend::{Call, NativeClass, PhpResult, Value};

/// The native part of an atomic number; it has none if there was no memory.
pub struct Long(Option<SharedCell<AtomicI64>>);

// SAFETY: `module` attaches this type to the class that `class` returns.
unsafe impl NativeClass for Long {
    fn new() -> Self {
        Self(SharedCell::new().ok())
    }

    fn class() -> *mut zend_class_entry {
        classes::ATOMIC_LONG.get()
    }

    fn handlers() -> &'static HandlersCell {
        static HANDLERS: HandlersCell = HandlersCell::new();
        &HANDLERS
    }
}

#[inline]
fn number<'a>(call: &Call<'a>) -> PhpResult<&'a AtomicI64> {
    match &call.native::<Long>().0 {
        Some(number) => Ok(number.get()),
        None => Err(no_memory()),
    }
}

/// `Swoole\Atomic\Long::__construct`
pub fn construct(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let value = call.long_or(0, 0)?;
    number(call)?.store(value, Ordering::SeqCst);
    Ok(())
}

/// `Swoole\Atomic\Long::add`
pub fn add(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let by = call.long_or(0, 1)?;
    let old = number(call)?.fetch_add(by, Ordering::SeqCst);
    call.ret(Value::long(old.wrapping_add(by)))
}

/// `Swoole\Atomic\Long::sub`
pub fn sub(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let by = call.long_or(0, 1)?;
    let old = number(call)?.fetch_sub(by, Ordering::SeqCst);
    call.ret(Value::long(old.wrapping_sub(by)))
}

/// `Swoole\Atomic\Long::get`
pub fn get(call: &mut Call<'_>) -> PhpResult {
    // Arguments are passed over, as Swoole does: there is nothing faster than this.
    let value = number(call)?.load(Ordering::SeqCst);
    call.ret(Value::long(value))
}

/// `Swoole\Atomic\Long::set`
pub fn set(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let value = call.long(0)?;
    number(call)?.store(value, Ordering::SeqCst);
    Ok(())
}

/// `Swoole\Atomic\Long::cmpset`
pub fn cmpset(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 2)?;
    let (expected, new) = (call.long(0)?, call.long(1)?);
    let set = number(call)?.compare_exchange(expected, new, Ordering::SeqCst, Ordering::SeqCst);
    call.ret_bool(set.is_ok())
}
