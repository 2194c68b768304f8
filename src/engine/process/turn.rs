//! One turn of the loop of a process that serves nobody: the master, the manager.

use std::io;
use std::time::Duration;

use crate::engine::reactor::{Reactor, Ready, Wake};
use crate::engine::signals::Signals;
use crate::engine::timers::TimerId;

/// How long such a process sleeps at most: then it looks whether those that it depends on are there still.
pub const LOOK_AROUND: Duration = Duration::from_secs(1);

/// What else goes on in the process, which its loop drives. Every method may run code of the program.
pub trait Company {
    /// Something became ready that is neither a signal nor a bell.
    fn elsewhere(&self, event: &Ready);
    /// A timer is due.
    fn timer(&self, id: TimerId);
    /// Events and timers are handled.
    fn turn_ended(&self);
    /// How long the loop may sleep, timers aside; `None` until something becomes ready.
    fn time_left(&self) -> Option<Duration>;
    /// Whether the process has to end because of what the program has done.
    fn has_failed(&self) -> bool;
}

/// Waits, at most for `limit`, and handles what has come. Returns the signals among that.
pub fn turn(
    reactor: &Reactor,
    signals: &mut Signals,
    limit: Duration,
    company: &impl Company,
) -> io::Result<Vec<i32>> {
    let limit = company.time_left().map_or(limit, |left| left.min(limit));
    let mut ready = Vec::new();
    let mut arrived = Vec::new();
    reactor.wait(Some(limit.min(LOOK_AROUND)), &mut ready)?;
    for event in &ready {
        match event.wake {
            Wake::Signals => arrived.extend(signals.take()),
            // Whoever has a bell looks at the board in every turn.
            Wake::Bell => {}
            _ => company.elsewhere(event),
        }
        if company.has_failed() {
            return Ok(arrived);
        }
    }
    reactor.timers().begin_round();
    while !company.has_failed()
        && let Some(id) = reactor.pop_timer()
    {
        company.timer(id);
    }
    if !company.has_failed() {
        company.turn_ended();
    }
    Ok(arrived)
}
