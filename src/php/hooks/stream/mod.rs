//! Streams of sockets: in a coroutine their operations suspend it where PHP's would block.
//!
//! An operation first tries without blocking, by PHP's own code where there is more to it than a system call; then it waits
//! for the descriptor and tries again. Outside of a coroutine, and for streams that are set not to block, PHP's own
//! operations run.
//!
//! Every stream here is one whose operations are being called, so it is open and a socket's. Another coroutine may close it
//! during a wait; `waiting` tells, and then the stream is only good for returning.

mod accept;
mod connect;
mod datagram;
mod encrypted;
mod waiting;

use std::ffi::{CStr, c_char};
use std::io;
use std::os::fd::RawFd;
use std::time::Duration;

use super::flags;
use crate::php::last_error;
use crate::php::runtime;
use crate::php::sched;
use crate::php::sched::descriptor::Direction;
use crate::php::zend::stream::Stream;
use crate::php::zend::stream::operations::{Operations, Transport};
use crate::php::zend::stream::request::{Crypto, Operation, Request};
use crate::php::zend::stream::transport::{self, Maker};
use crate::php::zend::{bailout, errors, sys};
pub(super) use waiting::Watching;
use waiting::{Deadline, Outcome};

/// The transports, and which flag takes over which.
const TRANSPORTS: &[(i64, &CStr)] = &[
    (flags::TCP, c"tcp"),
    (flags::UDP, c"udp"),
    (flags::UNIX, c"unix"),
    (flags::UDG, c"udg"),
    (flags::SSL, c"ssl"),
    (flags::TLS, c"tls"),
    (flags::TLS, c"tlsv1.0"),
    (flags::TLS, c"tlsv1.1"),
    (flags::TLS, c"tlsv1.2"),
    (flags::TLS, c"tlsv1.3"),
];

/// Takes over the transports of these hooks, and gives back the others.
pub(super) fn set(hooks: i64) {
    for &(flag, name) in TRANSPORTS {
        if hooks & flag != 0 {
            transport::take_over::<Hooked>(name);
        } else {
            transport::give_back(name);
        }
    }
}

/// Forgets who waits, at the end of the request.
pub(super) fn clear() {
    waiting::clear();
    encrypted::clear();
}

/// Whether PHP has what a hook is about: encryption is an extension.
pub(super) fn is_available(flag: i64) -> bool {
    TRANSPORTS
        .iter()
        .find(|(own, _)| *own == flag)
        .is_none_or(|(_, name)| transport::exists(name))
}

/// Our operations.
pub(super) struct Hooked;

impl Maker for Hooked {
    fn made(stream: Stream, timeout: Option<Duration>) {
        encrypted::remember(stream, timeout);
    }
}

impl Operations for Hooked {
    fn read(stream: Stream, buffer: *mut c_char, count: usize) -> isize {
        match waiting_socket(stream) {
            Some(_) if stream.is_optional_read() => stream.original_read(buffer, count),
            Some(_) if stream.kind().encrypted => encrypted::read(stream, buffer, count),
            Some(fd) => read(stream, fd, buffer, count),
            None => stream.original_read(buffer, count),
        }
    }

    fn write(stream: Stream, data: &[u8]) -> isize {
        match waiting_socket(stream) {
            Some(_) if stream.kind().encrypted => encrypted::write(stream, data),
            Some(fd) => write(stream, fd, data),
            None => stream.original_write(data),
        }
    }

    fn closing(stream: Stream, with_descriptor: bool) {
        waiting::close(stream);
        encrypted::forget(stream);
        if with_descriptor
            && stream.kind().encrypted
            && let Some(fd) = waiting_socket(stream)
        {
            // The farewell must not block; it is left out if there is no room for it.
            set_blocking(fd, false);
        }
        if runtime::is_ending() && !errors::pending() && !bailout::caught() {
            // One of those who waited has ended the process: the code that closes the stream unwinds.
            errors::unwind();
        }
    }

    fn request(stream: Stream, request: &mut Request<'_>) {
        match request.operation() {
            // Connecting to a path never blocks.
            Operation::Connect
                if stream.kind().transport != Transport::Local && sched::may_wait() =>
            {
                connect::connect(stream, request);
            }
            Operation::Accept if waiting_socket(stream).is_some() => {
                accept::accept(stream, request);
            }
            Operation::Receive if waiting_socket(stream).is_some() => {
                datagram::receive(stream, request);
            }
            Operation::Send if waiting_socket(stream).is_some() => datagram::send(stream, request),
            Operation::Receive | Operation::Send => {
                restore_blocking(stream);
                stream.original_request(request);
            }
            _ => stream.original_request(request),
        }
    }

    fn crypto(stream: Stream, crypto: &mut Crypto<'_>) {
        encrypted::crypto(stream, crypto);
    }
}

