//! Making a process by fork(2) that starts afresh: signals do to it what they do by default, nobody waits for what its
//! parent waits for, and it may go when its parent goes.
//!
//! What the layer above has to renew in a child, random numbers for instance, it names by [`in_each_child`].

use std::io;
use std::sync::Mutex;

use crate::engine::{fork, signal_fd, signals, threads};

/// Which of the two processes this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The one that was there before.
    Parent {
        /// The id of its child.
        child: i32,
    },
    /// The new one.
    Child,
}

/// What becomes of a child whose parent ends before it, killed perhaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orphan {
    /// It lives on.
    LivesOn,
    /// The kernel sends it this signal.
    Gets(i32),
}

/// What children do before anything else.
static IN_CHILDREN: Mutex<Vec<fn()>> = Mutex::new(Vec::new());

/// Has `renew` run in each child that [`fork`] makes from now on, after those that were named before.
pub fn in_each_child(renew: fn()) {
    if let Ok(mut all) = IN_CHILDREN.lock() {
        all.push(renew);
    }
}

/// Makes a child process, which goes on from here as well. It has copies of everything, but of all threads only the one
/// that calls this. `orphan` tells what happens to it when that thread ends.
///
/// In the child, signals that a server or a [`SignalFd`](signal_fd::SignalFd) has taken do what they do by default; what
/// has watched them is closed without a trace in the parent.
pub fn fork(orphan: Orphan) -> io::Result<Side> {
    // So that a child notices that it is one.
    fork::generation();
    let hooks = IN_CHILDREN
        .lock()
        .map(|all| all.clone())
        .unwrap_or_default();
    // What C code has written and not flushed would be written by both.
    // SAFETY: NULL stands for all streams.
    unsafe { libc::fflush(std::ptr::null_mut()) };
    let parent = std::process::id();
    // No handler may run in the child before it is reset: it would tell the parent's loop.
    let mask = threads::block_signals();
    // SAFETY: the child is a copy of this thread alone. Locks of other threads, which it could wait for without end, are
    // not touched: what belongs to threads is known by its generation.
    match unsafe { libc::fork() } {
        0 => {
            signals::forget_inherited();
            signal_fd::forget_inherited();
            if let Orphan::Gets(signal) = orphan {
                die_with(parent, signal);
            }
            threads::restore_signals(&mask);
            for renew in hooks {
                renew();
            }
            Ok(Side::Child)
        }
        child @ 1.. => {
            threads::restore_signals(&mask);
            Ok(Side::Parent { child })
        }
        _ => {
            let error = io::Error::last_os_error();
            threads::restore_signals(&mask);
            Err(error)
        }
    }
}

/// Has the kernel send this process a signal when its parent ends. Ends it if that has happened already.
pub fn die_with(parent: u32, signal: i32) {
    // SAFETY: prctl with a number; getppid cannot fail; _exit ends the process, of which nothing needs to be told.
    unsafe {
        libc::prctl(libc::PR_SET_PDEATHSIG, signal as libc::c_ulong);
        if libc::getppid().cast_unsigned() != parent {
            libc::_exit(0);
        }
    }
}

