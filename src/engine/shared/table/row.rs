//! A copy of a row, and what is written into one.

use std::sync::atomic::{AtomicU64, Ordering};

use super::key::word_of;
use super::layout::{Column, Kind, Layout};

/// What becomes of a column.
#[derive(Debug, Clone, Copy)]
pub enum Change<T> {
    /// It stays what it is; in a new row, 0 or empty.
    Keep,
    /// It becomes this int.
    Int(i64),
    /// It becomes this float.
    Float(f64),
    /// It becomes this text; what is too long for the column is cut.
    Text(T),
}

/// The values of a row, copied out of the table.
#[derive(Debug, Default)]
pub struct Row(Vec<u8>);

impl Row {
    /// Room for the rows of a table.
    pub fn new(layout: &Layout) -> Self {
        Self(vec![0; layout.words() * 8])
    }

    fn word(&self, at: usize) -> u64 {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&self.0[at * 8..at * 8 + 8]);
        u64::from_ne_bytes(bytes)
    }

    /// The value of an int column.
    pub fn int(&self, column: &Column) -> i64 {
        self.word(column.offset).cast_signed()
    }

    /// The value of a float column.
    pub fn float(&self, column: &Column) -> f64 {
        f64::from_bits(self.word(column.offset))
    }

    /// The value of a text column.
    pub fn text(&self, column: &Column) -> &[u8] {
        let begin = (column.offset + 1) * 8;
        &self.0[begin..begin + length(column, self.word(column.offset))]
    }

    /// Copies a column; what is being changed meanwhile may give anything, but nothing outside of it.
    pub(super) fn load(&mut self, column: &Column, data: &[AtomicU64]) {
        let first = data[column.offset].load(Ordering::Relaxed);
        let words = match column.kind {
            Kind::Int | Kind::Float => 1,
            Kind::Text(_) => 1 + length(column, first).div_ceil(8),
        };
        let begin = column.offset * 8;
        self.0[begin..begin + 8].copy_from_slice(&first.to_ne_bytes());
        let rest = &mut self.0[begin + 8..begin + words * 8];
        for (chunk, word) in rest
            .chunks_exact_mut(8)
            .zip(&data[column.offset + 1..column.offset + words])
        {
            chunk.copy_from_slice(&word.load(Ordering::Relaxed).to_ne_bytes());
        }
    }
}

fn length(column: &Column, stored: u64) -> usize {
    match column.kind {
        Kind::Text(capacity) => stored.min(capacity.into()) as usize,
        Kind::Int | Kind::Float => 0,
    }
}

/// The one word that a change of a number writes.
pub(super) fn single_word<T>(change: &Change<T>) -> Option<u64> {
    match change {
        Change::Int(value) => Some(value.cast_unsigned()),
        Change::Float(value) => Some(value.to_bits()),
        Change::Keep | Change::Text(_) => None,
    }
}

/// Writes a column of a row that nobody sees yet.
pub(super) fn write(
    column: &Column,
    change: &Change<impl AsRef<[u8]>>,
    data: &[AtomicU64],
    old: Option<&[AtomicU64]>,
) {
    let first = &data[column.offset];
    match (change, column.kind) {
        (Change::Keep, _) => copy(column, data, old),
        (Change::Text(text), Kind::Text(capacity)) => {
            let text = text.as_ref();
            let text = &text[..text.len().min(capacity as usize)];
            first.store(text.len() as u64, Ordering::Relaxed);
            for (word, chunk) in data[column.offset + 1..].iter().zip(text.chunks(8)) {
                word.store(word_of(chunk), Ordering::Relaxed);
            }
        }
        // The caller converts values to what the column holds: others are taken as empty.
        (change, kind) => {
            let word = match kind {
                Kind::Int | Kind::Float => single_word(change).unwrap_or(0),
                Kind::Text(_) => 0,
            };
            first.store(word, Ordering::Relaxed);
        }
    }
}

fn copy(column: &Column, data: &[AtomicU64], old: Option<&[AtomicU64]>) {
    let Some(old) = old else {
        data[column.offset].store(0, Ordering::Relaxed);
        return;
    };
    let first = old[column.offset].load(Ordering::Relaxed);
    let end = column.offset + 1 + length(column, first).div_ceil(8);
    for (to, from) in data[column.offset..end]
        .iter()
        .zip(&old[column.offset..end])
    {
        to.store(from.load(Ordering::Relaxed), Ordering::Relaxed);
    }
}
