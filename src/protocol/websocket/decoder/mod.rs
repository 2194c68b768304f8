//! From received bytes to messages: framing, fragments, UTF-8, limits (RFC 6455 sections 5 to 8).
//!
//! A frame that lies whole in the input, the common case, goes from there into its payload buffer in one pass.
//! Anything partial is kept by the decoder, so that a connection needs no read buffer of its own, and an idle one
//! costs no more than this struct.

mod legacy;
mod partial;
#[cfg(test)]
mod tests;

use super::deflate::{Inflater, Negotiated, SharedInflater};
use super::{CloseCode, ControlPayload, FrameHeader, Opcode, Role, Violation, close, utf8};
use crate::protocol::payload::PayloadBuffer;
use partial::{Body, FrameInProgress, MessageInProgress, Partial};

/// What a [`Decoder`] accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecoderConfig {
    /// This side of the connection.
    pub role: Role,
    /// The longest message, over all its fragments and after decompression, in bytes.
    pub max_message: usize,
    /// The most frames that one message may come in.
    pub max_fragments: u32,
    /// The terms of permessage-deflate, if it was negotiated.
    pub deflate: Option<Negotiated>,
}

/// Something that the peer sent, complete and valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event<B> {
    /// A text or binary message.
    Message {
        /// [`Opcode::Text`], then the payload is UTF-8, or [`Opcode::Binary`].
        opcode: Opcode,
        /// All of the message, decompressed.
        payload: B,
        /// Whether it came compressed.
        compressed: bool,
    },
    /// A ping, to be answered by a pong with the same payload.
    Ping(ControlPayload),
    /// A pong.
    Pong(ControlPayload),
    /// The peer closes: the last event. What comes after it is discarded (section 5.5.1).
    Close {
        /// The peer's code; `None` if it gave none.
        code: Option<CloseCode>,
        /// The peer's reason: UTF-8, often empty.
        reason: ControlPayload,
    },
}

/// Decodes one direction of one connection. Its payloads go to buffers of type `B`.
///
/// Call [`Decoder::next`] with the bytes of each read until it returns `None`: then all of them are consumed.
#[derive(Debug)]
pub struct Decoder<B> {
    max_message: usize,
    /// What of the current message or frame has arrived. Boxed: most connections are idle most of the time.
    partial: Option<Box<Partial<B>>>,
    /// With context takeover, once the first compressed message has come.
    inflater: Option<Box<Inflater>>,
    max_fragments: u32,
    role: Role,
    compression: Compression,
    stage: Stage,
    held_len: u8,
    /// A header that is not complete yet.
    held: [u8; FrameHeader::MAX_LEN - 1],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compression {
    Off,
    PerMessage,
    Takeover,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// A header comes next.
    Header,
    /// The rest of a payload comes next; `partial` has the frame.
    Payload,
    /// The peer has closed or broken the protocol.
    Over,
}

impl<B: PayloadBuffer> Decoder<B> {
    /// A decoder for a connection whose handshake has just ended. Allocates nothing.
    pub fn new(config: &DecoderConfig) -> Self {
        Self {
            max_message: config.max_message,
            partial: None,
            inflater: None,
            max_fragments: config.max_fragments,
            role: config.role,
            compression: match &config.deflate {
                None => Compression::Off,
                Some(terms) if terms.inflates_with_takeover(config.role) => Compression::Takeover,
                Some(_) => Compression::PerMessage,
            },
            stage: Stage::Header,
            held_len: 0,
            held: [0; FrameHeader::MAX_LEN - 1],
        }
    }

    /// Whether nothing is half received: the connection may be closed without cutting a message off.
    pub fn is_between_messages(&self) -> bool {
        self.partial.is_none() && self.held_len == 0
    }

