//! stream_socket_recvfrom() and stream_socket_sendto(), where they have to do with addresses.

use std::time::Duration;

use super::waiting::{self, Deadline, Outcome};
use super::{errno, is_ready, restore_blocking, waiting_socket};
use crate::php::sched::descriptor::Direction;
use crate::php::sched::{self, Woken};
use crate::php::zend::stream::Stream;
use crate::php::zend::stream::request::Request;
use crate::php::zend::{errors, sys};

/// Waits until something has come and receives it by PHP's own operation. PHP knows no timeout here.
pub(super) fn receive(stream: Stream, request: &mut Request<'_>) {
    let mut deadline = Deadline::within(None);
    while let Some(fd) = waiting_socket(stream) {
        if request.is_out_of_band() || is_ready(fd, Direction::Read) {
            restore_blocking(stream);
            return stream.original_request(request);
        }
        match waiting::wait(stream, Direction::Read, &mut deadline) {
            Ok(Outcome::Ready) => {}
            Ok(Outcome::Unwatchable) => return stream.original_request(request),
            _ => return request.set_result(-1),
        }
    }
}

/// Sends as soon as there is room.
pub(super) fn send(stream: Stream, request: &mut Request<'_>) {
    if request.is_out_of_band() {
        restore_blocking(stream);
        return stream.original_request(request);
    }
    let mut deadline = Deadline::within(None);
    while let Some(fd) = waiting_socket(stream) {
        let data = request.data();
        let (address, len) = request.address();
        // SAFETY: data and address are PHP's, alive until it has the answer.
        let sent = unsafe {
            let flags = libc::MSG_DONTWAIT | libc::MSG_NOSIGNAL;
            libc::sendto(fd, data.as_ptr().cast(), data.len(), flags, address, len)
        };
        if sent >= 0 {
            return request.set_result(sent as i32);
        }
        let error = errno();
        let waited = match error {
            libc::EINTR => continue,
            // The room that lacks is that of whom it is sent to, which nobody tells about.
            libc::EAGAIN if is_ready(fd, Direction::Write) => look_later(),
            libc::EAGAIN => waiting::wait(stream, Direction::Write, &mut deadline).ok(),
            _ => None,
        };
        match waited {
            Some(Outcome::Ready) => {}
            Some(Outcome::Unwatchable) => return stream.original_request(request),
            _ => {
                request.set_result(-1);
                if !errors::pending() {
                    let text = crate::php::last_error::system_sentence(error);
                    errors::raise(sys::E_WARNING, &format!("{text}\n"));
                }
                return;
            }
        }
    }
}

fn look_later() -> Option<Outcome> {
    const PAUSE: Duration = Duration::from_millis(1);
    sched::ticket().ok()?;
    match sched::wait(Some(PAUSE)).ok()? {
        Woken::TimedOut => Some(Outcome::Ready),
        _ => Some(Outcome::Canceled),
    }
}
