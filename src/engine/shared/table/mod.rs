//! A table of rows with keys in memory of a fixed size, which processes share.
//!
//! Rows of a bucket form a chain. Who changes one locks the bucket; readers lock nothing, but read again if the bucket's version
//! has changed meanwhile. A change takes effect by one store: of a number in its place, else of the link to a new
//! version of the row, so that a process that is killed at any moment leaves whole rows. Its lock is
//! taken over (`robust`), and what else it leaves is put right (`repair`).

mod cursor;
mod key;
mod layout;
mod memory;
mod pool;
mod repair;
mod row;

use std::cell::Cell;
use std::hash::RandomState;
use std::io;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering, fence};
use std::thread;
use std::time::{Duration, Instant};

pub use cursor::Cursor;
pub use key::{KeyBytes, MAX_KEY};
pub use layout::{Column, Kind, Layout};
pub use row::{Change, Row};

use super::Owner;
use super::robust::Held;
use key::Key;
use memory::{Bucket, Counters, Memory, STRIPES, Slot};
use pool::Spare;

/// Attempts of a reader before it takes the lock.
const ATTEMPTS: u32 = 8;
/// Rows of a chain that a reader passes before it looks whether the chain has changed beneath it.
const HOPS: u32 = 64;
/// How long a change waits for slots that others have in hand.
const PATIENCE: Duration = Duration::from_millis(500);

/// There is no room for another row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full;

/// What has happened in a table since it was made.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Stats {
    /// Rows that were added.
    pub inserts: u64,
    /// Rows that were changed.
    pub updates: u64,
    /// Rows that were deleted.
    pub deletes: u64,
    /// Rows that were added to a bucket that had some already.
    pub conflicts: u64,
    /// The most rows that such a bucket had.
    pub deepest: u64,
}

/// A table. Processes that are forked later share it; the columns are theirs from then on.
pub struct Table {
    memory: Memory,
    layout: Layout,
    limit: u32,
    secret: RandomState,
    spare: Cell<Spare>,
}

/// Where a row lies in its chain.
struct Found<'a> {
    number: u32,
    slot: Slot<'a>,
    /// The row before it.
    before: Option<Slot<'a>>,
}

impl Table {
    /// Makes an empty table with `buckets` buckets, a power of two, for `limit` rows.
    pub fn new(buckets: usize, limit: u32, layout: Layout) -> io::Result<Self> {
        if !buckets.is_power_of_two() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        Ok(Self {
            memory: Memory::new(buckets, limit, layout.words())?,
            layout,
            limit,
            secret: RandomState::new(),
            spare: Cell::default(),
        })
    }

    /// The columns.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// How many rows there are.
    pub fn count(&self) -> u32 {
        let rows = &self.memory.header().rows.count;
        rows.load(Ordering::Relaxed).min(self.limit)
    }

    /// How many rows there may be.
    pub fn limit(&self) -> u32 {
        self.limit
    }

    /// Bytes that the table takes.
    pub fn memory_size(&self) -> usize {
        self.memory.size()
    }

    /// What has happened so far.
    pub fn stats(&self) -> Stats {
        let stripes = &self.memory.header().stripes;
        let deepest = stripes.iter().map(|it| it.deepest.load(Ordering::Relaxed));
        Stats {
            inserts: repair::sum(stripes.iter().map(|it| &it.inserts)),
            updates: repair::sum(stripes.iter().map(|it| &it.updates)),
            deletes: repair::sum(stripes.iter().map(|it| &it.deletes)),
            conflicts: repair::sum(stripes.iter().map(|it| &it.conflicts)),
            deepest: deepest.max().unwrap_or(0),
        }
    }

    /// Whether there is a row with this key.
    pub fn contains(&self, key: &[u8]) -> bool {
        self.read(key, |_| ())
    }

    /// Copies a row; false if there is none.
    pub fn get(&self, key: &[u8], row: &mut Row) -> bool {
        self.read(key, |slot| {
            for column in self.layout.columns() {
                row.load(column, slot.data());
            }
        })
    }

    /// Copies one column of a row, of which there has to be one with this index; false if there is no such row.
    pub fn get_column(&self, key: &[u8], column: usize, row: &mut Row) -> bool {
        let column = &self.layout.columns()[column];
        self.read(key, |slot| row.load(column, slot.data()))
    }

