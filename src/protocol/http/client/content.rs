//! Content codings of responses, undone piece by piece and never beyond a limit: gzip, deflate, brotli.
//!
//! Holds one window and one buffer of output, whatever the length of the body.

use brotli_decompressor::{BrotliDecompressStream, BrotliResult, BrotliState, StandardAlloc};
use flate2::{Decompress, FlushDecompress, Status};
use std::fmt;

use super::fields::Fields;

/// Bytes of output between two calls.
const OUTPUT: usize = 32 * 1024;

/// Bytes of input for one step of the brotli decoder, which counts them in 32 bits.
const MAX_BROTLI_INPUT: usize = 1 << 20;

/// The window of any compressor: a decompressor saves nothing by a smaller one.
const WINDOW_BITS: u8 = 15;

/// What a gzip member starts with (RFC 1952 section 2.3.1).
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// A content coding (RFC 9110 section 8.4.1) that can be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentCoding {
    /// `gzip` or `x-gzip`.
    Gzip,
    /// `deflate`: in the zlib format, as the coding's definition says, or bare, as many servers send it.
    Deflate,
    /// `br` (RFC 7932).
    Brotli,
}

impl ContentCoding {
    /// The coding that the fields of a response name. None if there is none, more than one, or an unknown one: then
    /// the content has to be handed on as it is.
    pub fn of(fields: &Fields<'_>) -> Option<Self> {
        let mut codings = fields
            .get_all("content-encoding")
            .flat_map(|value| value.split(|&byte| byte == b','))
            .map(<[u8]>::trim_ascii)
            .filter(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case(b"identity"));
        let coding = codings.next()?;
        if codings.next().is_some() {
            return None;
        }
        let is = |name: &[u8]| coding.eq_ignore_ascii_case(name);
        if is(b"gzip") || is(b"x-gzip") {
            Some(Self::Gzip)
        } else if is(b"deflate") {
            Some(Self::Deflate)
        } else if is(b"br") {
            Some(Self::Brotli)
        } else {
            None
        }
    }
}

/// Content that cannot be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentError {
    /// The data is not in the format that Content-Encoding names, or its checksum is wrong.
    Malformed,
    /// The body ended before the data did.
    Truncated,
    /// The decoded content exceeds its limit.
    TooLarge,
}

impl ContentError {
    /// One sentence for the log: what was wrong.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Malformed => "the compressed content of the response is malformed",
            Self::Truncated => "the compressed content of the response is incomplete",
            Self::TooLarge => "the decompressed content of the response is too large",
        }
    }
}

impl fmt::Display for ContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for ContentError {}

/// Decodes the content of one response.
///
/// Call [`next`](Self::next) with each piece of content until it returns an empty slice, and [`finish`](Self::finish)
/// when the body has ended.
pub struct ContentDecoder {
    format: Format,
    buffer: Box<[u8]>,
    /// How many bytes of output are still allowed.
    room: u64,
    /// Whether the last step filled the buffer, so that there may be more output without more input.
    pending: bool,
    /// Whether any content has come.
    started: bool,
}

/// What the next bytes are.
enum Format {
    /// The start of `deflate` data, zlib or bare; the first byte, if it is there.
    Undecided(Option<u8>),
    Inflate {
        stream: Decompress,
        /// Whether another member may follow (RFC 1952 section 2.2).
        gzip: bool,
    },
    /// Behind a gzip member, and whether the first byte of a next one is there.
    BehindMember(bool),
    Brotli(Box<BrotliState<StandardAlloc, StandardAlloc, StandardAlloc>>),
    /// Padding behind the data, which is ignored, as browsers do.
    Over,
}

/// What one call of a decompressor did.
struct Step {
    read: usize,
    written: usize,
    ended: bool,
}

impl ContentDecoder {
    /// A decoder that refuses to yield more than `max` bytes.
    pub fn new(coding: ContentCoding, max: u64) -> Self {
        let format = match coding {
            ContentCoding::Gzip => gzip_member(),
            ContentCoding::Deflate => Format::Undecided(None),
            // Strict: no windows beyond the 16 MiB of RFC 7932.
            ContentCoding::Brotli => Format::Brotli(Box::new(BrotliState::new_strict(
                StandardAlloc::default(),
                StandardAlloc::default(),
                StandardAlloc::default(),
            ))),
        };
        Self {
            format,
            buffer: vec![0; OUTPUT].into_boxed_slice(),
            room: max,
            pending: false,
            started: false,
        }
    }

    /// Decodes from the front of `input`, which is advanced past what has been consumed. An empty result says that all
    /// of it is, and that there is no more output.
    ///
    /// # Errors
    ///
    /// [`ContentError::Malformed`] or [`ContentError::TooLarge`]. The decoder must not be used again.
    pub fn next(&mut self, input: &mut &[u8]) -> Result<&[u8], ContentError> {
        self.started |= !input.is_empty();
        let mut written = 0;
        while written == 0 && (self.pending || !input.is_empty()) {
            written = self.advance(input)?;
            self.pending = written == self.buffer.len();
        }
        self.room = self
            .room
            .checked_sub(written as u64)
            .ok_or(ContentError::TooLarge)?;
        Ok(&self.buffer[..written])
    }

