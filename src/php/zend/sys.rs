//! Zend symbols that `ext_php_rs::ffi` does not bind, declared by hand.
//!
//! Types come from `ext_php_rs::ffi`, which bindgen makes from the installed headers; only functions and two plain
//! structs without a bindgen destructor are declared here.
#![allow(non_camel_case_types, non_upper_case_globals, missing_docs)]

pub use ext_php_rs::ffi::*;
use std::ffi::{c_char, c_int};

use super::value::Value;

/// Layouts and functions that build.rs reads from the installed headers. Its structs are types of its own: pointers are
/// cast where they meet those of `ext_php_rs::ffi`.
#[allow(
    dead_code,
    non_upper_case_globals,
    non_snake_case,
    unsafe_op_in_unsafe_fn,
    clippy::all,
    clippy::undocumented_unsafe_blocks
)]
pub mod headers {
    include!(concat!(env!("OUT_DIR"), "/zend.rs"));
}

/// `zend_fcall_info`, with the zval as plain memory: bindgen's `zval` has a destructor that would over-release it.
#[repr(C)]
pub struct FcallInfo {
    pub size: usize,
    pub function_name: [u64; 2],
    pub retval: *mut Value,
    pub params: *mut Value,
    pub object: *mut zend_object,
    pub param_count: u32,
    pub named_params: *mut HashTable,
}

const _: () = assert!(size_of::<FcallInfo>() == size_of::<zend_fcall_info>());
const _: () = assert!(size_of::<Value>() == size_of::<zval>());

/// The executor's globals. A load: ext-php-rs's way to them is a function call.
#[inline(always)]
pub fn executor() -> *mut zend_executor_globals {
    &raw mut executor_globals
}

unsafe extern "C" {
    static mut executor_globals: zend_executor_globals;
    pub static zend_empty_string: *mut zend_string;
    pub static zend_one_char_string: [*mut zend_string; 256];
    pub static spl_ce_BadMethodCallException: *mut zend_class_entry;
    pub static spl_ce_InvalidArgumentException: *mut zend_class_entry;

    pub fn _erealloc(ptr: *mut std::ffi::c_void, size: usize) -> *mut std::ffi::c_void;
    pub fn zend_memory_usage(real_usage: bool) -> usize;

    pub fn zend_parse_arg_bool_slow(arg: *const zval, dest: *mut bool, arg_num: u32) -> bool;
    pub fn zend_parse_arg_long_slow(arg: *const zval, dest: *mut zend_long, arg_num: u32) -> bool;
    pub fn zend_parse_arg_double_slow(arg: *const zval, dest: *mut f64, arg_num: u32) -> bool;
    pub fn zend_parse_arg_str_slow(
        arg: *mut zval,
        dest: *mut *mut zend_string,
        arg_num: u32,
    ) -> bool;
    pub fn zend_wrong_parameter_type_error(
        num: u32,
        expected: _zend_expected_type,
        arg: *const zval,
    );
    pub fn zend_argument_value_error(arg_num: u32, format: *const c_char, ...);
    pub fn zend_argument_type_error(arg_num: u32, format: *const c_char, ...);

    pub fn zend_try_assign_typed_ref(reference: *mut zend_reference, value: *mut zval) -> c_int;
    pub fn zend_throw_exception(
        ce: *mut zend_class_entry,
        message: *const c_char,
        code: zend_long,
    ) -> *mut zend_object;
    pub fn zend_exception_error(exception: *mut zend_object, severity: c_int);
    pub fn zend_is_unwind_exit(exception: *const zend_object) -> bool;
    pub fn zend_throw_exception_internal(exception: *mut zend_object);
    pub fn zend_clear_exception();
    pub fn zend_throw_unwind_exit();
    pub fn zend_throw_graceful_exit();
    pub fn zend_is_graceful_exit(exception: *const zend_object) -> bool;
    pub fn zend_call_function(fci: *mut FcallInfo, fcc: *mut zend_fcall_info_cache) -> c_int;
    pub fn zend_release_fcall_info_cache(fcc: *mut zend_fcall_info_cache);
    pub fn zend_get_callable_name(callable: *mut zval) -> *mut zend_string;
    pub fn zend_fetch_debug_backtrace(
        trace: *mut Value,
        skip_last: c_int,
        options: c_int,
        limit: c_int,
    );
    pub fn zend_trace_to_string(trace: *mut HashTable, include_main: bool) -> *mut zend_string;
    pub fn php_output_write(text: *const c_char, len: usize) -> usize;
    pub fn zend_get_gc_buffer_create() -> *mut zend_get_gc_buffer;
    pub fn zend_get_gc_buffer_grow(buffer: *mut zend_get_gc_buffer);
    pub fn zend_std_unset_property(
        object: *mut zend_object,
        name: *mut zend_string,
        cache: *mut *mut std::ffi::c_void,
    );
    pub fn zend_hash_find(table: *const HashTable, key: *mut zend_string) -> *mut zval;
    pub fn zend_error(kind: c_int, format: *const c_char, ...);

    pub fn object_init_ex(value: *mut Value, ce: *mut zend_class_entry) -> c_int;

    pub fn php_url_decode(text: *mut c_char, len: usize) -> usize;
    pub fn zend_hash_func(text: *const c_char, len: usize) -> zend_ulong;
    pub fn php_free_shutdown_functions();
    pub fn php_request_shutdown(dummy: *mut std::ffi::c_void);
    pub fn zend_get_called_scope(frame: *mut zend_execute_data) -> *mut zend_class_entry;
}
