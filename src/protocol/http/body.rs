//! The body of a request, from bytes as they arrive to one buffer (RFC 9112 sections 6 and 7).
//!
//! The buffer is made when the first byte arrives and grows with what has arrived, never with what was announced:
//! a client that promises 2 MB and sends nothing costs nothing.

use super::error::HttpError;
use super::framing::BodyKind;
use super::parser::Limits;
use super::syntax::{is_token_byte, is_value_byte};
use crate::protocol::payload::PayloadBuffer;

/// The smallest buffer for a body that is still arriving.
const MIN_CAPACITY: usize = 4096;

/// Bytes of extensions on all chunks of one body. They carry no content, so nobody may send them without end.
const MAX_EXTENSION_BYTES: u32 = 8 * 1024;

/// Bytes of the trailer section.
const MAX_TRAILER_BYTES: u32 = 8 * 1024;

/// Hexadecimal digits of a chunk size, leading zeros included: what fits into 64 bits.
const MAX_SIZE_DIGITS: u8 = 16;

/// Whether a body has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyStatus {
    /// The body is complete. What is left of the input belongs to the next request.
    Done,
    /// All input was used, the body goes on.
    More,
}

/// Decodes one body. Partial chunk framing stays inside.
#[derive(Debug)]
pub struct BodyDecoder {
    state: State,
    /// The most bytes that the body may have: its announced length, or the limit.
    ceiling: u64,
    received: u64,
    /// Bytes of chunk extensions so far, then bytes of the trailer section.
    overhead: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Done,
    /// This many bytes are left of a body with a length.
    Length(u64),
    /// In the digits of a chunk size.
    Size {
        value: u64,
        digits: u8,
    },
    /// In whitespace behind a chunk size. Only an extension may follow.
    SizeSpace(u64),
    /// In the extensions behind a chunk size.
    Extension(u64),
    /// Behind the CR of a chunk size line.
    SizeLf(u64),
    /// This many bytes are left of a chunk.
    Data(u64),
    DataCr,
    DataLf,
    /// At the start of a line of the trailer section.
    TrailerLine,
    TrailerName,
    TrailerValue,
    TrailerLf,
    /// Behind the CR of the empty line that ends the body.
    EndLf,
}

impl BodyDecoder {
    /// A decoder for the body of a request.
    ///
    /// # Errors
    ///
    /// [`HttpError::BodyTooLarge`] if the announced length exceeds the limit: nothing of it has to be read.
    pub fn new(kind: BodyKind, limits: &Limits) -> Result<Self, HttpError> {
        let (state, ceiling) = match kind {
            BodyKind::None => (State::Done, 0),
            BodyKind::Length(length) if length > limits.max_body_bytes => {
                return Err(HttpError::BodyTooLarge);
            }
            BodyKind::Length(length) => (State::Length(length), length),
            BodyKind::Chunked => (
                State::Size {
                    value: 0,
                    digits: 0,
                },
                limits.max_body_bytes,
            ),
        };
        Ok(Self {
            state,
            ceiling,
            received: 0,
            overhead: 0,
        })
    }

    /// Bytes of content so far.
    pub fn received(&self) -> u64 {
        self.received
    }

    /// Bytes of content that must still come, as far as the sender has said: of the body, or of the current chunk.
    pub fn remaining(&self) -> u64 {
        match self.state {
            State::Length(left) | State::Data(left) => left,
            _ => 0,
        }
    }

    /// Takes the body's bytes from the front of `input` and appends its content to `out`, which is made when the
    /// first byte of content arrives. A body without content leaves it None.
    ///
    /// # Errors
    ///
    /// Any of the body's violations in [`HttpError`]. The decoder must not be used again.
    pub fn decode<B: PayloadBuffer>(
        &mut self,
        input: &mut &[u8],
        out: &mut Option<B>,
    ) -> Result<BodyStatus, HttpError> {
        loop {
            match self.state {
                State::Done => return Ok(BodyStatus::Done),
                State::Length(left) => {
                    let left = self.take_content(left, input, out)?;
                    if left > 0 {
                        self.state = State::Length(left);
                        return Ok(BodyStatus::More);
                    }
                    self.state = State::Done;
                }
                State::Data(left) => {
                    let left = self.take_content(left, input, out)?;
                    if left > 0 {
                        self.state = State::Data(left);
                        return Ok(BodyStatus::More);
                    }
                    self.state = State::DataCr;
                }
                framing => match input.split_first() {
                    None => return Ok(BodyStatus::More),
                    Some((&byte, rest)) => {
                        *input = rest;
                        self.state = self.step(framing, byte)?;
                    }
                },
            }
        }
    }

