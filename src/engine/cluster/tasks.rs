//! Who has how many tasks to do, and which: numbers in shared memory beside the rings that the tasks go through.
//!
//! A count may be wrong for a while when a process has died: who was given a task that was never sent has it counted until it
//! rests. Nothing but the choice of who gets the next one depends on that.

use std::io;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use crate::engine::shared::{Mapping, Shared};

/// Tasks that a process is known to have in its hands; it may have more.
const HANDS: usize = 31;
/// Bits of a task's id that are kept while it is in somebody's hands.
const ID_BITS: u32 = 48;

#[repr(C, align(64))]
struct Head {
    given: AtomicU64,
    next: AtomicU32,
}

/// One process.
#[repr(C, align(64))]
struct Place {
    /// Tasks that were given to it and that it has not begun.
    queued: AtomicU32,
    /// Tasks that it has begun and not done.
    begun: AtomicU32,
    /// Those: the number of who has given it plus one, and the id; 0 where there is none.
    hands: [AtomicU64; HANDS],
}

// SAFETY: atomics only.
unsafe impl Shared for Head {}
// SAFETY: as above.
unsafe impl Shared for Place {}

/// A task in somebody's hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InHand {
    /// The number of the process that has given it.
    pub by: usize,
    /// Its id there.
    pub id: i64,
}

/// The numbers.
pub struct Tasks {
    memory: Mapping,
    processes: usize,
}

fn take_one(count: &AtomicU32) {
    // What was never counted, or is not any more, is not taken away.
    let _ = count.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |count| {
        count.checked_sub(1)
    });
}

impl Tasks {
    /// For so many processes, all without tasks.
    pub fn new(processes: usize) -> io::Result<Self> {
        let size = size_of::<Head>() + processes * size_of::<Place>();
        Ok(Self {
            memory: Mapping::new(size)?,
            processes,
        })
    }

    fn head(&self) -> &Head {
        self.memory.at(0)
    }

    fn places(&self) -> &[Place] {
        self.memory.slice(size_of::<Head>(), self.processes)
    }

    /// How many tasks a process has to do.
    pub fn load(&self, number: usize) -> usize {
        let Some(place) = self.places().get(number) else {
            return usize::MAX;
        };
        let [queued, begun] = [&place.queued, &place.begun].map(|n| n.load(Ordering::Relaxed));
        queued as usize + begun as usize
    }

    /// The processes `first` to `first + count - 1`, those first that have the least to do; in turn if several have
    /// equally much.
    pub fn by_load(&self, first: usize, count: usize) -> Vec<usize> {
        if count == 0 {
            return Vec::new();
        }
        let start = self.head().next.fetch_add(1, Ordering::Relaxed) as usize;
        let mut all: Vec<usize> = (0..count).map(|n| first + (start + n) % count).collect();
        all.sort_by_cached_key(|&number| self.load(number));
        all
    }