    /// Adds or changes a row: `changes` has as many elements as there are columns.
    pub fn set(&self, key: &[u8], changes: &[Change<impl AsRef<[u8]>>]) -> Result<(), Full> {
        let (key, own) = (Key::new(key, &self.secret), Owner::current());
        let fill = |data: &[AtomicU64], old: Option<&[AtomicU64]>| {
            for (column, change) in self.layout.columns().iter().zip(changes) {
                row::write(column, change, data, old);
            }
        };
        self.patiently(own, || {
            let place = self.hold(&key, own);
            let Some(found) = self.find_locked(&place, &key) else {
                return self.insert(&place, &key, own, |data| fill(data, None));
            };
            let mut wanted = (0..)
                .zip(changes)
                .filter(|(_, change)| !matches!(change, Change::Keep));
            match (wanted.next(), wanted.next()) {
                (None, _) => {}
                (Some((index, change)), None) if let Some(word) = self.number(index, change) => {
                    let _changing = Changing::begin(place.bucket);
                    found.slot.data()[self.layout.columns()[index].offset]
                        .store(word, Ordering::Relaxed);
                }
                _ => self.replace(&place, &found, own, |data| {
                    fill(data, Some(found.slot.data()))
                })?,
            }
            place.counters.updates.fetch_add(1, Ordering::Relaxed);
            Ok(())
        })
    }

    /// Adds to an int, which wraps around, and returns the sum. A row that is not there is added.
    pub fn add_int(&self, key: &[u8], column: usize, by: i64) -> Result<i64, Full> {
        let sum = |word: u64| word.wrapping_add(by.cast_unsigned());
        self.calculate(key, column, sum).map(u64::cast_signed)
    }

    /// Adds to a float, and returns the sum. A row that is not there is added.
    pub fn add_float(&self, key: &[u8], column: usize, by: f64) -> Result<f64, Full> {
        let sum = |word: u64| (f64::from_bits(word) + by).to_bits();
        self.calculate(key, column, sum).map(f64::from_bits)
    }

    fn calculate(
        &self,
        key: &[u8],
        column: usize,
        result: impl Fn(u64) -> u64,
    ) -> Result<u64, Full> {
        let (key, own) = (Key::new(key, &self.secret), Owner::current());
        let offset = self.layout.columns()[column].offset;
        self.patiently(own, || {
            let place = self.hold(&key, own);
            let Some(found) = self.find_locked(&place, &key) else {
                let new = result(0);
                self.insert(&place, &key, own, |data| {
                    for column in self.layout.columns() {
                        data[column.offset].store(0, Ordering::Relaxed);
                    }
                    data[offset].store(new, Ordering::Relaxed);
                })?;
                return Ok(new);
            };
            let number = &found.slot.data()[offset];
            let new = result(number.load(Ordering::Relaxed));
            let changing = Changing::begin(place.bucket);
            number.store(new, Ordering::Relaxed);
            drop(changing);
            place.counters.updates.fetch_add(1, Ordering::Relaxed);
            Ok(new)
        })
    }

    /// Deletes a row; false if there is none.
    pub fn delete(&self, key: &[u8]) -> bool {
        let (key, own) = (Key::new(key, &self.secret), Owner::current());
        let place = self.hold(&key, own);
        let found = self.find_locked(&place, &key);
        if let Some(found) = &found {
            self.link(&place, found, found.slot.next(), own);
            self.memory
                .header()
                .rows
                .count
                .fetch_sub(1, Ordering::Relaxed);
            place.counters.deletes.fetch_add(1, Ordering::Relaxed);
            self.put_slot(found.number, own);
        }
        let deleted = found.is_some();
        drop(place);
        self.repair_damage(own);
        deleted
    }

