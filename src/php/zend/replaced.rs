//! Functions of PHP's that are handled by us where that makes a difference, and by PHP's own handler otherwise.
//!
//! A handler is replaced when the module starts, for good: code that a JIT has compiled calls it by its address.

use std::cell::Cell;

use super::call::{Call, PhpResult};
use super::sys::{self, zend_execute_data, zend_internal_function, zval};
use super::thread::OneThread;

/// How PHP calls a function of an extension.
pub type RawHandler = unsafe extern "C" fn(*mut zend_execute_data, *mut zval);

/// What a handler has done with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handled {
    /// It has set the return value.
    Done,
    /// Nothing, but perhaps converted arguments as PHP would: PHP's own handler is to run.
    AsEver,
}

/// The handler that a function of PHP's had before.
pub struct Replaced(OneThread<Cell<Option<RawHandler>>>);

impl Replaced {
    /// None yet.
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        // SAFETY: used by `install` and `enter`, which PHP's thread calls.
        Self(unsafe { OneThread::new(Cell::new(None)) })
    }

    /// Lets `handler` handle the function `name`; nothing happens if PHP has no such function.
    ///
    /// # Safety
    /// Called while modules start. `handler` lives as long as PHP does and passes its calls to [`enter`](Self::enter).
    pub unsafe fn install(&self, name: &str, handler: RawHandler) {
        // SAFETY: PHP's table of functions exists from before modules start; entries of built-in modules stay where they
        // are as long as PHP does.
        unsafe {
            let table = (*sys::ext_php_rs_compiler_globals()).function_table;
            let found = sys::zend_hash_str_find_ptr_lc(table, name.as_ptr().cast(), name.len());
            if found.is_null() {
                return;
            }
            let function = found.cast::<zend_internal_function>();
            if u32::from((*function).type_) != sys::ZEND_INTERNAL_FUNCTION {
                return;
            }
            // The types differ in nothing but where the declarations come from.
            let slot = (&raw mut (*function).handler).cast::<Option<RawHandler>>();
            self.0.get().set(*slot);
            *slot = Some(handler);
        }
    }

    /// Handles a call: by `body` if `wanted`, and by PHP's own handler unless that has done everything.
    ///
    /// # Safety
    /// Called by the installed handler with what PHP has passed to it.
    pub unsafe fn enter(
        &self,
        frame: *mut zend_execute_data,
        ret: *mut zval,
        wanted: bool,
        body: impl FnOnce(&mut Call<'_>) -> PhpResult<Handled>,
    ) {
        let mut handled = Handled::AsEver;
        if wanted {
            // If it throws or panics, it is done with.
            handled = Handled::Done;
            // SAFETY: the caller's promise.
            unsafe {
                super::call::enter(frame, ret, |call| {
                    handled = body(call)?;
                    Ok(())
                });
            }
        }
        if handled == Handled::AsEver {
            // SAFETY: the caller's promise; nothing of ours is to be dropped.
            unsafe { self.call_original(frame, ret) };
        }
    }

    /// Has PHP's own handler handle a call.
    ///
    /// # Safety
    /// Called by the installed handler with what PHP has passed to it, and with nothing to be dropped if the call ends in
    /// a fatal error.
    pub unsafe fn call_original(&self, frame: *mut zend_execute_data, ret: *mut zval) {
        if let Some(original) = self.0.get().get() {
            // SAFETY: the handler that PHP would have called, with what it would have got.
            unsafe { original(frame, ret) };
        }
    }
}
