//! How a table lies in its memory: a header, the buckets, and the slots that rows lie in.

use std::io;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use super::super::{Mapping, RobustLock, Shared};
use super::key::KEY_WORDS;

/// Slots beyond those for rows: each process that changes a row needs one for the new version.
const SPARE_SLOTS: u32 = 64;
/// Counters are spread over cache lines, by bucket.
pub(super) const STRIPES: usize = 16;

/// What lies in front.
#[repr(C)]
pub(super) struct Header {
    pub(super) pool: Pool,
    pub(super) rows: Rows,
    pub(super) stripes: [Counters; STRIPES],
}

/// The slots that are free.
#[repr(C, align(64))]
pub(super) struct Pool {
    pub(super) lock: RobustLock,
    /// The first of a chain of slots that were used, or 0.
    pub(super) free: AtomicU32,
    /// How long that chain is.
    pub(super) count: AtomicU32,
    /// How many slots were used ever: those behind are as good as free.
    pub(super) used: AtomicU32,
}

#[repr(C, align(64))]
pub(super) struct Rows {
    /// How many rows there are.
    pub(super) count: AtomicU32,
    /// Not 0 if a process has died within a change: count and pool may be wrong.
    pub(super) damaged: AtomicU32,
    /// Who puts that right.
    pub(super) repair: RobustLock,
    /// When that was done last, in milliseconds of the system's clock.
    pub(super) repaired_at: AtomicU64,
}

/// What has happened in some of the buckets.
#[repr(C, align(64))]
pub(super) struct Counters {
    pub(super) inserts: AtomicU64,
    pub(super) updates: AtomicU64,
    pub(super) deletes: AtomicU64,
    pub(super) conflicts: AtomicU64,
    pub(super) deepest: AtomicU64,
}

/// A chain of rows whose hashes are alike.
#[repr(C)]
pub(super) struct Bucket {
    /// Held by who changes a row of the chain.
    pub(super) lock: RobustLock,
    /// Odd while something changes; another number when it has changed. Readers go by it, and take no lock.
    pub(super) version: AtomicU32,
    /// The first row's slot, or 0.
    pub(super) head: AtomicU32,
}

// SAFETY: made of atomic numbers only, for which any bytes are valid.
unsafe impl Shared for Header {}
// SAFETY: as above.
unsafe impl Shared for Bucket {}

/// Words of a slot: who has it in hand, or 0; the next slot of the chain; the key's mark; the key; the values.
const OWNER: usize = 0;
const NEXT: usize = 1;
const MARK: usize = 2;
const KEY: usize = 3;
const DATA: usize = KEY + KEY_WORDS;

/// The slot of a row. Slots are numbered from 1.
#[derive(Clone, Copy)]
pub(super) struct Slot<'a>(&'a [AtomicU64]);

impl<'a> Slot<'a> {
    pub(super) fn owner(self) -> &'a AtomicU64 {
        &self.0[OWNER]
    }

    pub(super) fn next(self) -> u32 {
        // Only numbers of slots are stored there; `slot` looks at the range.
        self.0[NEXT].load(Ordering::Relaxed) as u32
    }

    pub(super) fn set_next(self, next: u32) {
        self.0[NEXT].store(next.into(), Ordering::Release);
    }

    pub(super) fn mark(self) -> &'a AtomicU64 {
        &self.0[MARK]
    }

    pub(super) fn key(self) -> &'a [AtomicU64] {
        &self.0[KEY..DATA]
    }

    pub(super) fn data(self) -> &'a [AtomicU64] {
        &self.0[DATA..]
    }
}

pub(super) struct Memory {
    mapping: Mapping,
    buckets: usize,
    slots: u32,
    /// Words of a slot.
    stride: usize,
    slots_at: usize,
}

impl Memory {
    /// For so many buckets and rows, and values of so many words.
    pub(super) fn new(buckets: usize, rows: u32, words: usize) -> io::Result<Self> {
        let too_large = || io::Error::from(io::ErrorKind::OutOfMemory);
        let slots = rows.checked_add(SPARE_SLOTS).ok_or_else(too_large)?;
        let stride = DATA + words;
        let slots_at = size_of::<Header>() + buckets * size_of::<Bucket>();
        let size = stride
            .checked_mul(slots as usize * size_of::<AtomicU64>())
            .and_then(|size| size.checked_add(slots_at))
            .filter(|size| isize::try_from(*size).is_ok())
            .ok_or_else(too_large)?;
        Ok(Self {
            mapping: Mapping::new(size)?,
            buckets,
            slots,
            stride,
            slots_at,
        })
    }

    pub(super) fn size(&self) -> usize {
        self.mapping.size()
    }

    pub(super) fn header(&self) -> &Header {
        self.mapping.at(0)
    }

    pub(super) fn buckets(&self) -> &[Bucket] {
        self.mapping.slice(size_of::<Header>(), self.buckets)
    }

    /// How many slots there are.
    pub(super) fn slots(&self) -> u32 {
        self.slots
    }

    /// A slot by its number; `None` of 0, which stands for none, and of what is no number of a slot.
    pub(super) fn slot(&self, number: u32) -> Option<Slot<'_>> {
        let index = number.checked_sub(1).filter(|_| number <= self.slots)? as usize;
        let bytes = self.stride * size_of::<AtomicU64>();
        Some(Slot(
            self.mapping
                .slice(self.slots_at + index * bytes, self.stride),
        ))
    }
}
