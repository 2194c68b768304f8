//! PHP's serialisation: values to bytes and back.
//!
//! Both directions may run code of the program (`__serialize`, `__wakeup`, autoloading): it may throw, and it may end in
//! a fatal error, which counts as thrown here.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr;

use super::array::Array;
use super::bailout::protect;
use super::call::{PhpResult, Thrown};
use super::errors;
use super::string::ZStr;
use super::sys::{HashTable, zend_string, zval};
use super::value::Value;

/// `smart_str`
#[repr(C)]
struct SmartStr {
    string: *mut zend_string,
    capacity: usize,
}

/// `php_serialize_data_t` and `php_unserialize_data_t`: what was seen so far.
type Seen = *mut c_void;

unsafe extern "C" {
    fn php_var_serialize_init() -> Seen;
    fn php_var_serialize_destroy(seen: Seen);
    fn php_var_serialize(buffer: *mut SmartStr, value: *mut zval, seen: *mut Seen);
    fn php_var_unserialize_init() -> Seen;
    fn php_var_unserialize_destroy(seen: Seen);
    fn php_var_unserialize(
        value: *mut zval,
        cursor: *mut *const u8,
        end: *const u8,
        seen: *mut Seen,
    ) -> c_int;
    fn var_tmp_var(seen: *mut Seen) -> *mut zval;
    fn php_unserialize_with_options(
        value: *mut zval,
        data: *const c_char,
        len: usize,
        options: *mut HashTable,
        function: *const c_char,
    );
}

/// What `serialize($value)` returns.
///
/// # Errors
///
/// An exception is pending: something in the value cannot be serialised.
pub fn serialize(value: &Value) -> PhpResult<ZStr> {
    // SAFETY: the calls and their order are those of PHP's serialize(); the buffer owns its string, if it has one.
    let text = protect(|| unsafe {
        let mut buffer = SmartStr {
            string: ptr::null_mut(),
            capacity: 0,
        };
        let mut seen = php_var_serialize_init();
        php_var_serialize(&raw mut buffer, value.as_zval().cast_mut(), &raw mut seen);
        php_var_serialize_destroy(seen);
        if buffer.string.is_null() {
            return ZStr::new(b"");
        }
        // There is always room for the NUL, which PHP writes last.
        let len = (*buffer.string).len;
        (&raw mut (*buffer.string).val)
            .cast::<u8>()
            .add(len)
            .write(0);
        ZStr::from_owned(buffer.string)
    });
    text.filter(|_| !errors::pending()).ok_or(Thrown)
}

/// The bytes are no serialised value, from this offset on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed {
    /// Bytes before it.
    pub offset: usize,
}

/// The value that `data` begins with; what follows it is ignored.
///
/// # Errors
///
/// Outside, an exception is pending. Inside, why there is no value.
pub fn unserialize(data: &[u8]) -> PhpResult<Result<Value, Malformed>> {
    // SAFETY: the calls and their order are those of PHP's unserialize(). The value grows in a variable of PHP's own,
    // because PHP may refer to it until `php_var_unserialize_destroy`, of an outer call even. The cursor stays in `data`.
    let result = protect(|| unsafe {
        let mut cursor = data.as_ptr();
        let mut seen = php_var_unserialize_init();
        let slot = var_tmp_var(&raw mut seen);
        let end = data.as_ptr_range().end;
        let done = php_var_unserialize(slot, &raw mut cursor, end, &raw mut seen) != 0;
        let value = done.then(|| Value::from_zval(slot).deref().clone());
        // This runs `__wakeup` and `__unserialize`.
        php_var_unserialize_destroy(seen);
        value.ok_or(Malformed {
            offset: cursor.offset_from_unsigned(data.as_ptr()),
        })
    });
    result.filter(|_| !errors::pending()).ok_or(Thrown)
}

/// What `unserialize($data, $options)` returns, with PHP's own notice and false for bytes that are no value.
/// `function` is named in complaints about the options.
///
/// # Errors
///
/// An exception is pending.
pub fn unserialize_with_options(
    data: &[u8],
    options: Option<&Array>,
    function: &CStr,
) -> PhpResult<Value> {
    let mut value = Value::NULL;
    // SAFETY: the value starts out as null; data and options stay alive during the call.
    let done = protect(|| unsafe {
        php_unserialize_with_options(
            value.as_zval_mut(),
            data.as_ptr().cast(),
            data.len(),
            options.map_or(ptr::null_mut(), Array::as_ptr),
            function.as_ptr(),
        );
    });
    if done.is_none() {
        // Half-made: PHP frees it with everything else.
        std::mem::forget(value);
        return Err(Thrown);
    }
    if errors::pending() {
        Err(Thrown)
    } else {
        Ok(value)
    }
}
