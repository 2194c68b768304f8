//! Termination signals as reactor events, for as long as a server runs.
//!
//! A handler writes the signal's number into a pipe that the reactor watches. The handlers that were installed before
//! are put back afterwards and are not called meanwhile: PHP's own would end the process. (That is why this is not left
//! to the signal-hook crate, which calls them.)

use std::io::{self, PipeReader, PipeWriter, Read};
use std::os::fd::AsRawFd;
use std::sync::atomic::{AtomicI32, Ordering};

use mio::Interest;
use mio::unix::SourceFd;

use super::reactor::{Reactor, Wake};

const WATCHED: [i32; 5] = [
    libc::SIGTERM,
    libc::SIGINT,
    libc::SIGHUP,
    libc::SIGUSR1,
    libc::SIGUSR2,
];

/// Where the handler writes; -1 while nobody watches.
static PIPE: AtomicI32 = AtomicI32::new(-1);

/// While this lives, the watched signals wake the reactor instead of ending the process.
pub struct Signals {
    reader: PipeReader,
    before: Vec<(i32, libc::sigaction)>,
    /// Closed last: the handlers are gone by then.
    _writer: PipeWriter,
}

impl Signals {
    /// Starts to watch and registers with `reactor`.
    pub fn watch(reactor: &Reactor) -> io::Result<Self> {
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
            _writer: writer,
        };
        for signal in WATCHED {
            let before = install(signal)?;
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
        for (signal, before) in &self.before {
            // SAFETY: puts back what sigaction handed out for this signal.
            unsafe { libc::sigaction(*signal, before, std::ptr::null_mut()) };
        }
        PIPE.store(-1, Ordering::SeqCst);
    }
}

/// Runs in the middle of anything: only async-signal-safe calls, and errno stays as it was.
extern "C" fn handle(signal: libc::c_int) {
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

fn install(signal: i32) -> io::Result<libc::sigaction> {
    // SAFETY: an all-zero sigaction is valid; the handler is an extern "C" function of the right type.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = handle as extern "C" fn(libc::c_int) as usize;
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
