//! The body of a message, from bytes as they arrive to its content (RFC 9112 sections 6 and 7).
//!
//! [`BodyDecoder::next`] cuts the content out of the input without copying it; [`BodyDecoder::decode`] gathers it in
//! one buffer. The buffer is made when the first byte arrives and grows with what has arrived, never with what was
//! announced: a client that promises 2 MB and sends nothing costs nothing.

use super::error::HttpError;
use super::framing::{BodyKind, FramingError};
use super::parser::Limits;
use super::syntax::{is_token_byte, is_value_byte};
use crate::protocol::payload::{OutOfMemory, PayloadBuffer};

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

/// What [`BodyDecoder::next`] found in its input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyPiece<'i> {
    /// Bytes of content, at least one.
    Content(&'i [u8]),
    /// Bytes of the trailer section, at least one. All of them together are its valid field lines, each with its CRLF.
    Trailer(&'i [u8]),
    /// The body is complete. What is left of the input belongs to the next message.
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
    /// The content ends with the connection.
    UntilClose,
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
        Ok(Self::with_limit(kind, limits.max_body_bytes)?)
    }

    /// A decoder for a body of at most `max` bytes.
    ///
    /// # Errors
    ///
    /// [`FramingError::BodyTooLarge`] if the announced length exceeds the limit: nothing of it has to be read.
    pub fn with_limit(kind: BodyKind, max: u64) -> Result<Self, FramingError> {
        let (state, ceiling) = match kind {
            BodyKind::None => (State::Done, 0),
            BodyKind::Length(length) if length > max => return Err(FramingError::BodyTooLarge),
            BodyKind::Length(length) => (State::Length(length), length),
            BodyKind::Chunked => (
                State::Size {
                    value: 0,
                    digits: 0,
                },
                max,
            ),
            BodyKind::UntilClose => (State::UntilClose, max),
        };
        Ok(Self {
            state,
            ceiling,
            received: 0,
            overhead: 0,
        })
    }

    /// A decoder for no body at all.
    pub fn empty() -> Self {
        Self {
            state: State::Done,
            ceiling: 0,
            received: 0,
            overhead: 0,
        }
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

    /// Whether the end of the connection would be the end of the body.
    pub fn is_until_close(&self) -> bool {
        self.state == State::UntilClose
    }

    /// Takes the body's bytes from the front of `input` and appends its content to `out`, which is made when the
    /// first byte of content arrives. A body without content leaves it None. Trailers are checked and dropped.
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
            match self.next(input)? {
                BodyPiece::Content(content) => self.append(content, out)?,
                BodyPiece::Trailer(_) => {}
                BodyPiece::Done => return Ok(BodyStatus::Done),
                BodyPiece::More => return Ok(BodyStatus::More),
            }
        }
    }

    /// Takes the next piece of the body from the front of `input`.
    ///
    /// # Errors
    ///
    /// The violation in the input. The decoder must not be used again.
    pub fn next<'i>(&mut self, input: &mut &'i [u8]) -> Result<BodyPiece<'i>, FramingError> {
        loop {
            match self.state {
                State::Done => return Ok(BodyPiece::Done),
                State::Length(left) => {
                    return Ok(self.take_content(left, input, State::Length, State::Done));
                }
                State::Data(left) => {
                    return Ok(self.take_content(left, input, State::Data, State::DataCr));
                }
                State::UntilClose => {
                    let room = self.ceiling - self.received;
                    if room == 0 && !input.is_empty() {
                        return Err(FramingError::BodyTooLarge);
                    }
                    // Without room the state stays the same, and the next byte is an error.
                    return Ok(self.take_content(
                        room,
                        input,
                        |_| State::UntilClose,
                        State::UntilClose,
                    ));
                }
                State::TrailerLine
                | State::TrailerName
                | State::TrailerValue
                | State::TrailerLf => {
                    let trailer = self.take_trailer(input)?;
                    if !trailer.is_empty() {
                        return Ok(BodyPiece::Trailer(trailer));
                    }
                    if input.is_empty() && self.state != State::EndLf {
                        return Ok(BodyPiece::More);
                    }
                }
                framing => match input.split_first() {
                    None => return Ok(BodyPiece::More),
                    Some((&byte, rest)) => {
                        *input = rest;
                        self.state = self.step(framing, byte)?;
                    }
                },
            }
        }
    }

    /// Takes up to `left` bytes of content, and moves to `on` with what is then left, or to `end` if that is nothing.
    fn take_content<'i>(
        &mut self,
        left: u64,
        input: &mut &'i [u8],
        on: impl Fn(u64) -> State,
        end: State,
    ) -> BodyPiece<'i> {
        let count = usize::try_from(left).map_or(input.len(), |left| left.min(input.len()));
        if count == 0 {
            return BodyPiece::More;
        }
        let (content, rest) = input.split_at(count);
        *input = rest;
        self.received += count as u64;
        let left = left - count as u64;
        self.state = if left == 0 { end } else { on(left) };
        BodyPiece::Content(content)
    }

    /// Takes what `input` has of the trailer section's field lines. The CR of the empty line behind them is taken too,
    /// but is no part of them.
    fn take_trailer<'i>(&mut self, input: &mut &'i [u8]) -> Result<&'i [u8], FramingError> {
        let whole = *input;
        while let Some((&byte, rest)) = input.split_first() {
            let taken = whole.len() - input.len();
            *input = rest;
            self.state = self.step(self.state, byte)?;
            if self.state == State::EndLf {
                return Ok(&whole[..taken]);
            }
        }
        Ok(whole)
    }

    /// Appends `content`, at most doubling the buffer: its size is bounded by twice what has arrived.
    fn append<B: PayloadBuffer>(
        &self,
        content: &[u8],
        out: &mut Option<B>,
    ) -> Result<(), OutOfMemory> {
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
    fn step(&mut self, state: State, byte: u8) -> Result<State, FramingError> {
        match (state, byte) {
            (State::Size { value, digits }, _) if byte.is_ascii_hexdigit() => {
                if digits == MAX_SIZE_DIGITS {
                    return Err(FramingError::ChunkSize);
                }
                // 16 digits fit into 64 bits.
                let digit = (byte as char).to_digit(16).map_or(0, u64::from);
                let value = value << 4 | digit;
                if value > self.ceiling - self.received {
                    return Err(FramingError::BodyTooLarge);
                }
                Ok(State::Size {
                    value,
                    digits: digits + 1,
                })
            }
            (State::Size { digits: 0, .. }, _) => Err(FramingError::ChunkSize),
            (State::Size { value, .. }, b'\r') => Ok(State::SizeLf(value)),
            (State::Size { value, .. } | State::SizeSpace(value), b';') => {
                self.count_extension(State::Extension(value))
            }
            (State::Size { value, .. } | State::SizeSpace(value), b' ' | b'\t') => {
                self.count_extension(State::SizeSpace(value))
            }
            (State::Size { .. } | State::SizeSpace(_), _) => Err(FramingError::ChunkSize),

            (State::Extension(value), b'\r') => Ok(State::SizeLf(value)),
            (State::Extension(_), _) if is_value_byte(byte) => self.count_extension(state),
            (State::Extension(_), _) => Err(FramingError::ChunkExtension),

            (State::SizeLf(0), b'\n') => {
                self.overhead = 0;
                Ok(State::TrailerLine)
            }
            (State::SizeLf(size), b'\n') => Ok(State::Data(size)),
            (State::SizeLf(_), _) => Err(FramingError::ChunkSize),

            (State::DataCr, b'\r') => Ok(State::DataLf),
            (State::DataLf, b'\n') => Ok(State::Size {
                value: 0,
                digits: 0,
            }),
            (State::DataCr | State::DataLf, _) => Err(FramingError::ChunkEnd),

            (State::TrailerLine, b'\r') => Ok(State::EndLf),
            (State::EndLf, b'\n') => Ok(State::Done),
            (State::TrailerLine | State::TrailerName, _) if is_token_byte(byte) => {
                self.count_trailer(State::TrailerName)
            }
            (State::TrailerName, b':') => self.count_trailer(State::TrailerValue),
            (State::TrailerValue, b'\r') => Ok(State::TrailerLf),
            (State::TrailerValue, _) if is_value_byte(byte) => self.count_trailer(state),
            (State::TrailerLf, b'\n') => Ok(State::TrailerLine),
            _ => Err(FramingError::Trailer),
        }
    }

    fn count_extension(&mut self, next: State) -> Result<State, FramingError> {
        self.overhead += 1;
        if self.overhead > MAX_EXTENSION_BYTES {
            return Err(FramingError::ChunkExtensionTooLong);
        }
        Ok(next)
    }

    fn count_trailer(&mut self, next: State) -> Result<State, FramingError> {
        self.overhead += 1;
        if self.overhead > MAX_TRAILER_BYTES {
            return Err(FramingError::TrailerTooLarge);
        }
        Ok(next)
    }
}

#[cfg(test)]
#[path = "body_tests.rs"]
mod tests;