    /// The place of a key: its bucket, locked.
    #[inline]
    fn hold(&self, key: &Key, own: Owner) -> Place<'_> {
        let index = self.index(key);
        let bucket = &self.memory.buckets()[index];
        Place {
            bucket,
            counters: &self.memory.header().stripes[index % STRIPES],
            _held: self.hold_bucket(bucket, own),
        }
    }

    #[inline]
    fn index(&self, key: &Key) -> usize {
        // Cut to the number of buckets, a power of two.
        key.hash() as usize & (self.memory.buckets().len() - 1)
    }

    #[inline]
    fn hold_bucket<'a>(&self, bucket: &'a Bucket, own: Owner) -> Held<'a> {
        self.lock_bucket(bucket, own);
        bucket.lock.held()
    }

    #[inline]
    fn lock_bucket(&self, bucket: &Bucket, own: Owner) {
        if bucket.lock.lock(own) {
            let version = bucket.version.load(Ordering::Relaxed);
            // Whatever was changing has changed, or has not.
            let even = version.wrapping_add(version & 1);
            bucket.version.store(even, Ordering::Release);
            self.report_damage();
        }
    }

    /// Adds a row that is not there.
    fn insert(
        &self,
        place: &Place<'_>,
        key: &Key,
        own: Owner,
        fill: impl FnOnce(&[AtomicU64]),
    ) -> Result<(), Trouble> {
        let rows = &self.memory.header().rows.count;
        rows.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |count| {
            (count < self.limit).then_some(count + 1)
        })
        .map_err(|_| Trouble::Full)?;
        let Some((number, slot)) = self.take_slot(own) else {
            rows.fetch_sub(1, Ordering::Relaxed);
            return Err(Trouble::NoSlot);
        };
        slot.mark().store(key.mark(), Ordering::Relaxed);
        key.write(slot.key());
        fill(slot.data());
        let next = place.bucket.head.load(Ordering::Relaxed);
        slot.set_next(next);
        let changing = Changing::begin(place.bucket);
        place.bucket.head.store(number, Ordering::Release);
        drop(changing);
        slot.owner().store(0, Ordering::Release);

        place.counters.inserts.fetch_add(1, Ordering::Relaxed);
        if next != 0 {
            place.counters.conflicts.fetch_add(1, Ordering::Relaxed);
            let depth = self.chain(place.bucket, None).count() as u64 - 1;
            place.counters.deepest.fetch_max(depth, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Puts a new version of a row in the place of the old one.
    fn replace(
        &self,
        place: &Place<'_>,
        found: &Found<'_>,
        own: Owner,
        fill: impl FnOnce(&[AtomicU64]),
    ) -> Result<(), Trouble> {
        let (number, slot) = self.take_slot(own).ok_or(Trouble::NoSlot)?;
        let old = found.slot;
        slot.mark()
            .store(old.mark().load(Ordering::Relaxed), Ordering::Relaxed);
        for (to, from) in slot.key().iter().zip(old.key()) {
            to.store(from.load(Ordering::Relaxed), Ordering::Relaxed);
        }
        fill(slot.data());
        slot.set_next(old.next());
        self.link(place, found, number, own);
        slot.owner().store(0, Ordering::Release);
        self.put_slot(found.number, own);
        Ok(())
    }

    /// Puts a slot, or none, in the place of one that becomes ours.
    fn link(&self, place: &Place<'_>, old: &Found<'_>, new: u32, own: Owner) {
        old.slot.owner().store(own.bits(), Ordering::Relaxed);
        let _changing = Changing::begin(place.bucket);
        match old.before {
            Some(before) => before.set_next(new),
            None => place.bucket.head.store(new, Ordering::Release),
        }
    }

    fn find_locked<'a>(&'a self, place: &Place<'a>, key: &Key) -> Option<Found<'a>> {
        self.find(place.bucket, key, None)
    }

    /// Looks for a key. Without the lock anything may come out, but soon: whoever looks tells by the version.
    #[inline]
    fn find<'a>(
        &'a self,
        bucket: &'a Bucket,
        key: &Key,
        version: Option<u32>,
    ) -> Option<Found<'a>> {
        let mut before = None;
        for (number, slot) in self.chain(bucket, version) {
            if slot.mark().load(Ordering::Relaxed) == key.mark() && key.is_in(slot.key()) {
                return Some(Found {
                    number,
                    slot,
                    before,
                });
            }
            before = Some(slot);
        }
        None
    }

    /// The slots of a chain; with a version, until that has changed.
    #[inline]
    fn chain<'a>(
        &'a self,
        bucket: &'a Bucket,
        version: Option<u32>,
    ) -> impl Iterator<Item = (u32, Slot<'a>)> {
        let mut next = bucket.head.load(Ordering::Acquire);
        let mut hops = 0_u32;
        std::iter::from_fn(move || {
            let (number, slot) = (next, self.memory.slot(next)?);
            hops += 1;
            let is_stale = hops.is_multiple_of(HOPS)
                && version.is_some_and(|version| !is_unchanged(bucket, version));
            if is_stale || hops > self.memory.slots() {
                return None;
            }
            next = slot.next();
            Some((number, slot))
        })
    }

    /// Reads a row, perhaps more than once; false if there is none.
    #[inline]
    fn read(&self, key: &[u8], mut copy: impl FnMut(Slot<'_>)) -> bool {
        let key = Key::new(key, &self.secret);
        let bucket = &self.memory.buckets()[self.index(&key)];
        for _ in 0..ATTEMPTS {
            let version = bucket.version.load(Ordering::Acquire);
            if version & 1 == 0 {
                let found = self.find(bucket, &key, Some(version));
                if let Some(found) = &found {
                    copy(found.slot);
                }
                if is_unchanged(bucket, version) {
                    return found.is_some();
                }
            }
            std::hint::spin_loop();
        }
        let own = Owner::current();
        let place = self.hold(&key, own);
        let found = self.find_locked(&place, &key);
        if let Some(found) = &found {
            copy(found.slot);
        }
        let is_there = found.is_some();
        drop(place);
        self.repair_damage(own);
        is_there
    }

    /// Tries until there is a slot: all of them may be in the hands of others for a moment.
    #[inline]
    fn patiently<T>(
        &self,
        own: Owner,
        mut attempt: impl FnMut() -> Result<T, Trouble>,
    ) -> Result<T, Full> {
        let first = attempt();
        self.repair_damage(own);
        match first {
            Ok(result) => Ok(result),
            Err(Trouble::Full) => Err(Full),
            Err(Trouble::NoSlot) => self.insist(own, &mut attempt),
        }
    }

    #[cold]
    fn insist<T>(
        &self,
        own: Owner,
        attempt: &mut dyn FnMut() -> Result<T, Trouble>,
    ) -> Result<T, Full> {
        let begin = Instant::now();
        loop {
            self.find_lost_slots(own);
            let result = attempt();
            self.repair_damage(own);
            match result {
                Ok(result) => return Ok(result),
                Err(Trouble::NoSlot) if begin.elapsed() < PATIENCE => thread::yield_now(),
                Err(_) => return Err(Full),
            }
        }
    }

    /// The word that makes a change of a number; `None` if it is one of a text.
    fn number<T>(&self, column: usize, change: &Change<T>) -> Option<u64> {
        match self.layout.columns().get(column)?.kind {
            Kind::Int | Kind::Float => row::single_word(change),
            Kind::Text(_) => None,
        }
    }
}

