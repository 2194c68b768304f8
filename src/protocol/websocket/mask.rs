//! Masking (RFC 6455 section 5.3): XOR with a 4-byte key, the same both ways.
//!
//! Plain loops over fixed-size chunks, which the compiler turns into vector code: no unsafe code, no intrinsics.

use std::mem::MaybeUninit;

/// Bytes per step of the main loops: two or more vector registers.
const CHUNK: usize = 64;

/// XORs `data` in place; `key[0]` applies to `data[0]`.
#[inline]
pub fn apply(data: &mut [u8], key: [u8; 4]) {
    let wide = repeat(key);
    let (chunks, rest) = data.as_chunks_mut::<CHUNK>();
    for chunk in chunks {
        for (byte, k) in chunk.iter_mut().zip(wide) {
            *byte ^= k;
        }
    }
    let (quads, rest) = rest.as_chunks_mut::<4>();
    for quad in quads {
        *quad = xor4(*quad, key);
    }
    for (byte, k) in rest.iter_mut().zip(key) {
        *byte ^= k;
    }
}

/// XORs `data` in place as the part of a payload that begins `phase` bytes after its start.
#[inline]
pub fn apply_at(data: &mut [u8], key: [u8; 4], phase: usize) {
    apply(data, rotate(key, phase));
}

/// Appends `bytes` XORed with `key`: one pass through memory, since each block is masked while the nearest cache has it.
#[inline]
pub fn extend_masked(out: &mut Vec<u8>, bytes: &[u8], key: [u8; 4]) {
    // Safe code cannot write to uninitialised memory, so it copies, then masks in place. A multiple of four leaves the
    // key as it is.
    const BLOCK: usize = 8 * 1024;
    out.reserve(bytes.len());
    for block in bytes.chunks(BLOCK) {
        let start = out.len();
        out.extend_from_slice(block);
        apply(&mut out[start..], key);
    }
}

/// A place for one byte, initialised before or not.
pub trait ByteSlot {
    /// Stores `byte`.
    fn put(&mut self, byte: u8);
}

impl ByteSlot for u8 {
    #[inline]
    fn put(&mut self, byte: u8) {
        *self = byte;
    }
}

impl ByteSlot for MaybeUninit<u8> {
    #[inline]
    fn put(&mut self, byte: u8) {
        self.write(byte);
    }
}

/// Writes `src` XORed with `key` to `dst`, all of which is initialised when this returns.
///
/// # Panics
///
/// If the slices differ in length.
#[inline]
pub fn unmask_into<T: ByteSlot>(dst: &mut [T], src: &[u8], key: [u8; 4]) {
    assert_eq!(dst.len(), src.len(), "source and destination differ");
    let (to, to_rest) = dst.as_chunks_mut::<CHUNK>();
    let (from, from_rest) = src.as_chunks::<CHUNK>();
    let wide = repeat(key);
    for (to, from) in to.iter_mut().zip(from) {
        put_masked(to, from, &wide);
    }
    let (to, to_rest) = to_rest.as_chunks_mut::<4>();
    let (from, from_rest) = from_rest.as_chunks::<4>();
    for (to, from) in to.iter_mut().zip(from) {
        put_masked(to, from, &key);
    }
    for ((to, from), k) in to_rest.iter_mut().zip(from_rest).zip(key) {
        to.put(from ^ k);
    }
}

#[inline(always)]
fn put_masked<T: ByteSlot, const N: usize>(to: &mut [T; N], from: &[u8; N], key: &[u8; N]) {
    for i in 0..N {
        to[i].put(from[i] ^ key[i]);
    }
}

/// The key as it applies `phase` bytes further into the payload.
#[inline]
pub const fn rotate(key: [u8; 4], phase: usize) -> [u8; 4] {
    // Little endian: the byte that applies first is the lowest, so that it leaves to the right.
    u32::from_le_bytes(key)
        .rotate_right((phase as u32 & 3) * 8)
        .to_le_bytes()
}

#[inline]
fn xor4(quad: [u8; 4], key: [u8; 4]) -> [u8; 4] {
    (u32::from_ne_bytes(quad) ^ u32::from_ne_bytes(key)).to_ne_bytes()
}

/// The key over and over.
///
/// Made of 4-byte units: that is one broadcast to a vector register, where a loop over bytes would be a loop.
#[inline(always)]
fn repeat(key: [u8; 4]) -> [u8; CHUNK] {
    let quads = [key; CHUNK / 4];
    // As many bytes as asked for: see the line above.
    *quads.as_flattened().first_chunk().expect("CHUNK bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 4] = [0x37, 0xFA, 0x21, 0x3D];

    fn reference(data: &[u8], key: [u8; 4]) -> Vec<u8> {
        data.iter()
            .enumerate()
            .map(|(i, byte)| byte ^ key[i % 4])
            .collect()
    }

    #[test]
    fn example_of_rfc_6455_section_5_7() {
        let mut data = [0x7F, 0x9F, 0x4D, 0x51, 0x58];
        apply(&mut data, KEY);
        assert_eq!(&data, b"Hello");
    }

    #[test]
    fn every_length_and_alignment_agrees_with_the_definition() {
        let source: Vec<u8> = (0..400u32).map(|i| (i * 31) as u8).collect();
        for start in 0..9 {
            for end in start..source.len() {
                let part = &source[start..end];
                let expected = reference(part, KEY);
                let mut in_place = part.to_vec();
                apply(&mut in_place, KEY);
                assert_eq!(in_place, expected);
                let mut target = vec![0xEE; part.len()];
                unmask_into(&mut target, part, KEY);
                assert_eq!(target, expected);
            }
        }
    }

    #[test]
    fn parts_add_up_to_the_whole() {
        let source: Vec<u8> = (0..150).collect();
        let expected = reference(&source, KEY);
        for split in 0..source.len() {
            let mut data = source.clone();
            let (head, tail) = data.split_at_mut(split);
            apply_at(head, KEY, 0);
            apply_at(tail, KEY, split);
            assert_eq!(data, expected);
        }
    }

    #[test]
    fn blocks_are_appended_masked() {
        for len in [0, 3, 8191, 8192, 8193, 20_003] {
            let source: Vec<u8> = (0..len).map(|i| (i / 7) as u8).collect();
            let mut out = b"kept".to_vec();
            extend_masked(&mut out, &source, KEY);
            assert_eq!(&out[..4], b"kept");
            assert_eq!(out[4..], reference(&source, KEY));
        }
    }

    #[test]
    fn rotate_moves_the_key_by_the_phase() {
        assert_eq!(rotate([1, 2, 3, 4], 0), [1, 2, 3, 4]);
        assert_eq!(rotate([1, 2, 3, 4], 1), [2, 3, 4, 1]);
        assert_eq!(rotate([1, 2, 3, 4], 7), [4, 1, 2, 3]);
    }

    #[test]
    #[should_panic(expected = "differ")]
    fn unmask_into_refuses_slices_of_different_length() {
        unmask_into(&mut [MaybeUninit::uninit(); 3], b"ab", KEY);
    }
}
