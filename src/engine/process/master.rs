//! Keeps the manager, where that is a process of its own.

use std::io;
use std::rc::Rc;
use std::time::{Duration, Instant};

use super::board::{Board, Request};
use super::turn::{Company, LOOK_AROUND, turn};
use crate::engine::children::{self, Ended};
use crate::engine::log::{self, Level};
use crate::engine::reactor::Reactor;
use crate::engine::signals::Signals;

/// The signals that the master takes.
pub fn signals() -> [i32; 6] {
    [
        libc::SIGTERM,
        libc::SIGINT,
        libc::SIGUSR1,
        libc::SIGUSR2,
        libc::SIGCHLD,
        libc::SIGRTMIN(),
    ]
}

/// What the master is told. Every method may run code of the program.
pub trait Head {
    /// What else goes on in the process.
    fn company(&self) -> &impl Company;
    /// The server is going to stop: before anybody is asked to.
    fn stopping(&self);
    /// The log file is to be opened anew.
    fn reopen_log(&self);
}

/// How the manager has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// As it was asked to.
    Regular,
    /// By itself, or killed. The processes that it kept end by themselves.
    Lost(Ended),
}

/// Runs the loop of the master until the manager has ended. `patience` is how long that may take after it was asked to.
pub fn run(
    board: &Rc<Board>,
    manager: i32,
    patience: Duration,
    head: &impl Head,
    reactor: &Reactor,
    signals: &mut Signals,
) -> io::Result<End> {
    let mut asked: Option<Instant> = None;
    loop {
        let left = asked.map_or(LOOK_AROUND, |at| {
            (at + patience).saturating_duration_since(Instant::now())
        });
        let arrived = turn(
            reactor,
            signals,
            left.max(Duration::from_millis(1)),
            head.company(),
        )?;
        let has = |signal| arrived.contains(&signal);
        let stop = has(libc::SIGTERM)
            || has(libc::SIGINT)
            || board.take_asked_of_master().has(Request::Shutdown)
            || head.company().has_failed();
        if stop && asked.is_none() {
            asked = Some(Instant::now());
            if !head.company().has_failed() {
                head.stopping();
            }
            kill(manager, libc::SIGTERM);
        }
        if has(libc::SIGRTMIN()) {
            head.reopen_log();
            kill(manager, libc::SIGRTMIN());
        }
        for signal in [libc::SIGUSR1, libc::SIGUSR2] {
            if has(signal) {
                kill(manager, signal);
            }
        }
        match children::reap(manager) {
            Ok(None) => {}
            Ok(Some(ended)) => {
                let regular = asked.is_some() && ended.code() == 0 && ended.signal() == 0;
                return Ok(if regular {
                    End::Regular
                } else {
                    End::Lost(ended)
                });
            }
            // Somebody else has reaped it.
            Err(_) => return Ok(End::Lost(Ended::unknown(manager))),
        }
        if asked.is_some_and(|at| at.elapsed() >= patience) {
            log::write(
                Level::Warning,
                format!("force kill manager process(pid={manager})"),
            );
            kill(manager, libc::SIGKILL);
        }
        // SAFETY: cannot fail.
        if unsafe { libc::getpid() } == 1 {
            // Orphans of the whole container are ours; the manager was asked for before.
            while let Ok(Some(other)) = children::reap(-1) {
                if other.pid == manager {
                    return Ok(End::Lost(other));
                }
            }
        }
    }
}

fn kill(pid: i32, signal: i32) {
    // SAFETY: kill(2) on a child that was not reaped yet, so that the id is its own.
    unsafe { libc::kill(pid, signal) };
}