impl Drop for Table {
    fn drop(&mut self) {
        self.put_spare();
    }
}

/// A locked bucket.
struct Place<'a> {
    bucket: &'a Bucket,
    counters: &'a Counters,
    _held: Held<'a>,
}

enum Trouble {
    Full,
    NoSlot,
}

/// Keeps readers from what is being changed, under the bucket's lock.
struct Changing<'a>(&'a AtomicU32);

impl<'a> Changing<'a> {
    #[inline]
    fn begin(bucket: &'a Bucket) -> Self {
        let version = &bucket.version;
        version.store(
            version.load(Ordering::Relaxed).wrapping_add(1),
            Ordering::Relaxed,
        );
        // Who sees what comes now sees the version, too.
        fence(Ordering::Release);
        Self(version)
    }
}

impl Drop for Changing<'_> {
    #[inline]
    fn drop(&mut self) {
        let version = self.0.load(Ordering::Relaxed).wrapping_add(1);
        self.0.store(version, Ordering::Release);
    }
}

/// Whether what was read since the bucket had this version is whole.
#[inline]
fn is_unchanged(bucket: &Bucket, version: u32) -> bool {
    fence(Ordering::Acquire);
    bucket.version.load(Ordering::Relaxed) == version
}

#[cfg(test)]
mod tests;
