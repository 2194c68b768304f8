//! Data of requests, taken in as PHP itself takes it in: variable names with brackets, percent-encoding, and the list of
//! uploaded files behind `is_uploaded_file()`.

use std::ffi::{CStr, c_char, c_int, c_void};

use super::array::Array;
use super::string::ZStr;
use super::sys::{self, zval};
use super::value::Value;

/// `PARSE_STRING` of PHP's main/php_variables.h: a query string, as `parse_str()` takes it.
const PARSE_STRING: c_int = 3;

unsafe extern "C" {
    fn _estrndup(text: *const c_char, len: usize) -> *mut c_char;
    fn php_register_variable_ex(name: *const c_char, value: *mut zval, array: *mut zval);
    fn php_raw_url_decode(text: *mut c_char, len: usize) -> usize;
    fn _zend_hash_init(
        table: *mut sys::HashTable,
        size: u32,
        destructor: Option<unsafe extern "C" fn(*mut zval)>,
        persistent: bool,
    );
}

/// The most variables that PHP takes from one source: `max_input_vars`.
pub fn max_variables() -> usize {
    // SAFETY: a plain read of an ini value.
    let max = unsafe { (*sys::ext_php_rs_process_globals()).max_input_vars };
    usize::try_from(max).unwrap_or(0)
}

/// The bytes that separate variables in a query string: `arg_separator.input`.
pub fn separators() -> Vec<u8> {
    // SAFETY: the ini value is a C string or null.
    unsafe {
        let text = (*sys::ext_php_rs_process_globals()).arg_separator.input;
        if text.is_null() {
            b"&".to_vec()
        } else {
            CStr::from_ptr(text).to_bytes().to_vec()
        }
    }
}

/// The variables of a query string, as `parse_str()` makes them. It warns about more than [`max_variables`].
pub fn parse_query(query: &[u8]) -> Array {
    let mut result = Value::from(Array::new());
    // SAFETY: treat_data takes over the copy and frees it; the array is ours alone and stays so.
    unsafe {
        let text = _estrndup(query.as_ptr().cast(), query.len());
        let treat = sys::sapi_module.treat_data;
        let treat = treat.unwrap_or(sys::php_default_treat_data);
        treat(PARSE_STRING, text, result.as_zval_mut());
    }
    into_array(result)
}

/// Sets the variable `name`, which may have brackets, as PHP does with form data.
pub fn register(array: &mut Array, name: &CStr, value: &[u8]) {
    register_with(array, |array| {
        // SAFETY: PHP copies name and value; the array is ours alone.
        unsafe {
            sys::php_register_variable_safe(
                name.as_ptr(),
                value.as_ptr().cast(),
                value.len(),
                array,
            );
        }
    });
}

/// The same for a value that is no string.
pub fn register_value(array: &mut Array, name: &CStr, value: Value) {
    let mut value = std::mem::ManuallyDrop::new(value);
    register_with(array, |array| {
        // SAFETY: PHP copies the name and takes over the value, whether it sets it or not; the array is ours alone.
        unsafe { php_register_variable_ex(name.as_ptr(), value.as_zval_mut(), array) };
    });
}

fn register_with(array: &mut Array, register: impl FnOnce(*mut zval)) {
    let mut target = Value::from(std::mem::take(array));
    register(target.as_zval_mut());
    *array = into_array(target);
}

fn into_array(value: Value) -> Array {
    value.as_array().unwrap_or_default()
}

/// Undoes percent-encoding, as `rawurldecode()` does.
pub fn raw_url_decode(text: &mut Vec<u8>) {
    decode_with(text, php_raw_url_decode);
}

/// Undoes percent-encoding and makes `+` a space, as `urldecode()` does.
pub fn url_decode(text: &mut Vec<u8>) {
    decode_with(text, sys::php_url_decode);
}

fn decode_with(text: &mut Vec<u8>, decode: unsafe extern "C" fn(*mut c_char, usize) -> usize) {
    let len = text.len();
    // Decoding ends what it writes with a NUL, which may lie behind the last byte.
    text.push(0);
    // SAFETY: the buffer has `len` bytes and one more; decoding in place never makes them more.
    let decoded = unsafe { decode(text.as_mut_ptr().cast(), len) };
    text.truncate(decoded.min(len));
}

/// Lets `is_uploaded_file()` and `move_uploaded_file()` know a temporary file. PHP deletes what is left of them when the
/// request ends.
pub fn add_uploaded_file(path: &ZStr) {
    // SAFETY: the table is PHP's own or made here as PHP makes it: string keys, and as values pointers to strings that
    // the destructor releases.
    unsafe {
        let globals = sys::ext_php_rs_sapi_globals();
        if (*globals).rfc1867_uploaded_files.is_null() {
            let table: *mut sys::HashTable = sys::_emalloc(size_of::<sys::HashTable>()).cast();
            _zend_hash_init(table, 8, Some(release_path), false);
            (*globals).rfc1867_uploaded_files = table;
        }
        let mut value = std::mem::ManuallyDrop::new(std::mem::zeroed::<zval>());
        value.value.ptr = path.clone().into_raw().cast::<c_void>();
        value.u1.type_info = sys::IS_PTR;
        sys::zend_hash_update(
            (*globals).rfc1867_uploaded_files,
            path.as_ptr(),
            &raw mut *value,
        );
    }
}

/// Takes a temporary file off that list. False if it was not on it: then `move_uploaded_file()` has moved it.
pub fn remove_uploaded_file(path: &ZStr) -> bool {
    // SAFETY: as in `add_uploaded_file`; PHP has dropped the table when its request is over.
    unsafe {
        let table = (*sys::ext_php_rs_sapi_globals()).rfc1867_uploaded_files;
        !table.is_null() && sys::zend_hash_del(table, path.as_ptr()) == 0
    }
}

/// The destructor of the list's values.
///
/// # Safety
/// Called by PHP with an element that `add_uploaded_file` made.
unsafe extern "C" fn release_path(element: *mut zval) {
    // SAFETY: the element owns one reference to its string.
    unsafe { drop(ZStr::from_owned((*element).value.ptr.cast())) };
}
