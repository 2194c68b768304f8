//! Where PHP code is: backtraces of the running stack and of stacks that wait.

use super::array::Array;
use super::string::ZStr;
use super::sys::{self, zend_execute_data};
use super::value::Value;

/// The backtrace that ends in `frame`, as `debug_backtrace()` would return it with these options; 0 for no limit. `None`
/// is the running frame, of which the newest `skip` are left out.
pub fn fetch(frame: Option<*mut zend_execute_data>, skip: i32, options: i64, limit: i64) -> Array {
    let mut trace = Value::NULL;
    let int = |number: i64| i32::try_from(number).unwrap_or(0);
    // SAFETY: a frame that is given belongs to a stack that waits, so it is whole; the running one is put back. The
    // result is a fresh array.
    unsafe {
        let globals = sys::executor();
        let running = (*globals).current_execute_data;
        let skip = match frame {
            Some(frame) => {
                (*globals).current_execute_data = frame;
                0
            }
            None => skip,
        };
        sys::zend_fetch_debug_backtrace(&raw mut trace, skip, int(options), int(limit));
        (*globals).current_execute_data = running;
    }
    trace.as_array().unwrap_or_default()
}

/// A backtrace as `debug_print_backtrace()` prints it.
pub fn to_text(trace: &Array) -> ZStr {
    // SAFETY: the array is live and only read; the string is ours.
    unsafe { ZStr::from_owned(sys::zend_trace_to_string(trace.as_ptr(), false)) }
}

/// Prints as `echo` does.
pub fn print(text: &[u8]) {
    super::bailout::protect(|| {
        // SAFETY: reads the bytes.
        unsafe { sys::php_output_write(text.as_ptr().cast(), text.len()) }
    });
}

/// The path of the file whose code runs.
pub fn running_file() -> Vec<u8> {
    unsafe extern "C" {
        fn zend_get_executed_filename() -> *const std::ffi::c_char;
    }
    // SAFETY: PHP returns a C string that lives as long as the running code, or a constant one.
    unsafe { std::ffi::CStr::from_ptr(zend_get_executed_filename()) }
        .to_bytes()
        .to_vec()
}