    /// Moves up to `left` bytes of content. Returns how many are left then.
    fn take_content<B: PayloadBuffer>(
        &mut self,
        left: u64,
        input: &mut &[u8],
        out: &mut Option<B>,
    ) -> Result<u64, HttpError> {
        let count = usize::try_from(left).map_or(input.len(), |left| left.min(input.len()));
        if count == 0 {
            return Ok(left);
        }
        let (content, rest) = input.split_at(count);
        *input = rest;
        self.append(content, out)?;
        self.received += count as u64;
        Ok(left - count as u64)
    }

    /// Appends `content`, at most doubling the buffer: its size is bounded by twice what has arrived.
    fn append<B: PayloadBuffer>(
        &self,
        content: &[u8],
        out: &mut Option<B>,
    ) -> Result<(), HttpError> {
        let length = out.as_ref().map_or(0, |buffer| buffer.as_slice().len());
        let needed = length + content.len();
        let ceiling = usize::try_from(self.ceiling).unwrap_or(usize::MAX);
        let capacity = (needed.saturating_mul(2))
            .max(MIN_CAPACITY)
            .min(ceiling)
            .max(needed);
        match out {
            Some(buffer) => {
                if buffer.capacity() < needed {
                    buffer.reserve(capacity - length)?;
                }
                buffer.push(content)?;
            }
            None => out.insert(B::with_capacity(capacity)?).push(content)?,
        }
        Ok(())
    }

    /// One byte of chunk framing.
    fn step(&mut self, state: State, byte: u8) -> Result<State, HttpError> {
        match (state, byte) {
            (State::Size { value, digits }, _) if byte.is_ascii_hexdigit() => {
                if digits == MAX_SIZE_DIGITS {
                    return Err(HttpError::ChunkSize);
                }
                // 16 digits fit into 64 bits.
                let digit = (byte as char).to_digit(16).map_or(0, u64::from);
                let value = value << 4 | digit;
                if value > self.ceiling - self.received {
                    return Err(HttpError::BodyTooLarge);
                }
                Ok(State::Size {
                    value,
                    digits: digits + 1,
                })
            }
            (State::Size { digits: 0, .. }, _) => Err(HttpError::ChunkSize),
            (State::Size { value, .. }, b'\r') => Ok(State::SizeLf(value)),
            (State::Size { value, .. } | State::SizeSpace(value), b';') => {
                self.count_extension(State::Extension(value))
            }
            (State::Size { value, .. } | State::SizeSpace(value), b' ' | b'\t') => {
                self.count_extension(State::SizeSpace(value))
            }
            (State::Size { .. } | State::SizeSpace(_), _) => Err(HttpError::ChunkSize),

            (State::Extension(value), b'\r') => Ok(State::SizeLf(value)),
            (State::Extension(_), _) if is_value_byte(byte) => self.count_extension(state),
            (State::Extension(_), _) => Err(HttpError::ChunkExtension),

            (State::SizeLf(0), b'\n') => {
                self.overhead = 0;
                Ok(State::TrailerLine)
            }
            (State::SizeLf(size), b'\n') => Ok(State::Data(size)),
            (State::SizeLf(_), _) => Err(HttpError::ChunkSize),

            (State::DataCr, b'\r') => Ok(State::DataLf),
            (State::DataLf, b'\n') => Ok(State::Size {
                value: 0,
                digits: 0,
            }),
            (State::DataCr | State::DataLf, _) => Err(HttpError::ChunkEnd),

            (State::TrailerLine, b'\r') => Ok(State::EndLf),
            (State::EndLf, b'\n') => Ok(State::Done),
            (State::TrailerLine | State::TrailerName, _) if is_token_byte(byte) => {
                self.count_trailer(State::TrailerName)
            }
            (State::TrailerName, b':') => self.count_trailer(State::TrailerValue),
            (State::TrailerValue, b'\r') => Ok(State::TrailerLf),
            (State::TrailerValue, _) if is_value_byte(byte) => self.count_trailer(state),
            (State::TrailerLf, b'\n') => Ok(State::TrailerLine),
            _ => Err(HttpError::Trailer),
        }
    }

    fn count_extension(&mut self, next: State) -> Result<State, HttpError> {
        self.overhead += 1;
        if self.overhead > MAX_EXTENSION_BYTES {
            return Err(HttpError::ChunkExtensionTooLong);
        }
        Ok(next)
    }

    fn count_trailer(&mut self, next: State) -> Result<State, HttpError> {
        self.overhead += 1;
        if self.overhead > MAX_TRAILER_BYTES {
            return Err(HttpError::TrailerTooLarge);
        }
        Ok(next)
    }
}

#[cfg(test)]
#[path = "body_tests.rs"]
mod tests;
