//! PHP streams, as far as the event loop is concerned: the descriptor behind one.

use std::ffi::{c_char, c_int, c_void};
use std::os::fd::RawFd;

use super::sys::{self, zval};
use super::value::Value;

/// `PHP_STREAM_AS_FD_FOR_SELECT`
const FOR_SELECT: c_int = 3;
/// `PHP_STREAM_CAST_INTERNAL`: without a word about what the stream has buffered.
const INTERNAL: c_int = 0x2000_0000;

unsafe extern "C" {
    fn php_file_le_stream() -> c_int;
    fn php_file_le_pstream() -> c_int;
    fn zend_fetch_resource2_ex(
        resource: *mut zval,
        name: *const c_char,
        kind: c_int,
        other_kind: c_int,
    ) -> *mut c_void;
    fn _php_stream_cast(
        stream: *mut c_void,
        kind: c_int,
        result: *mut *mut c_void,
        show_error: c_int,
    ) -> c_int;
}

/// The descriptor of a stream. `None` if the value is no open stream (then a TypeError is pending), or one that has no
/// descriptor (then PHP has warned).
pub fn descriptor(value: &Value) -> Option<RawFd> {
    let mut descriptor: RawFd = -1;
    // SAFETY: the value is a live resource, which PHP checks; `descriptor` takes the number of a stream that has one.
    let cast = unsafe {
        let stream = zend_fetch_resource2_ex(
            value.as_zval().cast_mut(),
            c"stream".as_ptr(),
            php_file_le_stream(),
            php_file_le_pstream(),
        );
        if stream.is_null() {
            return None;
        }
        let result = (&raw mut descriptor).cast();
        _php_stream_cast(stream, FOR_SELECT | INTERNAL, result, 1)
    };
    (cast == 0 && descriptor >= 0).then_some(descriptor)
}

/// Whether a value is a resource, open or not.
pub fn is_resource(value: &Value) -> bool {
    value.kind() == sys::IS_RESOURCE
}
