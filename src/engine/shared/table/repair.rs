//! What is done after a process has died within a change.
//!
//! Chains are whole at any time, since each change takes effect by one store. What may be wrong is the number of rows,
//! the chain of free slots, and slots that nobody has any more. All of it follows from the chains of rows: they are
//! walked with all buckets locked.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::super::Owner;
use super::Table;
use super::memory::Bucket;

/// A full table is not searched for lost slots more often; whoever needs one waits longer than this.
const PAUSE: Duration = Duration::from_millis(100);

impl Table {
    /// Says that something has to be put right, which is done when no lock is held.
    pub(super) fn report_damage(&self) {
        self.memory
            .header()
            .rows
            .damaged
            .store(1, Ordering::Release);
    }

    /// Puts things right if somebody has reported damage.
    #[inline]
    pub(super) fn repair_damage(&self, own: Owner) {
        let damaged = &self.memory.header().rows.damaged;
        if damaged.load(Ordering::Relaxed) != 0 {
            self.repair(own);
        }
    }

    /// Looks for slots that the dead had in hand, unless that was done a moment ago.
    #[cold]
    pub(super) fn find_lost_slots(&self, own: Owner) {
        let rows = &self.memory.header().rows;
        let now = milliseconds();
        let last = rows.repaired_at.load(Ordering::Relaxed);
        // A clock that was set back does not matter either.
        if now.abs_diff(last) > PAUSE.as_millis() as u64 {
            self.repair(own);
        }
    }

    #[cold]
    fn repair(&self, own: Owner) {
        let header = self.memory.header();
        let _repair = header.rows.repair.hold(own);
        header.rows.damaged.store(0, Ordering::SeqCst);
        header
            .rows
            .repaired_at
            .store(milliseconds(), Ordering::Relaxed);
        // Who changes a row holds one bucket, and takes nothing but the pool's lock then: nobody waits in a circle.
        let mut all = Held(self.memory.buckets(), 0);
        for bucket in self.memory.buckets() {
            self.lock_bucket(bucket, own);
            all.1 += 1;
        }
        let _pool = header.pool.lock.hold(own);
        let used = header
            .pool
            .used
            .load(Ordering::Relaxed)
            .min(self.memory.slots());
        let (reachable, rows) = self.reachable(used);
        header.rows.count.store(rows, Ordering::Relaxed);

        let (mut free, mut count) = (0, 0);
        let mut known = None;
        let mut is_alive = |bits: u64| match known {
            Some((other, alive)) if other == bits => alive,
            _ => {
                let alive = Owner::from_bits(bits).is_some_and(Owner::is_alive);
                known = Some((bits, alive));
                alive
            }
        };
        for number in (1..=used).rev() {
            let Some(slot) = self.memory.slot(number) else {
                continue;
            };
            if is_set(&reachable, number) {
                slot.owner().store(0, Ordering::Relaxed);
            } else if !is_alive(slot.owner().load(Ordering::Relaxed)) {
                slot.owner().store(0, Ordering::Relaxed);
                slot.set_next(free);
                free = number;
                count += 1;
            }
        }
        header.pool.free.store(free, Ordering::Release);
        header.pool.count.store(count, Ordering::Release);
        drop(all);
    }

    /// Which slots rows lie in, a bit each, and how many these are.
    fn reachable(&self, used: u32) -> (Vec<u64>, u32) {
        let mut bits = vec![0_u64; used as usize / 64 + 1];
        let mut rows = 0;
        for bucket in self.memory.buckets() {
            let mut number = bucket.head.load(Ordering::Acquire);
            while let Some(slot) = self.memory.slot(number) {
                if number > used || is_set(&bits, number) {
                    break;
                }
                bits[number as usize / 64] |= 1 << (number % 64);
                rows += 1;
                number = slot.next();
            }
        }
        (bits, rows)
    }
}

/// The first so many buckets, locked until this is dropped.
struct Held<'a>(&'a [Bucket], usize);

impl Drop for Held<'_> {
    fn drop(&mut self) {
        for bucket in &self.0[..self.1] {
            bucket.lock.unlock();
        }
    }
}

fn is_set(bits: &[u64], number: u32) -> bool {
    bits[number as usize / 64] >> (number % 64) & 1 != 0
}

fn milliseconds() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(0))
}

/// A sum over the stripes.
pub(super) fn sum<'a>(counters: impl Iterator<Item = &'a AtomicU64>) -> u64 {
    counters
        .map(|counter| counter.load(Ordering::Relaxed))
        .sum()
}
