//! Going through all rows while others change them.

use super::super::Owner;
use super::key::{self, KeyBytes};
use super::memory::Bucket;
use super::{ATTEMPTS, Row, Table, is_unchanged};
use std::sync::atomic::Ordering;

/// How far one has come. Each row that is there all the time is met once; one that is added or deleted meanwhile may be met
/// or not.
#[derive(Default)]
pub struct Cursor {
    /// The next bucket.
    bucket: usize,
    /// Keys of the bucket before that were not met yet.
    pending: Vec<KeyBytes>,
}

impl Table {
    /// Copies the next row, and returns its key; `None` after the last one.
    pub fn next_row(&self, cursor: &mut Cursor, row: &mut Row) -> Option<KeyBytes> {
        loop {
            while let Some(key) = cursor.pending.pop() {
                // It may be gone, or have other values by now.
                if self.get(key.as_bytes(), row) {
                    return Some(key);
                }
            }
            let bucket = self.memory.buckets().get(cursor.bucket)?;
            cursor.bucket += 1;
            if bucket.head.load(Ordering::Relaxed) != 0 {
                self.collect_keys(bucket, &mut cursor.pending);
            }
        }
    }

    fn collect_keys(&self, bucket: &Bucket, keys: &mut Vec<KeyBytes>) {
        let mut collect = |version| {
            keys.clear();
            for (_, slot) in self.chain(bucket, version) {
                keys.push(key::read(slot.mark().load(Ordering::Relaxed), slot.key()));
            }
        };
        for _ in 0..ATTEMPTS {
            let version = bucket.version.load(Ordering::Acquire);
            if version & 1 == 0 {
                collect(Some(version));
                if is_unchanged(bucket, version) {
                    return;
                }
            }
            std::hint::spin_loop();
        }
        let own = Owner::current();
        let held = self.hold_bucket(bucket, own);
        collect(None);
        drop(held);
        self.repair_damage(own);
    }
}
