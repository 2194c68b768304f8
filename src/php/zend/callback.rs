//! PHP callables, resolved once and called many times.

use std::ptr;

use super::array::{Array, Key};
use super::errors;
use super::string::ZStr;
use super::sys::{self, FcallInfo, zend_fcall_info_cache};
use super::value::Value;

/// A callable with its resolved function.
pub struct Callback {
    callable: Value,
    /// Without a function for what `__call` answers: the stub that PHP makes for it is used up by one call.
    cache: zend_fcall_info_cache,
}

/// An exception is pending after a call into PHP: also `exit()`, which PHP carries as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Threw;

impl Callback {
    /// Resolves `value`; the error is PHP's reason why it cannot be called.
    pub fn new(value: &Value) -> Result<Self, String> {
        let callable = settled(value);
        let mut cache = resolve(&callable)?;
        // SAFETY: a resolved cache has a function; what is released is not used any more.
        unsafe {
            let flags = (*cache.function_handler).common.fn_flags;
            if flags & sys::ZEND_ACC_CALL_VIA_TRAMPOLINE != 0 {
                sys::zend_release_fcall_info_cache(&raw mut cache);
                cache.function_handler = ptr::null_mut();
            }
        }
        Ok(Self { callable, cache })
    }

    /// What is called: for PHP's cycle collector.
    pub fn callable(&self) -> &Value {
        &self.callable
    }

    /// Calls it for its effects: the returned value is released before it returns.
    pub fn run(&self, args: &mut [Value]) -> Result<(), Threw> {
        self.call(args).map(drop)
    }

    /// What PHP would call the callable, whether it can be called or not; for messages.
    pub fn describe(value: &Value) -> String {
        // SAFETY: the value is a live zval; the returned string is ours.
        let name =
            unsafe { ZStr::from_owned(sys::zend_get_callable_name(value.as_zval().cast_mut())) };
        String::from_utf8_lossy(name.as_bytes()).into_owned()
    }

    /// Calls it. Run it inside [`protect`](super::bailout::protect): PHP code may end in a fatal error.
    pub fn call(&self, args: &mut [Value]) -> Result<Value, Threw> {
        let mut cache = self.cache;
        if cache.function_handler.is_null() {
            cache = self.resolve_again()?;
        }
        let mut ret = Value::UNDEF;
        let mut info = FcallInfo {
            size: size_of::<FcallInfo>(),
            function_name: [0; 2],
            retval: &raw mut ret,
            params: args.as_mut_ptr(),
            object: cache.object,
            param_count: args.len() as u32,
            named_params: ptr::null_mut(),
        };
        // SAFETY: function, object and arguments are alive during the call; PHP copies the arguments it keeps.
        unsafe { sys::zend_call_function(&raw mut info, &raw mut cache) };
        if errors::pending() {
            Err(Threw)
        } else {
            Ok(ret)
        }
    }
}

impl Callback {
    #[cold]
    fn resolve_again(&self) -> Result<zend_fcall_info_cache, Threw> {
        resolve(&self.callable).map_err(|reason| {
            // It could be called once; PHP classes do not change.
            errors::throw_error(&format!("a callback cannot be called any more: {reason}"));
            Threw
        })
    }
}

/// The callable without PHP references inside: through one, the program could take the object away.
fn settled(value: &Value) -> Value {
    let Some(pair) = value.as_array() else {
        return value.clone();
    };
    let mut own = Array::new();
    for (key, element) in pair.iter() {
        match key {
            Key::Index(index) => own.set_index(index, element.clone()),
            // No callable has such a key: PHP tells why it cannot be called.
            Key::Name(_) => return value.clone(),
        }
    }
    own.into()
}

fn resolve(callable: &Value) -> Result<zend_fcall_info_cache, String> {
    // SAFETY: an all-zero cache is a valid empty one; zend_is_callable_ex fills it. The error text is emalloc'ed.
    unsafe {
        let mut cache: zend_fcall_info_cache = std::mem::zeroed();
        let mut error = ptr::null_mut();
        let found = sys::zend_is_callable_ex(
            callable.as_zval().cast_mut(),
            ptr::null_mut(),
            0,
            ptr::null_mut(),
            &raw mut cache,
            &raw mut error,
        );
        let reason = if error.is_null() {
            String::from("no such function")
        } else {
            let text = std::ffi::CStr::from_ptr(error)
                .to_string_lossy()
                .into_owned();
            sys::_efree(error.cast());
            text
        };
        if found { Ok(cache) } else { Err(reason) }
    }
}
