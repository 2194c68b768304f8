//! Records and stacks that wait to be used again.

use std::time::{Duration, Instant};

use super::coroutine::Coroutine;
use super::switch;
use crate::php::zend::fiber::Fiber;

/// So many stacks are always kept for later.
const KEPT: usize = 64;
/// How often it is looked which of the others were of no use.
const TRIM: Duration = Duration::from_millis(100);
/// The share of those that is given back to the system then: 1 of so many.
const SHARE: usize = 16;
/// The most that are given back at a time, so that others need not wait for it: a millisecond's worth.
const MOST_TRIMMED: usize = 256;
/// Memory maps that are left to everybody else: each stack takes two of those that the system allows a process.
const MAPS_LEFT: usize = 8192;
/// What the system allows if it does not say.
const MAPS: usize = 65_530;

pub(super) struct Pool {
    /// Free records with a stack.
    idle: Vec<&'static Coroutine>,
    /// The fewest that were idle at a time since stacks were given back last: so many have been of no use.
    unused: usize,
    /// When that was.
    trimmed: Option<Instant>,
    /// Free records without.
    bare: Vec<&'static Coroutine>,
    /// Stacks that exist.
    stacks: usize,
    /// The most that may, once it was asked for.
    most: Option<usize>,
}

impl Pool {
    /// Without stacks.
    pub const fn new() -> Self {
        Self {
            idle: Vec::new(),
            unused: 0,
            trimmed: None,
            bare: Vec::new(),
            stacks: 0,
            most: None,
        }
    }

    /// A record with a stack. `None` if the system has no room for one more.
    #[inline]
    pub fn take(&mut self, stack: usize) -> Option<&'static Coroutine> {
        match self.idle.pop() {
            Some(coroutine) => {
                self.unused = self.unused.min(self.idle.len());
                Some(coroutine)
            }
            None => self.make(stack),
        }
    }

    #[cold]
    fn make(&mut self, stack: usize) -> Option<&'static Coroutine> {
        self.unused = 0;
        let most = *self.most.get_or_insert_with(most_stacks);
        if self.stacks >= most {
            return None;
        }
        let fiber = Fiber::new(switch::main, stack)?;
        self.stacks += 1;
        let coroutine = self
            .bare
            .pop()
            .unwrap_or_else(|| Box::leak(Box::new(Coroutine::new())));
        coroutine.place.set(fiber.place());
        *coroutine.fiber.borrow_mut() = Some(fiber);
        Some(coroutine)
    }

    /// Takes back the record of a coroutine that has ended, and its stack.
    #[inline]
    pub fn give(&mut self, coroutine: &'static Coroutine) {
        if coroutine.broken.get() {
            self.strip(coroutine);
        } else {
            self.idle.push(coroutine);
        }
    }

    /// How long until [`trim`](Self::trim) has something to do; `None` while there are few idle stacks.
    pub fn trim_due(&self, now: Instant) -> Option<Duration> {
        if self.idle.len() <= KEPT {
            return None;
        }
        let due = self.trimmed.map_or(Duration::ZERO, |last| {
            (last + TRIM).saturating_duration_since(now)
        });
        Some(due)
    }

    /// Gives back some of the stacks that nobody has needed lately. What a burst has left is gone some seconds later, and
    /// one burst after another finds its stacks.
    pub fn trim(&mut self, now: Instant) {
        if self.trim_due(now) != Some(Duration::ZERO) {
            return;
        }
        if self.trimmed.replace(now).is_some() {
            let surplus = self.unused.min(self.idle.len() - KEPT);
            for _ in 0..surplus.div_ceil(SHARE).min(MOST_TRIMMED) {
                if let Some(coroutine) = self.idle.pop() {
                    self.strip(coroutine);
                }
            }
        }
        self.unused = self.idle.len();
        if self.idle.len() <= KEPT {
            self.trimmed = None;
        }
    }

    /// Frees the stacks that are not in use.
    pub fn clear(&mut self) {
        while let Some(coroutine) = self.idle.pop() {
            self.strip(coroutine);
        }
    }

    #[cold]
    fn strip(&mut self, coroutine: &'static Coroutine) {
        if let Some(fiber) = coroutine.fiber.take() {
            self.stacks -= 1;
            if coroutine.broken.replace(false) {
                fiber.forget();
            } else {
                fiber.destroy();
            }
        }
        self.bare.push(coroutine);
    }
}

/// How many stacks fit into the memory maps that the system allows.
fn most_stacks() -> usize {
    let maps = std::fs::read_to_string("/proc/sys/vm/max_map_count")
        .ok()
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(MAPS);
    maps.saturating_sub(MAPS_LEFT) / 2
}