    /// Takes the next event out of `input`, which is advanced past what has been consumed.
    ///
    /// `None` says that all of `input` is consumed and that more bytes are needed. After [`Event::Close`] or a
    /// violation everything is consumed and discarded.
    #[inline]
    pub fn next(
        &mut self,
        input: &mut &[u8],
        shared: &mut SharedInflater,
    ) -> Result<Option<Event<B>>, Violation> {
        let Some((header, bytes, rest)) = self.lone_message(input) else {
            return self.next_of_any_kind(input, shared);
        };
        *input = rest;
        // Not in a function of its own: taking a payload out of a Result costs more than unmasking a short one.
        let mut payload = match B::with_capacity(bytes.len()) {
            Ok(payload) => payload,
            Err(error) => return Err(self.fail(error.into(), input)),
        };
        let pushed = match header.mask {
            Some(key) => payload.push_unmasked(bytes, key),
            None => payload.push(bytes),
        };
        if let Err(error) = pushed {
            return Err(self.fail(error.into(), input));
        }
        if header.opcode == Opcode::Text && !utf8::is_valid(payload.as_slice()) {
            return Err(self.fail(Violation::TextNotUtf8, input));
        }
        Ok(Some(Event::Message {
            opcode: header.opcode,
            payload,
            compressed: false,
        }))
    }

    /// The fast path: an uncompressed message in one frame that lies whole in `input`. `None` if anything else
    /// comes next.
    #[inline]
    fn lone_message<'i>(&self, input: &'i [u8]) -> Option<(FrameHeader, &'i [u8], &'i [u8])> {
        if self.stage != Stage::Header || self.held_len != 0 || self.partial.is_some() {
            return None;
        }
        let Ok(Some((header, start))) = FrameHeader::parse(input) else {
            return None;
        };
        if !header.fin
            || header.rsv1
            || !matches!(header.opcode, Opcode::Text | Opcode::Binary)
            || header.mask.is_some() != self.role.receives_masked()
            || header.payload_len > self.max_message as u64
        {
            return None;
        }
        // Compared with a limit that is a usize.
        let (payload, rest) = input[start..].split_at_checked(header.payload_len as usize)?;
        Some((header, payload, rest))
    }

    #[inline(never)]
    fn next_of_any_kind(
        &mut self,
        input: &mut &[u8],
        shared: &mut SharedInflater,
    ) -> Result<Option<Event<B>>, Violation> {
        match self.advance(input, shared) {
            Ok(event) => {
                if matches!(event, Some(Event::Close { .. })) {
                    self.end(input);
                }
                Ok(event)
            }
            Err(violation) => Err(self.fail(violation, input)),
        }
    }

    #[cold]
    fn fail(&mut self, violation: Violation, input: &mut &[u8]) -> Violation {
        self.end(input);
        violation
    }

    #[cold]
    fn end(&mut self, input: &mut &[u8]) {
        self.stage = Stage::Over;
        self.held_len = 0;
        self.partial = None;
        self.inflater = None;
        *input = &[];
    }

    fn advance(
        &mut self,
        input: &mut &[u8],
        shared: &mut SharedInflater,
    ) -> Result<Option<Event<B>>, Violation> {
        loop {
            match self.stage {
                Stage::Header => {
                    let Some(header) = self.read_header(input)? else {
                        return Ok(None);
                    };
                    self.admit(&header)?;
                    // `admit` compared the length with a limit that is a usize.
                    let len = header.payload_len as usize;
                    if let Some((payload, rest)) = input.split_at_checked(len) {
                        *input = rest;
                        if let Some(event) = self.whole_frame(&header, payload, shared)? {
                            return Ok(Some(event));
                        }
                    } else {
                        self.begin_partial_frame(&header);
                    }
                }
                Stage::Payload => {
                    if input.is_empty() {
                        return Ok(None);
                    }
                    if let Some(event) = self.continue_frame(input, shared)? {
                        return Ok(Some(event));
                    }
                }
                Stage::Over => {
                    *input = &[];
                    return Ok(None);
                }
            }
        }
    }

    #[inline]
    fn read_header(&mut self, input: &mut &[u8]) -> Result<Option<FrameHeader>, Violation> {
        if self.held_len != 0 {
            return self.complete_header(input);
        }
        if let Some((header, len)) = FrameHeader::parse(input)? {
            *input = &input[len..];
            return Ok(Some(header));
        }
        // An incomplete header is at most 13 bytes.
        self.held[..input.len()].copy_from_slice(input);
        self.held_len = input.len() as u8;
        *input = &[];
        Ok(None)
    }

