//! Transports: what makes the streams of `tcp://`, `ssl://` and their like.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::{CStr, c_char, c_int};
use std::ptr;
use std::time::Duration;

use super::Stream;
use super::operations::{Operations, Transport};
use super::request::duration;
use crate::php::zend::bailout::{pass_on, protect};
use crate::php::zend::sys::{self, headers};
use crate::php::zend::thread::OneThread;

/// What is told of streams that were made.
pub trait Maker: Operations {
    /// A stream was made, before it connects or listens; `timeout` is for connecting.
    fn made(stream: Stream, timeout: Option<Duration>);
}

type Factory = headers::php_stream_transport_factory;

// SAFETY: code of PHP's thread only.
static ORIGINALS: OneThread<RefCell<BTreeMap<Vec<u8>, Factory>>> =
    unsafe { OneThread::new(RefCell::new(BTreeMap::new())) };

/// Whether PHP has a transport.
pub fn exists(name: &CStr) -> bool {
    find(name).is_some()
}

/// Takes over the streams that a transport makes from now on. Nothing happens if there is no such transport.
pub fn take_over<M: Maker>(name: &CStr) {
    if ORIGINALS.get().borrow().contains_key(name.to_bytes()) {
        return;
    }
    if let Some(original) = find(name) {
        ORIGINALS
            .get()
            .borrow_mut()
            .insert(name.to_bytes().to_vec(), Some(original));
        register(name, Some(make::<M>));
    }
}

/// Ends what [`take_over`] began; streams that were made keep their operations.
pub fn give_back(name: &CStr) {
    let original = ORIGINALS.get().borrow_mut().remove(name.to_bytes());
    if let Some(original) = original {
        register(name, original);
    }
}

fn find(name: &CStr) -> Factory {
    // SAFETY: the table of transports lives as long as PHP; it holds pointers to functions of this type.
    unsafe {
        let table = headers::php_stream_xport_get_hash().cast::<sys::HashTable>();
        let found = sys::zend_hash_str_find(table, name.as_ptr(), name.count_bytes());
        if found.is_null() {
            return None;
        }
        std::mem::transmute::<*mut std::ffi::c_void, Factory>((*found).value.ptr)
    }
}

fn register(name: &CStr, factory: Factory) {
    // SAFETY: the name is that of a transport that exists, whose string is kept.
    unsafe { headers::php_stream_xport_register(name.as_ptr(), factory) };
}

#[allow(clippy::too_many_arguments)] // PHP's signature.
unsafe extern "C" fn make<M: Maker>(
    name: *const c_char,
    name_len: usize,
    address: *const c_char,
    address_len: usize,
    persistent_id: *const c_char,
    options: c_int,
    flags: c_int,
    timeout: *mut headers::timeval,
    context: *mut headers::php_stream_context,
) -> *mut headers::php_stream {
    // SAFETY: PHP passes the name of the transport with its length, and what the original takes. The original may warn,
    // which may end in a fatal error.
    let made = protect(|| unsafe {
        let own_name = std::slice::from_raw_parts(name.cast::<u8>(), name_len);
        let original = ORIGINALS.get().borrow().get(own_name).copied().flatten();
        let stream = match original {
            Some(original) => original(
                name,
                name_len,
                address,
                address_len,
                persistent_id,
                options,
                flags,
                timeout,
                context,
            ),
            None => ptr::null_mut(),
        };
        if !stream.is_null() {
            let own = Stream::from_raw(stream);
            own.take_over::<M>(match own_name {
                b"unix" | b"udg" => Transport::Local,
                b"udp" => Transport::Udp,
                _ => Transport::Tcp,
            });
            M::made(own, timeout.as_ref().and_then(duration));
        }
        stream
    });
    pass_on();
    made.unwrap_or(ptr::null_mut())
}
