//! The last resort against a process that was asked to end and does not, when nobody is left who would kill it: the kernel
//! does, some time after SIGTERM has come.

use std::cell::Cell;
use std::io;
use std::mem::MaybeUninit;
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use crate::engine::fork;

/// The kernel's timer, null while there is none.
static TIMER: AtomicPtr<libc::c_void> = AtomicPtr::new(ptr::null_mut());
/// How long it runs, in nanoseconds; 0 if it does not while the parent is there.
static TIME: AtomicU64 = AtomicU64::new(0);
/// The same if the parent has gone.
static TIME_OF_ORPHAN: AtomicU64 = AtomicU64::new(0);
/// The parent that there was.
static PARENT: AtomicU32 = AtomicU32::new(0);

thread_local! {
    /// The process that the timer belongs to. Children do not inherit it.
    static OWNER: Cell<Option<u32>> = const { Cell::new(None) };
}

/// From now on, SIGTERM leaves this process `time` to end, or `of_orphan` if its parent has gone and that is less. The
/// handler has to be that of [`Signals`](crate::engine::signals::Signals) or [`SignalFd`](crate::engine::signal_fd::SignalFd). Children of it have no watchdog.
pub fn watch(time: Duration, of_orphan: Duration) -> io::Result<()> {
    begin(nanoseconds(time), of_orphan.min(time))
}

/// The same for a process that SIGTERM need not end while its parent is there, who kills by itself whom it has asked to end
/// in vain. When the parent ends, the kernel has to send SIGTERM (again).
pub fn watch_orphan(time: Duration) -> io::Result<()> {
    begin(0, time)
}

fn begin(time: u64, of_orphan: Duration) -> io::Result<()> {
    forget();
    TIME.store(time, Ordering::SeqCst);
    TIME_OF_ORPHAN.store(nanoseconds(of_orphan), Ordering::SeqCst);
    PARENT.store(parent(), Ordering::SeqCst);
    let mut timer: libc::timer_t = ptr::null_mut();
    // SAFETY: an all-zero event is valid; the fields that SIGEV_SIGNAL looks at are set. The timer is ours.
    let result = unsafe {
        let mut event: libc::sigevent = MaybeUninit::zeroed().assume_init();
        event.sigev_notify = libc::SIGEV_SIGNAL;
        event.sigev_signo = libc::SIGKILL;
        libc::timer_create(libc::CLOCK_MONOTONIC, &raw mut event, &raw mut timer)
    };
    if result != 0 {
        return Err(io::Error::last_os_error());
    }
    OWNER.set(Some(fork::generation()));
    TIMER.store(mark(timer), Ordering::SeqCst);
    Ok(())
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX).max(1)
}

/// The parent that there is.
fn parent() -> u32 {
    // SAFETY: cannot fail, and may be called in a signal handler.
    unsafe { libc::getppid() }.cast_unsigned()
}

/// Calls the watchdog off.
pub fn forget() {
    let timer = TIMER.swap(ptr::null_mut(), Ordering::SeqCst);
    let is_ours = OWNER.take() == Some(fork::generation());
    if !timer.is_null() && is_ours {
        // SAFETY: a timer of this process, which nobody else deletes.
        unsafe { libc::timer_delete(unmark(timer)) };
    }
}

/// The kernel counts timers from 0, which would look like none.
fn mark(timer: libc::timer_t) -> *mut libc::c_void {
    timer.wrapping_byte_add(1)
}

fn unmark(timer: *mut libc::c_void) -> libc::timer_t {
    timer.wrapping_byte_sub(1)
}

/// The process was asked to end: its time runs. Called by the handler of SIGTERM, in the middle of anything.
pub(in crate::engine) fn arm() {
    let timer = TIMER.load(Ordering::SeqCst);
    if timer.is_null() {
        return;
    }
    let time = if parent() == PARENT.load(Ordering::SeqCst) {
        TIME.load(Ordering::SeqCst)
    } else {
        TIME_OF_ORPHAN.load(Ordering::SeqCst)
    };
    if time == 0 {
        return;
    }
    let mut left = libc::itimerspec {
        it_interval: libc::timespec {
            tv_sec: 0,
            tv_nsec: 0,
        },
        it_value: libc::timespec {
            tv_sec: 0,
            tv_nsec: 0,
        },
    };
    // SAFETY: timer_gettime and timer_settime are async-signal-safe, and so is looking at errno's place; an invalid
    // timer is an error. One that runs already is left alone: who asks twice gives no more time.
    unsafe {
        let errno = libc::__errno_location();
        let saved = *errno;
        if libc::timer_gettime(unmark(timer), &raw mut left) == 0
            && left.it_value.tv_sec == 0
            && left.it_value.tv_nsec == 0
        {
            left.it_value.tv_sec =
                libc::time_t::try_from(time / 1_000_000_000).unwrap_or(libc::time_t::MAX);
            left.it_value.tv_nsec = (time % 1_000_000_000) as libc::c_long;
            libc::timer_settime(unmark(timer), 0, &raw const left, ptr::null_mut());
        }
        *errno = saved;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::children::reap;
    use std::io::{Read, Write};

    /// Forks a process that has a watchdog for a moment, and returns the signal that has ended it.
    fn end_of(body: impl FnOnce()) -> i32 {
        // SAFETY: the child makes system calls only and ends.
        let pid = unsafe { libc::fork() };
        if pid == 0 {
            watch(Duration::from_millis(5), Duration::from_millis(5)).unwrap();
            body();
            // SAFETY: ends the child at once.
            unsafe { libc::_exit(0) };
        }
        loop {
            if let Some(ended) = reap(pid).unwrap() {
                return ended.signal();
            }
            std::thread::yield_now();
        }
    }

    #[test]
    fn it_ends_what_does_not_end() {
        let signal = end_of(|| {
            arm();
            arm();
            loop {
                std::hint::spin_loop();
            }
        });
        assert_eq!(signal, libc::SIGKILL);
    }

    #[test]
    fn it_lets_live_what_was_not_asked_to_end() {
        assert_eq!(end_of(|| std::thread::sleep(Duration::from_millis(20))), 0);
        let called_off = || {
            arm();
            forget();
            std::thread::sleep(Duration::from_millis(20));
        };
        assert_eq!(end_of(called_off), 0);
        let has_parent = || {
            watch_orphan(Duration::from_millis(5)).unwrap();
            arm();
            std::thread::sleep(Duration::from_millis(20));
        };
        assert_eq!(end_of(has_parent), 0);
    }

    #[test]
    fn it_ends_an_orphan_that_does_not_end() {
        let (mut reader, writer) = io::pipe().unwrap();
        // The child ends when its own child is about to wait for that.
        let signal = end_of(|| {
            let (mut is_ready, mut ready) = io::pipe().unwrap();
            // SAFETY: as in `end_of`.
            if unsafe { libc::fork() } == 0 {
                let child = parent();
                watch_orphan(Duration::from_millis(5)).unwrap();
                ready.write_all(b"x").unwrap();
                while parent() == child {
                    std::thread::yield_now();
                }
                arm();
                loop {
                    std::hint::spin_loop();
                }
            }
            is_ready.read_exact(&mut [0]).unwrap();
        });
        drop(writer);
        assert_eq!(signal, 0);
        // The end of the stream comes when the orphan has gone, too.
        assert_eq!(reader.read(&mut [0]).unwrap(), 0);
    }
}