    #[cold]
    fn complete_header(&mut self, input: &mut &[u8]) -> Result<Option<FrameHeader>, Violation> {
        let held = usize::from(self.held_len);
        let mut bytes = [0; FrameHeader::MAX_LEN];
        let end = FrameHeader::MAX_LEN.min(held + input.len());
        bytes[..held].copy_from_slice(&self.held[..held]);
        bytes[held..end].copy_from_slice(&input[..end - held]);
        if let Some((header, len)) = FrameHeader::parse(&bytes[..end])? {
            // The held bytes alone were no header, so `len` is beyond them.
            *input = &input[len - held..];
            self.held_len = 0;
            return Ok(Some(header));
        }
        // 14 bytes are always a header: the end was that of the input.
        self.held[..end].copy_from_slice(&bytes[..end]);
        self.held_len = end as u8;
        *input = &[];
        Ok(None)
    }

    /// The rules that depend on the role, the extensions and the frames before.
    #[inline]
    fn admit(&self, header: &FrameHeader) -> Result<(), Violation> {
        if header.mask.is_some() != self.role.receives_masked() {
            return Err(match self.role {
                Role::Server => Violation::UnmaskedFrame,
                Role::Client => Violation::MaskedFrame,
            });
        }
        if header.rsv1 && self.compression == Compression::Off {
            return Err(Violation::ReservedBits);
        }
        if header.opcode.is_control() {
            return Ok(());
        }
        let (before, compressed) = match (self.message(), header.opcode) {
            (None, Opcode::Continuation) => return Err(Violation::ContinuationWithoutMessage),
            (Some(message), Opcode::Continuation) => {
                if message.frames >= self.max_fragments {
                    return Err(Violation::TooManyFragments);
                }
                (message.body.len(), message.body.is_compressed())
            }
            (Some(_), _) => return Err(Violation::MessageInsideMessage),
            (None, _) => (0, header.rsv1),
        };
        let max = if compressed {
            max_compressed(self.max_message)
        } else {
            self.max_message
        };
        // What came before was admitted, so it is not beyond the limit.
        if header.payload_len > (max - before) as u64 {
            return Err(Violation::MessageTooBig);
        }
        Ok(())
    }

    #[inline]
    fn message(&self) -> Option<&MessageInProgress<B>> {
        self.partial
            .as_ref()
            .and_then(|partial| partial.message.as_ref())
    }

    #[inline]
    fn whole_frame(
        &mut self,
        header: &FrameHeader,
        payload: &[u8],
        shared: &mut SharedInflater,
    ) -> Result<Option<Event<B>>, Violation> {
        if header.opcode.is_control() {
            let mut inline = ControlPayload::new();
            inline.push_unmasked(payload, header.mask.unwrap_or_default());
            return control_event(header.opcode, inline).map(Some);
        }
        if !header.fin || !header.rsv1 {
            return self.whole_fragment(header, payload, shared);
        }
        let payload: B = self.inflate(payload, header.mask, shared)?;
        if header.opcode == Opcode::Text && !utf8::is_valid(payload.as_slice()) {
            return Err(Violation::TextNotUtf8);
        }
        Ok(Some(Event::Message {
            opcode: header.opcode,
            payload,
            compressed: true,
        }))
    }

    #[inline(never)]
    fn whole_fragment(
        &mut self,
        header: &FrameHeader,
        payload: &[u8],
        shared: &mut SharedInflater,
    ) -> Result<Option<Event<B>>, Violation> {
        let max = self.max_message;
        let message = self.open_message(header);
        message.append(payload, header.mask, header.fin.then_some(0), max)?;
        if !header.fin {
            return Ok(None);
        }
        self.finish_message(shared).map(Some)
    }

    /// The message in progress, begun or continued by the frame of `header`.
    fn open_message(&mut self, header: &FrameHeader) -> &mut MessageInProgress<B> {
        let message = self
            .partial
            .get_or_insert_default()
            .message
            .get_or_insert_with(|| MessageInProgress::new(header));
        message.frames += 1;
        message
    }

