//! Decompressing messages (RFC 7692 section 7.2.2), never beyond a limit.

use super::{TAIL, window};
use crate::protocol::payload::{OutOfMemory, PayloadBuffer};
use crate::protocol::websocket::{Violation, mask};
use std::fmt;
use zlib_rs::{Inflate, InflateError, InflateFlush, Status};

/// What is decompressed between two writes to a payload. A message that is not longer gets a payload of exactly
/// its size.
const OUTPUT: usize = 64 * 1024;

/// How much memory for compressed data is kept from one message to the next.
const KEPT_INPUT: usize = 256 * 1024;

/// The window of any compressor: a decompressor saves nothing by a smaller one.
const WINDOW_BITS: u8 = 15;

/// A decompressor that keeps its window between messages: one connection's, with context takeover.
pub struct Inflater {
    inflate: Inflate,
    /// How much of its window another decompressor has left to it, in bytes.
    inherited: usize,
}

impl Inflater {
    /// A decompressor that has seen nothing yet. Some 45 KB.
    pub fn new() -> Self {
        Self {
            inflate: Inflate::new(false, WINDOW_BITS),
            inherited: 0,
        }
    }

    /// A decompressor that goes on for another one, which has left its [window](Self::into_window). `None` if that is longer
    /// than any window, or does not fit into memory.
    pub fn with_window(window: &[u8]) -> Option<Self> {
        let mut inflater = Self::new();
        if window.len() > window::LONGEST {
            return None;
        }
        if !window.is_empty() {
            inflater.inflate.set_dictionary(window).ok()?;
            inflater.inherited = window.len();
        }
        Some(inflater)
    }

    /// What the messages to come may refer to: the end of what was decompressed so far, at most 32 KiB. `None` after an
    /// error.
    pub fn into_window(self) -> Option<Vec<u8>> {
        let seen = self.inherited as u64 + self.inflate.total_out();
        let len = seen.min(window::LONGEST as u64) as usize;
        window::of(self.inflate, len)
    }

    /// Forgets everything.
    fn reset(&mut self) {
        self.inflate.reset(false);
        self.inherited = 0;
    }
}

impl Default for Inflater {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Inflater {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Inflater")
    }
}

/// What the connections of a thread share to decompress: a decompressor for those without context takeover, and
/// the buffers between which each message passes. Made when first used.
#[derive(Debug, Default)]
pub struct SharedInflater {
    inflater: Option<Inflater>,
    buffers: Buffers,
}

#[derive(Debug, Default)]
struct Buffers {
    /// The unmasked compressed message.
    input: Vec<u8>,
    /// `OUTPUT` bytes once used.
    output: Vec<u8>,
}

impl SharedInflater {
    /// Allocates nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Decompresses a message that was compressed without reference to those before.
    ///
    /// `payload` is the message as its frames carried it, unmasked; `max` bounds the result, in bytes.
    pub fn inflate<B: PayloadBuffer>(
        &mut self,
        payload: &[u8],
        max: usize,
    ) -> Result<B, Violation> {
        let Self { inflater, buffers } = self;
        let inflater = match inflater {
            Some(inflater) => {
                inflater.reset();
                inflater
            }
            None => inflater.insert(Inflater::new()),
        };
        inflate_message(inflater, payload, buffers.output()?, max)
    }

    /// Decompresses the next message of a connection with context takeover, with the connection's `own`
    /// decompressor. The rest as in [`Self::inflate`]. After an error `own` is of no more use.
    pub fn inflate_with<B: PayloadBuffer>(
        &mut self,
        own: &mut Inflater,
        payload: &[u8],
        max: usize,
    ) -> Result<B, Violation> {
        inflate_message(own, payload, self.buffers.output()?, max)
    }

    /// Decompresses a message whose payload is still masked with `key`. The rest as above.
    pub(in super::super) fn inflate_masked<B: PayloadBuffer>(
        &mut self,
        own: Option<&mut Inflater>,
        payload: &[u8],
        key: [u8; 4],
        max: usize,
    ) -> Result<B, Violation> {
        let mut input = std::mem::take(&mut self.buffers.input);
        input
            .try_reserve(payload.len())
            .map_err(OutOfMemory::from)?;
        input.extend_from_slice(payload);
        mask::apply(&mut input, key);
        let result = match own {
            Some(own) => self.inflate_with(own, &input, max),
            None => self.inflate(&input, max),
        };
        if input.capacity() <= KEPT_INPUT {
            input.clear();
            self.buffers.input = input;
        }
        result
    }
}

impl Buffers {
    fn output(&mut self) -> Result<&mut [u8], OutOfMemory> {
        if self.output.is_empty() {
            self.output.try_reserve_exact(OUTPUT)?;
            self.output.resize(OUTPUT, 0);
        }
        Ok(&mut self.output)
    }
}

