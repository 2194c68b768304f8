//! `Swoole\Coroutine\Socket::import()`: the socket of a PHP stream.

use std::os::fd::FromRawFd;
use std::rc::Rc;

use super::Socket;
use crate::php::coroutine::net::{Endpoint, Failure, Stream};
use crate::php::last_error;
use crate::php::zend::{Call, PhpResult, Thrown, errors, stream};

/// `Swoole\Coroutine\Socket::import`
pub fn import(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let Some(value) = call.arg(0) else {
        return Ok(());
    };
    if !stream::is_resource(value) {
        let text = format!("must be of type resource, {} given", value.type_name());
        return Err(call.type_error_text(0, &text));
    }
    let Some(descriptor) = stream::socket(value) else {
        return if errors::pending() {
            Err(Thrown)
        } else {
            call.ret_bool(false)
        };
    };
    // SAFETY: the descriptor is open; `borrow_socket` does not close it, and the object holds the stream that does.
    let socket = unsafe { socket2::Socket::from_raw_fd(descriptor) };
    match Stream::borrow_socket(socket) {
        Ok(borrowed) => {
            let object = super::object(Rc::new(Endpoint::new(borrowed)), 0);
            if let Some(native) = object.native::<Socket>() {
                native.stream.replace(Some(value.clone()));
            }
            call.ret(object)
        }
        Err(error) => {
            let failure = Failure::from(error);
            let code = failure.code();
            let text = format!("fcntl() failed, Error: {}[{code}]", failure.text());
            last_error::warning_of(code, &text);
            call.ret_bool(false)
        }
    }
}
