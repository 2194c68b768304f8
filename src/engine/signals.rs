//! Signals as reactor events, for as long as a server runs.
//!
//! A handler writes the signal's number into a pipe that the reactor watches. The handlers that were installed before
//! are put back afterwards and are not called meanwhile: PHP's own would end the process. (That is why this is not left
//! to the signal-hook crate, which calls them.)

use std::io::{self, PipeReader, PipeWriter, Read};
use std::os::fd::AsRawFd;
use std::sync::atomic::{AtomicI32, AtomicU64, Ordering};

use mio::Interest;
use mio::unix::SourceFd;

use super::process::watchdog;
use super::reactor::{Reactor, Wake};
use super::{fork, log};

/// The signals of a server that is one process. The hang-up of a terminal is none of its business.
pub fn alone() -> [i32; 5] {
    [
        libc::SIGTERM,
        libc::SIGINT,
        libc::SIGUSR1,
        libc::SIGUSR2,
        libc::SIGRTMIN(),
    ]
}

/// Where the handler writes; -1 while nobody watches.
static PIPE: AtomicI32 = AtomicI32::new(-1);
/// The signals that are ignored because of us, as bits.
static SILENCED: AtomicU64 = AtomicU64::new(0);

/// Never wanted, and watched by nobody: sendfile(2) cannot be told not to send it.
const IGNORED: i32 = libc::SIGPIPE;

/// Whether a server watches this signal now.
pub fn is_watched(signal: i32) -> bool {
    handler_of(signal) == handle as extern "C" fn(libc::c_int) as usize
}

/// What is installed for a signal; the default for what is no signal.
fn handler_of(signal: i32) -> usize {
    // SAFETY: an all-zero sigaction is valid and stands for SIG_DFL; the call fills it, or fails.
    unsafe {
        let mut current: libc::sigaction = std::mem::zeroed();
        libc::sigaction(signal, std::ptr::null(), &raw mut current);
        current.sa_sigaction
    }
}

fn set_default(signal: i32) {
    // SAFETY: an all-zero sigaction is valid and stands for SIG_DFL.
    unsafe {
        let default: libc::sigaction = std::mem::zeroed();
        libc::sigaction(signal, &raw const default, std::ptr::null_mut());
    }
}

/// While this lives, the watched signals wake the reactor instead of ending the process.
pub struct Signals {
    reader: PipeReader,
    before: Vec<(i32, libc::sigaction)>,
    generation: u32,
    /// Closed last: the handlers are gone by then.
    _writer: PipeWriter,
}

impl Signals {
    /// Starts to watch `taken` and registers with `reactor`; those in `ignored` do nothing meanwhile.
    pub fn watch(reactor: &Reactor, taken: &[i32], ignored: &[i32]) -> io::Result<Self> {
        let (reader, writer) = io::pipe()?;
        for end in [reader.as_raw_fd(), writer.as_raw_fd()] {
            set_nonblocking(end)?;
        }
        let fd = reader.as_raw_fd();
        reactor.register(&mut SourceFd(&fd), Wake::Signals, Interest::READABLE)?;
        PIPE.store(writer.as_raw_fd(), Ordering::SeqCst);
        let mut signals = Self {
            reader,
            before: Vec::new(),
            generation: fork::generation(),
            _writer: writer,
        };
        let handler = handle as extern "C" fn(libc::c_int) as usize;
        let taken = taken.iter().map(|&signal| (signal, handler));
        let ignored = ignored.iter().map(|&signal| (signal, libc::SIG_IGN));
        for (signal, action) in taken.chain(ignored).chain([(IGNORED, libc::SIG_IGN)]) {
            let before = install(signal, action)?;
            if action == libc::SIG_IGN && before.sa_sigaction != libc::SIG_IGN {
                SILENCED.fetch_or(1 << (signal & 63), Ordering::SeqCst);
            }
            signals.before.push((signal, before));
        }
        Ok(signals)
    }

    /// The signals that arrived since the last call.
    pub fn take(&mut self) -> Vec<i32> {
        let mut arrived = Vec::new();
        let mut bytes = [0; 64];
        while let Ok(count @ 1..) = self.reader.read(&mut bytes) {
            arrived.extend(bytes[..count].iter().map(|&signal| i32::from(signal)));
        }
        arrived
    }

    /// Stops watching.
    pub fn unwatch(self, reactor: &Reactor) -> io::Result<()> {
        let fd = self.reader.as_raw_fd();
        reactor.deregister(&mut SourceFd(&fd))
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        // In a child, the handlers are nobody's, or its own.
        if self.generation != fork::generation() {
            return;
        }
        for (signal, before) in &self.before {
            // SAFETY: puts back what sigaction handed out for this signal.
            unsafe { libc::sigaction(*signal, before, std::ptr::null_mut()) };
        }
        PIPE.store(-1, Ordering::SeqCst);
        SILENCED.store(0, Ordering::SeqCst);
    }
}

/// In a child process: gives up what is watched for its parent. The signals do what they do by default.
pub(super) fn forget_inherited() {
    PIPE.store(-1, Ordering::SeqCst);
    let silenced = SILENCED.swap(0, Ordering::SeqCst);
    let ours = handle as extern "C" fn(libc::c_int) as usize;
    for signal in 1..=libc::SIGRTMAX() {
        let current = handler_of(signal);
        let ignored = current == libc::SIG_IGN && silenced >> (signal & 63) & 1 == 1;
        if current == ours || ignored {
            set_default(signal);
        }
        heed(signal);
    }
}