fn inflate_message<B: PayloadBuffer>(
    inflater: &mut Inflater,
    payload: &[u8],
    buffer: &mut [u8],
    max: usize,
) -> Result<B, Violation> {
    let mut output = Output {
        buffer,
        filled: 0,
        max,
        payload: None,
    };
    if feed(inflater, payload, &mut output)? == End::Open {
        close(&mut inflater.inflate, &mut output)?;
    }
    Ok(output.finish()?)
}

/// Where the compressed data of a message ended.
#[derive(PartialEq, Eq)]
enum End {
    /// Nothing is left to do: the last byte was that of a final block, or there was no byte at all.
    Complete,
    /// In a stored block's header, unless the data is bad: the removed tail is due.
    Open,
}

/// Runs all of `payload` through `inflater`.
fn feed<B: PayloadBuffer>(
    inflater: &mut Inflater,
    payload: &[u8],
    output: &mut Output<'_, B>,
) -> Result<End, Violation> {
    let mut input = payload;
    let mut end = End::Complete;
    let mut more_output = false;
    while !input.is_empty() || more_output {
        let step = output.step(&mut inflater.inflate, input, InflateFlush::SyncFlush)?;
        input = &input[step.read..];
        more_output = step.filled_the_buffer;
        end = End::Open;
        if step.status == Status::StreamEnd {
            // A final block (RFC 7692 section 7.2.3.4). What follows is another DEFLATE stream, and a sender that
            // ends one has ended its window with it.
            inflater.reset();
            end = End::Complete;
            more_output = false;
        } else if step.read == 0 && step.written == 0 {
            if input.is_empty() {
                break;
            }
            return Err(Violation::BadCompressedData);
        }
    }
    Ok(end)
}

/// Appends the removed tail, which completes an empty stored block. Data that stops anywhere else is cut off.
fn close<B: PayloadBuffer>(
    inflate: &mut Inflate,
    output: &mut Output<'_, B>,
) -> Result<(), Violation> {
    // One byte more than the tail: told to stop at the end of a block, the decompressor leaves it alone.
    let [a, b, c, d] = TAIL;
    let step = output.step(inflate, &[a, b, c, d, 0], InflateFlush::Block)?;
    if step.read == TAIL.len() && step.written == 0 && step.status == Status::Ok {
        Ok(())
    } else {
        Err(Violation::BadCompressedData)
    }
}

/// Collects what is decompressed.
struct Output<'a, B> {
    buffer: &'a mut [u8],
    /// How much of `buffer` holds data.
    filled: usize,
    max: usize,
    /// What no longer fitted into `buffer`.
    payload: Option<B>,
}

struct Step {
    read: usize,
    written: usize,
    filled_the_buffer: bool,
    status: Status,
}

