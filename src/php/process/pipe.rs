//! The pipe of a process: reading, writing, closing, and handing it to coroutines.

use std::io;
use std::net::Shutdown;
use std::os::fd::RawFd;
use std::rc::Rc;
use std::time::Duration;

use super::{Made, made, outbox, system_warning};
use crate::engine::process::pipe::{self, End};
use crate::php::coroutine::net::{Endpoint, Stream};
use crate::php::coroutine::socket;
use crate::php::zend::{Call, PhpResult, Value};
use crate::php::{last_error, runtime};

/// `Process::PIPE_MASTER` and its like: what close() closes.
const MASTER: i64 = 1;
const WORKER: i64 = 2;
const READ: i64 = 3;
const WRITE: i64 = 4;

/// Bytes that a read takes at most: the kernel keeps no more in a pipe.
const MOST_READ: usize = 16 * 1024 * 1024;

/// The descriptor of this process's end; without one, the method has warned.
fn descriptor(made: &Made, doing: &str) -> Option<RawFd> {
    let fd = made
        .pipe
        .borrow()
        .as_ref()
        .and_then(|pipe| pipe.descriptor(made.end.get()));
    if fd.is_none() {
        last_error::fatal(&format!("no pipe, cannot {doing}"));
    }
    fd
}

/// `Swoole\Process::read`
pub fn read(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let size = call.long_or(0, 8192)?;
    let made = made(call)?;
    let Some(fd) = descriptor(made, "read from pipe") else {
        return call.ret_bool(false);
    };
    let Ok(size @ 1..) = usize::try_from(size) else {
        return Err(call.value_error(0, "must be greater than 0"));
    };
    let mut buffer = vec![0; size.min(MOST_READ)];
    let limit = if made.blocking.get() {
        made.limit.get()
    } else {
        Some(Duration::ZERO)
    };
    match pipe::read(fd, &mut buffer, limit) {
        Ok(count) => call.ret(Value::bytes(&buffer[..count])),
        Err(error) => {
            last_error::set(match error.raw_os_error() {
                // As in Swoole: who has waited learns that the time is over, not that nothing was there.
                Some(libc::EAGAIN) if limit.is_some_and(|limit| !limit.is_zero()) => {
                    last_error::SOCKET_POLL_TIMEOUT
                }
                code => code.unwrap_or(0),
            });
            call.ret_bool(false)
        }
    }
}

/// `Swoole\Process::write`
pub fn write(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let data = call.str(0)?;
    if data.as_bytes().is_empty() {
        last_error::fatal("the data to send is empty");
        return call.ret_bool(false);
    }
    let made = made(call)?;
    let Some(fd) = descriptor(made, "write into pipe") else {
        return call.ret_bool(false);
    };
    let by_loop = !made.blocking.get() && runtime::has_loop();
    let by_loop = made.pipe.borrow().clone().filter(|_| by_loop);
    let written = match by_loop {
        Some(pipe) => outbox::send(&pipe, made.end.get(), data.as_bytes()),
        None => pipe::write(fd, data.as_bytes(), made.limit.get()),
    };
    match written {
        Ok(()) => call.ret(Value::long(data.as_bytes().len() as i64)),
        Err(error) => {
            system_warning("write() failed", &error);
            call.ret_bool(false)
        }
    }
}

/// `Swoole\Process::close`
pub fn close(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let which = call.long_or(0, 0)?;
    let made = made(call)?;
    let Some(pipe) = made.pipe.borrow().clone() else {
        last_error::fatal("no pipe, cannot close the pipe");
        return call.ret_bool(false);
    };
    if !made.may_close {
        last_error::fatal("cannot close the pipe");
        return call.ret_bool(false);
    }
    let end = made.end.get();
    let close = |end| {
        outbox::forget(&pipe, end);
        if pipe.close(end) {
            Ok(())
        } else {
            Err(io::Error::from_raw_os_error(libc::EBADF))
        }
    };
    let result = match which {
        READ => pipe.shut_down(end, Shutdown::Read),
        WRITE => pipe.shut_down(end, Shutdown::Write),
        MASTER => close(End::Master),
        WORKER => close(End::Worker),
        _ => {
            // One may be closed already.
            let _ = (close(End::Master), close(End::Worker));
            made.pipe.take();
            Ok(())
        }
    };
    if let Err(error) = &result {
        system_warning("close() failed", error);
    }
    call.ret_bool(result.is_ok())
}

/// `Swoole\Process::exportSocket`
pub fn export_socket(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let made = made(call)?;
    if descriptor(made, "export stream").is_none() {
        return call.ret_bool(false);
    }
    if let Some(exported) = &*made.exported.borrow() {
        return call.ret(exported.clone());
    }
    let Some(pipe) = made.pipe.borrow().clone() else {
        return call.ret_bool(false);
    };
    match pipe.duplicate(made.end.get()).and_then(Stream::from_socket) {
        Ok(stream) => {
            let object = socket::object(Rc::new(Endpoint::new(stream)), 0);
            made.exported.replace(Some(object.clone().into()));
            call.ret(object)
        }
        Err(error) => {
            system_warning("dup() failed", &error);
            call.ret_bool(false)
        }
    }
}

/// `Swoole\Process::setTimeout`
pub fn set_timeout(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let seconds = call.double(0)?;
    let made = made(call)?;
    if descriptor(made, "setTimeout the pipe").is_none() {
        return call.ret_bool(false);
    }
    // What is no time, and what the kernel's numbers cannot hold, stands for as long as it takes.
    let limit = (seconds > 0.0 && seconds < f64::from(i32::MAX))
        .then(|| Duration::from_secs_f64(seconds).max(Duration::from_micros(1)));
    made.limit.set(limit);
    let pipe = made.pipe.borrow().clone();
    let set = pipe.map_or(Ok(()), |pipe| pipe.set_timeout(made.end.get(), limit));
    call.ret_bool(set.is_ok())
}

/// `Swoole\Process::setBlocking`
pub fn set_blocking(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let blocking = call.bool(0)?;
    let made = made(call)?;
    if descriptor(made, "setBlocking the pipe").is_none() {
        return call.ret_bool(false);
    }
    made.blocking.set(blocking);
    let pipe = made.pipe.borrow().clone();
    let set = pipe.map_or(Ok(()), |pipe| pipe.set_blocking(made.end.get(), blocking));
    call.ret_bool(set.is_ok())
}
