//! PHP streams, as far as the event loop is concerned: the descriptor behind one.

use std::ffi::{c_char, c_int, c_void};
use std::os::fd::RawFd;

use super::sys::{self, zval};
use super::value::Value;

/// `PHP_STREAM_AS_SOCKETD`
const AS_SOCKET: c_int = 2;
/// `PHP_STREAM_AS_FD_FOR_SELECT`
const FOR_SELECT: c_int = 3;
/// `PHP_STREAM_CAST_INTERNAL`: without a word about what the stream has buffered.
const INTERNAL: c_int = 0x2000_0000;
/// `PHP_STREAM_OPTION_READ_BUFFER`
const READ_BUFFER: c_int = 2;
/// `PHP_STREAM_BUFFER_NONE`
const NO_BUFFER: c_int = 0;

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
    fn _php_stream_set_option(
        stream: *mut c_void,
        option: c_int,
        value: c_int,
        pointer: *mut c_void,
    ) -> c_int;
    fn zend_list_close(resource: *mut sys::zend_resource);
}

/// The stream behind a resource; null if it is no open one, and then a TypeError is pending.
fn fetch(value: &Value) -> *mut c_void {
    // SAFETY: the value is a live zval, which PHP checks.
    unsafe {
        zend_fetch_resource2_ex(
            value.as_zval().cast_mut(),
            c"stream".as_ptr(),
            php_file_le_stream(),
            php_file_le_pstream(),
        )
    }
}

fn cast(stream: *mut c_void, kind: c_int) -> Option<RawFd> {
    let mut descriptor: RawFd = -1;
    // SAFETY: the stream is open; `descriptor` takes the number of a stream that has one.
    let cast = unsafe { _php_stream_cast(stream, kind, (&raw mut descriptor).cast(), 1) };
    (cast == 0 && descriptor >= 0).then_some(descriptor)
}

/// The descriptor of a stream. `None` if the value is no open stream (then a TypeError is pending), or one that has no
/// descriptor (then PHP has warned).
pub fn descriptor(value: &Value) -> Option<RawFd> {
    let stream = fetch(value);
    if stream.is_null() {
        return None;
    }
    cast(stream, FOR_SELECT | INTERNAL)
}

/// The descriptor of a stream over a socket, which others will read from: PHP reads nothing ahead any more. Otherwise as
/// [`descriptor`].
pub fn socket(value: &Value) -> Option<RawFd> {
    let stream = fetch(value);
    if stream.is_null() {
        return None;
    }
    let descriptor = cast(stream, AS_SOCKET)?;
    // SAFETY: the stream is open.
    unsafe { _php_stream_set_option(stream, READ_BUFFER, NO_BUFFER, std::ptr::null_mut()) };
    Some(descriptor)
}

/// Closes a stream, as `fclose()` does. One that is closed already is left alone.
pub fn close(value: &Value) {
    if is_resource(value) {
        // SAFETY: the value is a live resource, whose number stays valid for those who hold it.
        super::bailout::protect(|| unsafe { zend_list_close((*value.as_zval()).value.res) });
    }
}

/// Whether a value is a resource, open or not.
pub fn is_resource(value: &Value) -> bool {
    value.kind() == sys::IS_RESOURCE
}
