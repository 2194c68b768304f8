//! `exec()`: a command, its output, and how it ended.

use std::cell::RefCell;
use std::ffi::OsStr;
use std::io::{self, PipeReader, Read};
use std::os::fd::AsRawFd;
use std::os::unix::ffi::OsStrExt;
use std::process::Command;
use std::rc::Rc;

use slab::Slab;

use super::children::Own;
use crate::engine::log::Level;
use crate::php::event::set_nonblocking;
use crate::php::sched::descriptor::{Direction, Watch};
use crate::php::sched::{self, Woken};
use crate::php::zend::string::{ZStrBuf, out_of_memory};
use crate::php::zend::thread::OneThread;
use crate::php::zend::{Array, Call, PhpResult, Value, errors};
use crate::php::{classes, last_error, runtime};
use crate::protocol::payload::PayloadBuffer;

/// Bytes read at once.
const PIECE: usize = 8192;

/// Starts a shell with `command`; its output comes out of the pipe.
fn start(command: &[u8], with_errors: bool) -> io::Result<(Own, PipeReader)> {
    let (reader, writer) = io::pipe()?;
    set_nonblocking(reader.as_raw_fd())?;
    let mut shell = Command::new("/bin/sh");
    shell.arg("-c").arg(OsStr::from_bytes(command));
    if with_errors {
        shell.stderr(writer.try_clone()?);
    }
    let child = shell.stdout(writer).spawn()?;
    let pid = i32::try_from(child.id()).map_err(io::Error::other)?;
    // The command owns our ends of what the child writes to: they are closed here.
    Ok((Own::new(pid), reader))
}

/// A pipe of a command whose output nobody wants any more. It is read all the same: the command would be killed by the
/// next thing that it says.
struct Unwanted {
    watch: Watch,
    pipe: PipeReader,
}

/// Bytes that are thrown away at once, so that others get their turn.
const MOST_AT_ONCE: usize = 32 * PIECE;

// SAFETY: code of PHP's thread only.
static UNWANTED: OneThread<RefCell<Slab<Rc<Unwanted>>>> =
    unsafe { OneThread::new(RefCell::new(Slab::new())) };

impl Unwanted {
    /// Has the loop read the pipe to its end, as long as there is one.
    fn leave_to_loop(pipe: PipeReader) {
        // Without a watch the pipe is closed, and the command learns that nobody listens.
        let Ok(watch) = Watch::new(pipe.as_raw_fd()) else {
            return;
        };
        let unwanted = Rc::new(Self { watch, pipe });
        let mut all = UNWANTED.get().borrow_mut();
        let number = all.insert(Rc::clone(&unwanted));
        let read = move || {
            let found = UNWANTED.get().borrow().get(number).cloned();
            if found.is_some_and(|unwanted| unwanted.is_over()) {
                let ended = UNWANTED.get().borrow_mut().try_remove(number);
                drop(ended);
            }
        };
        unwanted.watch.listen_aside(Rc::new(read));
    }

    /// Reads what is there; whether nothing more can come.
    fn is_over(&self) -> bool {
        let mut piece = [0; PIECE];
        let mut bytes = 0;
        while bytes < MOST_AT_ONCE {
            match (&self.pipe).read(&mut piece) {
                Ok(0) => return true,
                Ok(count) => bytes += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return error.kind() != io::ErrorKind::WouldBlock,
            }
        }
        self.watch.rearm().is_err()
    }
}

/// This process is a child, or the request ends: what such commands say is nothing to it.
pub fn forget_unwanted() {
    let all = UNWANTED.get().take();
    drop(all);
}

/// The same in a child process whose watched descriptors are forgotten already.
pub fn forget_inherited() {
    std::mem::forget(UNWANTED.get().take());
}

/// Reads until the child, and all that have inherited the pipe, have closed it. `None` if the wait was canceled.
fn read_all(pipe: &mut PipeReader) -> PhpResult<Option<ZStrBuf>> {
    let watch = Watch::new(pipe.as_raw_fd())
        .map_err(|error| errors::throw(classes::EXCEPTION.get(), &error.to_string(), 0))?;
    let mut output = ZStrBuf::with_capacity(PIECE).map_err(|_| out_of_memory(PIECE))?;
    let mut piece = [0; PIECE];
    loop {
        match pipe.read(&mut piece) {
            Ok(0) => return Ok(Some(output)),
            Ok(count) => {
                if output.capacity() - output.as_slice().len() < count {
                    let more = output.capacity();
                    output.reserve(more).map_err(|_| out_of_memory(more))?;
                }
                let pushed = output.push(&piece[..count]);
                pushed.map_err(|_| out_of_memory(count))?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                match watch.wait(Direction::Read, None)? {
                    Ok(Woken::Ready) => {}
                    _ => return Ok(None),
                }
            }
            // What there is of it.
            Err(_) => return Ok(Some(output)),
        }
    }
}

/// `Swoole\Coroutine\System::exec`
pub fn exec(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    let command = call.str(0)?;
    let with_errors = call.bool_or(1, false)?;
    if command.as_bytes().contains(&0) {
        return Err(call.value_error(0, "must not contain any null bytes"));
    }
    sched::require()?;
    let (child, mut pipe) = match start(command.as_bytes(), with_errors) {
        Ok(started) => started,
        Err(error) => {
            let code = error.raw_os_error().unwrap_or(last_error::SYSTEM_CALL_FAIL);
            let mut text = b"Unable to execute '".to_vec();
            text.extend_from_slice(command.as_bytes());
            text.extend_from_slice(format!("', Error: {error}").as_bytes());
            last_error::report(Level::Warning, code, "System::exec", text);
            return call.ret_bool(false);
        }
    };
    let output = match read_all(&mut pipe) {
        Ok(Some(output)) => output,
        result => {
            if !runtime::is_ending() {
                Unwanted::leave_to_loop(pipe);
            }
            result?;
            last_error::set(last_error::CO_CANCELED);
            return call.ret_bool(false);
        }
    };
    drop(pipe);
    match child.wait()? {
        Ok(ended) => {
            let mut all = Array::new();
            all.set(b"code", Value::long(ended.code().into()));
            all.set(b"signal", Value::long(ended.signal().into()));
            all.set(b"output", output.finish());
            call.ret(all)
        }
        Err(code) => {
            last_error::set(code);
            call.ret_bool(false)
        }
    }
}
