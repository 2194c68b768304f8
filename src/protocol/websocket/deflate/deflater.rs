//! Compressing messages (RFC 7692 section 7.2.1).

use super::super::Role;
use super::{DeflateConfig, Negotiated, TAIL};
use std::fmt;
use zlib_rs::{Deflate, DeflateFlush, Status};

/// The smallest window that the compressor runs with, as base-2 logarithm.
///
/// It serves a negotiated window of 8 bits, 256 bytes, too: matches reach back by the window less
/// [`MIN_LOOKAHEAD`] at most, 250 bytes here.
const MIN_WINDOW_BITS: u8 = 9;
const MAX_WINDOW_BITS: u8 = 15;

/// By how many bytes DEFLATE compressors of zlib's family stay away from the end of their window.
#[cfg(test)]
const MIN_LOOKAHEAD: usize = 262;

/// Room for the block headers and the flush marker around data that does not compress.
const OVERHEAD: usize = 64;

/// A compressor that keeps its window between messages: one connection's, with context takeover.
pub struct Deflater(Deflate);

impl Deflater {
    /// A compressor with the level and memory of `config` and a window of 2^`window_bits` bytes.
    pub fn new(config: &DeflateConfig, window_bits: u8) -> Self {
        let bits = window_bits.clamp(MIN_WINDOW_BITS, MAX_WINDOW_BITS);
        Self(Deflate::new_with_config(zlib_rs::DeflateConfig {
            level: i32::from(config.level.min(9)),
            // Negative: DEFLATE data without a zlib header.
            window_bits: -i32::from(bits),
            mem_level: i32::from(config.mem_level.clamp(1, 9)),
            ..zlib_rs::DeflateConfig::default()
        }))
    }

    /// Appends the compressed form of `payload` to `out`.
    ///
    /// `last` tells that the message ends here; the fragments before its end are called with `false`, and theirs
    /// are the payloads of the continuation frames.
    pub fn compress(&mut self, payload: &[u8], last: bool, out: &mut Vec<u8>) {
        if payload.is_empty() {
            // Nothing to flush: an empty stored block's header says it all (RFC 7692 section 7.2.3.6).
            if last {
                out.push(0x00);
            }
            return;
        }
        let mut end = out.len();
        let mut input = payload;
        let mut room = payload.len() + payload.len() / 8 + OVERHEAD;
        loop {
            out.resize(end + room, 0);
            let (read, written) = (self.0.total_in(), self.0.total_out());
            let status = self
                .0
                .compress(input, &mut out[end..], DeflateFlush::SyncFlush);
            // An error means an invalid state or configuration, and the latter is clamped in `new`.
            debug_assert!(matches!(status, Ok(Status::Ok | Status::BufError)));
            input = &input[(self.0.total_in() - read) as usize..];
            end += (self.0.total_out() - written) as usize;
            // Room left over says that the flush is complete (zlib's manual on deflate()).
            if end < out.len() || status.is_err() {
                break;
            }
            room = OVERHEAD + input.len();
        }
        out.truncate(end);
        if last && out.ends_with(&TAIL) {
            out.truncate(end - TAIL.len());
        }
    }

    /// Forgets the messages before.
    pub fn reset(&mut self) {
        self.0.reset();
    }
}

impl fmt::Debug for Deflater {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Deflater")
    }
}

/// The compressors that all connections without context takeover share: one for each window size in use.
#[derive(Debug)]
pub struct SharedDeflater {
    config: DeflateConfig,
    by_window_bits: [Option<Deflater>; (MAX_WINDOW_BITS - MIN_WINDOW_BITS + 1) as usize],
}

impl SharedDeflater {
    /// Shared compressors with the level and memory of `config`; they are made when first used.
    pub fn new(config: &DeflateConfig) -> Self {
        Self {
            config: *config,
            by_window_bits: Default::default(),
        }
    }

    /// Appends the compressed form of `payload` to `out`, without reference to anything before.
    ///
    /// `last` as in [`Deflater::compress`].
    pub fn compress(&mut self, window_bits: u8, payload: &[u8], last: bool, out: &mut Vec<u8>) {
        let bits = window_bits.clamp(MIN_WINDOW_BITS, MAX_WINDOW_BITS);
        let slot = &mut self.by_window_bits[usize::from(bits - MIN_WINDOW_BITS)];
        let deflater = match slot {
            Some(deflater) => {
                deflater.reset();
                deflater
            }
            None => slot.insert(Deflater::new(&self.config, bits)),
        };
        deflater.compress(payload, last, out);
    }
}

/// How one connection compresses what it sends: with the shared compressors, or with its own.
#[derive(Debug)]
pub struct Compressor {
    window_bits: u8,
    takeover: bool,
    own: Option<Box<Deflater>>,
}

impl Compressor {
    /// The sending side of `role` under the terms of `negotiated`. Allocates nothing yet.
    pub fn new(negotiated: &Negotiated, role: Role) -> Self {
        Self {
            window_bits: negotiated.deflate_window_bits(role),
            takeover: negotiated.deflates_with_takeover(role),
            own: None,
        }
    }

    /// The window, as base-2 logarithm, if each message is compressed by itself: then the result may be shared
    /// by all connections with the same window. `None` with context takeover.
    pub fn shareable_window_bits(&self) -> Option<u8> {
        (!self.takeover).then_some(self.window_bits)
    }

