//! A queue of records from one process to another, in shared memory.
//!
//! One side writes, one side reads, nobody takes a lock. A record is there as a whole or not at all: the writer fills it
//! in, then moves the tail behind it. Either side may die at any moment, and a successor goes on where it stopped; what
//! was written and not taken is still there.
//!
//! Records lie in one piece and start at multiples of 8 bytes: a 32-bit length, a tag, then the bytes. One that does not fit
//! before the end of the memory starts at its beginning again; a length of [`SKIP`] says so. When all was taken, the
//! writer starts at the beginning, too, so that a ring that never holds much touches little of its memory.

use std::io;
use std::ptr::NonNull;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering, fence};

use super::mapping::{Mapping, Shared};

/// Stands for the length of a record that begins anew.
const SKIP: u32 = u32::MAX;
/// Bytes before each record's own.
const PREFIX: usize = 8;
/// Where a writer that finds everything taken starts anew: one that writes little keeps to these bytes. Until the reader has
/// followed there is room for no more than them, whatever the ring could take: what does not fit waits in the
/// writer's memory, and is lost if that is killed.
const SMALL: u64 = 128 * 1024;

/// The two ends' positions, counted in bytes since the ring was made; each side writes to a cache line of its own.
#[repr(C, align(64))]
struct Header {
    tail: AtomicU64,
    /// The writer found no room and wants to hear when there is some.
    starved: AtomicU32,
    _pad: [AtomicU32; 13],
    head: AtomicU64,
    _pad2: [AtomicU64; 7],
}

// SAFETY: atomics only.
unsafe impl Shared for Header {}

/// Where a ring lies, for those who open its ends.
#[derive(Clone)]
pub struct Ring {
    mapping: Arc<Mapping>,
    offset: usize,
    capacity: usize,
}

impl Ring {
    /// Bytes of shared memory that a ring of `capacity` bytes takes.
    pub const fn size(capacity: usize) -> usize {
        size_of::<Header>() + capacity
    }

    /// The ring whose memory begins at `offset`, a multiple of 64. All of it must be zero when the ring is first used.
    ///
    /// # Panics
    ///
    /// If `capacity` is no power of two of at least 64, or the memory does not lie inside `mapping`.
    pub fn at(mapping: &Arc<Mapping>, offset: usize, capacity: usize) -> Self {
        assert!(capacity.is_power_of_two() && capacity >= 64);
        let ring = Self {
            mapping: Arc::clone(mapping),
            offset,
            capacity,
        };
        let _ = (ring.header(), ring.data());
        ring
    }

    /// A ring alone in a mapping of its own.
    pub fn new(capacity: usize) -> io::Result<Self> {
        let mapping = Arc::new(Mapping::new(Self::size(capacity))?);
        Ok(Self::at(&mapping, 0, capacity))
    }

    fn header(&self) -> &Header {
        self.mapping.at(self.offset)
    }

    fn data(&self) -> NonNull<u8> {
        self.mapping
            .address(self.offset + size_of::<Header>(), self.capacity)
    }

    /// The most bytes that a record may have.
    pub fn max_record(&self) -> usize {
        // Two of them fit, so that one can be written while the other is being read, wherever the positions are.
        self.capacity / 2 - PREFIX
    }

    /// Whether nothing waits to be taken.
    pub fn is_empty(&self) -> bool {
        let header = self.header();
        header.head.load(Ordering::Acquire) == header.tail.load(Ordering::Acquire)
    }

    /// The position up to which the reader has taken everything.
    pub fn head(&self) -> u64 {
        self.header().head.load(Ordering::Acquire)
    }

    /// Bytes that wait to be taken.
    pub fn pending(&self) -> usize {
        let header = self.header();
        let head = header.head.load(Ordering::Acquire);
        header.tail.load(Ordering::Acquire).saturating_sub(head) as usize
    }

