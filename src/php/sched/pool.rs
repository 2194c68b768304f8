//! Records and stacks that wait to be used again.

use super::coroutine::Coroutine;
use super::switch;
use crate::php::zend::fiber::Fiber;

/// Most stacks kept for later. A burst of more gives its stacks back to the system.
const MOST_IDLE: usize = 64;
/// Memory maps that are left to everybody else: each stack takes two of those that the system allows a process.
const MAPS_LEFT: usize = 8192;
/// What the system allows if it does not say.
const MAPS: usize = 65_530;

pub(super) struct Pool {
    /// Free records with a stack.
    idle: Vec<&'static Coroutine>,
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
            bare: Vec::new(),
            stacks: 0,
            most: None,
        }
    }

    /// A record with a stack. `None` if the system has no room for one more.
    #[inline]
    pub fn take(&mut self, stack: usize) -> Option<&'static Coroutine> {
        match self.idle.pop() {
            Some(coroutine) => Some(coroutine),
            None => self.make(stack),
        }
    }

    #[cold]
    fn make(&mut self, stack: usize) -> Option<&'static Coroutine> {
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
        if !coroutine.broken.get() && self.idle.len() < MOST_IDLE {
            self.idle.push(coroutine);
        } else {
            self.strip(coroutine);
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
