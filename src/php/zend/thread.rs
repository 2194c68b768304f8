//! State that belongs to PHP's thread.
//!
//! We build for PHP without thread safety (NTS) only: it runs on one thread, and all of `src/php` with it. A plain static
//! costs a load where a thread-local one of a loaded library costs a function call, which the switch of coroutines and
//! each message would feel.

/// A static that only PHP's thread uses.
pub struct OneThread<T>(T);

// SAFETY: `new`'s caller promises that only one thread uses the value.
unsafe impl<T> Sync for OneThread<T> {}

impl<T> OneThread<T> {
    /// Wraps a value.
    ///
    /// # Safety
    /// Only the thread of PHP calls `get`: the static is private to code that runs when PHP calls it.
    pub const unsafe fn new(value: T) -> Self {
        Self(value)
    }

    /// The value.
    #[inline(always)]
    pub fn get(&self) -> &T {
        &self.0
    }
}