    /// The writing end. There may be one at a time in all processes.
    pub fn writer(&self) -> Writer {
        let header = self.header();
        Writer {
            tail: header.tail.load(Ordering::Acquire),
            head: header.head.load(Ordering::Acquire),
            ring: self.clone(),
        }
    }

    /// The reading end. There may be one at a time in all processes.
    pub fn reader(&self) -> Reader {
        let header = self.header();
        Reader {
            head: header.head.load(Ordering::Acquire),
            tail: header.tail.load(Ordering::Acquire),
            ring: self.clone(),
        }
    }
}

/// The end that writes.
pub struct Writer {
    ring: Ring,
    tail: u64,
    /// As far as the reader had come when we looked last.
    head: u64,
}

impl Writer {
    /// Writes a record of `len` bytes, which `fill` fills in, with a tag. False, and nothing happens, if there is no room: then
    /// [`starve`](Self::starve).
    ///
    /// # Panics
    ///
    /// If `len` is more than [`Ring::max_record`].
    #[inline]
    pub fn write(&mut self, tag: u32, len: usize, fill: impl FnOnce(&mut [u8])) -> bool {
        assert!(len <= self.ring.max_record(), "a record is too long");
        let size = (PREFIX + len).next_multiple_of(PREFIX) as u64;
        let Some(start) = self.place(size) else {
            return false;
        };
        let at = self.offset_of(start);
        // SAFETY: `place` found these bytes to lie inside of the ring and behind the reader, who does not look at them
        // until the tail has moved; nobody else writes.
        unsafe {
            let record = self.ring.data().add(at);
            record.cast::<[u32; 2]>().write([len as u32, tag]);
            fill(std::slice::from_raw_parts_mut(
                record.add(PREFIX).as_ptr(),
                len,
            ));
        }
        self.tail = start + size;
        self.ring.header().tail.store(self.tail, Ordering::Release);
        true
    }

    /// Where a record of `size` bytes can start.
    #[inline]
    fn place(&mut self, size: u64) -> Option<u64> {
        let capacity = self.ring.capacity as u64;
        let at = self.tail & (capacity - 1);
        let before_end = capacity - at;
        let anew =
            size > before_end || at >= SMALL && before_end + size <= capacity && self.is_taken();
        let start = if anew && at > 0 {
            self.tail + before_end
        } else {
            self.tail
        };
        if start + size - self.head > capacity {
            self.head = self.ring.header().head.load(Ordering::Acquire);
            if start + size - self.head > capacity {
                return None;
            }
        }
        if start != self.tail {
            let mark = self.ring.data();
            // SAFETY: positions are multiples of 8, so that a length fits before the end; the bytes are free, since those
            // behind them are.
            unsafe { mark.add(at as usize).cast::<u32>().write(SKIP) };
        }
        Some(start)
    }

    /// Whether the reader has taken everything.
    fn is_taken(&mut self) -> bool {
        self.head = self.ring.header().head.load(Ordering::Acquire);
        self.head == self.tail
    }

    fn offset_of(&self, position: u64) -> usize {
        position as usize & (self.ring.capacity - 1)
    }

    /// Asks the reader to tell when it has made room ([`Reader::was_starved`]). False if there is room meanwhile.
    pub fn starve(&mut self, len: usize) -> bool {
        let header = self.ring.header();
        header.starved.store(1, Ordering::SeqCst);
        // Either we see what the reader has taken, or it sees that we ask.
        fence(Ordering::SeqCst);
        let size = (PREFIX + len).next_multiple_of(PREFIX) as u64;
        if self.place(size).is_some() {
            self.ring.header().starved.store(0, Ordering::SeqCst);
            return false;
        }
        true
    }
}

/// The end that reads.
pub struct Reader {
    ring: Ring,
    head: u64,
    /// As far as the writer had come when we looked last.
    tail: u64,
}

