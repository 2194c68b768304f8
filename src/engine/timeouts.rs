//! How long those who wait are willing to: one deadline for each wait.
//!
//! Most waits end before their time, so that ending one early must cost next to nothing: its entry stays and is skipped
//! when its turn comes. The heap is rebuilt when most of it is such remains, so memory stays proportional to the waits.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::time::Instant;

/// One wait of somebody: who waits, and which of his waits it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Waiter {
    /// Who waits; a number of the caller's choice.
    pub id: i64,
    /// Which wait: differs from all others of the same `id`.
    pub wait: u32,
}

/// The deadlines of all waits that have one.
#[derive(Debug, Default)]
pub struct Timeouts {
    heap: BinaryHeap<Reverse<(Instant, Waiter)>>,
    ended: BTreeSet<Waiter>,
}

/// So many remains are always allowed.
const SLACK: usize = 64;

impl Timeouts {
    /// Notes that a wait ends at `deadline`.
    pub fn add(&mut self, deadline: Instant, waiter: Waiter) {
        self.heap.push(Reverse((deadline, waiter)));
    }

    /// Forgets a wait that was added and has ended otherwise.
    pub fn remove(&mut self, waiter: Waiter) {
        self.ended.insert(waiter);
        if self.ended.len() > SLACK && self.ended.len() > self.heap.len() / 2 {
            let ended = std::mem::take(&mut self.ended);
            self.heap
                .retain(|Reverse((_, waiter))| !ended.contains(waiter));
        }
    }

    /// Number of waits that go on.
    pub fn len(&self) -> usize {
        self.heap.len() - self.ended.len()
    }

    /// Whether nobody waits with a deadline.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// When the next wait ends.
    pub fn next_deadline(&mut self) -> Option<Instant> {
        loop {
            let Reverse((deadline, waiter)) = *self.heap.peek()?;
            if self.ended.is_empty() || !self.ended.remove(&waiter) {
                return Some(deadline);
            }
            self.heap.pop();
        }
    }

    /// Takes the next wait whose time has come, in order of deadline.
    pub fn pop_expired(&mut self, now: Instant) -> Option<Waiter> {
        if self.next_deadline()? > now {
            return None;
        }
        self.heap.pop().map(|Reverse((_, waiter))| waiter)
    }

    /// Forgets all waits.
    pub fn clear(&mut self) {
        self.heap.clear();
        self.ended.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    const MS: Duration = Duration::from_millis(1);

    fn waiter(id: i64) -> Waiter {
        Waiter { id, wait: 1 }
    }

    #[test]
    fn waits_end_in_order_of_deadline() {
        let start = Instant::now();
        let mut timeouts = Timeouts::default();
        timeouts.add(start + MS * 20, waiter(1));
        timeouts.add(start + MS * 10, waiter(2));
        assert_eq!(timeouts.next_deadline(), Some(start + MS * 10));
        assert_eq!(timeouts.pop_expired(start), None);
        assert_eq!(timeouts.pop_expired(start + MS * 30), Some(waiter(2)));
        assert_eq!(timeouts.pop_expired(start + MS * 30), Some(waiter(1)));
        assert!(timeouts.is_empty());
    }

    #[test]
    fn a_wait_that_has_ended_is_skipped_and_its_successor_is_not() {
        let start = Instant::now();
        let mut timeouts = Timeouts::default();
        let next = Waiter { id: 1, wait: 2 };
        timeouts.add(start + MS, waiter(1));
        timeouts.remove(waiter(1));
        timeouts.add(start + MS * 2, next);
        assert_eq!(timeouts.len(), 1);
        assert_eq!(timeouts.pop_expired(start + MS), None);
        assert_eq!(timeouts.pop_expired(start + MS * 2), Some(next));
    }

    #[test]
    fn remains_do_not_pile_up() {
        let start = Instant::now();
        let mut timeouts = Timeouts::default();
        timeouts.add(start + MS, waiter(0));
        for id in 1..10_000 {
            timeouts.add(start + MS * 1000, waiter(id));
            timeouts.remove(waiter(id));
        }
        assert!(timeouts.heap.len() <= 2 * SLACK + 2 && timeouts.ended.len() <= SLACK + 1);
        assert_eq!(timeouts.len(), 1);
        assert_eq!(timeouts.pop_expired(start + MS * 1000), Some(waiter(0)));
        assert_eq!(timeouts.next_deadline(), None);
    }
}
