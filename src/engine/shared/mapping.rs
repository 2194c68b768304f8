//! A piece of anonymous memory that forked processes share.

use std::io;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicI64, AtomicU8, AtomicU16, AtomicU32, AtomicU64, AtomicUsize};

/// What may lie in shared memory, where other processes change it while this one looks at it.
///
/// # Safety
///
/// The type is valid when all its bytes are 0, and whatever other bytes it has later. All of it is atomics, so that
/// changing it through a shared reference is sound. It needs no drop, and holds no address of this process.
pub unsafe trait Shared: Sync {}

// SAFETY: an atomic number: any bytes are valid.
unsafe impl Shared for AtomicU8 {}
// SAFETY: as above.
unsafe impl Shared for AtomicU16 {}
// SAFETY: as above.
unsafe impl Shared for AtomicU32 {}
// SAFETY: as above.
unsafe impl Shared for AtomicU64 {}
// SAFETY: as above.
unsafe impl Shared for AtomicI64 {}
// SAFETY: as above.
unsafe impl Shared for AtomicUsize {}
// SAFETY: so many of what may lie there.
unsafe impl<T: Shared, const N: usize> Shared for [T; N] {}

/// Memory that this process and those it forks later see at the same address. It is full of zeroes at first, has the same
/// size for ever, and takes physical memory page by page when it is written to. Each process gives back its own mapping.
pub struct Mapping {
    start: NonNull<u8>,
    size: usize,
}

// SAFETY: the memory belongs to the whole process, and is only reached as `Shared`, which is `Sync`.
unsafe impl Send for Mapping {}
// SAFETY: as above.
unsafe impl Sync for Mapping {}

impl Mapping {
    /// Maps `size` bytes; the kernel counts in pages. An error of kind `OutOfMemory` if there is no room for them,
    /// `InvalidInput` if there are none.
    pub fn new(size: usize) -> io::Result<Self> {
        // Without MAP_NORESERVE the kernel refuses at once what the machine can never hold. It reserves nothing by default.
        Self::map(size, 0)
    }

    /// The same for memory of which little is ever used: it may be more than the machine has.
    pub fn sparse(size: usize) -> io::Result<Self> {
        Self::map(size, libc::MAP_NORESERVE)
    }

    fn map(size: usize, further: i32) -> io::Result<Self> {
        let flags = libc::MAP_SHARED | libc::MAP_ANONYMOUS | further;
        // SAFETY: asks for fresh memory of our own; the kernel fills it with zeroes.
        let start = unsafe {
            libc::mmap(
                ptr::null_mut(),
                size,
                libc::PROT_READ | libc::PROT_WRITE,
                flags,
                -1,
                0,
            )
        };
        if start == libc::MAP_FAILED {
            return Err(io::Error::last_os_error());
        }
        let start = NonNull::new(start.cast()).ok_or(io::ErrorKind::OutOfMemory)?;
        Ok(Self { start, size })
    }

    /// How many bytes were asked for.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The address of the `count` bytes from `offset` on, for those who share them by rules of their own.
    ///
    /// # Panics
    ///
    /// If they do not lie inside.
    pub fn address(&self, offset: usize, count: usize) -> NonNull<u8> {
        let bytes: &[AtomicU8] = self.slice(offset, count);
        NonNull::from(bytes).cast()
    }

    /// The value that lies `offset` bytes from the start.
    ///
    /// # Panics
    ///
    /// If it does not lie inside, or not at a multiple of its alignment.
    pub fn at<T: Shared>(&self, offset: usize) -> &T {
        &self.slice(offset, 1)[0]
    }

    /// The `count` values that lie one after the other from `offset` bytes on.
    ///
    /// # Panics
    ///
    /// As `at`.
    pub fn slice<T: Shared>(&self, offset: usize, count: usize) -> &[T] {
        let bytes = count.checked_mul(size_of::<T>());
        let end = bytes.and_then(|bytes| offset.checked_add(bytes));
        assert!(
            end.is_some_and(|end| end <= self.size) && offset.is_multiple_of(align_of::<T>()),
            "{count} values from {offset} on do not fit into {} bytes",
            self.size
        );
        // SAFETY: inside of the mapping, which starts at a page, aligned, and valid as `Shared` promises for as long as
        // `self` lives.
        unsafe { std::slice::from_raw_parts(self.start.add(offset).cast().as_ptr(), count) }
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: gives back what `new` got; nobody refers to it any more. Other processes keep their mapping.
        unsafe { libc::munmap(self.start.as_ptr().cast(), self.size) };
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;

    use super::*;
    use crate::engine::testing::fork;

    #[test]
    fn a_child_changes_what_its_parent_sees() {
        let mapping = Mapping::new(3 * 4096).unwrap();
        let numbers: &[AtomicU32] = mapping.slice(4096, 2);
        assert_eq!(numbers[1].load(Ordering::SeqCst), 0);
        fork(|| numbers[1].store(7, Ordering::SeqCst)).wait();
        assert_eq!(mapping.at::<AtomicU32>(4096 + 4).load(Ordering::SeqCst), 7);
    }

    #[test]
    fn no_memory_is_an_error() {
        assert!(Mapping::new(usize::MAX / 2).is_err());
        assert!(Mapping::new(0).is_err());
    }

    #[test]
    #[should_panic(expected = "do not fit")]
    fn nothing_is_seen_past_the_end() {
        let _: &[AtomicU64] = Mapping::new(64).unwrap().slice(8, 8);
    }

    #[test]
    #[should_panic(expected = "do not fit")]
    fn nothing_is_seen_off_its_alignment() {
        let _: &AtomicU64 = Mapping::new(64).unwrap().at(4);
    }
}
