//! Message queues of System V: they live in the kernel, apart from the processes that use them.

use std::ffi::CStr;
use std::io;
use std::time::Duration;

use crate::engine::fork;

/// The longest message that is read or written; the system may allow less (`kernel.msgmax`).
pub const LONGEST: usize = 65_536;

/// A queue that this process uses.
#[derive(Debug)]
pub struct Queue {
    id: i32,
    /// Who has made a queue without a key, and removes it when this is dropped.
    owner: Option<u32>,
}

#[repr(C)]
struct Message {
    kind: libc::c_long,
    bytes: [u8; LONGEST],
}

impl Message {
    fn new(kind: i64) -> Box<Self> {
        let mut message = Box::<Self>::new_uninit();
        // SAFETY: a number and bytes, for which all-zero is valid.
        let mut message = unsafe {
            message.as_mut_ptr().write_bytes(0, 1);
            message.assume_init()
        };
        message.kind = kind;
        message
    }
}

impl Queue {
    /// The queue with this key, which is made if there is none; 0 stands for one that nobody else finds.
    pub fn open(key: i32) -> io::Result<Self> {
        // SAFETY: msgget takes numbers.
        let id = unsafe { libc::msgget(key, libc::IPC_CREAT | 0o666) };
        if id < 0 {
            return Err(io::Error::last_os_error());
        }
        Ok(Self {
            id,
            owner: (key == libc::IPC_PRIVATE).then(fork::generation),
        })
    }

    /// The key that the system makes of a file's name.
    pub fn key_of(path: &CStr) -> io::Result<i32> {
        // SAFETY: reads a C string.
        match unsafe { libc::ftok(path.as_ptr(), 1) } {
            -1 => Err(io::Error::last_os_error()),
            key => Ok(key),
        }
    }

    /// The system's number of the queue.
    pub fn id(&self) -> i32 {
        self.id
    }

    /// Appends a message of a kind above 0, for which it waits for room or not. Fails with `EAGAIN` if it does not.
    pub fn push(&self, kind: i64, bytes: &[u8], wait: bool) -> io::Result<()> {
        let mut message = Message::new(kind);
        let Some(room) = message.bytes.get_mut(..bytes.len()) else {
            return Err(io::Error::from_raw_os_error(libc::EMSGSIZE));
        };
        room.copy_from_slice(bytes);
        loop {
            // SAFETY: the message has that many bytes behind its kind.
            let done = unsafe {
                libc::msgsnd(
                    self.id,
                    (&raw const *message).cast(),
                    bytes.len(),
                    flags(wait),
                )
            };
            if done == 0 {
                return Ok(());
            }
            let error = io::Error::last_os_error();
            if error.kind() != io::ErrorKind::Interrupted {
                return Err(error);
            }
        }
    }

    /// Takes the first message of a kind, 0 for any. Fails with `ENOMSG` if there is none and it does not wait, with
    /// `EINTR` if a signal was handled meanwhile, with `E2BIG` if the message is longer than `most`, where it stays.
    pub fn pop(&self, kind: i64, most: usize, wait: bool) -> io::Result<Vec<u8>> {
        let mut message = Message::new(0);
        // SAFETY: the message has room for that many bytes behind its kind.
        let count = unsafe {
            libc::msgrcv(
                self.id,
                (&raw mut *message).cast(),
                most.min(LONGEST),
                kind,
                flags(wait),
            )
        };
        match usize::try_from(count) {
            Ok(count) => Ok(message.bytes[..count].to_vec()),
            Err(_) => Err(io::Error::last_os_error()),
        }
    }

    /// As [`pop`](Self::pop), waiting for `limit` at most: fails with `EINTR` then, as for any other signal. One that was
    /// handled just before the call does not end the wait, so that the limit is what it can be late.
    pub fn pop_within(&self, kind: i64, most: usize, limit: Duration) -> io::Result<Vec<u8>> {
        match self.pop(kind, most, false) {
            Err(error) if error.raw_os_error() == Some(libc::ENOMSG) => {}
            result => return result,
        }
        let _alarm = Alarm::wind_up(limit)?;
        self.pop(kind, most, true)
    }

    /// How many messages there are, and how many bytes they have.
    pub fn stat(&self) -> io::Result<(u64, u64)> {
        let state = self.state()?;
        Ok((state.msg_qnum, state.__msg_cbytes))
    }

    /// Sets how many bytes the queue takes. More than the system's limit needs the right to do so.
    pub fn set_capacity(&self, bytes: u64) -> io::Result<()> {
        let mut state = self.state()?;
        state.msg_qbytes = bytes as libc::msglen_t;
        // SAFETY: a state that IPC_STAT has filled.
        match unsafe { libc::msgctl(self.id, libc::IPC_SET, &raw mut state) } {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        }
    }

    /// Removes the queue and what is in it; whoever waits for it gets an error.
    pub fn remove(&self) -> io::Result<()> {
        // SAFETY: removing needs no buffer.
        match unsafe { libc::msgctl(self.id, libc::IPC_RMID, std::ptr::null_mut()) } {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        }
    }