    /// Tells that the body has ended. One without any content is none, whatever its coding.
    ///
    /// # Errors
    ///
    /// [`ContentError::Truncated`]
    pub fn finish(&self) -> Result<(), ContentError> {
        match self.format {
            Format::BehindMember(_) | Format::Over => Ok(()),
            _ if !self.started => Ok(()),
            _ => Err(ContentError::Truncated),
        }
    }

    /// One step; returns how many bytes it wrote to the buffer.
    fn advance(&mut self, input: &mut &[u8]) -> Result<usize, ContentError> {
        let step = match &mut self.format {
            Format::Over => {
                *input = &[];
                return Ok(0);
            }
            Format::Undecided(first) => {
                let Some(byte) = take_byte(input) else {
                    return Ok(0);
                };
                let Some(first) = *first else {
                    *first = Some(byte);
                    return Ok(0);
                };
                let start = [first, byte];
                let stream = Decompress::new(is_zlib_header(start));
                return self.begin(stream, start, false);
            }
            Format::BehindMember(first) => {
                match (take_byte(input), *first) {
                    (None, _) => {}
                    (Some(byte), false) if byte == GZIP_MAGIC[0] => *first = true,
                    (Some(byte), true) if byte == GZIP_MAGIC[1] => {
                        let stream = Decompress::new_gzip(WINDOW_BITS);
                        return self.begin(stream, GZIP_MAGIC, true);
                    }
                    (Some(_), _) => self.format = Format::Over,
                }
                return Ok(0);
            }
            Format::Inflate { stream, gzip } => {
                let step = inflate(stream, input, &mut self.buffer)?;
                if step.ended {
                    self.format = if *gzip {
                        Format::BehindMember(false)
                    } else {
                        Format::Over
                    };
                }
                step
            }
            Format::Brotli(state) => {
                let step = unbrotli(state, input, &mut self.buffer)?;
                if step.ended {
                    self.format = Format::Over;
                }
                step
            }
        };
        let stuck = step.read == 0 && step.written == 0 && !step.ended;
        if stuck && !input.is_empty() {
            return Err(ContentError::Malformed);
        }
        *input = &input[step.read..];
        Ok(step.written)
    }

    /// Begins a stream whose first bytes were looked at.
    fn begin(
        &mut self,
        stream: Decompress,
        start: [u8; 2],
        gzip: bool,
    ) -> Result<usize, ContentError> {
        self.format = Format::Inflate { stream, gzip };
        let mut input = &start[..];
        let written = self.advance(&mut input)?;
        // No format ends before its second byte, and the little that two bytes can mean fits into the buffer.
        debug_assert!(input.is_empty());
        Ok(written)
    }
}

impl fmt::Debug for ContentDecoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ContentDecoder")
    }
}

fn gzip_member() -> Format {
    Format::Inflate {
        stream: Decompress::new_gzip(WINDOW_BITS),
        gzip: true,
    }
}

fn take_byte(input: &mut &[u8]) -> Option<u8> {
    let (&byte, rest) = input.split_first()?;
    *input = rest;
    Some(byte)
}

/// Whether data starts with the header of the zlib format (RFC 1950 section 2.2). Bare data does not: it would start
/// with a stored block whose padding is not zero, which no compressor writes.
fn is_zlib_header([method, flags]: [u8; 2]) -> bool {
    let checked = u16::from_be_bytes([method, flags]).is_multiple_of(31);
    method & 0x0f == 8 && method >> 4 <= 7 && checked
}

fn inflate(stream: &mut Decompress, input: &[u8], output: &mut [u8]) -> Result<Step, ContentError> {
    let (total_in, total_out) = (stream.total_in(), stream.total_out());
    let status = stream
        .decompress(input, output, FlushDecompress::None)
        .map_err(|_| ContentError::Malformed)?;
    Ok(Step {
        // Within the slices.
        read: (stream.total_in() - total_in) as usize,
        written: (stream.total_out() - total_out) as usize,
        ended: status == Status::StreamEnd,
    })
}

fn unbrotli(
    state: &mut BrotliState<StandardAlloc, StandardAlloc, StandardAlloc>,
    input: &[u8],
    output: &mut [u8],
) -> Result<Step, ContentError> {
    let input = &input[..input.len().min(MAX_BROTLI_INPUT)];
    let (mut unread, mut read) = (input.len(), 0);
    let (mut room, mut written, mut total) = (output.len(), 0, 0);
    let result = BrotliDecompressStream(
        &mut unread,
        &mut read,
        input,
        &mut room,
        &mut written,
        output,
        &mut total,
        state,
    );
    match result {
        BrotliResult::ResultFailure => Err(ContentError::Malformed),
        result => Ok(Step {
            read,
            written,
            ended: matches!(result, BrotliResult::ResultSuccess),
        }),
    }
}

#[cfg(test)]
#[path = "content_tests.rs"]
mod tests;