    /// Appends the compressed form of `payload` to `out`; `last` as in [`Deflater::compress`].
    pub fn compress(
        &mut self,
        shared: &mut SharedDeflater,
        payload: &[u8],
        last: bool,
        out: &mut Vec<u8>,
    ) {
        if self.takeover {
            self.own
                .get_or_insert_with(|| Box::new(Deflater::new(&shared.config, self.window_bits)))
                .compress(payload, last, out);
        } else {
            shared.compress(self.window_bits, payload, last, out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Inflater, SharedInflater};
    use super::*;

    /// Text that compresses, with matches at all distances.
    fn text(len: usize) -> Vec<u8> {
        let mut state = 7u32;
        let mut text = Vec::new();
        while text.len() < len {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let word = ["alpha", "beta", "{\"id\":", "message", "9"][(state >> 28) as usize % 5];
            text.extend_from_slice(word.as_bytes());
            text.push((state >> 16) as u8 & 0x3F);
        }
        text.truncate(len);
        text
    }

    fn config(level: u8) -> DeflateConfig {
        DeflateConfig {
            level,
            ..DeflateConfig::default()
        }
    }

    #[test]
    fn examples_of_rfc_7692_section_7_2_3() {
        let mut deflater = Deflater::new(&config(6), 15);
        let mut out = Vec::new();
        deflater.compress(b"Hello", true, &mut out);
        assert_eq!(out, [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]);
        out.clear();
        deflater.compress(b"Hello", true, &mut out);
        assert_eq!(out, [0xF2, 0x00, 0x11, 0x00, 0x00], "with takeover");
        out.clear();
        deflater.compress(b"", true, &mut out);
        assert_eq!(out, [0x00]);
    }

    #[test]
    fn every_level_and_window_round_trips_with_and_without_takeover() {
        let messages = [text(10), text(3000), Vec::new(), text(20_000), text(3000)];
        for level in [0, 1, 2, 4, 6, 9] {
            for bits in [8, 9, 12, 15] {
                let mut shared = SharedDeflater::new(&config(level));
                let mut own = Deflater::new(&config(level), bits);
                let mut inflater = SharedInflater::new();
                let mut own_inflater = Inflater::new();
                for message in &messages {
                    let mut out = Vec::new();
                    shared.compress(bits, message, true, &mut out);
                    let back: Vec<u8> = inflater.inflate(&out, usize::MAX).expect("own output");
                    assert_eq!(&back, message);
                    out.clear();
                    own.compress(message, true, &mut out);
                    let back: Vec<u8> = inflater
                        .inflate_with(&mut own_inflater, &out, usize::MAX)
                        .expect("own output");
                    assert_eq!(&back, message);
                }
            }
        }
    }

    #[test]
    fn fragments_add_up_to_one_message() {
        let message = text(5000);
        for takeover in [false, true] {
            let mut shared = SharedDeflater::new(&config(1));
            let mut compressor = Compressor {
                window_bits: 15,
                takeover,
                own: None,
            };
            let mut out = Vec::new();
            for (part, last) in [
                (&message[..1000], false),
                (&message[1000..1000], false),
                (&message[1000..4000], false),
                (&message[4000..], true),
            ] {
                compressor.compress(&mut shared, part, last, &mut out);
            }
            let back: Vec<u8> = SharedInflater::new()
                .inflate(&out, message.len())
                .expect("own output");
            assert_eq!(back, message);
        }
    }

    #[test]
    fn incompressible_data_fits_the_first_guess_or_grows() {
        let mut state = 1u64;
        let noise: Vec<u8> = (0..300_000)
            .map(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                (state >> 56) as u8
            })
            .collect();
        for mem_level in [1, 9] {
            let config = DeflateConfig {
                mem_level,
                ..config(1)
            };
            for len in [1, 2, 300, 5000, 65_536, noise.len()] {
                let mut out = vec![0xAA];
                Deflater::new(&config, 15).compress(&noise[..len], true, &mut out);
                assert_eq!(out[0], 0xAA, "what was there before stays");
                assert!(out.len() <= len + len / 8 + OVERHEAD);
                let back: Vec<u8> = SharedInflater::new()
                    .inflate(&out[1..], len)
                    .expect("own output");
                assert_eq!(back, noise[..len]);
            }
        }
    }

    /// A window of 256 bytes is honoured: the distances of all matches stay below. Decompressing byte by byte with
    /// a window of that size fails on any longer one.
    #[test]
    fn the_smallest_window_is_never_exceeded() {
        const { assert!((1 << MIN_WINDOW_BITS) - MIN_LOOKAHEAD <= 256) };
        let message = text(6000);
        for level in 1..=9 {
            let mut compressed = Vec::new();
            SharedDeflater::new(&config(level)).compress(8, &message, false, &mut compressed);
            assert!(compressed.len() < message.len());
            let mut inflate = zlib_rs::Inflate::new(false, 8);
            let mut back = Vec::new();
            let mut byte = [0];
            while back.len() < message.len() {
                let read = inflate.total_in() as usize;
                let written = inflate.total_out();
                inflate
                    .decompress(
                        &compressed[read..],
                        &mut byte,
                        zlib_rs::InflateFlush::NoFlush,
                    )
                    .expect("no match from outside the window");
                assert!(inflate.total_out() > written, "more output is due");
                back.push(byte[0]);
            }
            assert_eq!(back, message);
        }
    }
}