/// The socket of a stream that may suspend the coroutine that uses it.
fn waiting_socket(stream: Stream) -> Option<RawFd> {
    if !sched::may_wait() {
        return None;
    }
    // SAFETY: only streams of sockets have our operations.
    unsafe { stream.socket().filter(|_| stream.is_blocking()) }
}

fn timeout(stream: Stream) -> Option<Duration> {
    // SAFETY: as above.
    unsafe { stream.timeout() }
}

fn set_timed_out(stream: Stream, timed_out: bool) {
    // SAFETY: as above.
    unsafe { stream.set_timed_out(timed_out) };
}

fn read(stream: Stream, fd: RawFd, buffer: *mut c_char, count: usize) -> isize {
    let mut deadline = Deadline::within(timeout(stream));
    let place = stream.place_of(buffer);
    set_timed_out(stream, false);
    loop {
        // SAFETY: PHP has room for so many bytes, and the place is still the same.
        let got = unsafe { libc::recv(fd, buffer.cast(), count, libc::MSG_DONTWAIT) };
        stream.set_at_end(got == 0);
        if got >= 0 {
            if let Ok(bytes @ 1..) = usize::try_from(got) {
                stream.notify_progress(bytes);
            }
            return got;
        }
        match errno() {
            libc::EINTR => continue,
            libc::EAGAIN => {}
            _ => return fail_read(stream),
        }
        match waiting::wait(stream, Direction::Read, &mut deadline) {
            Ok(Outcome::Ready) => {}
            Ok(Outcome::TimedOut) => {
                set_timed_out(stream, true);
                return 0;
            }
            Ok(Outcome::Unwatchable) => return stream.original_read(buffer, count),
            Ok(Outcome::Canceled | Outcome::Closed) => return fail_read(stream),
            Err(_) => return -1,
        }
        if stream.place_of(buffer) != place {
            return -1;
        }
    }
}

/// A read has failed: whoever reads up to the end has come to it.
fn fail_read(stream: Stream) -> isize {
    stream.set_at_end(true);
    -1
}

fn write(stream: Stream, fd: RawFd, data: &[u8]) -> isize {
    let mut deadline = Deadline::within(timeout(stream));
    loop {
        // SAFETY: the data are PHP's, alive until this operation returns.
        let sent = unsafe {
            let flags = libc::MSG_DONTWAIT | libc::MSG_NOSIGNAL;
            libc::send(fd, data.as_ptr().cast(), data.len(), flags)
        };
        if let Ok(bytes @ 1..) = usize::try_from(sent) {
            stream.notify_progress(bytes);
        }
        if sent >= 0 {
            return sent;
        }
        match errno() {
            libc::EINTR => continue,
            libc::EAGAIN => {}
            error => return fail_write(stream, data.len(), error),
        }
        match waiting::wait(stream, Direction::Write, &mut deadline) {
            Ok(Outcome::Ready) => {}
            Ok(Outcome::TimedOut) => {
                set_timed_out(stream, true);
                return fail_write(stream, data.len(), libc::EAGAIN);
            }
            Ok(Outcome::Canceled) => {
                stream.set_at_end(true);
                return fail_write(stream, data.len(), libc::ECANCELED);
            }
            Ok(Outcome::Unwatchable) => return stream.original_write(data),
            Ok(Outcome::Closed) | Err(_) => return -1,
        }
    }
}

/// PHP's notice of a failure.
fn fail_write(stream: Stream, count: usize, error: i32) -> isize {
    if !stream.is_quiet() {
        let text = last_error::system_sentence(error);
        errors::raise(
            sys::E_NOTICE,
            &format!("Send of {count} bytes failed with errno={error} {text}"),
        );
    }
    -1
}

/// The error of the last system call.
fn errno() -> i32 {
    io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

/// Changes the mode of a descriptor, if it has the other one.
fn set_blocking(fd: RawFd, blocking: bool) {
    // SAFETY: the descriptor is open; its flags are read and written.
    unsafe {
        let flags = libc::fcntl(fd, libc::F_GETFL);
        let wanted = if blocking {
            flags & !libc::O_NONBLOCK
        } else {
            flags | libc::O_NONBLOCK
        };
        if flags >= 0 && wanted != flags {
            libc::fcntl(fd, libc::F_SETFL, wanted);
        }
    }
}

/// Has a descriptor block if PHP believes that it does: in coroutines some of ours do not.
fn restore_blocking(stream: Stream) {
    // SAFETY: only streams of sockets have our operations.
    unsafe {
        if let Some(fd) = stream.socket()
            && stream.is_blocking()
        {
            set_blocking(fd, true);
        }
    }
}

/// Whether a descriptor is ready, now.
fn is_ready(fd: RawFd, direction: Direction) -> bool {
    let events = match direction {
        Direction::Read => libc::POLLIN,
        Direction::Write => libc::POLLOUT,
    };
    let mut poll = libc::pollfd {
        fd,
        events,
        revents: 0,
    };
    // SAFETY: one entry of our own.
    unsafe { libc::poll(&raw mut poll, 1, 0) > 0 }
}