/// Has a signal do nothing in this process, and what it does by default in children and in programs that are started, which
/// would ignore it for ever if it were ignored here.
pub fn pass_over(signal: i32) -> io::Result<()> {
    install(signal, nothing as extern "C" fn(libc::c_int) as usize).map(|_| ())
}

/// Ends [`pass_over`], unless somebody has installed something else meanwhile.
pub fn heed(signal: i32) {
    if handler_of(signal) == nothing as extern "C" fn(libc::c_int) as usize {
        set_default(signal);
    }
}

extern "C" fn nothing(_: libc::c_int) {}

/// Has a signal open the log anew, for processes whose code may never come to a loop that would take signals.
pub fn reopen_log_by(signal: i32) -> io::Result<()> {
    install(signal, reopen_log as extern "C" fn(libc::c_int) as usize).map(|_| ())
}

extern "C" fn reopen_log(_: libc::c_int) {
    log::reopen_later();
}

/// Runs in the middle of anything: only async-signal-safe calls, and errno stays as it was.
extern "C" fn handle(signal: libc::c_int) {
    if signal == libc::SIGTERM {
        watchdog::arm();
    }
    let pipe = PIPE.load(Ordering::SeqCst);
    let number = signal as u8;
    // SAFETY: write() and errno access are async-signal-safe; the byte outlives the call. A full pipe already holds
    // enough to wake the reactor.
    unsafe {
        let errno = libc::__errno_location();
        let saved = *errno;
        libc::write(pipe, (&raw const number).cast(), 1);
        *errno = saved;
    }
}

/// Installs a handler, or SIG_IGN, for a signal; what was there before is returned.
pub(super) fn install(signal: i32, handler: usize) -> io::Result<libc::sigaction> {
    // SAFETY: an all-zero sigaction is valid; the handlers of this crate are of the right kind.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = handler;
        action.sa_flags = libc::SA_RESTART;
        libc::sigemptyset(&raw mut action.sa_mask);
        let mut before: libc::sigaction = std::mem::zeroed();
        if libc::sigaction(signal, &raw const action, &raw mut before) != 0 {
            return Err(io::Error::last_os_error());
        }
        Ok(before)
    }
}

fn set_nonblocking(fd: i32) -> io::Result<()> {
    // SAFETY: fcntl on a descriptor that the caller owns.
    unsafe {
        let flags = libc::fcntl(fd, libc::F_GETFL);
        if flags < 0 || libc::fcntl(fd, libc::F_SETFL, flags | libc::O_NONBLOCK) < 0 {
            return Err(io::Error::last_os_error());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::reactor::Ready;
    use crate::engine::testing;
    use std::time::Duration;

    fn action(signal: i32) -> usize {
        // SAFETY: an all-zero sigaction is valid, and sigaction only fills it.
        unsafe {
            let mut action: libc::sigaction = std::mem::zeroed();
            assert_eq!(
                libc::sigaction(signal, std::ptr::null(), &raw mut action),
                0
            );
            action.sa_sigaction
        }
    }

    fn raise(signal: i32) {
        // SAFETY: kill(2) on this process.
        assert_eq!(unsafe { libc::kill(libc::getpid(), signal) }, 0);
    }

    #[test]
    fn signals_arrive_in_order_until_nobody_watches() {
        if testing::in_child("engine::signals::tests::signals_arrive_in_order_until_nobody_watches")
            .is_some()
        {
            return;
        }
        let before = alone().map(action);
        let reactor = Reactor::new().unwrap();
        let mut ready: Vec<Ready> = Vec::new();
        for round in 0..3 {
            let mut signals = Signals::watch(&reactor, &alone(), &[libc::SIGHUP]).unwrap();
            assert_eq!(action(libc::SIGPIPE), libc::SIG_IGN);
            assert_eq!(signals.take(), []);
            assert_eq!(action(libc::SIGHUP), libc::SIG_IGN);
            let raised = [
                libc::SIGUSR1,
                libc::SIGTERM,
                libc::SIGUSR1,
                libc::SIGRTMIN(),
            ];
            for signal in raised {
                // A signal for the whole process may be handled by another thread: one at a time.
                raise(signal);
                reactor
                    .wait(Some(Duration::from_secs(10)), &mut ready)
                    .unwrap();
                assert_eq!(ready[0].wake, Wake::Signals, "round {round}");
                assert_eq!(signals.take(), [signal]);
            }
            signals.unwatch(&reactor).unwrap();
            assert_eq!(alone().map(action), before);
            assert_eq!(PIPE.load(Ordering::SeqCst), -1);
        }
    }

    #[test]
    fn a_flood_of_signals_does_not_block() {
        if testing::in_child("engine::signals::tests::a_flood_of_signals_does_not_block").is_some()
        {
            return;
        }
        let reactor = Reactor::new().unwrap();
        let mut signals = Signals::watch(&reactor, &alone(), &[libc::SIGHUP]).unwrap();
        // More than a pipe holds: the handler drops what does not fit.
        for _ in 0..70_000 {
            // SAFETY: raise(3) handles the signal in this thread before it returns.
            unsafe { libc::raise(libc::SIGUSR1) };
        }
        let arrived = signals.take();
        assert!(arrived.len() > 1000 && arrived.iter().all(|&signal| signal == libc::SIGUSR1));
        assert_eq!(signals.take(), []);
    }
}