impl Reader {
    /// The next record and its tag; it stays in the ring until [`release`](Self::release).
    #[inline]
    pub fn peek(&mut self) -> Option<(u32, &[u8])> {
        loop {
            if self.head == self.tail {
                self.tail = self.ring.header().tail.load(Ordering::Acquire);
                if self.head == self.tail {
                    return None;
                }
                if self.tail.wrapping_sub(self.head) > self.ring.capacity as u64 {
                    // Two have written at the same time, or a process has gone mad.
                    self.move_to(self.tail);
                    return None;
                }
            }
            let at = self.offset();
            // SAFETY: the writer has written a length and a tag here before it moved the tail; behind a length alone, the
            // end of the ring is 8 bytes away at least.
            let [len, tag] = unsafe { self.ring.data().add(at).cast::<[u32; 2]>().read() };
            if len == SKIP {
                let end = self.head + (self.ring.capacity - at) as u64;
                self.move_to(end.min(self.tail));
                continue;
            }
            let len = len as usize;
            if at + PREFIX + len > self.ring.capacity {
                // Memory that another process has overwritten: nothing in it can be believed.
                self.move_to(self.tail);
                return None;
            }
            // SAFETY: inside of the ring as checked; the writer does not touch it until the head has moved, which needs
            // `&mut self` again.
            let bytes = unsafe {
                std::slice::from_raw_parts(self.ring.data().add(at + PREFIX).as_ptr(), len)
            };
            return Some((tag, bytes));
        }
    }

    /// Gives the record that was peeked at back to the writer.
    #[inline]
    pub fn release(&mut self) {
        let head = self.behind();
        self.move_to(head);
    }

    /// The position that [`release`](Self::release) will move to.
    #[inline]
    pub fn behind(&self) -> u64 {
        if self.head == self.tail {
            return self.head;
        }
        // SAFETY: as in `peek`.
        let len = unsafe { self.ring.data().add(self.offset()).cast::<u32>().read() };
        let behind = self.head + (PREFIX + len as usize).next_multiple_of(PREFIX) as u64;
        // Only memory that another process has overwritten may say more.
        behind.min(self.tail)
    }

    fn move_to(&mut self, head: u64) {
        self.head = head;
        self.ring.header().head.store(head, Ordering::Release);
    }

    fn offset(&self) -> usize {
        self.head as usize & (self.ring.capacity - 1)
    }

