//! TLS: PHP's own openssl streams, tried without blocking until they are done.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ffi::c_char;
use std::os::fd::RawFd;
use std::time::Duration;

use super::waiting::{self, Deadline, Outcome};
use super::{
    Hooked, errno, fail_read, fail_write, is_ready, set_blocking, set_timed_out, timeout,
    waiting_socket,
};
use crate::php::sched::descriptor::Direction;
use crate::php::zend::PhpResult;
use crate::php::zend::errors;
use crate::php::zend::stream::Stream;
use crate::php::zend::stream::request::{Crypto, CryptoOperation};
use crate::php::zend::thread::OneThread;

struct State {
    /// How long clients may take to shake hands, by their stream: as long as to connect.
    limits: RefCell<BTreeMap<usize, Duration>>,
    /// A stream that is being connected, and the method that PHP would encrypt it by. Shaking hands comes later.
    postponed: Cell<Option<(Stream, Option<u32>)>>,
}

// SAFETY: code of PHP's thread only.
static STATE: OneThread<State> = unsafe {
    OneThread::new(State {
        limits: RefCell::new(BTreeMap::new()),
        postponed: Cell::new(None),
    })
};

/// Notes how long a new stream may take to connect.
pub(super) fn remember(stream: Stream, limit: Option<Duration>) {
    if let Some(limit) = limit {
        let mut limits = STATE.get().limits.borrow_mut();
        limits.insert(stream.address(), limit);
    }
}

/// Forgets a stream that is being closed.
pub(super) fn forget(stream: Stream) {
    STATE.get().limits.borrow_mut().remove(&stream.address());
}

/// Forgets everything, at the end of the request.
pub(super) fn clear() {
    STATE.get().limits.take();
}

/// Runs `body`, in which PHP begins to connect a stream and would encrypt it before it is connected. The method that it
/// would have done so by, if any.
pub(super) fn postponed(stream: Stream, body: impl FnOnce()) -> Option<u32> {
    let outer = STATE.get().postponed.replace(Some((stream, None)));
    body();
    STATE.get().postponed.replace(outer)?.1
}

/// Encrypts a stream that is connected. False if that has failed; PHP has warned why.
pub(super) fn begin(stream: Stream, method: u32, deadline: &mut Deadline) -> bool {
    let prepared = Crypto::make(CryptoOperation::Prepare(method), |crypto| {
        stream.original_crypto(crypto);
        crypto.result()
    });
    prepared >= 0
        && Crypto::make(CryptoOperation::Begin, |crypto| {
            shake_hands(stream, crypto, deadline);
            crypto.result()
        }) > 0
}

/// What PHP asks about the encryption of a stream.
pub(super) fn crypto(stream: Stream, crypto: &mut Crypto<'_>) {
    let operation = crypto.operation();
    if let Some((connecting, _)) = STATE.get().postponed.get()
        && connecting == stream
    {
        if let CryptoOperation::Prepare(method) = operation {
            STATE.get().postponed.set(Some((stream, Some(method))));
        }
        return crypto.set_result(0);
    }
    match operation {
        CryptoOperation::Prepare(_) => stream.original_crypto(crypto),
        CryptoOperation::Begin if waiting_socket(stream).is_some() => {
            let limit = STATE.get().limits.borrow().get(&stream.address()).copied();
            let mut deadline = Deadline::within(limit.or_else(|| timeout(stream)));
            shake_hands(stream, crypto, &mut deadline);
        }
        CryptoOperation::Begin => {
            stream.original_crypto(crypto);
            if crypto.result() > 0 {
                stream.set_encrypted::<Hooked>(true);
            }
        }
        CryptoOperation::End => {
            stream.original_crypto(crypto);
            stream.set_encrypted::<Hooked>(false);
        }
    }
}

/// One attempt of PHP's that must not block; the error that it has left behind.
fn attempt<R>(stream: Stream, fd: RawFd, body: impl FnOnce() -> R) -> (R, i32) {
    set_blocking(fd, false);
    // SAFETY: only streams of sockets have our operations.
    unsafe { stream.pretend_blocking(false) };
    // SAFETY: the variable of this thread.
    unsafe { *libc::__errno_location() = 0 };
    let result = body();
    let error = errno();
    // SAFETY: as above; the attempt lets nobody else run, so the stream is open.
    unsafe { stream.pretend_blocking(true) };
    (result, error)
}

/// Waits for what an attempt lacks. It may have to write in order to read, and the other way round.
fn wait(stream: Stream, fd: RawFd, aim: Direction, deadline: &mut Deadline) -> PhpResult<Outcome> {
    let has_room = is_ready(fd, Direction::Write);
    match aim {
        Direction::Read if has_room => waiting::wait(stream, Direction::Read, deadline),
        Direction::Read => waiting::wait_either(stream, Direction::Read, deadline),
        // There is room, so that it lacks something to read.
        Direction::Write if has_room => waiting::wait(stream, Direction::Read, deadline),
        Direction::Write => waiting::wait(stream, Direction::Write, deadline),
    }
}

fn shake_hands(stream: Stream, crypto: &mut Crypto<'_>, deadline: &mut Deadline) {
    while let Some(fd) = waiting_socket(stream) {
        let ((), error) = attempt(stream, fd, || stream.original_crypto(crypto));
        match crypto.result() {
            1.. => return stream.set_encrypted::<Hooked>(true),
            0 if error == libc::EAGAIN => {}
            _ => return set_blocking(fd, true),
        }
        match wait(stream, fd, Direction::Read, deadline) {
            Ok(Outcome::Ready) => continue,
            Ok(Outcome::TimedOut) => errors::warning("SSL: Handshake timed out"),
            Ok(Outcome::Unwatchable) => return stream.original_crypto(crypto),
            Ok(Outcome::Canceled | Outcome::Closed) | Err(_) => {}
        }
        return crypto.set_result(-1);
    }
}

pub(super) fn read(stream: Stream, buffer: *mut c_char, count: usize) -> isize {
    let mut deadline = Deadline::within(timeout(stream));
    let place = stream.place_of(buffer);
    while let Some(fd) = waiting_socket(stream) {
        set_timed_out(stream, false);
        stream.set_at_end(false);
        let (got, _) = attempt(stream, fd, || stream.original_read(buffer, count));
        if got != 0 || stream.is_at_end() {
            return got;
        }
        match wait(stream, fd, Direction::Read, &mut deadline) {
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
            break;
        }
    }
    -1
}

pub(super) fn write(stream: Stream, data: &[u8]) -> isize {
    let mut deadline = Deadline::within(timeout(stream));
    while let Some(fd) = waiting_socket(stream) {
        set_timed_out(stream, false);
        let (sent, error) = attempt(stream, fd, || stream.original_write(data));
        if sent != 0 || error != libc::EAGAIN {
            return sent;
        }
        match wait(stream, fd, Direction::Write, &mut deadline) {
            Ok(Outcome::Ready) => {}
            Ok(Outcome::TimedOut) => {
                set_timed_out(stream, true);
                return fail_write(stream, data.len(), libc::EAGAIN);
            }
            Ok(Outcome::Unwatchable) => return stream.original_write(data),
            Ok(Outcome::Canceled) => {
                stream.set_at_end(true);
                return fail_write(stream, data.len(), libc::ECANCELED);
            }
            Ok(Outcome::Closed) | Err(_) => return -1,
        }
    }
    -1
}