    #[inline(never)]
    fn begin_partial_frame(&mut self, header: &FrameHeader) {
        if !header.opcode.is_control() {
            self.open_message(header);
        }
        self.partial.get_or_insert_default().frame = FrameInProgress::new(header);
        self.stage = Stage::Payload;
    }

    #[inline(never)]
    fn continue_frame(
        &mut self,
        input: &mut &[u8],
        shared: &mut SharedInflater,
    ) -> Result<Option<Event<B>>, Violation> {
        let max = self.max_message;
        // `begin_partial_frame` made it, and only the end of the frame drops it.
        let partial = self.partial.as_mut().expect("a frame in progress");
        let frame = &mut partial.frame;
        let available = input.len().min(frame.remaining);
        let (payload, rest) = input.split_at(available);
        *input = rest;
        let mask = frame.advance(available);
        let complete = frame.remaining == 0;
        if let Some(opcode) = frame.control {
            frame
                .payload
                .push_unmasked(payload, mask.unwrap_or_default());
            if !complete {
                return Ok(None);
            }
            let payload = std::mem::take(&mut frame.payload);
            self.stage = Stage::Header;
            if partial.message.is_none() {
                self.partial = None;
            }
            return control_event(opcode, payload).map(Some);
        }
        let fin = frame.fin;
        let still_due = fin.then_some(frame.remaining);
        // Opened by `begin_partial_frame` too.
        let message = partial.message.as_mut().expect("a message in progress");
        message.append(payload, mask, still_due, max)?;
        if !complete {
            return Ok(None);
        }
        self.stage = Stage::Header;
        if !fin {
            return Ok(None);
        }
        self.finish_message(shared).map(Some)
    }

    fn finish_message(&mut self, shared: &mut SharedInflater) -> Result<Event<B>, Violation> {
        // Called when the last frame has been appended to the message in progress.
        let message = self
            .partial
            .take()
            .and_then(|partial| partial.message)
            .expect("a message in progress");
        let opcode = message.opcode;
        let (payload, compressed) = match message.body {
            Body::Plain(payload, text) => {
                let payload = payload.map_or_else(|| B::with_capacity(0), Ok)?;
                if opcode == Opcode::Text && text.finish(payload.as_slice()).is_err() {
                    return Err(Violation::TextNotUtf8);
                }
                (payload, false)
            }
            Body::Compressed(data) => {
                let payload: B = self.inflate(&data, None, shared)?;
                if opcode == Opcode::Text && !utf8::is_valid(payload.as_slice()) {
                    return Err(Violation::TextNotUtf8);
                }
                (payload, true)
            }
        };
        Ok(Event::Message {
            opcode,
            payload,
            compressed,
        })
    }

    #[inline(never)]
    fn inflate(
        &mut self,
        payload: &[u8],
        mask: Option<[u8; 4]>,
        shared: &mut SharedInflater,
    ) -> Result<B, Violation> {
        let own = match self.compression {
            Compression::Takeover => Some(&mut **self.inflater.get_or_insert_default()),
            Compression::PerMessage | Compression::Off => None,
        };
        match (mask, own) {
            (Some(key), own) => shared.inflate_masked(own, payload, key, self.max_message),
            (None, Some(own)) => shared.inflate_with(own, payload, self.max_message),
            (None, None) => shared.inflate(payload, self.max_message),
        }
    }
}

#[inline(never)]
fn control_event<B>(opcode: Opcode, payload: ControlPayload) -> Result<Event<B>, Violation> {
    match opcode {
        Opcode::Ping => Ok(Event::Ping(payload)),
        Opcode::Pong => Ok(Event::Pong(payload)),
        _ => {
            debug_assert_eq!(opcode, Opcode::Close);
            let (code, reason) = close::parse_close_payload(payload.as_slice())?;
            // A part of a control payload fits into one.
            let reason = ControlPayload::from_slice(reason).unwrap_or_default();
            Ok(Event::Close { code, reason })
        }
    }
}

/// How many compressed bytes a message of `max` bytes may need: a little more than itself if it does not compress.
const fn max_compressed(max: usize) -> usize {
    max.saturating_add(max / 64 + 128)
}