    /// A task is about to be sent to a process.
    pub fn give(&self, number: usize) {
        if let Some(place) = self.places().get(number) {
            place.queued.fetch_add(1, Ordering::Relaxed);
            self.head().given.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// It was not sent.
    pub fn take_back(&self, number: usize) {
        if let Some(place) = self.places().get(number) {
            take_one(&place.queued);
            self.head().given.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// A process begins a task. What is returned is for [`done`](Self::done).
    pub fn begin(&self, number: usize, task: InHand) -> Option<usize> {
        let place = self.places().get(number)?;
        take_one(&place.queued);
        place.begun.fetch_add(1, Ordering::Relaxed);
        let known = task.id.cast_unsigned() & ((1 << ID_BITS) - 1);
        let packed = (task.by as u64 + 1) << ID_BITS | known;
        let free = place
            .hands
            .iter()
            .position(|hand| hand.load(Ordering::Relaxed) == 0)?;
        place.hands[free].store(packed, Ordering::Relaxed);
        Some(free)
    }

    /// It has done it, or has given it up.
    pub fn done(&self, number: usize, hand: Option<usize>) {
        if let Some(place) = self.places().get(number) {
            take_one(&place.begun);
            if let Some(hand) = hand.and_then(|hand| place.hands.get(hand)) {
                hand.store(0, Ordering::Relaxed);
            }
        }
    }

    /// A process has nothing to do: whatever was counted as given to it was never sent.
    pub fn rest(&self, number: usize) {
        if let Some(place) = self.places().get(number)
            && place.queued.load(Ordering::Relaxed) != 0
        {
            place.queued.store(0, Ordering::Relaxed);
        }
    }

    /// The tasks that a process had in its hands when it has ended, and how many they were: not all need be known.
    pub fn lost(&self, number: usize) -> (Vec<InHand>, usize) {
        let Some(place) = self.places().get(number) else {
            return (Vec::new(), 0);
        };
        let known = place.hands.iter().filter_map(|hand| {
            let packed = hand.load(Ordering::Relaxed);
            Some(InHand {
                by: ((packed >> ID_BITS) as usize).checked_sub(1)?,
                id: (packed & ((1 << ID_BITS) - 1)).cast_signed(),
            })
        });
        (
            known.collect(),
            place.begun.load(Ordering::Relaxed) as usize,
        )
    }

    /// The successor of a process begins: it has nothing in its hands.
    pub fn begin_anew(&self, number: usize) {
        if let Some(place) = self.places().get(number) {
            place.begun.store(0, Ordering::Relaxed);
            for hand in &place.hands {
                hand.store(0, Ordering::Relaxed);
            }
        }
    }

    /// How many tasks have not been begun.
    pub fn waiting(&self) -> usize {
        let places = self.places().iter();
        places
            .map(|place| place.queued.load(Ordering::Relaxed) as usize)
            .sum()
    }

    /// How many tasks were given, ever.
    pub fn given(&self) -> u64 {
        self.head().given.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_least_to_do_comes_first_and_equals_take_turns() {
        let tasks = Tasks::new(4).unwrap();
        let firsts: Vec<usize> = (0..3).map(|_| tasks.by_load(1, 3)[0]).collect();
        assert_eq!(firsts, [1, 2, 3]);
        tasks.give(1);
        tasks.give(1);
        tasks.give(3);
        assert_eq!(tasks.by_load(1, 3), [2, 3, 1]);
        assert_eq!((tasks.waiting(), tasks.given()), (3, 3));
        tasks.take_back(3);
        assert_eq!((tasks.load(3), tasks.waiting(), tasks.given()), (0, 2, 2));
        assert_eq!(tasks.by_load(1, 0), []);
    }

    #[test]
    fn what_is_in_the_hands_of_one_who_ends_is_known() {
        let tasks = Tasks::new(2).unwrap();
        let task = |id| InHand { by: 0, id };
        for _ in 0..3 {
            tasks.give(1);
        }
        let hand = tasks.begin(1, task(7));
        tasks.begin(1, task(0));
        assert_eq!((tasks.load(1), tasks.waiting()), (3, 1));
        tasks.done(1, hand);
        assert_eq!(tasks.lost(1), (vec![task(0)], 1));
        tasks.begin_anew(1);
        assert_eq!((tasks.lost(1), tasks.load(1)), ((vec![], 0), 1));
        // More than it has hands for.
        for id in 0..40 {
            tasks.begin(1, task(id));
        }
        let (known, all) = tasks.lost(1);
        assert_eq!((known.len(), all), (HANDS, 40));
    }

    #[test]
    fn who_rests_has_nothing_to_do() {
        let tasks = Tasks::new(1).unwrap();
        tasks.give(0);
        tasks.rest(0);
        assert_eq!((tasks.load(0), tasks.waiting()), (0, 0));
        // It came nevertheless.
        let hand = tasks.begin(0, InHand { by: 0, id: 1 });
        tasks.done(0, hand);
        assert_eq!(tasks.load(0), 0);
    }
}
