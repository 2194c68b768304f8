//! What the columns of a table are, and where their values lie in a row: in words of 8 bytes.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A signed number of 64 bits.
    Int,
    /// A float of 64 bits.
    Float,
    /// So many bytes at most.
    Text(u32),
}

/// A column.
#[derive(Debug)]
pub struct Column {
    /// What it holds.
    pub kind: Kind,
    /// Its first word: the number, or the length of the text that follows.
    pub(super) offset: usize,
}

/// The columns of a table, in the order that they were added.
#[derive(Debug, Default)]
pub struct Layout {
    columns: Vec<Column>,
    words: usize,
}

impl Layout {
    /// Adds a column; false if rows would become too large.
    pub fn add(&mut self, kind: Kind) -> bool {
        let words = match kind {
            Kind::Int | Kind::Float => 1,
            Kind::Text(capacity) => 1 + (capacity as usize).div_ceil(8),
        };
        match self.words.checked_add(words) {
            Some(sum) if sum < usize::MAX / 16 => {
                let offset = self.words;
                self.columns.push(Column { kind, offset });
                self.words = sum;
                true
            }
            _ => false,
        }
    }

    /// The columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// How many words a row takes.
    pub(super) fn words(&self) -> usize {
        self.words
    }
}
