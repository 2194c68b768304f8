//! The pipe of a process: reading, writing, closing, and handing it to coroutines.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::net::Shutdown;
use std::os::fd::RawFd;
use std::rc::Rc;
use std::time::Duration;

use super::{Made, made, system_warning};
use mio::Interest;

use crate::engine::process::pipe::{self, End};
use crate::php::coroutine::net::{Endpoint, Stream};
use crate::php::coroutine::socket;
use crate::php::sched::descriptor::{Direction, Watch};
use crate::php::zend::thread::OneThread;
use crate::php::zend::{Call, PhpResult, Value};
use crate::php::{last_error, runtime};

/// `Process::PIPE_MASTER` and its like: what close() closes.
const MASTER: i64 = 1;
const WORKER: i64 = 2;
const READ: i64 = 3;
const WRITE: i64 = 4;

/// Bytes that a read takes at most: the kernel keeps no more in a pipe.
const MOST_READ: usize = 16 * 1024 * 1024;
/// Bytes that wait for one pipe at most.
const MOST_WAITING: usize = 64 * 1024 * 1024;

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
            last_error::set(error.raw_os_error().unwrap_or(0));
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
    let written = if !made.blocking.get() && runtime::has_loop() {
        let keeps_bounds = made
            .pipe
            .borrow()
            .as_ref()
            .is_none_or(|pipe| pipe.keeps_bounds());
        send(fd, data.as_bytes(), keeps_bounds)
    } else {
        pipe::write(fd, data.as_bytes(), made.limit.get())
    };
    match written {
        Ok(()) => call.ret(Value::long(data.as_bytes().len() as i64)),
        Err(error) => {
            system_warning("write() failed", &error);
            call.ret_bool(false)
        }
    }
}

/// What waits to be written into a pipe.
struct Outbox {
    watch: Watch,
    fd: RawFd,
    keeps_bounds: bool,
    waiting: RefCell<VecDeque<Box<[u8]>>>,
}

// SAFETY: code of PHP's thread only.
static OUTBOXES: OneThread<RefCell<BTreeMap<RawFd, Rc<Outbox>>>> =
    unsafe { OneThread::new(RefCell::new(BTreeMap::new())) };

/// Writes now, or has the loop write when there is room. Fails with `ENOBUFS` if too much waits already.
pub fn send(fd: RawFd, bytes: &[u8], keeps_bounds: bool) -> io::Result<()> {
    let existing = OUTBOXES.get().borrow().get(&fd).cloned();
    if let Some(outbox) = existing {
        return outbox.append([Box::from(bytes)]);
    }
    match write_now(fd, bytes, keeps_bounds)? {
        [] => Ok(()),
        rest => Outbox::begin(fd, keeps_bounds, VecDeque::from([Box::from(rest)])),
    }
}

/// The same, of the pieces of one message: all or none of them.
pub fn send_pieces(fd: RawFd, mut pieces: VecDeque<Box<[u8]>>) -> io::Result<()> {
    let existing = OUTBOXES.get().borrow().get(&fd).cloned();
    if let Some(outbox) = existing {
        return outbox.append(pieces);
    }
    while let Some(piece) = pieces.front() {
        if !write_now(fd, piece, true)?.is_empty() {
            return Outbox::begin(fd, true, pieces);
        }
        pieces.pop_front();
    }
    Ok(())
}

/// Writes what there is room for; what is left comes back: all of a message or nothing.
fn write_now(fd: RawFd, bytes: &[u8], keeps_bounds: bool) -> io::Result<&[u8]> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let piece = if keeps_bounds {
            rest
        } else {
            &rest[..rest.len().min(64 * 1024)]
        };
        match pipe::write_some(fd, piece) {
            Ok(count) => rest = &rest[count..],
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
            Err(error) => return Err(error),
        }
    }
    Ok(rest)
}

impl Outbox {
    fn begin(fd: RawFd, keeps_bounds: bool, waiting: VecDeque<Box<[u8]>>) -> io::Result<()> {
        let outbox = Rc::new(Self {
            watch: Watch::beside(fd, Interest::WRITABLE)?,
            fd,
            keeps_bounds,
            waiting: RefCell::new(waiting),
        });
        let weak = Rc::downgrade(&outbox);
        let flush = move || {
            if let Some(outbox) = weak.upgrade() {
                outbox.flush();
            }
        };
        outbox.watch.listen(Direction::Write, Some(Rc::new(flush)));
        OUTBOXES.get().borrow_mut().insert(fd, outbox);
        Ok(())
    }

    fn append(&self, more: impl Into<VecDeque<Box<[u8]>>>) -> io::Result<()> {
        let mut more = more.into();
        let mut waiting = self.waiting.borrow_mut();
        let all = waiting.iter().chain(&more);
        if all.map(|bytes| bytes.len()).sum::<usize>() > MOST_WAITING {
            return Err(io::Error::from_raw_os_error(libc::ENOBUFS));
        }
        waiting.append(&mut more);
        Ok(())
    }

    /// There is room. On an error what waits is dropped: nobody will take it.
    fn flush(&self) {
        let mut waiting = self.waiting.borrow_mut();
        while let Some(bytes) = waiting.pop_front() {
            match write_now(self.fd, &bytes, self.keeps_bounds) {
                Ok([]) => {}
                Ok(rest) => {
                    waiting.push_front(Box::from(rest));
                    return;
                }
                Err(_) => waiting.clear(),
            }
        }
        drop(waiting);
        forget(self.fd);
    }
}

/// Drops what waits to be written into a pipe that is closed.
fn forget(fd: RawFd) {
    let outbox = OUTBOXES.get().borrow_mut().remove(&fd);
    drop(outbox);
}

/// What waits is dropped: in a child process, whose parent writes it, and at the end of the request.
pub fn clear() {
    let all = OUTBOXES.get().take();
    drop(all);
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
        if let Some(fd) = pipe.descriptor(end) {
            forget(fd);
        }
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
