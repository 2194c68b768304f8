//! Output buffers between uses: a connection holds one only while it has bytes to send.

/// Buffers larger than this are given back to the allocator.
const LARGEST_KEPT: usize = 64 * 1024;
/// Bytes that the pool may keep in all.
const MOST_KEPT: usize = 4 << 20;

/// A stack of empty buffers with memory attached.
#[derive(Debug, Default)]
pub struct BufferPool {
    free: Vec<Vec<u8>>,
    kept: usize,
}

impl BufferPool {
    /// A buffer, perhaps a used one, always empty.
    pub fn take(&mut self) -> Vec<u8> {
        match self.free.pop() {
            Some(buffer) => {
                self.kept -= buffer.capacity();
                buffer
            }
            None => Vec::new(),
        }
    }

    /// Returns a buffer; its contents are dropped.
    pub fn give(&mut self, mut buffer: Vec<u8>) {
        let capacity = buffer.capacity();
        if capacity == 0 || capacity > LARGEST_KEPT || self.kept + capacity > MOST_KEPT {
            return;
        }
        buffer.clear();
        self.kept += capacity;
        self.free.push(buffer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_returned_buffer_is_used_again_and_empty() {
        let mut pool = BufferPool::default();
        let mut buffer = pool.take();
        assert_eq!(buffer.capacity(), 0);
        buffer.extend_from_slice(&[1; 1000]);
        let memory = buffer.as_ptr();
        pool.give(buffer);
        let buffer = pool.take();
        assert!(buffer.is_empty() && buffer.as_ptr() == memory);
        assert_eq!((pool.free.len(), pool.kept), (0, 0));
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let mut pool = BufferPool::default();
        pool.give(Vec::new());
        pool.give(Vec::with_capacity(LARGEST_KEPT + 1));
        assert_eq!(pool.free.len(), 0);
        for _ in 0..1000 {
            pool.give(Vec::with_capacity(LARGEST_KEPT));
        }
        assert_eq!((pool.free.len(), pool.kept), (64, MOST_KEPT));
        for _ in 0..64 {
            pool.take();
        }
        assert_eq!(pool.kept, 0);
        assert_eq!(pool.take().capacity(), 0);
    }
}