    fn state(&self) -> io::Result<libc::msqid_ds> {
        // SAFETY: all-zero is a valid state, which the call fills.
        unsafe {
            let mut state: libc::msqid_ds = std::mem::zeroed();
            match libc::msgctl(self.id, libc::IPC_STAT, &raw mut state) {
                0 => Ok(state),
                _ => Err(io::Error::last_os_error()),
            }
        }
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        if self.owner == Some(fork::generation()) {
            // Somebody may have removed it already.
            let _ = self.remove();
        }
    }
}

/// A timer that interrupts this thread by a signal again and again, so that none can be missed, until it is dropped.
struct Alarm {
    timer: libc::timer_t,
    before: libc::sigaction,
}

/// The signal that it takes. Nobody else is known to want the last one.
fn alarm_signal() -> i32 {
    libc::SIGRTMAX()
}

extern "C" fn interrupt(_: libc::c_int) {}

impl Alarm {
    fn wind_up(limit: Duration) -> io::Result<Self> {
        let limit = limit.max(Duration::from_millis(1));
        let time = libc::timespec {
            tv_sec: libc::time_t::try_from(limit.as_secs()).unwrap_or(libc::time_t::MAX),
            tv_nsec: libc::c_long::from(limit.subsec_nanos().cast_signed()),
        };
        let period = libc::itimerspec {
            it_interval: time,
            it_value: time,
        };
        // SAFETY: all-zero actions and events are valid; the fields that matter are set. The handler does nothing. The
        // timer is ours, and names a thread of this process.
        unsafe {
            let mut action: libc::sigaction = std::mem::zeroed();
            action.sa_sigaction = interrupt as extern "C" fn(libc::c_int) as usize;
            let mut before: libc::sigaction = std::mem::zeroed();
            if libc::sigaction(alarm_signal(), &raw const action, &raw mut before) != 0 {
                return Err(io::Error::last_os_error());
            }
            let mut event: libc::sigevent = std::mem::zeroed();
            event.sigev_notify = libc::SIGEV_THREAD_ID;
            event.sigev_signo = alarm_signal();
            event.sigev_notify_thread_id = libc::gettid();
            let mut timer: libc::timer_t = std::ptr::null_mut();
            if libc::timer_create(libc::CLOCK_MONOTONIC, &raw mut event, &raw mut timer) != 0 {
                let error = io::Error::last_os_error();
                libc::sigaction(alarm_signal(), &raw const before, std::ptr::null_mut());
                return Err(error);
            }
            let alarm = Self { timer, before };
            if libc::timer_settime(timer, 0, &raw const period, std::ptr::null_mut()) != 0 {
                return Err(io::Error::last_os_error());
            }
            Ok(alarm)
        }
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        // SAFETY: our own timer; a signal of it that is still to come is delivered before the first call returns. Then what
        // was there before is put back.
        unsafe {
            libc::timer_delete(self.timer);
            libc::sigaction(alarm_signal(), &raw const self.before, std::ptr::null_mut());
        }
    }
}

fn flags(wait: bool) -> i32 {
    if wait { 0 } else { libc::IPC_NOWAIT }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_told_apart_by_kind_and_size() {
        let queue = Queue::open(libc::IPC_PRIVATE).unwrap();
        queue.push(2, b"second", false).unwrap();
        queue.push(1, b"first", false).unwrap();
        assert_eq!(queue.stat().unwrap(), (2, 11));
        let code = |result: io::Result<Vec<u8>>| result.unwrap_err().raw_os_error();
        assert_eq!(code(queue.pop(1, 3, false)), Some(libc::E2BIG));
        assert_eq!(queue.pop(1, LONGEST, false).unwrap(), b"first");
        assert_eq!(code(queue.pop(1, LONGEST, false)), Some(libc::ENOMSG));
        assert_eq!(queue.pop(0, LONGEST, true).unwrap(), b"second");
    }

    #[test]
    fn a_wait_has_its_limit() {
        let queue = Queue::open(libc::IPC_PRIVATE).unwrap();
        let limit = std::time::Duration::from_millis(2);
        let error = queue.pop_within(0, LONGEST, limit).unwrap_err();
        assert_eq!(error.raw_os_error(), Some(libc::EINTR));
        queue.push(1, b"x", false).unwrap();
        assert_eq!(queue.pop_within(0, LONGEST, limit).unwrap(), b"x");
    }

    #[test]
    fn a_full_queue_says_so_and_a_removed_one_is_gone() {
        let queue = Queue::open(libc::IPC_PRIVATE).unwrap();
        queue.set_capacity(8).unwrap();
        queue.push(1, &[0; 8], false).unwrap();
        let error = queue.push(1, &[0; 8], false).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::WouldBlock);
        assert!(queue.push(1, &[0; LONGEST + 1], false).is_err());
        queue.remove().unwrap();
        assert!(queue.stat().is_err() && queue.remove().is_err());
    }

    #[test]
    fn a_queue_without_a_key_goes_with_its_owner() {
        let queue = Queue::open(libc::IPC_PRIVATE).unwrap();
        let id = queue.id();
        drop(queue);
        let other = Queue { id, owner: None };
        assert!(other.stat().is_err());
    }
}
