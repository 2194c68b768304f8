//! The frame of a native method or function: arguments in, return value out, panics caught.

use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::errors;
use super::object::{NativeClass, Obj, native_of};
use super::sys::{self, zend_execute_data, zval};
use super::value::Value;

/// A PHP exception is pending; the handler must return without touching PHP further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thrown;

/// What every handler returns.
pub type PhpResult<T = ()> = Result<T, Thrown>;

/// The running call of a native method or function.
pub struct Call<'a> {
    execute_data: *mut zend_execute_data,
    ret: *mut zval,
    frame: PhantomData<&'a zval>,
}

/// `ZEND_CALL_HAS_EXTRA_NAMED_PARAMS`
const EXTRA_NAMED_ARGUMENTS: u32 = 1 << 27;

/// Number of zvals that an `execute_data` occupies before its arguments (`ZEND_CALL_FRAME_SLOT`).
pub(super) const FRAME_SLOTS: usize = size_of::<zend_execute_data>().div_ceil(size_of::<zval>());

impl<'a> Call<'a> {
    /// Number of arguments that the caller passed.
    pub fn num_args(&self) -> u32 {
        // SAFETY: `This.u2.num_args` is set for every call frame.
        unsafe { (*self.execute_data).This.u2.num_args }
    }

    /// Argument `index` (from 0), references followed; `None` when it was not passed.
    pub fn arg(&self, index: u32) -> Option<&'a Value> {
        (index < self.num_args()).then(|| {
            // SAFETY: arguments lie behind the frame header; the frame outlives the handler.
            unsafe { Value::from_zval(self.arg_ptr(index)).deref() }
        })
    }

    /// Argument `index` as the engine's own type.
    ///
    /// # Safety
    /// `index < self.num_args()`.
    pub(super) unsafe fn arg_ptr(&self, index: u32) -> *mut zval {
        // SAFETY: the caller's promise.
        unsafe {
            self.execute_data
                .cast::<zval>()
                .add(FRAME_SLOTS + index as usize)
        }
    }

    /// The object that the method was called on.
    ///
    /// # Panics
    /// When used in a function or a static method: a programming error of the handler.
    pub fn this(&self) -> Obj {
        // SAFETY: a method's frame holds its object in `This`.
        let this = unsafe { Value::from_zval(&raw const (*self.execute_data).This) };
        this.as_object()
            .expect("instance methods are called on an object")
    }

    /// The Rust state of the object that the method was called on.
    pub fn native<T: NativeClass>(&self) -> &'a T {
        // SAFETY: Zend calls a method only on instances of its class, which `create::<T>` made; the frame keeps the
        // object alive for `'a`.
        unsafe {
            let this = (*self.execute_data).This.value.obj;
            debug_assert!(!this.is_null());
            native_of::<T>(this)
        }
    }

    /// Refuses a wrong number of arguments with PHP's ArgumentCountError.
    #[inline]
    pub fn expect_args(&self, min: u32, max: u32) -> PhpResult {
        if (min..=max).contains(&self.num_args()) {
            // Only functions with any number of arguments get named ones that they do not declare.
            return if max == u32::MAX {
                self.expect_no_extra_names()
            } else {
                Ok(())
            };
        }
        // SAFETY: throws for the running function.
        unsafe { sys::zend_wrong_parameters_count_error(min, max) };
        Err(Thrown)
    }

    #[inline]
    fn expect_no_extra_names(&self) -> PhpResult {
        // SAFETY: the flags of a call lie in the type of `This`.
        let flags = unsafe { (*self.execute_data).This.u1.type_info };
        if flags & EXTRA_NAMED_ARGUMENTS == 0 {
            return Ok(());
        }
        Err(errors::throw_argument_count_error(&format!(
            "{}() does not accept unknown named parameters",
            self.name()
        )))
    }

    /// Sets the return value.
    #[inline]
    pub fn ret(&mut self, value: impl Into<Value>) -> PhpResult {
        // SAFETY: `ret` points to a zval that the caller initialised to null and will release.
        unsafe { self.ret.cast::<Value>().write(value.into()) };
        Ok(())
    }

    /// Returns a bool.
    #[inline]
    pub fn ret_bool(&mut self, value: bool) -> PhpResult {
        self.ret(Value::bool(value))
    }

    /// Name of the running function, for messages: `Class::method` or `function`.
    pub fn name(&self) -> String {
        // SAFETY: a running native call has a function with a name and perhaps a scope.
        unsafe {
            let function = &(*(*self.execute_data).func).common;
            let text = |raw: *mut sys::zend_string| {
                let value = super::ZStr::from_borrowed(raw);
                String::from_utf8_lossy(value.as_bytes()).into_owned()
            };
            match function.scope.as_ref() {
                Some(scope) => format!("{}::{}", text(scope.name), text(function.function_name)),
                None => text(function.function_name),
            }
        }
    }
}

/// Runs a handler for Zend. A panic becomes a PHP `Error` instead of leaving the C frame.
///
/// # Safety
/// Called by Zend with a live frame and a return slot.
#[inline(always)]
pub unsafe fn enter(
    execute_data: *mut zend_execute_data,
    ret: *mut zval,
    handler: impl FnOnce(&mut Call<'_>) -> PhpResult,
) {
    let mut call = Call {
        execute_data,
        ret,
        frame: PhantomData,
    };
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| handler(&mut call))) {
        errors::throw_panic(&*panic);
    }
    super::bailout::pass_on();
}
