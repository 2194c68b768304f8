//! Accepting connections.

use std::time::Duration;

use super::waiting::{self, Deadline, Outcome};
use super::{is_ready, set_blocking, waiting_socket};
use crate::php::last_error;
use crate::php::sched::descriptor::Direction;
use crate::php::zend::stream::Stream;
use crate::php::zend::stream::request::Request;

/// Waits for a connection and accepts it by PHP's own operation, which makes its stream, encrypted if need be.
pub(super) fn accept(stream: Stream, request: &mut Request<'_>) {
    let mut deadline = Deadline::within(request.timeout());
    while let Some(fd) = waiting_socket(stream) {
        if !is_ready(fd, Direction::Read) {
            match waiting::wait(stream, Direction::Read, &mut deadline) {
                Ok(Outcome::Ready) => continue,
                // PHP says by itself what it says of this.
                Ok(Outcome::TimedOut) => {
                    return request.original_within(stream, Duration::ZERO);
                }
                Ok(Outcome::Unwatchable) => return stream.original_request(request),
                Ok(Outcome::Canceled | Outcome::Closed) | Err(_) => {
                    let error = libc::ECANCELED;
                    return request.fail(error, &last_error::system_sentence(error));
                }
            }
        }
        // Another process may take the connection first.
        set_blocking(fd, false);
        request.original_within(stream, Duration::ZERO);
        let again = matches!(request.error(), libc::EAGAIN | libc::ETIMEDOUT);
        if request.has_client() || !again {
            return;
        }
        request.clear_error();
    }
}