    /// Whether the writer waits for room, which there is by now. To be asked when some records were released.
    #[inline]
    pub fn was_starved(&self) -> bool {
        let starved = &self.ring.header().starved;
        fence(Ordering::SeqCst);
        starved.load(Ordering::Relaxed) != 0 && starved.swap(0, Ordering::SeqCst) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::testing::fork;

    fn record(n: u32) -> Vec<u8> {
        (0..n % 97)
            .map(|i| (n + i) as u8)
            .chain(n.to_le_bytes())
            .collect()
    }

    fn put(writer: &mut Writer, bytes: &[u8]) -> bool {
        writer.write(bytes.len() as u32, bytes.len(), |to| {
            to.copy_from_slice(bytes)
        })
    }

    #[test]
    fn records_arrive_in_order_and_whole() {
        let ring = Ring::new(1024).unwrap();
        let (mut writer, mut reader) = (ring.writer(), ring.reader());
        let (mut written, mut read) = (0, 0);
        while read < 10_000 {
            for _ in 0..written % 7 + 1 {
                if !put(&mut writer, &record(written)) {
                    break;
                }
                written += 1;
            }
            for _ in 0..written % 5 + 1 {
                let Some((_, bytes)) = reader.peek() else {
                    break;
                };
                assert_eq!(bytes, record(read));
                reader.release();
                read += 1;
            }
        }
    }

    #[test]
    fn what_does_not_fit_is_refused_and_the_writer_is_told_of_room() {
        let ring = Ring::new(128).unwrap();
        let (mut writer, mut reader) = (ring.writer(), ring.reader());
        assert_eq!(ring.max_record(), 56);
        let longest = [7; 56];
        assert!(put(&mut writer, &longest) && put(&mut writer, &longest));
        assert!(!put(&mut writer, b""));
        assert!(!reader.was_starved());
        assert!(writer.starve(0));
        reader.peek().unwrap();
        reader.release();
        assert!(reader.was_starved() && !reader.was_starved());
        assert!(put(&mut writer, b"x"));
        assert!(!writer.starve(10));
        assert_eq!(reader.peek().unwrap(), (56, &longest[..]));
        reader.release();
        assert_eq!(reader.peek().unwrap(), (1, &b"x"[..]));
    }

    #[test]
    fn one_record_at_a_time_keeps_to_the_beginning() {
        let ring = Ring::new(1 << 20).unwrap();
        let (mut writer, mut reader) = (ring.writer(), ring.reader());
        for n in 0..10_000 {
            assert!(put(&mut writer, &record(n)));
            assert!(reader.offset() < SMALL as usize + 256);
            assert_eq!(reader.peek().unwrap().1, record(n));
            reader.release();
        }
    }

    #[test]
    fn the_longest_record_fits_wherever_the_ring_stands() {
        let ring = Ring::new(1 << 16).unwrap();
        let (mut writer, mut reader) = (ring.writer(), ring.reader());
        let longest = vec![1; ring.max_record()];
        for n in 0..10_000 {
            let bytes = if n % 3 == 0 { &longest } else { &record(n) };
            assert!(put(&mut writer, bytes), "record {n}");
            assert_eq!(reader.peek().unwrap().1, *bytes);
            reader.release();
        }
    }

    #[test]
    fn an_empty_record_is_a_record() {
        let ring = Ring::new(64).unwrap();
        let (mut writer, mut reader) = (ring.writer(), ring.reader());
        assert!(ring.is_empty() && reader.peek().is_none());
        assert!(put(&mut writer, b""));
        assert!(!ring.is_empty());
        assert_eq!(reader.peek(), Some((0, &[][..])));
        reader.release();
        assert!(reader.peek().is_none());
        reader.release();
        assert!(ring.is_empty());
    }

    #[test]
    fn successors_go_on_where_others_were_killed() {
        const RECORDS: u32 = 200_000;
        let ring = Ring::new(4096).unwrap();
        let done = Mapping::new(4096).unwrap();
        let next: &AtomicU32 = done.at(0);
        let writing: &AtomicU32 = done.at(64);
        let spawn_writer = || {
            fork(|| {
                let mut writer = ring.writer();
                // What the tail counts was written: the number goes behind the record, so one may come twice.
                loop {
                    let n = writing.load(Ordering::SeqCst);
                    if n == RECORDS {
                        return;
                    }
                    if put(&mut writer, &record(n)) {
                        writing.store(n + 1, Ordering::SeqCst);
                    } else {
                        std::hint::spin_loop();
                    }
                }
            })
        };
        let spawn_reader = || {
            fork(|| {
                let mut reader = ring.reader();
                loop {
                    let expected = next.load(Ordering::SeqCst);
                    if expected == RECORDS {
                        return;
                    }
                    let Some((_, bytes)) = reader.peek() else {
                        std::hint::spin_loop();
                        continue;
                    };
                    let number = bytes[bytes.len() - 4..].try_into().unwrap();
                    let number = u32::from_le_bytes(number);
                    assert_eq!(bytes, record(number));
                    // Never a gap; the one that was in somebody's hands may come again.
                    assert!(number == expected || number + 1 == expected);
                    next.store(number + 1, Ordering::SeqCst);
                    reader.release();
                }
            })
        };
        let (mut writer, mut reader) = (spawn_writer(), spawn_reader());
        for round in 1..=20 {
            while next.load(Ordering::SeqCst) < RECORDS / 25 * round {
                std::thread::yield_now();
            }
            if round % 2 == 0 {
                writer.kill();
                writer = spawn_writer();
            } else {
                reader.kill();
                reader = spawn_reader();
            }
        }
        writer.wait();
        reader.wait();
        assert_eq!(next.load(Ordering::SeqCst), RECORDS);
    }
}
