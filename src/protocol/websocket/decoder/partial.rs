//! What has arrived of a frame and of a message that are not complete.

use crate::protocol::payload::{OutOfMemory, PayloadBuffer};
use crate::protocol::websocket::utf8::GrowingText;
use crate::protocol::websocket::{ControlPayload, FrameHeader, Opcode, Violation, mask};

/// The least memory that a partial payload reserves, in bytes, unless it is announced to be shorter.
const FIRST_RESERVE: usize = 1024;

/// The state of a decoder that is inside a frame or a message.
#[derive(Debug)]
pub(super) struct Partial<B> {
    /// The frame whose payload is due, meaningful while one is.
    pub frame: FrameInProgress,
    /// The message whose frames are due. Control frames may come between them.
    pub message: Option<MessageInProgress<B>>,
}

impl<B> Default for Partial<B> {
    fn default() -> Self {
        Self {
            frame: FrameInProgress::default(),
            message: None,
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct FrameInProgress {
    /// Bytes of payload still due.
    pub remaining: usize,
    /// The masking key as it applies to the next byte.
    pub mask: Option<[u8; 4]>,
    pub fin: bool,
    /// The opcode, if it is a control frame.
    pub control: Option<Opcode>,
    /// The payload so far of a control frame.
    pub payload: ControlPayload,
}

impl FrameInProgress {
    pub fn new(header: &FrameHeader) -> Self {
        Self {
            // The decoder has compared the length with a limit that is a usize.
            remaining: header.payload_len as usize,
            mask: header.mask,
            fin: header.fin,
            control: Some(header.opcode).filter(|opcode| opcode.is_control()),
            payload: ControlPayload::new(),
        }
    }

    /// Steps over `len` bytes of payload and returns the key for them.
    pub fn advance(&mut self, len: usize) -> Option<[u8; 4]> {
        self.remaining -= len;
        let key = self.mask;
        self.mask = key.map(|key| mask::rotate(key, len));
        key
    }
}

#[derive(Debug)]
pub(super) struct MessageInProgress<B> {
    pub opcode: Opcode,
    /// Frames begun.
    pub frames: u32,
    pub body: Body<B>,
}

#[derive(Debug)]
pub(super) enum Body<B> {
    /// The payload, once there is a byte, and how far it is known to be UTF-8.
    Plain(Option<B>, GrowingText),
    /// Decompressed in one go when it is complete: until then it needs no decompressor.
    Compressed(Vec<u8>),
}

impl<B: PayloadBuffer> Body<B> {
    /// Bytes received.
    pub fn len(&self) -> usize {
        match self {
            Self::Plain(payload, _) => payload
                .as_ref()
                .map_or(0, |payload| payload.as_slice().len()),
            Self::Compressed(data) => data.len(),
        }
    }

    pub fn is_compressed(&self) -> bool {
        matches!(self, Self::Compressed(_))
    }
}

impl<B: PayloadBuffer> MessageInProgress<B> {
    /// The message that the frame of `header` begins.
    pub fn new(header: &FrameHeader) -> Self {
        Self::of(header.opcode, header.rsv1)
    }

    /// A message of which nothing has come.
    pub fn of(opcode: Opcode, compressed: bool) -> Self {
        Self {
            opcode,
            frames: 0,
            body: if compressed {
                Body::Compressed(Vec::new())
            } else {
                Body::Plain(None, GrowingText::new())
            },
        }
    }

    /// Appends a piece of payload, and refuses text as soon as it cannot become UTF-8.
    ///
    /// `still_due` is how many bytes the message lacks after this piece, if that is known; `max` how many it may
    /// have. Memory grows with what has arrived, not with what was announced.
    pub fn append(
        &mut self,
        piece: &[u8],
        mask: Option<[u8; 4]>,
        still_due: Option<usize>,
        max: usize,
    ) -> Result<(), Violation> {
        let total = match still_due {
            Some(due) => self.body.len() + piece.len() + due,
            None => max,
        };
        match &mut self.body {
            Body::Plain(payload, text) => {
                let payload = with_room(payload, piece.len(), total)?;
                match mask {
                    Some(key) => payload.push_unmasked(piece, key)?,
                    None => payload.push(piece)?,
                }
                if self.opcode == Opcode::Text && text.check(payload.as_slice()).is_err() {
                    return Err(Violation::TextNotUtf8);
                }
            }
            Body::Compressed(data) => {
                let start = data.len();
                data.try_reserve(piece.len()).map_err(OutOfMemory::from)?;
                data.extend_from_slice(piece);
                if let Some(key) = mask {
                    mask::apply(&mut data[start..], key);
                }
            }
        }
        Ok(())
    }
}

/// The buffer in `slot` with room for `additional` bytes. It doubles when it must grow, but not beyond `total`.
fn with_room<B: PayloadBuffer>(
    slot: &mut Option<B>,
    additional: usize,
    total: usize,
) -> Result<&mut B, OutOfMemory> {
    let len = slot.as_ref().map_or(0, |buffer| buffer.as_slice().len());
    let capacity = slot.as_ref().map_or(0, |buffer| buffer.capacity());
    let needed = len + additional;
    let target = needed.max((needed.saturating_mul(2)).max(FIRST_RESERVE).min(total));
    match slot {
        Some(buffer) => {
            if needed > capacity {
                buffer.reserve(target - len)?;
            }
            Ok(buffer)
        }
        None => Ok(slot.insert(B::with_capacity(target)?)),
    }
}
