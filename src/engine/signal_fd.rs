//! Signals that somebody waits for, by a descriptor that becomes readable when one arrives.

use std::cell::{Cell, RefCell};
use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};

/// A descriptor for certain signals. While it lives they are blocked: they arrive here and do nothing else.
#[derive(Debug)]
pub struct SignalFd {
    fd: OwnedFd,
    signals: Vec<i32>,
    /// Which account of [`BLOCKED`] they are in.
    account: u32,
}

thread_local! {
    /// How many descriptors there are for each signal.
    static BLOCKED: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
    /// Counts how often [`BLOCKED`] was begun anew.
    static ACCOUNT: Cell<u32> = const { Cell::new(0) };
}

/// In a child process: frees what is blocked for its parent from `mask`. Descriptors that there are already are without
/// effect when they are dropped.
pub(super) fn forget_inherited(mask: &mut libc::sigset_t) {
    let blocked = BLOCKED.take();
    ACCOUNT.set(ACCOUNT.get().wrapping_add(1));
    for (signal, _) in (0..).zip(blocked).filter(|(_, count)| *count > 0) {
        // SAFETY: the set is initialised; these were signals when they were blocked.
        unsafe { libc::sigdelset(mask, signal) };
    }
}

impl SignalFd {
    /// A descriptor for these signals. Fails with `EINVAL` for a number that is no signal.
    pub fn new(signals: &[i32]) -> io::Result<Self> {
        let mask = mask(signals)?;
        // SAFETY: the mask is initialised; the result is a new descriptor or an error.
        let fd =
            unsafe { libc::signalfd(-1, &raw const mask, libc::SFD_NONBLOCK | libc::SFD_CLOEXEC) };
        if fd < 0 {
            return Err(io::Error::last_os_error());
        }
        // SAFETY: a descriptor that was just made for us.
        let fd = unsafe { OwnedFd::from_raw_fd(fd) };
        for &signal in signals {
            count(signal, 1);
        }
        change(libc::SIG_BLOCK, &mask)?;
        Ok(Self {
            fd,
            signals: signals.to_vec(),
            account: ACCOUNT.get(),
        })
    }

    /// The signal that arrived first, if one has.
    pub fn take(&self) -> io::Result<Option<i32>> {
        let mut info = MaybeUninit::<libc::signalfd_siginfo>::zeroed();
        let size = size_of::<libc::signalfd_siginfo>();
        // SAFETY: the buffer has room for one record, which is all that is asked for; all-zero is a valid one.
        let (read, info) = unsafe {
            let read = libc::read(self.fd.as_raw_fd(), info.as_mut_ptr().cast(), size);
            (read, info.assume_init())
        };
        match usize::try_from(read) {
            Ok(count) if count == size => Ok(i32::try_from(info.ssi_signo).ok()),
            Ok(_) => Ok(None),
            Err(_) => match io::Error::last_os_error() {
                error if error.kind() == io::ErrorKind::WouldBlock => Ok(None),
                error => Err(error),
            },
        }
    }
}

impl AsRawFd for SignalFd {
    fn as_raw_fd(&self) -> RawFd {
        self.fd.as_raw_fd()
    }
}

impl Drop for SignalFd {
    fn drop(&mut self) {
        if self.account != ACCOUNT.get() {
            return;
        }
        let free: Vec<i32> = self
            .signals
            .iter()
            .copied()
            .filter(|&signal| count(signal, -1) == 0)
            .collect();
        // They were signals when this was made.
        if let Ok(mask) = mask(&free) {
            let _ = change(libc::SIG_UNBLOCK, &mask);
        }
    }
}

/// Counts descriptors for a signal; returns how many there are now.
fn count(signal: i32, more: i32) -> u32 {
    BLOCKED.with_borrow_mut(|all| {
        let at = usize::try_from(signal).unwrap_or(0);
        if all.len() <= at {
            all.resize(at + 1, 0);
        }
        all[at] = all[at].saturating_add_signed(more);
        all[at]
    })
}

fn mask(signals: &[i32]) -> io::Result<libc::sigset_t> {
    let mut mask = MaybeUninit::uninit();
    // SAFETY: sigemptyset initialises the mask; sigaddset refuses what is no signal.
    unsafe {
        libc::sigemptyset(mask.as_mut_ptr());
        for &signal in signals {
            if libc::sigaddset(mask.as_mut_ptr(), signal) != 0 {
                return Err(io::Error::last_os_error());
            }
        }
        Ok(mask.assume_init())
    }
}

fn change(how: libc::c_int, mask: &libc::sigset_t) -> io::Result<()> {
    // SAFETY: the mask is initialised; the old one is not asked for.
    match unsafe { libc::pthread_sigmask(how, mask, std::ptr::null_mut()) } {
        0 => Ok(()),
        error => Err(io::Error::from_raw_os_error(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raise(signal: i32) {
        // SAFETY: sends a signal to this thread, which blocks it.
        unsafe { libc::pthread_kill(libc::pthread_self(), signal) };
    }

    #[test]
    fn a_signal_arrives_at_the_descriptor_and_nowhere_else() {
        let signals = SignalFd::new(&[libc::SIGUSR1, libc::SIGUSR2]).unwrap();
        assert_eq!(signals.take().unwrap(), None);
        raise(libc::SIGUSR2);
        assert_eq!(signals.take().unwrap(), Some(libc::SIGUSR2));
        assert_eq!(signals.take().unwrap(), None);
    }

    #[test]
    fn a_signal_stays_blocked_while_another_descriptor_is_for_it() {
        let first = SignalFd::new(&[libc::SIGUSR1]).unwrap();
        let second = SignalFd::new(&[libc::SIGUSR1]).unwrap();
        drop(second);
        raise(libc::SIGUSR1);
        assert_eq!(first.take().unwrap(), Some(libc::SIGUSR1));
    }

    #[test]
    fn what_is_no_signal_is_refused() {
        for signal in [-1, 0, 100_000] {
            assert!(SignalFd::new(&[signal]).is_err());
        }
    }
}
