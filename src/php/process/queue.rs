//! The queue of a process: `useQueue()`, `push()`, `pop()` and their like.

use std::ffi::CString;
use std::rc::Rc;

use super::{Made, made, signal, slots, system_warning};
use crate::engine::log::{self, Level};
use crate::engine::process::queue::{LONGEST, Queue};
use crate::php::last_error;
use crate::php::zend::{Array, Call, PhpResult, Value, backtrace};

/// `Process::IPC_NOWAIT`
const DO_NOT_WAIT: i64 = 256;
/// `SWOOLE_MSGQUEUE_BALANCE`
const BALANCE: i64 = 2;

/// How a queue is used.
#[derive(Debug, Clone, Copy)]
pub struct Mode {
    /// Whether reads and writes wait.
    waits: bool,
    /// Whether it is read by whoever comes first; otherwise each process gets what was meant for it.
    shared: bool,
}

impl Default for Mode {
    fn default() -> Self {
        Self {
            waits: true,
            shared: true,
        }
    }
}

/// Logs that a call of the system has failed, as Swoole does for queues, and sets its code.
fn complain(function: &str, what: &str, error: &std::io::Error) {
    let code = error.raw_os_error().unwrap_or(last_error::SYSTEM_CALL_FAIL);
    let reason = last_error::system_sentence(code);
    let text = format!("{function}(): {what} failed, Error: {reason}[{code}]");
    log::write(Level::Warning, text);
    last_error::set(code);
}

/// The queue; without one, the method has warned.
fn queue_of(made: &Made, without: &str) -> Option<Rc<Queue>> {
    let queue = made.queue.borrow().clone();
    if queue.is_none() {
        last_error::fatal(without);
    }
    queue
}

/// `Swoole\Process::useQueue`
pub fn use_queue(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 3)?;
    let key = call.long_or(0, 0)?;
    let mode = call.long_or(1, BALANCE)?;
    let capacity = call.long_or(2, -1)?;
    let made = made(call)?;
    let key = if key <= 0 {
        let script = CString::new(backtrace::running_file()).unwrap_or_default();
        match Queue::key_of(&script) {
            Ok(key) => key,
            Err(error) => {
                system_warning("ftok() failed", &error);
                return call.ret_bool(false);
            }
        }
    } else {
        // Keys have 32 bits, of which all may be set.
        match u32::try_from(key) {
            Ok(key) => key.cast_signed(),
            Err(_) => {
                last_error::set(libc::EINVAL);
                last_error::warning_of(libc::EINVAL, "a key has 32 bits at most");
                return call.ret_bool(false);
            }
        }
    };
    let queue = match Queue::open(key) {
        Ok(queue) => queue,
        Err(error) => {
            complain("MsgQueue", "msgget()", &error);
            return call.ret_bool(false);
        }
    };
    if let Ok(capacity @ 1..) = u64::try_from(capacity)
        && let Err(error) = queue.set_capacity(capacity)
    {
        let id = queue.id();
        let what = format!("msgctl(msqid={id}, IPC_SET, msg_qbytes={capacity})");
        complain("MsgQueue::set_capacity", &what, &error);
    }
    made.queue_mode.set(Mode {
        waits: mode & DO_NOT_WAIT == 0,
        shared: mode & !DO_NOT_WAIT == BALANCE,
    });
    let object = call.this();
    object.set_slot(slots().queue_id, Value::long(queue.id().into()));
    object.set_slot(slots().queue_key, Value::long(key.cast_unsigned().into()));
    made.queue.replace(Some(Rc::new(queue)));
    call.ret_bool(true)
}

/// `Swoole\Process::statQueue`
pub fn stat_queue(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let made = made(call)?;
    let Some(queue) = queue_of(made, "no queue, can't get stats of the queue") else {
        return call.ret_bool(false);
    };
    match queue.stat() {
        Ok((messages, bytes)) => {
            let mut all = Array::new();
            all.set(b"queue_num", Value::long(messages as i64));
            all.set(b"queue_bytes", Value::long(bytes as i64));
            call.ret(all)
        }
        Err(error) => {
            last_error::set(error.raw_os_error().unwrap_or(0));
            call.ret_bool(false)
        }
    }
}

/// `Swoole\Process::freeQueue`
pub fn free_queue(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let made = made(call)?;
    let Some(queue) = made.queue.borrow().clone() else {
        return call.ret_bool(false);
    };
    match queue.remove() {
        Ok(()) => {
            made.queue.take();
            call.ret_bool(true)
        }
        Err(error) => {
            let what = format!("msgctl({}, IPC_RMID)", queue.id());
            complain("MsgQueue::destroy", &what, &error);
            call.ret_bool(false)
        }
    }
}

/// `Swoole\Process::push`
pub fn push(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let data = call.str(0)?;
    let bytes = data.as_bytes();
    if bytes.is_empty() {
        last_error::fatal("the data to push is empty");
        return call.ret_bool(false);
    }
    if bytes.len() >= LONGEST {
        last_error::fatal("the data to push is too big");
        return call.ret_bool(false);
    }
    let made = made(call)?;
    let Some(queue) = queue_of(made, "no msgqueue, cannot use push()") else {
        return call.ret_bool(false);
    };
    let kind = made.id + 1;
    // The system never goes on with these by itself.
    let held = signal::hold();
    let pushed = queue.push(kind, bytes, made.queue_mode.get().waits);
    drop(held);
    match pushed {
        Ok(()) => call.ret_bool(true),
        Err(error) => {
            if error.kind() == std::io::ErrorKind::WouldBlock {
                last_error::set(libc::EAGAIN);
            } else {
                let what = format!("msgsnd({}, {}, {kind})", queue.id(), bytes.len());
                complain("MsgQueue::push", &what, &error);
            }
            call.ret_bool(false)
        }
    }
}

/// `Swoole\Process::pop`
pub fn pop(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let size = usize::try_from(call.long_or(0, 0)?).unwrap_or(0);
    let most = if (1..=LONGEST).contains(&size) {
        size
    } else {
        LONGEST
    };
    let made = made(call)?;
    let Some(queue) = queue_of(made, "no msgqueue, cannot use pop()") else {
        return call.ret_bool(false);
    };
    let mode = made.queue_mode.get();
    let kind = if mode.shared { 0 } else { made.id + 1 };
    let held = signal::hold();
    let popped = queue.pop(kind, most, mode.waits);
    drop(held);
    match popped {
        Ok(bytes) => call.ret(Value::bytes(&bytes)),
        Err(error) => {
            let code = error.raw_os_error().unwrap_or(0);
            if code == libc::ENOMSG || code == libc::EINTR {
                last_error::set(code);
            } else {
                let what = format!("msgrcv({}, {most}, {kind})", queue.id());
                complain("MsgQueue::pop", &what, &error);
            }
            call.ret_bool(false)
        }
    }
}
