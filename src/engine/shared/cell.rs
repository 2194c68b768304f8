//! Small things that processes share, many to a page.

use std::cell::RefCell;
use std::io;
use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;

use super::mapping::{Mapping, Shared};
use crate::engine::fork;

/// A cache line, so that what does not belong together is not slowed down together.
const CELL: usize = 64;
const PAGE: usize = 4096;

/// A value, all zeroes at first, that this process and those it forks later see. It is at most 64 bytes long.
///
/// A place is never used again: a child may still use what this process has dropped. The page goes with its last cell.
pub struct SharedCell<T: Shared> {
    value: NonNull<T>,
    _page: Arc<Mapping>,
}

// SAFETY: a shared value is `Sync`, and the page lives as long as the cell.
unsafe impl<T: Shared> Send for SharedCell<T> {}
// SAFETY: as above.
unsafe impl<T: Shared> Sync for SharedCell<T> {}

/// One number, 0 at first, that this process and its children see.
pub type SharedWord = SharedCell<AtomicU32>;

/// The page that new cells come from.
struct Current {
    page: Arc<Mapping>,
    used: usize,
    /// A child must not take what its parent may take, too.
    generation: u32,
}

thread_local! {
    static CURRENT: RefCell<Option<Current>> = const { RefCell::new(None) };
}

impl<T: Shared> SharedCell<T> {
    /// Makes a value of zeroes.
    pub fn new() -> io::Result<Self> {
        const { assert!(size_of::<T>() <= CELL && align_of::<T>() <= CELL) };
        CURRENT.with_borrow_mut(|current| {
            let generation = fork::generation();
            let usable = current
                .as_ref()
                .is_some_and(|it| it.generation == generation && it.used + CELL <= PAGE);
            if !usable {
                *current = None;
            }
            let current = match current {
                Some(current) => current,
                None => current.insert(Current {
                    page: Arc::new(Mapping::new(PAGE)?),
                    used: 0,
                    generation,
                }),
            };
            let cell = Self {
                value: NonNull::from(current.page.at::<T>(current.used)),
                _page: Arc::clone(&current.page),
            };
            current.used += CELL;
            Ok(cell)
        })
    }

    /// The value.
    #[inline]
    pub fn get(&self) -> &T {
        // SAFETY: it lies in the page, which lives as long as `self`.
        unsafe { self.value.as_ref() }
    }
}

impl<T: Shared> Deref for SharedCell<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.get()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering::SeqCst;

    use super::*;
    use crate::engine::testing::fork;

    #[test]
    fn a_child_changes_what_its_parent_sees() {
        let word = SharedWord::new().unwrap();
        fork(|| word.store(7, SeqCst)).wait();
        assert_eq!(word.load(SeqCst), 7);
    }

    #[test]
    fn each_has_a_place_of_its_own() {
        let words: Vec<SharedWord> = (0..200).map(|_| SharedWord::new().unwrap()).collect();
        for (number, word) in (0..).zip(&words) {
            assert_eq!(word.swap(number, SeqCst), 0);
        }
        assert!((0..).zip(&words).all(|(n, word)| word.load(SeqCst) == n));
    }

    #[test]
    fn what_parent_and_child_make_later_is_not_the_same() {
        let before = SharedWord::new().unwrap();
        let (ours, told) = (SharedWord::new().unwrap(), SharedWord::new().unwrap());
        drop(ours);
        fork(|| {
            let theirs = SharedWord::new().unwrap();
            theirs.store(5, SeqCst);
            told.store(1, SeqCst);
            while told.load(SeqCst) == 1 {
                std::hint::spin_loop();
            }
            assert_eq!(theirs.load(SeqCst), 5);
            before.store(1, SeqCst);
        });
        while told.load(SeqCst) == 0 {
            std::hint::spin_loop();
        }
        let ours = SharedWord::new().unwrap();
        assert_eq!(ours.swap(6, SeqCst), 0);
        told.store(2, SeqCst);
        while before.load(SeqCst) == 0 {
            std::hint::spin_loop();
        }
    }
}
