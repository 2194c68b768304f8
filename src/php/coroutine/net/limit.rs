//! How long an operation may wait.

use std::cell::Cell;
use std::time::{Duration, Instant};

use super::Failure;

/// The most time that the waits of an operation may take together. The clock starts with the first one: who need not
/// wait does not ask for the time.
#[derive(Debug, Clone)]
pub struct Limit {
    most: Option<Duration>,
    ends: Cell<Option<Instant>>,
}

impl Limit {
    /// No longer than this; `None` for as long as it takes.
    pub fn new(most: Option<Duration>) -> Self {
        Self {
            most,
            ends: Cell::new(None),
        }
    }

    /// What is left for the next wait; `ETIMEDOUT` if nothing is.
    pub fn left(&self) -> Result<Option<Duration>, Failure> {
        let Some(most) = self.most else {
            return Ok(None);
        };
        let now = Instant::now();
        let left = match self.ends.get() {
            Some(ends) => ends.saturating_duration_since(now),
            None => {
                self.ends.set(now.checked_add(most));
                most
            }
        };
        if left.is_zero() {
            Err(Failure::new(libc::ETIMEDOUT))
        } else {
            Ok(Some(left))
        }
    }
}

impl From<Option<Duration>> for Limit {
    fn from(most: Option<Duration>) -> Self {
        Self::new(most)
    }
}
