//! Signals that somebody waits for, by a descriptor that becomes readable when one arrives.
//!
//! A handler notes the signal and rings at the descriptors of all who wait for it; the first one who asks takes it. Nothing
//! is blocked: programs that are started meanwhile would inherit that. The handlers that were installed before are put
//! back when nobody waits any more, and are not called meanwhile.

use std::collections::BTreeMap;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::sync::atomic::{AtomicI32, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::signals;

/// Most descriptors at a time.
const MOST: usize = 1024;

/// A descriptor to ring at.
struct Bell {
    /// -1 if this is free.
    fd: AtomicI32,
    /// The signals to ring for, as bits.
    signals: AtomicU64,
}

static BELLS: [Bell; MOST] = [const {
    Bell {
        fd: AtomicI32::new(-1),
        signals: AtomicU64::new(0),
    }
}; MOST];
/// How many of them were ever used at a time: those behind are free.
static USED: AtomicUsize = AtomicUsize::new(0);
/// The signals that have arrived and that nobody has taken, as bits.
static ARRIVED: AtomicU64 = AtomicU64::new(0);
/// The process that the descriptors belong to: they are shared with a child until it makes its own. Its id, since a
/// signal may come before the child has learned that it is one.
static OWNER: AtomicI32 = AtomicI32::new(0);

fn own_id() -> i32 {
    // SAFETY: cannot fail, and is async-signal-safe.
    unsafe { libc::getpid() }
}

/// Who waits for a signal, and what it did before.
struct Taken {
    waiters: usize,
    before: libc::sigaction,
}

#[derive(Default)]
struct Account {
    taken: BTreeMap<i32, Taken>,
    /// Counts how often everything was forgotten.
    number: u32,
}

static ACCOUNT: Mutex<Account> = Mutex::new(Account {
    taken: BTreeMap::new(),
    number: 0,
});

fn account() -> MutexGuard<'static, Account> {
    ACCOUNT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A descriptor for certain signals. While it lives, they do nothing else than to arrive here.
#[derive(Debug)]
pub struct SignalFd {
    fd: OwnedFd,
    place: usize,
    signals: Vec<i32>,
    account: u32,
}

impl SignalFd {
    /// A descriptor for these signals. Fails with `EINVAL` for a number that is no signal, or one that cannot be caught.
    pub fn new(signals: &[i32]) -> io::Result<Self> {
        renew();
        let mut bits = 0;
        for &signal in signals {
            bits |= bit(signal)?;
        }
        let fd = event_fd()?;
        let mut account = account();
        let place = ring_at(fd.as_raw_fd(), bits)?;
        let mut new = Self {
            fd,
            place,
            signals: Vec::with_capacity(signals.len()),
            account: account.number,
        };
        let taken = signals
            .iter()
            .try_for_each(|&signal| new.take_over(signal, &mut account));
        // If it has failed, dropping it asks for the account.
        drop(account);
        taken.map(|()| new)
    }

    fn take_over(&mut self, signal: i32, account: &mut Account) -> io::Result<()> {
        match account.taken.get_mut(&signal) {
            Some(taken) => taken.waiters += 1,
            None => {
                let before = signals::install(signal, handler())?;
                account.taken.insert(signal, Taken { waiters: 1, before });
            }
        }
        self.signals.push(signal);
        Ok(())
    }

    /// A signal that has arrived, if one has: the lowest.
    pub fn take(&self) -> io::Result<Option<i32>> {
        if account().number != self.account {
            return Ok(None);
        }
        renew();
        // First, so that what arrives after the look below rings again.
        let mut count = [0_u8; 8];
        // SAFETY: an eventfd gives eight bytes at once; there is room for them.
        let read = unsafe { libc::read(self.fd.as_raw_fd(), count.as_mut_ptr().cast(), 8) };
        if read < 0 {
            let error = io::Error::last_os_error();
            if !matches!(
                error.kind(),
                io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted
            ) {
                return Err(error);
            }
        }
        let wanted = BELLS[self.place].signals.load(Ordering::SeqCst);
        loop {
            let here = ARRIVED.load(Ordering::SeqCst) & wanted;
            if here == 0 {
                return Ok(None);
            }
            let number = here.trailing_zeros();
            if take_note(1 << number) {
                return Ok(Some(number.cast_signed() + 1));
            }
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
        let mut account = account();
        if account.number != self.account {
            return;
        }
        let mut unheard = Vec::new();
        for signal in self.signals.drain(..) {
            let Some(taken) = account.taken.get_mut(&signal) else {
                continue;
            };
            taken.waiters -= 1;
            if taken.waiters > 0 {
                continue;
            }
            if is_ours(signal) {
                // SAFETY: puts back what sigaction handed out for this signal.
                unsafe { libc::sigaction(signal, &raw const taken.before, std::ptr::null_mut()) };
            }
            account.taken.remove(&signal);
            if bit(signal).is_ok_and(take_note) {
                unheard.push(signal);
            }
        }
        BELLS[self.place].fd.store(-1, Ordering::SeqCst);
        drop(account);
        for signal in unheard {
            // It does what it would have done.
            // SAFETY: sends a signal to this thread.
            unsafe { libc::raise(signal) };
        }
    }
}

/// In a child process: forgets who waits in its parent. The signals do what they do by default. Descriptors that there are
/// already are without effect, and when they are dropped, too.
pub(super) fn forget_inherited() {
    let mut account = account();
    account.number = account.number.wrapping_add(1);
    for signal in std::mem::take(&mut account.taken).into_keys() {
        if is_ours(signal) {
            // SAFETY: an all-zero sigaction is valid and stands for SIG_DFL.
            unsafe {
                let default: libc::sigaction = std::mem::zeroed();
                libc::sigaction(signal, &raw const default, std::ptr::null_mut());
            }
        }
    }
    for bell in &BELLS[..USED.load(Ordering::SeqCst)] {
        bell.fd.store(-1, Ordering::SeqCst);
    }
    ARRIVED.store(0, Ordering::SeqCst);
    OWNER.store(own_id(), Ordering::SeqCst);
}

/// In a child process in which those who wait go on to wait: gives them descriptors of their own, by the same numbers. To
/// be called before these are watched; nothing happens in a process that has done so.
pub fn renew() {
    let id = own_id();
    if OWNER.swap(id, Ordering::SeqCst) == id {
        return;
    }
    for bell in &BELLS[..USED.load(Ordering::SeqCst)] {
        let fd = bell.fd.load(Ordering::SeqCst);
        // One that cannot be had stays shared with the parent, which rings at both.
        if fd >= 0
            && let Ok(own) = event_fd()
        {
            // SAFETY: both descriptors are ours; whoever owns the number owns what it stands for now.
            unsafe { libc::dup3(own.as_raw_fd(), fd, libc::O_CLOEXEC) };
        }
        if bell.signals.load(Ordering::SeqCst) & ARRIVED.load(Ordering::SeqCst) != 0 {
            ring(fd);
        }
    }
}

fn event_fd() -> io::Result<OwnedFd> {
    // SAFETY: makes a descriptor, or fails.
    let fd = unsafe { libc::eventfd(0, libc::EFD_NONBLOCK | libc::EFD_CLOEXEC) };
    if fd < 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: it was just made for us.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

/// The bit of a signal; `EINVAL` for a number that is none.
fn bit(signal: i32) -> io::Result<u64> {
    match signal {
        1..=64 => Ok(1 << (signal - 1)),
        _ => Err(io::Error::from_raw_os_error(libc::EINVAL)),
    }
}

/// Takes a signal that has arrived. False if it has not, or somebody else was faster.
fn take_note(bit: u64) -> bool {
    ARRIVED.fetch_and(!bit, Ordering::SeqCst) & bit != 0
}

/// Has the handler ring at a descriptor; where it is noted. The account is held.
fn ring_at(fd: RawFd, signals: u64) -> io::Result<usize> {
    let is_free = |bell: &Bell| bell.fd.load(Ordering::SeqCst) < 0;
    let place = BELLS.iter().position(is_free);
    let place = place.ok_or_else(|| io::Error::from_raw_os_error(libc::EMFILE))?;
    BELLS[place].signals.store(signals, Ordering::SeqCst);
    BELLS[place].fd.store(fd, Ordering::SeqCst);
    USED.fetch_max(place + 1, Ordering::SeqCst);
    Ok(place)
}

fn ring(fd: RawFd) {
    let one = 1_u64;
    // SAFETY: write() is async-signal-safe; the number outlives the call. A descriptor that has rung already may be full.
    unsafe { libc::write(fd, (&raw const one).cast(), 8) };
}

/// Runs in the middle of anything: only async-signal-safe calls, and errno stays as it was.
extern "C" fn handle(signal: libc::c_int) {
    let Ok(bit) = bit(signal) else {
        return;
    };
    // SAFETY: the variable of this thread.
    let (errno, saved) = unsafe {
        let errno = libc::__errno_location();
        (errno, *errno)
    };
    if signal == libc::SIGTERM {
        super::process::watchdog::arm();
    }
    let mut is_awaited = false;
    // A child that is about to run another program, for one, has nobody who waits.
    let is_owner = OWNER.load(Ordering::SeqCst) == own_id();
    if is_owner {
        ARRIVED.fetch_or(bit, Ordering::SeqCst);
    }
    let used = if is_owner {
        USED.load(Ordering::SeqCst)
    } else {
        0
    };
    for bell in &BELLS[..used] {
        let fd = bell.fd.load(Ordering::SeqCst);
        if fd >= 0 && bell.signals.load(Ordering::SeqCst) & bit != 0 {
            is_awaited = true;
            ring(fd);
        }
    }
    if !is_awaited {
        // That, or somebody has put this handler back after its time: the signal does what it does by default.
        take_note(bit);
        // SAFETY: both calls are async-signal-safe.
        unsafe {
            libc::signal(signal, libc::SIG_DFL);
            libc::raise(signal);
        }
    }
    // SAFETY: as above.
    unsafe { *errno = saved };
}

fn handler() -> usize {
    handle as extern "C" fn(libc::c_int) as usize
}

/// Whether our handler is the one that is installed.
fn is_ours(signal: i32) -> bool {
    // SAFETY: an all-zero sigaction is valid; the call fills it.
    unsafe {
        let mut current: libc::sigaction = std::mem::zeroed();
        libc::sigaction(signal, std::ptr::null(), &raw mut current);
        current.sa_sigaction == handler()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::testing;
    use std::process::Command;

    /// Sends a signal to this thread, which has handled it when this returns.
    fn raise(signal: i32) {
        // SAFETY: raise(3) with a number.
        unsafe { libc::raise(signal) };
    }

    fn is_readable(signals: &SignalFd) -> bool {
        let mut poll = libc::pollfd {
            fd: signals.as_raw_fd(),
            events: libc::POLLIN,
            revents: 0,
        };
        // SAFETY: one entry of our own.
        unsafe { libc::poll(&raw mut poll, 1, 0) == 1 }
    }

    #[test]
    fn a_signal_arrives_at_the_descriptor_and_nowhere_else() {
        const NAME: &str =
            "engine::signal_fd::tests::a_signal_arrives_at_the_descriptor_and_nowhere_else";
        if testing::in_child(NAME).is_some() {
            return;
        }
        let signals = SignalFd::new(&[libc::SIGUSR1, libc::SIGUSR2]).unwrap();
        assert_eq!(signals.take().unwrap(), None);
        raise(libc::SIGUSR2);
        raise(libc::SIGUSR2);
        assert!(is_readable(&signals));
        assert_eq!(signals.take().unwrap(), Some(libc::SIGUSR2));
        assert!(!is_readable(&signals));
        assert_eq!(signals.take().unwrap(), None);
    }

    #[test]
    fn of_several_who_wait_one_gets_the_signal() {
        const NAME: &str = "engine::signal_fd::tests::of_several_who_wait_one_gets_the_signal";
        if testing::in_child(NAME).is_some() {
            return;
        }
        let first = SignalFd::new(&[libc::SIGUSR1]).unwrap();
        let second = SignalFd::new(&[libc::SIGUSR1, libc::SIGUSR2]).unwrap();
        drop(SignalFd::new(&[libc::SIGUSR1, libc::SIGUSR1]).unwrap());
        raise(libc::SIGUSR1);
        assert!(is_readable(&first) && is_readable(&second));
        assert_eq!(second.take().unwrap(), Some(libc::SIGUSR1));
        assert_eq!(first.take().unwrap(), None);
        drop(second);
        raise(libc::SIGUSR1);
        assert_eq!(first.take().unwrap(), Some(libc::SIGUSR1));
    }

    #[test]
    fn the_handler_before_is_put_back_and_gets_what_nobody_took() {
        const NAME: &str =
            "engine::signal_fd::tests::the_handler_before_is_put_back_and_gets_what_nobody_took";
        static CALLS: AtomicI32 = AtomicI32::new(0);
        extern "C" fn count(_: libc::c_int) {
            CALLS.fetch_add(1, Ordering::SeqCst);
        }
        if testing::in_child(NAME).is_some() {
            return;
        }
        let own = count as extern "C" fn(libc::c_int) as usize;
        // SAFETY: the handler is of the right kind.
        unsafe { libc::signal(libc::SIGUSR1, own) };
        let signals = SignalFd::new(&[libc::SIGUSR1]).unwrap();
        raise(libc::SIGUSR1);
        assert_eq!(signals.take().unwrap(), Some(libc::SIGUSR1));
        raise(libc::SIGUSR1);
        assert_eq!(CALLS.load(Ordering::SeqCst), 0);
        drop(signals);
        assert_eq!(CALLS.load(Ordering::SeqCst), 1);
        raise(libc::SIGUSR1);
        assert_eq!(CALLS.load(Ordering::SeqCst), 2);
        // Who has installed another one meanwhile keeps it.
        let signals = SignalFd::new(&[libc::SIGUSR2]).unwrap();
        // SAFETY: as above.
        unsafe { libc::signal(libc::SIGUSR2, own) };
        drop(signals);
        raise(libc::SIGUSR2);
        assert_eq!(CALLS.load(Ordering::SeqCst), 3);
    }

    #[test]
    fn programs_that_are_started_meanwhile_have_nothing_blocked() {
        let _signals = SignalFd::new(&[libc::SIGWINCH]).unwrap();
        let shell = Command::new("/bin/sh")
            .arg("-c")
            .arg("grep SigBlk /proc/self/status")
            .output();
        let text = String::from_utf8(shell.unwrap().stdout).unwrap();
        assert_eq!(text.split_whitespace().last(), Some("0000000000000000"));
    }

    #[test]
    fn a_child_that_does_not_go_on_is_ended() {
        const NAME: &str = "engine::signal_fd::tests::a_child_that_does_not_go_on_is_ended";
        if testing::in_child(NAME).is_some() {
            return;
        }
        let signals = SignalFd::new(&[libc::SIGTERM]).unwrap();
        // SAFETY: the child sends itself a signal, and ends.
        let pid = unsafe { libc::fork() };
        if pid == 0 {
            raise(libc::SIGTERM);
            // SAFETY: ends the child at once.
            unsafe { libc::_exit(0) };
        }
        let mut status = 0;
        // SAFETY: waits for our own child.
        assert_eq!(unsafe { libc::waitpid(pid, &raw mut status, 0) }, pid);
        assert_eq!(libc::WTERMSIG(status), libc::SIGTERM);
        assert_eq!(signals.take().unwrap(), None);
    }

    #[test]
    fn a_child_that_goes_on_rings_at_descriptors_of_its_own() {
        const NAME: &str =
            "engine::signal_fd::tests::a_child_that_goes_on_rings_at_descriptors_of_its_own";
        if testing::in_child(NAME).is_some() {
            return;
        }
        let signals = SignalFd::new(&[libc::SIGUSR1]).unwrap();
        // SAFETY: the child of this test's only thread that matters does little, and ends.
        let pid = unsafe { libc::fork() };
        if pid == 0 {
            renew();
            raise(libc::SIGUSR1);
            let is_rung = is_readable(&signals);
            let is_taken = matches!(signals.take(), Ok(Some(libc::SIGUSR1)));
            // SAFETY: ends the child at once.
            unsafe { libc::_exit(i32::from(!(is_rung && is_taken))) };
        }
        let mut status = 0;
        // SAFETY: waits for our own child.
        assert_eq!(unsafe { libc::waitpid(pid, &raw mut status, 0) }, pid);
        assert_eq!(status, 0);
        assert!(!is_readable(&signals));
        assert_eq!(signals.take().unwrap(), None);
        raise(libc::SIGUSR1);
        assert_eq!(signals.take().unwrap(), Some(libc::SIGUSR1));
    }

    #[test]
    fn what_is_no_signal_is_refused() {
        for signal in [-1, 0, 65, 100_000, libc::SIGKILL] {
            assert!(SignalFd::new(&[libc::SIGWINCH, signal]).is_err());
        }
        assert!(!is_ours(libc::SIGWINCH) || account().taken.contains_key(&libc::SIGWINCH));
    }
}
