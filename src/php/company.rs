//! What PHP code does in a process that serves nobody, a master or a manager, while its loop runs: timers, coroutines,
//! what they wait for.

use std::cell::Cell;
use std::time::Duration;

use super::runtime::{self, Verdict};
use crate::engine::process::turn::Company;
use crate::engine::reactor::Ready;
use crate::engine::timers::TimerId;

/// The code of the program in such a process.
#[derive(Default)]
pub struct Program {
    failed: Cell<bool>,
}

impl Program {
    /// Takes notice of how a call into PHP has ended.
    pub fn judge(&self, verdict: Verdict) {
        if verdict == Verdict::End || runtime::is_ending() {
            self.failed.set(true);
        }
    }

    /// Whether the process has to end because of what the program has done.
    pub fn has_failed(&self) -> bool {
        self.failed.get()
    }
}

impl Company for Program {
    fn elsewhere(&self, event: &Ready) {
        runtime::dispatch(event);
        self.judge(Verdict::GoOn);
    }

    fn timer(&self, id: TimerId) {
        self.judge(runtime::fire_timer(id));
    }

    fn turn_ended(&self) {
        self.judge(runtime::end_turn());
    }

    fn time_left(&self) -> Option<Duration> {
        runtime::sleep_limit()
    }

    fn has_failed(&self) -> bool {
        self.has_failed()
    }
}
