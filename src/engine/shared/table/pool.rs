//! Slots that no row lies in.
//!
//! A row is changed by writing a new version into another slot and putting that in the old one's place: whoever is killed
//! in between leaves one of the two, whole. Each process keeps one slot for its next change.

use std::sync::atomic::Ordering;

use super::super::Owner;
use super::Table;
use super::memory::Slot;
use crate::engine::fork;

/// As long as there are so many slots, a process keeps one in hand.
const PLENTY: u32 = 32;

/// The slot that a process has in hand.
#[derive(Clone, Copy, Default)]
pub(super) struct Spare {
    slot: u32,
    /// A child of fork(2) does not have it.
    generation: u32,
}

impl Table {
    /// A slot for a new row or version, marked as ours. `None` if there is none at this moment.
    pub(super) fn take_slot(&self, own: Owner) -> Option<(u32, Slot<'_>)> {
        let spare = self.spare.take();
        if let Some(slot) = self.memory.slot(spare.slot)
            && spare.generation == fork::generation()
        {
            return Some((spare.slot, slot));
        }
        let pool = &self.memory.header().pool;
        let held = pool.lock.hold(own);
        if held.from_dead {
            // The chain may be broken. It is mended before anybody goes on.
            self.report_damage();
            return None;
        }
        let first = pool.free.load(Ordering::Relaxed);
        if let Some(slot) = self.memory.slot(first) {
            slot.owner().store(own.bits(), Ordering::Relaxed);
            pool.free.store(slot.next(), Ordering::Release);
            pool.count.fetch_sub(1, Ordering::Relaxed);
            return Some((first, slot));
        }
        let fresh = pool.used.load(Ordering::Relaxed) + 1;
        let slot = self.memory.slot(fresh)?;
        slot.owner().store(own.bits(), Ordering::Relaxed);
        pool.used.store(fresh, Ordering::Release);
        Some((fresh, slot))
    }

    /// Takes back a slot that was marked as ours before it was taken out of its chain.
    pub(super) fn put_slot(&self, number: u32, own: Owner) {
        let pool = &self.memory.header().pool;
        let used = pool.used.load(Ordering::Relaxed);
        let unused = self.memory.slots().saturating_sub(used);
        let spare = self.spare.get();
        let has_none = spare.slot == 0 || spare.generation != fork::generation();
        if has_none && unused.saturating_add(pool.count.load(Ordering::Relaxed)) > PLENTY {
            self.spare.set(Spare {
                slot: number,
                generation: fork::generation(),
            });
            return;
        }
        self.free_slot(number, own);
    }

    /// Gives back what this process keeps for its next change.
    pub(super) fn put_spare(&self) {
        let spare = self.spare.take();
        if spare.slot != 0 && spare.generation == fork::generation() {
            self.free_slot(spare.slot, Owner::current());
        }
    }

    fn free_slot(&self, number: u32, own: Owner) {
        let pool = &self.memory.header().pool;
        let held = pool.lock.hold(own);
        let Some(slot) = self.memory.slot(number) else {
            return;
        };
        if held.from_dead {
            // The chain may be broken. Whoever mends it finds this slot by having no owner, and being in no row's chain.
            self.report_damage();
        } else {
            slot.set_next(pool.free.load(Ordering::Relaxed));
            pool.free.store(number, Ordering::Release);
            pool.count.fetch_add(1, Ordering::Relaxed);
        }
        slot.owner().store(0, Ordering::Release);
    }
}
