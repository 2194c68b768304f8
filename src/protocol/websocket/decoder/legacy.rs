//! What a decoder knows, for another one that goes on in its place, in another process perhaps.

use super::partial::{Body, FrameInProgress, MessageInProgress, Partial};
use super::{Compression, Decoder, DecoderConfig, Stage, max_compressed};
use crate::protocol::payload::PayloadBuffer;
use crate::protocol::websocket::deflate::Inflater;
use crate::protocol::websocket::{ControlPayload, FrameHeader, Opcode};

/// A frame is in progress.
const FRAME: u8 = 1;
/// It is the last one of its message.
const FIN: u8 = 1 << 1;
/// It is masked.
const MASKED: u8 = 1 << 2;
/// It is a control frame.
const CONTROL: u8 = 1 << 3;
/// A message is in progress.
const MESSAGE: u8 = 1 << 4;
/// It is text.
const TEXT: u8 = 1 << 5;
/// It is compressed.
const COMPRESSED: u8 = 1 << 6;

impl<B: PayloadBuffer> Decoder<B> {
    /// Whether there is anything to [`leave`](Self::leave).
    pub fn has_legacy(&self) -> bool {
        self.inflater.is_some() || !self.is_between_messages()
    }

    /// Appends to `out` what has come of a frame or a message that are not complete, and what compressed messages to come
    /// may refer to: [`inherit`](Self::inherit) goes on with it. Often nothing. This decoder is of no more use then. `None` if
    /// nothing follows, because the peer has closed or has broken the protocol.
    pub fn leave(&mut self, out: &mut Vec<u8>) -> Option<()> {
        if self.stage == Stage::Header && !self.has_legacy() {
            return Some(());
        }
        let frame = match self.stage {
            Stage::Header => None,
            Stage::Payload => self.partial.as_ref().map(|partial| &partial.frame),
            Stage::Over => return None,
        };
        let window = match self.inflater.take() {
            Some(inflater) => inflater.into_window()?,
            None => Vec::new(),
        };
        let message = self.message();
        let mut facts = 0;
        for (fact, holds) in [
            (FRAME, frame.is_some()),
            (FIN, frame.is_some_and(|frame| frame.fin)),
            (MASKED, frame.is_some_and(|frame| frame.mask.is_some())),
            (CONTROL, frame.is_some_and(|frame| frame.control.is_some())),
            (MESSAGE, message.is_some()),
            (TEXT, message.is_some_and(|m| m.opcode == Opcode::Text)),
            (COMPRESSED, message.is_some_and(|m| m.body.is_compressed())),
        ] {
            facts |= if holds { fact } else { 0 };
        }
        out.push(facts);
        put(out, &self.held[..usize::from(self.held_len)]);
        put(out, &window);
        if let Some(frame) = frame {
            out.extend_from_slice(&(frame.remaining as u64).to_le_bytes());
            out.extend_from_slice(&frame.mask.unwrap_or_default());
            out.push(frame.control.map_or(0, Opcode::to_wire));
            put(out, frame.payload.as_slice());
        }
        if let Some(message) = message {
            out.extend_from_slice(&message.frames.to_le_bytes());
            put(
                out,
                match &message.body {
                    Body::Plain(payload, _) => {
                        payload.as_ref().map_or(&[], |payload| payload.as_slice())
                    }
                    Body::Compressed(data) => data,
                },
            );
        }
        Some(())
    }

