//! Timers in milliseconds: ids, deadlines, repetition. What a timer does is the embedder's business.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::time::{Duration, Instant};

/// How far away a moment is that lies beyond what can be told: a century.
const NEVER: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// The moment `delay` after `now`; far in the future if `delay` is too long to be told.
pub fn later(now: Instant, delay: Duration) -> Instant {
    now.checked_add(delay).unwrap_or(now + NEVER)
}

/// The id of a timer, counted from 1.
pub type TimerId = i64;

/// A timer's state as `Timer::info` reports it.
#[derive(Debug, Clone, Copy)]
pub struct Timer {
    /// When it fires next.
    pub deadline: Instant,
    /// Its period; also the delay of a timer that fires once.
    pub period: Duration,
    /// Whether it fires again.
    pub repeat: bool,
    /// How often it has fired.
    pub fired: u64,
    /// The loop turn in which it fired last or was made.
    pub round: u64,
}

/// All timers of one loop: a heap of deadlines over a table of timers.
///
/// Clearing a timer leaves its heap entry to be skipped later; the heap is rebuilt when more than half is stale, so
/// memory stays proportional to the live timers.
#[derive(Debug, Default)]
pub struct Timers {
    heap: BinaryHeap<Reverse<(Instant, TimerId)>>,
    live: BTreeMap<TimerId, Timer>,
    last: TimerId,
    round: u64,
}

impl Timers {
    /// Starts a timer.
    pub fn add(&mut self, now: Instant, period: Duration, repeat: bool) -> TimerId {
        self.last += 1;
        let deadline = later(now, period);
        let timer = Timer {
            deadline,
            period,
            repeat,
            fired: 0,
            round: self.round,
        };
        self.live.insert(self.last, timer);
        self.heap.push(Reverse((deadline, self.last)));
        self.last
    }

    /// Stops a timer; false when there is none of that id.
    pub fn remove(&mut self, id: TimerId) -> bool {
        let found = self.live.remove(&id).is_some();
        if self.heap.len() > 64 && self.heap.len() > self.live.len() * 2 {
            self.rebuild();
        }
        found
    }

    /// Stops all timers.
    pub fn clear(&mut self) {
        self.live.clear();
        self.heap.clear();
    }

    /// A live timer.
    pub fn get(&self, id: TimerId) -> Option<&Timer> {
        self.live.get(&id)
    }

    /// The ids of all live timers, oldest first.
    pub fn ids(&self) -> impl Iterator<Item = TimerId> + '_ {
        self.live.keys().copied()
    }

    /// Number of live timers.
    pub fn len(&self) -> usize {
        self.live.len()
    }

    /// Whether no timer is live.
    pub fn is_empty(&self) -> bool {
        self.live.is_empty()
    }

    /// Whether some timer fires once and is done.
    pub fn has_single(&self) -> bool {
        self.live.values().any(|timer| !timer.repeat)
    }

    /// How often the loop has looked for expired timers.
    pub fn round(&self) -> u64 {
        self.round
    }

    /// When the next timer fires.
    pub fn next_deadline(&mut self) -> Option<Instant> {
        while let Some(Reverse((deadline, id))) = self.heap.peek().copied() {
            if self
                .live
                .get(&id)
                .is_some_and(|timer| timer.deadline == deadline)
            {
                return Some(deadline);
            }
            self.heap.pop();
        }
        None
    }

    /// Begins a loop turn.
    pub fn begin_round(&mut self) {
        self.round += 1;
    }

    /// Takes the next timer that is due, in order of deadline. A repeating timer is rescheduled first, so that its
    /// callback may clear it; it fires at most once per turn, and missed periods are skipped rather than caught up.
    pub fn pop_expired(&mut self, now: Instant) -> Option<TimerId> {
        let deadline = self.next_deadline()?;
        if deadline > now {
            return None;
        }
        let Reverse((_, id)) = self.heap.pop()?;
        let timer = self.live.get_mut(&id)?;
        timer.fired += 1;
        timer.round = self.round;
        if timer.repeat {
            let mut next = later(timer.deadline, timer.period);
            if next <= now {
                // Never in this turn again, whatever the period.
                next = later(now, timer.period.max(Duration::from_nanos(1)));
            }
            timer.deadline = next;
            self.heap.push(Reverse((next, id)));
        } else {
            self.live.remove(&id);
        }
        Some(id)
    }

    fn rebuild(&mut self) {
        self.heap = self
            .live
            .iter()
            .map(|(&id, timer)| Reverse((timer.deadline, id)))
            .collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn timers_fire_in_order_of_deadline() {
        let start = Instant::now();
        let mut timers = Timers::default();
        let slow = timers.add(start, MS * 20, false);
        let fast = timers.add(start, MS * 10, false);
        assert_eq!(timers.pop_expired(start), None);
        assert_eq!(timers.pop_expired(start + MS * 30), Some(fast));
        assert_eq!(timers.pop_expired(start + MS * 30), Some(slow));
        assert!(timers.is_empty());
    }

    #[test]
    fn a_tick_repeats_until_it_is_removed_and_does_not_catch_up() {
        let start = Instant::now();
        let mut timers = Timers::default();
        let id = timers.add(start, MS * 10, true);
        let late = start + MS * 95;
        assert_eq!(timers.pop_expired(late), Some(id));
        assert_eq!(timers.pop_expired(late), None);
        assert_eq!(timers.next_deadline(), Some(late + MS * 10));
        assert!(timers.remove(id));
        assert!(!timers.remove(id));
        assert_eq!(timers.next_deadline(), None);
    }

    #[test]
    fn cleared_timers_do_not_pile_up() {
        let start = Instant::now();
        let mut timers = Timers::default();
        for _ in 0..10_000 {
            let id = timers.add(start, MS * 1000, false);
            timers.remove(id);
        }
        assert!(timers.heap.len() <= 65);
    }

    #[test]
    fn a_timer_without_a_period_fires_once_in_a_turn() {
        let start = Instant::now();
        let mut timers = Timers::default();
        let id = timers.add(start, Duration::ZERO, true);
        assert_eq!(timers.pop_expired(start), Some(id));
        assert_eq!(timers.pop_expired(start), None);
        assert_eq!(timers.pop_expired(start + MS), Some(id));
    }

    #[test]
    fn a_very_long_period_is_no_error() {
        let start = Instant::now();
        let mut timers = Timers::default();
        for repeat in [false, true] {
            timers.add(start, Duration::MAX, repeat);
        }
        assert_eq!(timers.pop_expired(start + MS), None);
        assert!(timers.next_deadline() > Some(start + MS * 1000));
    }
}
