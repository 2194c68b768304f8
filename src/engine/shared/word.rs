//! One number that processes share.

use std::io;
use std::sync::atomic::AtomicU32;

use super::mapping::Mapping;

/// One number, 0 at first, that this process and its children see.
pub struct SharedWord(Mapping);

impl SharedWord {
    /// Makes a number. It takes a page of memory.
    pub fn new() -> io::Result<Self> {
        Mapping::new(size_of::<AtomicU32>()).map(Self)
    }

    /// The number.
    pub fn get(&self) -> &AtomicU32 {
        self.0.at(0)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;

    use super::*;
    use crate::engine::testing::fork;

    #[test]
    fn a_child_changes_what_its_parent_sees() {
        let word = SharedWord::new().unwrap();
        fork(|| word.get().store(7, Ordering::SeqCst)).wait();
        assert_eq!(word.get().load(Ordering::SeqCst), 7);
    }
}
