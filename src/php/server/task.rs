//! `Swoole\Server\Task`: packing values as Swoole packs the tasks that it sends between processes.
//!
//! A packet is a header of 40 bytes, in the byte order of the machine, and the data: a string as it is, anything else
//! serialised. Swoole moves data of 8 KB and more into a file that the packet names; here it stays in the packet, and a
//! packet that names a file is refused, because whoever sends it would choose a file to be read and deleted.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use super::tasks::{self, Assignment};
use crate::engine::log::{self, Level};
use crate::php::zend::object::HandlersCell;
use crate::php::zend::serialize::{Malformed, serialize, unserialize};
use crate::php::zend::string::ZStrBuf;
use crate::php::zend::sys::{self, zend_class_entry};
use crate::php::zend::{Call, NativeClass, PhpResult, Thrown, ZStr, errors};
use crate::php::{classes, last_error};
use crate::protocol::payload::PayloadBuffer;

/// The native part of a task object. Having one makes the object uncloneable, as in Swoole.
pub struct Task {
    /// The task that it stands for, in a task worker.
    assignment: OnceCell<Rc<Assignment>>,
}

impl Task {
    /// Makes a new object stand for a task.
    pub fn assign(&self, assignment: Rc<Assignment>) {
        // Nobody else has seen it: it stands for nothing yet.
        let _ = self.assignment.set(assignment);
    }
}

// SAFETY: `module` attaches this type to the class that `class` returns.
unsafe impl NativeClass for Task {
    fn new() -> Self {
        Self {
            assignment: OnceCell::new(),
        }
    }

    fn class() -> *mut zend_class_entry {
        classes::TASK.get()
    }

    fn handlers() -> &'static HandlersCell {
        static HANDLERS: HandlersCell = HandlersCell::new();
        &HANDLERS
    }
}

/// Bytes in a header.
const HEADER_LEN: usize = 40;
/// `SW_SERVER_EVENT_TASK`
const EVENT_TASK: u8 = 8;
const TMPFILE: u16 = 1;
const SERIALIZED: u16 = 2;
const NONBLOCK: u16 = 4;
const NO_REPLY: u16 = 128;

/// `finish()`
pub fn finish(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    match call.native::<Task>().assignment.get() {
        Some(assignment) => tasks::finish_assignment(call, assignment),
        None => {
            errors::raise(sys::E_ERROR, "Invalid instance of Swoole\\Server\\Task");
            Err(Thrown)
        }
    }
}

/// `pack()`: the packet, or false with a warning when it would not fit into memory.
pub fn pack(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let packet = match call.arg(0) {
        Some(data) => match data.as_bytes() {
            Some(bytes) => packet(bytes, 0),
            None => packet(serialize(data)?.as_bytes(), SERIALIZED),
        },
        None => None,
    };
    match packet {
        Some(packet) => call.ret(packet),
        None => {
            last_error::fatal("large task pack failed");
            call.ret_bool(false)
        }
    }
}

/// `unpack()`: the value, or false and a line in the log.
pub fn unpack(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let packet = call.str(0)?;
    let (flags, data) = match split(packet.as_bytes()) {
        Ok(parts) => parts,
        Err(reason) => {
            last_error::report(
                Level::Warning,
                last_error::PACKAGE_MALFORMED_DATA,
                "Task::unpack",
                reason,
            );
            return call.ret_bool(false);
        }
    };
    if flags & SERIALIZED == 0 {
        return call.ret(ZStr::new(data));
    }
    match unserialize(data)? {
        Ok(value) => call.ret(value),
        Err(Malformed { offset }) => {
            let length = data.len();
            let reason = format!(
                "php_swoole_server_task_unpack(): unserialize() failed, Error at offset {offset} of {length} bytes"
            );
            log::write(Level::Warning, reason);
            call.ret_bool(false)
        }
    }
}

/// A packet, if its length fits into its header and into memory.
fn packet(data: &[u8], flags: u16) -> Option<ZStr> {
    static NEXT_ID: AtomicI64 = AtomicI64::new(0);

    let length = u32::try_from(data.len()).ok()?;
    let mut packet = ZStrBuf::with_capacity(HEADER_LEN + data.len()).ok()?;
    let id = NEXT_ID.fetch_add(1, Ordering::Relaxed);
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();

    let mut header = [0; HEADER_LEN];
    header[0..8].copy_from_slice(&id.to_ne_bytes());
    header[16..20].copy_from_slice(&length.to_ne_bytes());
    header[22] = EVENT_TASK;
    header[26..28].copy_from_slice(&(flags | NONBLOCK | NO_REPLY).to_ne_bytes());
    header[32..40].copy_from_slice(&now.as_secs_f64().to_ne_bytes());
    packet.push(&header).ok()?;
    packet.push(data).ok()?;
    Some(packet.finish())
}

/// Flags and data of a packet, or what is wrong with it.
fn split(packet: &[u8]) -> Result<(u16, &[u8]), &'static str> {
    let Some((header, data)) = packet.split_at_checked(HEADER_LEN) else {
        return Err("a packed task has a header of 40 bytes");
    };
    let length = u32::from_ne_bytes([header[16], header[17], header[18], header[19]]);
    let flags = u16::from_ne_bytes([header[26], header[27]]);
    if flags & TMPFILE != 0 {
        return Err("a packed task must hold its data, not name a file");
    }
    match data.get(..length as usize) {
        Some(data) => Ok((flags, data)),
        None => Err("a packed task is shorter than its header tells"),
    }
}
