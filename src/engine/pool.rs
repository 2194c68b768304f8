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