/// Lets this process live on when its parent ends.
pub fn outlive_parent() {
    // SAFETY: prctl with numbers: 0 stands for no signal.
    unsafe { libc::prctl(libc::PR_SET_PDEATHSIG, 0) };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::children::{Ended, reap};
    use crate::engine::reactor::Reactor;
    use crate::engine::signal_fd::SignalFd;
    use crate::engine::signals::{Signals, alone};
    use crate::engine::testing;
    use std::io::{Read, Write};
    use std::sync::atomic::{AtomicI32, Ordering};

    /// Runs `body` in a child and returns how that has ended.
    fn child(orphan: Orphan, body: impl FnOnce() -> i32) -> Ended {
        match fork(orphan).unwrap() {
            Side::Child => {
                let code = std::panic::catch_unwind(std::panic::AssertUnwindSafe(body));
                // SAFETY: ends the child at once.
                unsafe { libc::_exit(code.unwrap_or(101)) };
            }
            Side::Parent { child } => wait(child),
        }
    }

    fn wait(pid: i32) -> Ended {
        loop {
            if let Some(ended) = reap(pid).unwrap() {
                return ended;
            }
            std::thread::yield_now();
        }
    }

    fn raise(signal: i32) {
        // SAFETY: sends a signal to this very thread, which handles it before raise returns, or is ended by it.
        unsafe { libc::raise(signal) };
    }

    #[test]
    fn a_child_is_ended_by_signals_that_its_parent_watches() {
        const NAME: &str =
            "engine::process::spawn::tests::a_child_is_ended_by_signals_that_its_parent_watches";
        if testing::in_child(NAME).is_some() {
            return;
        }
        let reactor = Reactor::new().unwrap();
        let signals = Signals::watch(&reactor, &alone(), &[]).unwrap();
        let blocked = SignalFd::new(&[libc::SIGWINCH, libc::SIGUSR2, libc::SIGALRM]).unwrap();
        for signal in [libc::SIGTERM, libc::SIGALRM] {
            let ended = child(Orphan::LivesOn, || {
                raise(signal);
                0
            });
            assert_eq!(ended.signal(), signal);
        }
        let ended = child(Orphan::LivesOn, || {
            // What the parent had goes without effect on what the child has of its own.
            let reactor = Reactor::new().unwrap();
            let mut own = Signals::watch(&reactor, &alone(), &[]).unwrap();
            let mine = SignalFd::new(&[libc::SIGALRM]).unwrap();
            drop((signals, blocked));
            raise(libc::SIGTERM);
            raise(libc::SIGALRM);
            assert_eq!(own.take(), [libc::SIGTERM]);
            assert_eq!(mine.take().unwrap(), Some(libc::SIGALRM));
            7
        });
        assert_eq!((ended.signal(), ended.code()), (0, 7));
    }

    #[test]
    fn the_parent_watches_on() {
        const NAME: &str = "engine::process::spawn::tests::the_parent_watches_on";
        if testing::in_child(NAME).is_some() {
            return;
        }
        let reactor = Reactor::new().unwrap();
        let mut signals = Signals::watch(&reactor, &alone(), &[]).unwrap();
        let blocked = SignalFd::new(&[libc::SIGALRM]).unwrap();
        assert_eq!(child(Orphan::LivesOn, || 0).code(), 0);
        raise(libc::SIGTERM);
        raise(libc::SIGALRM);
        assert_eq!(signals.take(), [libc::SIGTERM]);
        assert_eq!(blocked.take().unwrap(), Some(libc::SIGALRM));
    }

    #[test]
    fn an_orphan_gets_its_signal() {
        const NAME: &str = "engine::process::spawn::tests::an_orphan_gets_its_signal";
        if testing::in_child(NAME).is_some() {
            return;
        }
        let (mut reader, writer) = io::pipe().unwrap();
        let ended = child(Orphan::LivesOn, || {
            let (mut is_ready, mut ready) = io::pipe().unwrap();
            if fork(Orphan::Gets(libc::SIGKILL)).unwrap() == Side::Child {
                ready.write_all(b"x").unwrap();
                loop {
                    // SAFETY: waits for a signal.
                    unsafe { libc::pause() };
                }
            }
            is_ready.read_exact(&mut [0]).unwrap();
            raise(libc::SIGKILL);
            0
        });
        drop(writer);
        assert_eq!(ended.signal(), libc::SIGKILL);
        // The end of the stream comes when the orphan has gone, too.
        assert_eq!(reader.read(&mut [0]).unwrap(), 0);
    }

    #[test]
    fn hooks_run_in_children_in_order() {
        const NAME: &str = "engine::process::spawn::tests::hooks_run_in_children_in_order";
        static RUNS: AtomicI32 = AtomicI32::new(1);
        if testing::in_child(NAME).is_some() {
            return;
        }
        in_each_child(|| RUNS.store(RUNS.load(Ordering::SeqCst) + 10, Ordering::SeqCst));
        in_each_child(|| RUNS.store(RUNS.load(Ordering::SeqCst) * 2, Ordering::SeqCst));
        let ended = child(Orphan::LivesOn, || RUNS.load(Ordering::SeqCst));
        assert_eq!(ended.code(), 22);
        assert_eq!(RUNS.load(Ordering::SeqCst), 1);
    }
}
