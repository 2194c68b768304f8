//! `SWOOLE_HOOK_FILE`, of which there is flock() so far: in a coroutine it waits without keeping the process. Else it would wait for ever
//! where another coroutine of the process has the lock and waits for something.

use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, OwnedFd};
use std::time::Duration;

use super::flags::FILE;
use super::undisturbed;
use crate::php::sched::{self, Woken};
use crate::php::zend::replaced::{Handled, Replaced};
use crate::php::zend::stream::Stream;
use crate::php::zend::sys::{zend_execute_data, zval};
use crate::php::zend::{Call, PhpResult};

/// The time between the first two attempts; between the others it doubles.
const SHORTEST: Duration = Duration::from_millis(1);
/// The longest time between two of them. The kernel tells nobody that a lock is free who does not keep a thread waiting for it.
const LONGEST: Duration = Duration::from_millis(32);

/// Operations as PHP numbers them, and what they are to flock(2).
const SHARED: i64 = 1;
const EXCLUSIVE: i64 = 2;

static FLOCK: Replaced = Replaced::new();

/// Takes the function over.
pub fn install() {
    // SAFETY: modules are starting; the handler passes its calls on.
    unsafe { FLOCK.install("flock", raw_flock) };
}

unsafe extern "C" fn raw_flock(frame: *mut zend_execute_data, ret: *mut zval) {
    let wanted = super::is_set(FILE) && sched::may_wait();
    // SAFETY: PHP calls this with a live frame and a return slot.
    unsafe { undisturbed::enter(&FLOCK, frame, ret, wanted, flock) }
}

/// Waits until the file can be locked, which PHP's own function finds done then.
fn flock(call: &mut Call<'_>) -> PhpResult<Handled> {
    let operation = match call.arg(1).and_then(|value| value.as_long()) {
        Some(SHARED) => libc::LOCK_SH,
        Some(EXCLUSIVE) => libc::LOCK_EX,
        // It does not wait, or PHP has something to say about it.
        _ => return Ok(Handled::AsEver),
    };
    let stream = call.arg(0).and_then(Stream::of);
    let Some(fd) = stream.and_then(Stream::descriptor) else {
        return Ok(Handled::AsEver);
    };
    // The program may close the stream meanwhile, and the number be another file's. A lock belongs to what both stand for.
    // SAFETY: the stream has it open.
    let own = unsafe { BorrowedFd::borrow_raw(fd) }.try_clone_to_owned();
    let Ok(own) = own else {
        return Ok(Handled::AsEver);
    };
    let mut pause = SHORTEST;
    while is_taken(&own, operation) {
        sched::ticket()?;
        if sched::wait(Some(pause))? == Woken::Canceled {
            call.ret_bool(false)?;
            return Ok(Handled::Done);
        }
        pause = (pause * 2).min(LONGEST);
    }
    Ok(Handled::AsEver)
}

/// Locks a file; true if somebody else has the lock.
fn is_taken(file: &OwnedFd, operation: i32) -> bool {
    // SAFETY: flock(2) of a descriptor of our own.
    let result = unsafe { libc::flock(file.as_raw_fd(), operation | libc::LOCK_NB) };
    result != 0 && io::Error::last_os_error().kind() == io::ErrorKind::WouldBlock
}
