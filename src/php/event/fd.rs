//! What `Swoole\Event` takes for a descriptor.

use std::os::fd::RawFd;

use crate::php::last_error;
use crate::php::zend::object::Slot;
use crate::php::zend::{PhpResult, Thrown, Value, errors, function, stream};

/// The descriptor that a value stands for: a stream, an object of the sockets extension, an object with a property `fd`,
/// or a number. `None`, with a warning, if it stands for none.
pub fn of(value: &Value) -> PhpResult<Option<RawFd>> {
    let found = if stream::is_resource(value) {
        stream::descriptor(value)
    } else if let Some(object) = value.as_object() {
        if object.class_name() == "Socket" {
            of_socket(value)?
        } else {
            // SAFETY: the object's class lives as long as the object.
            let slot = unsafe { Slot::find(object.class(), "fd") };
            slot.and_then(|slot| object.slot(slot).as_long())
                .and_then(|fd| RawFd::try_from(fd).ok())
        }
    } else if value.is_numeric() {
        let number = value.to_long();
        let fd = RawFd::try_from(number).ok().filter(|&fd| fd >= 0);
        if fd.is_none() {
            last_error::fatal(&format!("invalid file descriptor#{number} passed"));
        }
        fd
    } else {
        if value.as_bytes().is_some() {
            last_error::fatal("invalid file descriptor passed");
        }
        None
    };
    if errors::pending() {
        Err(Thrown)
    } else {
        Ok(found)
    }
}

/// The descriptor of a `Socket`, by way of a stream: the sockets extension does not tell it otherwise.
fn of_socket(value: &Value) -> PhpResult<Option<RawFd>> {
    match function::call("socket_export_stream", &mut [value.clone()]) {
        Some(exported) => Ok(stream::descriptor(&exported?)),
        None => Ok(None),
    }
}
