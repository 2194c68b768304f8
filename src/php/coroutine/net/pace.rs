//! Taking turns: who always finds something to do neither waits nor ends in time unless he looks for it.

use std::time::{Duration, Instant};

use super::{Failure, Limit, Outcome};
use crate::php::sched::{self, Woken};

/// How long a coroutine may go on while others have something to do.
const SLICE: Duration = Duration::from_millis(10);

/// The pace of an operation in many steps.
pub struct Pace<'a> {
    limit: &'a Limit,
    since: Instant,
}

impl<'a> Pace<'a> {
    /// That of an operation which begins now, and has so much time.
    pub fn within(limit: &'a Limit) -> Self {
        Self {
            limit,
            since: Instant::now(),
        }
    }

    /// Between two steps: lets others run if it was long enough. `ETIMEDOUT` when the time is up.
    pub fn step(&mut self) -> Outcome {
        if self.since.elapsed() >= SLICE {
            let woken = sched::let_others_run()?;
            self.since = Instant::now();
            if woken != Woken::Ready {
                return Ok(Err(Failure::new(libc::ECANCELED)));
            }
        }
        Ok(self.limit.left().map(drop))
    }
}
