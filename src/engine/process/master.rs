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
    /// The server is going to stop: nobody is asked to yet.
    fn stopping(&self);
    /// Whether the program has something under way in this process that comes to an end.
    fn is_busy(&self) -> bool;
    /// The others are asked to stop now.
    fn asking(&self);
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

/// Runs the loop of the master until the manager has ended. When the server is going to stop, what is under way here has
/// `max_wait` to come to its end before the manager is asked to; `patience` is how long the manager may take from then on.
pub fn run(
    board: &Rc<Board>,
    manager: i32,
    max_wait: Duration,
    patience: Duration,
    head: &impl Head,
    reactor: &Reactor,
    signals: &mut Signals,
) -> io::Result<End> {
    let mut stopping: Option<Instant> = None;
    let mut asked: Option<Instant> = None;
    let mut end: Option<End> = None;
    loop {
        let limit = match (stopping, asked) {
            (_, Some(at)) => Some(at + patience),
            (Some(at), None) => Some(at + max_wait),
            (None, None) => None,
        };
        let left = limit.map_or(LOOK_AROUND, |at| {
            at.saturating_duration_since(Instant::now())
        });
        let arrived = turn(
            reactor,
            signals,
            left.max(Duration::from_millis(1)),
            head.company(),
        )?;
        let has = |signal| arrived.contains(&signal);
        let has_failed = || head.company().has_failed();
        let stop = has(libc::SIGTERM)
            || has(libc::SIGINT)
            || board.take_asked_of_master().has(Request::Shutdown)
            || has_failed();
        if stop && stopping.is_none() {
            stopping = Some(Instant::now());
            if !has_failed() {
                head.stopping();
            }
        }
        let tell = |signal| {
            if end.is_none() {
                kill(manager, signal);
            }
        };
        if let (Some(at), None) = (stopping, asked)
            && (has_failed() || !head.is_busy() || at.elapsed() >= max_wait)
        {
            asked = Some(Instant::now());
            if !has_failed() && head.is_busy() {
                log::write(
                    Level::Warning,
                    "max_wait_time is over: what goes on in the master is left where it is",
                );
            }
            if !has_failed() {
                head.asking();
            }
            tell(libc::SIGTERM);
        }
        if has(libc::SIGRTMIN()) {
            head.reopen_log();
            tell(libc::SIGRTMIN());
        }
        for signal in [libc::SIGUSR1, libc::SIGUSR2] {
            if has(signal) {
                tell(signal);
            }
        }
        if end.is_none() {
            end = match children::reap(manager) {
                Ok(None) => None,
                Ok(Some(ended)) => {
                    let regular = stopping.is_some() && ended.code() == 0 && ended.signal() == 0;
                    Some(if regular {
                        End::Regular
                    } else {
                        End::Lost(ended)
                    })
                }
                // Somebody else has reaped it.
                Err(_) => Some(End::Lost(Ended::unknown(manager))),
            };
        }
        // Somebody may ask all processes at once: then the manager may be gone before what is under way here has ended.
        if let Some(end) = end
            && (stopping.is_none() || asked.is_some())
        {
            return Ok(end);
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
