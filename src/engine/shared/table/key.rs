//! Keys: at most 63 bytes, hashed with a secret, so that nobody can choose keys that all fall into one bucket.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes of the longest key; of longer ones the rest does not count.
pub const MAX_KEY: usize = 63;
/// Words that a key takes.
pub(super) const KEY_WORDS: usize = 8;

/// A key as it lies in a row, and its hash.
#[derive(Clone, Copy)]
pub(super) struct Key {
    words: [u64; KEY_WORDS],
    /// The hash, its lowest byte replaced by the length.
    mark: u64,
    bucket: u64,
}

impl Key {
    pub(super) fn new(bytes: &[u8], secret: &RandomState) -> Self {
        let bytes = &bytes[..bytes.len().min(MAX_KEY)];
        let mut hasher = secret.build_hasher();
        hasher.write(bytes);
        let hash = hasher.finish();
        let mut words = [0; KEY_WORDS];
        for (word, chunk) in words.iter_mut().zip(bytes.chunks(8)) {
            *word = word_of(chunk);
        }
        Self {
            words,
            mark: (hash & !0xff) | bytes.len() as u64,
            bucket: hash,
        }
    }

    /// A number that chooses the bucket by its lower bits.
    pub(super) fn hash(&self) -> u64 {
        self.bucket
    }

    pub(super) fn mark(&self) -> u64 {
        self.mark
    }

    /// Whether it lies in `place`, whose mark is the same.
    pub(super) fn is_in(&self, place: &[AtomicU64]) -> bool {
        let used = used_words(self.mark);
        place
            .iter()
            .zip(&self.words[..used])
            .all(|(there, ours)| there.load(Ordering::Relaxed) == *ours)
    }

    pub(super) fn write(&self, place: &[AtomicU64]) {
        for (there, ours) in place.iter().zip(&self.words[..used_words(self.mark)]) {
            there.store(*ours, Ordering::Relaxed);
        }
    }
}

/// The bytes of the key that lies in `place` with this mark.
pub(super) fn read(mark: u64, place: &[AtomicU64]) -> KeyBytes {
    let mut bytes = [0; KEY_WORDS * 8];
    for (chunk, word) in bytes.chunks_exact_mut(8).zip(&place[..used_words(mark)]) {
        chunk.copy_from_slice(&word.load(Ordering::Relaxed).to_ne_bytes());
    }
    KeyBytes {
        bytes,
        len: length(mark),
    }
}

/// A key that was read from a table.
#[derive(Clone, Copy)]
pub struct KeyBytes {
    bytes: [u8; KEY_WORDS * 8],
    len: usize,
}

impl KeyBytes {
    /// The key.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

fn length(mark: u64) -> usize {
    // A row that is being changed may show anything.
    ((mark & 0xff) as usize).min(MAX_KEY)
}

fn used_words(mark: u64) -> usize {
    length(mark).div_ceil(8)
}

/// At most 8 bytes as a word, zeroes behind them.
pub(super) fn word_of(chunk: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    bytes[..chunk.len()].copy_from_slice(chunk);
    u64::from_ne_bytes(bytes)
}