    /// A decoder that goes on for another one with the same `config`. `None` if no decoder can have left these bytes, or
    /// there is no memory for them.
    pub fn inherit(config: &DecoderConfig, bytes: &[u8]) -> Option<Self> {
        let mut decoder = Self::new(config);
        if bytes.is_empty() {
            return Some(decoder);
        }
        let mut legacy = Legacy(bytes);
        let [facts] = legacy.array()?;
        let is = |fact| facts & fact != 0;
        let held = legacy.bytes()?;
        if held.len() >= FrameHeader::MAX_LEN || FrameHeader::parse(held) != Ok(None) {
            return None;
        }
        decoder.held[..held.len()].copy_from_slice(held);
        decoder.held_len = held.len() as u8;
        let window = legacy.bytes()?;
        if !window.is_empty() {
            if decoder.compression != Compression::Takeover {
                return None;
            }
            decoder.inflater = Some(Box::new(Inflater::with_window(window)?));
        }
        let frame = match is(FRAME) {
            true => Some(decoder.inherited_frame(&mut legacy, is)?),
            false => None,
        };
        let message = match is(MESSAGE) {
            true => Some(decoder.inherited_message(&mut legacy, is)?),
            false => None,
        };
        if let Some(frame) = &frame {
            let room = match (&frame.control, &message) {
                (Some(_), _) => ControlPayload::MAX - frame.payload.as_slice().len(),
                (None, Some(message)) => {
                    decoder.most(message.body.is_compressed()) - message.body.len()
                }
                (None, None) => return None,
            };
            if held.len() + usize::from(frame.remaining == 0) > 0 || frame.remaining > room {
                return None;
            }
            decoder.stage = Stage::Payload;
        }
        if frame.is_some() || message.is_some() {
            decoder.partial = Some(Box::new(Partial {
                frame: frame.unwrap_or_default(),
                message,
            }));
        }
        legacy.0.is_empty().then_some(decoder)
    }

    fn inherited_frame(
        &self,
        legacy: &mut Legacy<'_>,
        is: impl Fn(u8) -> bool,
    ) -> Option<FrameInProgress> {
        let remaining = usize::try_from(u64::from_le_bytes(legacy.array()?)).ok()?;
        let mask = legacy.array()?;
        let [opcode] = legacy.array()?;
        let payload = ControlPayload::from_slice(legacy.bytes()?)?;
        let control = match is(CONTROL) {
            true => Some(Opcode::from_wire(opcode).filter(|opcode| opcode.is_control())?),
            false if payload.as_slice().is_empty() => None,
            false => return None,
        };
        if is(MASKED) != self.role.receives_masked() {
            return None;
        }
        Some(FrameInProgress {
            remaining,
            mask: is(MASKED).then_some(mask),
            fin: is(FIN),
            control,
            payload,
        })
    }

    fn inherited_message(
        &self,
        legacy: &mut Legacy<'_>,
        is: impl Fn(u8) -> bool,
    ) -> Option<MessageInProgress<B>> {
        let frames = u32::from_le_bytes(legacy.array()?);
        let body = legacy.bytes()?;
        let allowed = (1..=self.max_fragments.max(1)).contains(&frames)
            && body.len() <= self.most(is(COMPRESSED))
            && (!is(COMPRESSED) || self.compression != Compression::Off);
        if !allowed {
            return None;
        }
        let mut message = MessageInProgress::of(
            if is(TEXT) {
                Opcode::Text
            } else {
                Opcode::Binary
            },
            is(COMPRESSED),
        );
        message.frames = frames;
        if !body.is_empty() {
            message.append(body, None, None, self.max_message).ok()?;
        }
        Some(message)
    }

    /// The most bytes of a message as its frames carry it.
    fn most(&self, compressed: bool) -> usize {
        if compressed {
            max_compressed(self.max_message)
        } else {
            self.max_message
        }
    }
}

/// Appends bytes with their number before them.
fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
    out.extend_from_slice(bytes);
}

/// What is left to read.
struct Legacy<'a>(&'a [u8]);

impl<'a> Legacy<'a> {
    fn array<const LEN: usize>(&mut self) -> Option<[u8; LEN]> {
        let (array, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*array)
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let len = u64::from_le_bytes(self.array()?);
        let (bytes, rest) = self.0.split_at_checked(usize::try_from(len).ok()?)?;
        self.0 = rest;
        Some(bytes)
    }
}
