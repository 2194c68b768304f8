//! What a decompressor remembers, for another one that goes on in its place.
//!
//! The crate keeps its window to itself. But data that consists of matches only says what lies there: with each match as
//! far back as the window is long, the output is the window, from its oldest byte on.

use zlib_rs::{Inflate, InflateFlush};

/// The longest window, in bytes.
pub(super) const LONGEST: usize = 1 << 15;

/// The length of the matches, the longest there is.
const MATCH: usize = 258;

/// The last `len` bytes, at most [`LONGEST`], that `inflate` has put out, which must be between two blocks. `None` if there
/// are not as many, or something is under way.
pub(super) fn of(mut inflate: Inflate, len: usize) -> Option<Vec<u8>> {
    debug_assert!(len <= LONGEST);
    let mut window = vec![0; len];
    if len == 0 {
        return Some(window);
    }
    let matches = matches(len, len.div_ceil(MATCH));
    let before = inflate.total_out();
    // The last match may be longer than what is asked for: the end of the output cuts it off.
    inflate
        .decompress(&matches, &mut window, InflateFlush::SyncFlush)
        .ok()?;
    (inflate.total_out() - before == len as u64).then_some(window)
}

/// The beginning of a block with fixed codes: `count` matches of [`MATCH`] bytes, `distance` bytes back (RFC 1951
/// sections 3.2.5 and 3.2.6).
fn matches(distance: usize, count: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    // Not the last block, of type 1.
    bits.put(0b01 << 1, 3);
    let (code, extra, extra_len) = distance_code(distance);
    for _ in 0..count {
        // The symbol 285.
        bits.put_code(0b1100_0101, 8);
        bits.put_code(code, 5);
        bits.put(extra, extra_len);
    }
    // The end of the block, so that the decompressor waits for nothing before it puts the last match out.
    bits.put_code(0, 7);
    bits.bytes
}

/// The code of a distance, its extra bits and how many these are.
fn distance_code(distance: usize) -> (u32, u32, u32) {
    let from_zero = distance as u32 - 1;
    if from_zero < 4 {
        return (from_zero, 0, 0);
    }
    let extra_len = from_zero.ilog2() - 1;
    let code = 2 * (extra_len + 1) + (from_zero >> extra_len & 1);
    (code, from_zero & ((1 << extra_len) - 1), extra_len)
}

/// Bits, packed as DEFLATE does (RFC 1951 section 3.1.1).
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: u32,
}

impl Bits {
    /// Appends a number, its lowest bit first.
    fn put(&mut self, number: u32, len: u32) {
        for n in 0..len {
            if self.used == 0 {
                self.bytes.push(0);
            }
            if let Some(last) = self.bytes.last_mut() {
                *last |= ((number >> n & 1) as u8) << self.used;
            }
            self.used = (self.used + 1) % 8;
        }
    }

    /// Appends a Huffman code, its highest bit first.
    fn put_code(&mut self, code: u32, len: u32) {
        self.put(code.reverse_bits() >> (32 - len), len);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of RFC 1951 section 3.2.5: where the distances of each code begin.
    const FIRST: [usize; 30] = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537,
        2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
    ];

    #[test]
    fn distances_have_the_codes_of_rfc_1951() {
        for (code, first) in FIRST.into_iter().enumerate() {
            let last = FIRST.get(code + 1).map_or(LONGEST, |next| next - 1);
            for distance in [first, last] {
                let (found, extra, extra_len) = distance_code(distance);
                assert_eq!(found as usize, code);
                assert_eq!(first + extra as usize, distance);
                assert_eq!(last + 1 - first, 1 << extra_len);
            }
        }
    }
}