impl<B: PayloadBuffer> Output<'_, B> {
    fn step(
        &mut self,
        inflate: &mut Inflate,
        input: &[u8],
        flush: InflateFlush,
    ) -> Result<Step, Violation> {
        if self.filled == self.buffer.len() {
            self.spill()?;
        }
        let (total_in, total_out) = (inflate.total_in(), inflate.total_out());
        let status = inflate
            .decompress(input, &mut self.buffer[self.filled..], flush)
            .map_err(|error| match error {
                InflateError::MemError => Violation::OutOfMemory,
                _ => Violation::BadCompressedData,
            })?;
        let written = (inflate.total_out() - total_out) as usize;
        self.filled += written;
        if self.spilled() + self.filled > self.max {
            return Err(Violation::InflatedMessageTooBig);
        }
        Ok(Step {
            read: (inflate.total_in() - total_in) as usize,
            written,
            filled_the_buffer: self.filled == self.buffer.len(),
            status,
        })
    }

    fn spilled(&self) -> usize {
        self.payload
            .as_ref()
            .map_or(0, |payload| payload.as_slice().len())
    }

    /// Moves the buffer's data to the payload, which doubles, up to the limit, when it is too small.
    fn spill(&mut self) -> Result<(), OutOfMemory> {
        let len = self.spilled();
        let room = (len + self.filled).min(self.max - len);
        let mut payload = match self.payload.take() {
            None => B::with_capacity(room)?,
            Some(mut payload) => {
                if payload.capacity() < len + self.filled {
                    payload.reserve(room)?;
                }
                payload
            }
        };
        payload.push(&self.buffer[..self.filled])?;
        self.payload = Some(payload);
        self.filled = 0;
        Ok(())
    }

    fn finish(mut self) -> Result<B, OutOfMemory> {
        let rest = &self.buffer[..self.filled];
        let mut payload = match self.payload.take() {
            None => B::with_capacity(rest.len())?,
            Some(mut payload) => {
                payload.reserve(rest.len())?;
                payload
            }
        };
        payload.push(rest)?;
        Ok(payload)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{DeflateConfig, Deflater};
    use super::*;

    fn inflate(payload: &[u8], max: usize) -> Result<Vec<u8>, Violation> {
        SharedInflater::new().inflate(payload, max)
    }

    fn compress(message: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        Deflater::new(&DeflateConfig::default(), 15).compress(message, true, &mut out);
        out
    }

    #[test]
    fn examples_of_rfc_7692_section_7_2_3() {
        let examples: [(&str, &[u8]); 4] = [
            ("one block", &[0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]),
            (
                "a stored block",
                &[
                    0x00, 0x05, 0x00, 0xFA, 0xFF, 0x48, 0x65, 0x6C, 0x6C, 0x6F, 0x00,
                ],
            ),
            (
                "a final block",
                &[0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00],
            ),
            (
                "two blocks",
                &[
                    0xF2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xCA, 0xC9, 0xC9, 0x07, 0x00,
                ],
            ),
        ];
        for (name, payload) in examples {
            assert_eq!(inflate(payload, 5), Ok(b"Hello".to_vec()), "{name}");
            let mut shared = SharedInflater::new();
            let mut own = Inflater::new();
            for _ in 0..3 {
                let back: Vec<u8> = shared.inflate_with(&mut own, payload, 5).expect(name);
                assert_eq!(back, b"Hello", "{name}");
            }
        }
        let mut shared = SharedInflater::new();
        let mut own = Inflater::new();
        let first: Vec<u8> = shared
            .inflate_with(
                &mut own,
                &[0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00],
                usize::MAX,
            )
            .expect("the first message");
        let second: Vec<u8> = shared
            .inflate_with(&mut own, &[0xF2, 0x00, 0x11, 0x00, 0x00], usize::MAX)
            .expect("refers to the first message");
        assert_eq!(first, second);
    }

    #[test]
    fn empty_messages_and_several_final_blocks() {
        assert_eq!(inflate(&[0x00], 0), Ok(Vec::new()));
        assert_eq!(inflate(&[], 0), Ok(Vec::new()));
        let hello = [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00];
        let twice = [&hello[..], &hello, &[0x00]].concat();
        assert_eq!(inflate(&twice, 10), Ok(b"HelloHello".to_vec()));
        assert_eq!(inflate(&hello, 5), Ok(b"Hello".to_vec()), "without padding");
    }

    #[test]
    fn the_limit_holds_to_the_byte() {
        for len in [1, 1000, OUTPUT - 1, OUTPUT, OUTPUT + 1, 5 * OUTPUT] {
            let message = vec![b'x'; len];
            let compressed = compress(&message);
            assert_eq!(
                inflate(&compressed, len - 1),
                Err(Violation::InflatedMessageTooBig),
                "{len}"
            );
            assert_eq!(inflate(&compressed, len), Ok(message), "{len}");
        }
    }

    #[test]
    fn a_bomb_costs_no_more_than_the_limit_allows() {
        let bomb = compress(&vec![0; 50_000_000]);
        assert!(bomb.len() < 500_000);
        assert_eq!(
            inflate(&bomb, 1_000_000),
            Err(Violation::InflatedMessageTooBig)
        );
    }

    #[test]
    fn bad_data_is_refused_and_spoils_nothing_for_the_next_connection() {
        let mut shared = SharedInflater::new();
        let good = compress(b"good");
        for bad in [
            &[0xFF][..],
            &[0x07],
            &[0xF2, 0x00, 0x11, 0x00, 0x00],
            &[0x00, 0x05, 0x00, 0x00, 0x00],
            b"not compressed at all",
        ] {
            assert_eq!(
                shared.inflate::<Vec<u8>>(bad, usize::MAX),
                Err(Violation::BadCompressedData),
                "{bad:x?}"
            );
            assert_eq!(shared.inflate(&good, 4), Ok(b"good".to_vec()));
        }
    }

    #[test]
    fn data_that_is_cut_off_is_refused() {
        let compressed = compress(b"a message that will miss its end, and its end, and its end");
        for end in 1..compressed.len() {
            assert_eq!(
                inflate(&compressed[..end], usize::MAX),
                Err(Violation::BadCompressedData),
                "{end} of {}",
                compressed.len()
            );
        }
    }

    #[test]
    fn masked_input_is_unmasked_and_large_buffers_are_not_kept() {
        let mut shared = SharedInflater::new();
        let message: Vec<u8> = (0..400_000u64).map(|i| ((i * i) >> 7) as u8).collect();
        let mut masked = compress(&message);
        let key = [1, 2, 3, 4];
        mask::apply(&mut masked, key);
        let back: Vec<u8> = shared
            .inflate_masked(None, &masked, key, message.len())
            .expect("own output");
        assert_eq!(back, message);
        assert!(shared.buffers.input.capacity() <= KEPT_INPUT);
    }
}
