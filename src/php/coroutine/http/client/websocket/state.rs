//! The state of a WebSocket: what of the program's frames may be sent, and how it is encoded. No socket, nothing waits.

use std::cell::RefCell;
use std::collections::VecDeque;

use super::super::settings::Settings;
use crate::engine::server::SendError;
use crate::php::random;
use crate::php::websocket::frame::Outgoing;
use crate::php::websocket::send::{Refusal, checked_opcode, close_code};
use crate::php::zend::string::ZStrBuf;
use crate::protocol::websocket::close::encode_close_payload;
use crate::protocol::websocket::deflate::{
    Compressor, DeflateConfig, Negotiated, SharedDeflater, SharedInflater,
};
use crate::protocol::websocket::{
    CloseCode, ControlPayload, Decoder, DecoderConfig, Event, FrameHeader, Opcode, Role, Violation,
    encode_frame,
};

/// The most frames that one message may come in, as on servers.
const MAX_FRAGMENTS: u32 = 131_072;

/// How many pings of the program may be without an answer that it is told of.
const MAX_PINGS: usize = 64;

/// What the WebSockets of this thread share: connections without context takeover own no compressor.
#[derive(Default)]
struct Codec {
    inflater: SharedInflater,
    deflaters: Vec<(DeflateConfig, SharedDeflater)>,
}

thread_local! {
    static CODEC: RefCell<Codec> = RefCell::default();
}

/// The state of a WebSocket.
pub struct WebSocket {
    decoder: Decoder<ZStrBuf>,
    compression: Option<(Compressor, DeflateConfig)>,
    mask: bool,
    /// A close frame was sent: nothing may follow it.
    pub close_sent: bool,
    /// The server's close frame, if it was given to the program and is not answered.
    pub close_unanswered: Option<(Option<CloseCode>, ControlPayload)>,
    /// A message was begun and not finished.
    fragmenting: bool,
    /// The pings of `push()` whose pongs the program waits for, the oldest first.
    pings: VecDeque<ControlPayload>,
    /// Answers to be sent by the coroutine that is in the middle of sending something else.
    pub answers: Vec<u8>,
}

impl WebSocket {
    /// A WebSocket whose handshake has just ended, on these terms.
    pub fn new(settings: &Settings, deflate: Option<Negotiated>) -> Self {
        let config = settings.compression.unwrap_or_default();
        Self {
            decoder: Decoder::new(&DecoderConfig {
                role: Role::Client,
                max_message: settings.max_message,
                max_fragments: MAX_FRAGMENTS,
                deflate,
            }),
            compression: deflate.map(|terms| (Compressor::new(&terms, Role::Client), config)),
            mask: settings.mask,
            close_sent: false,
            close_unanswered: None,
            fragmenting: false,
            pings: VecDeque::new(),
            answers: Vec::new(),
        }
    }

    /// Appends a frame to `out`.
    pub fn encode(&mut self, opcode: Opcode, fin: bool, payload: &[u8], out: &mut Vec<u8>) {
        let mut header = FrameHeader::new(opcode, 0);
        header.fin = fin;
        header.mask = self.mask.then(random::bytes);
        let whole = fin && !payload.is_empty() && matches!(opcode, Opcode::Text | Opcode::Binary);
        match &mut self.compression {
            Some((compressor, config)) if whole => {
                header.rsv1 = true;
                let mut compressed = Vec::new();
                CODEC.with_borrow_mut(|codec| {
                    let deflater = codec.deflater(*config);
                    compressor.compress(deflater, payload, true, &mut compressed);
                });
                encode_frame(&header, &compressed, out);
            }
            _ => encode_frame(&header, payload, out),
        }
    }

    /// Checks a frame of the program and appends it to `out`.
    pub fn admit(&mut self, frame: &Outgoing, out: &mut Vec<u8>) -> Result<Opcode, Refusal> {
        let opcode = checked_opcode(frame.opcode).map_err(Refusal::Opcode)?;
        if self.close_sent {
            return Err(SendError::Closing.into());
        }
        let data = frame.data.as_bytes();
        if opcode == Opcode::Close {
            let code = frame.close_code.unwrap_or(i64::from(CloseCode::NORMAL.0));
            self.encode_close(close_code(code), data, out)?;
            return Ok(opcode);
        }
        let fin = frame.fin() || opcode.is_control();
        if opcode.is_control() {
            if data.len() > ControlPayload::MAX {
                return Err(SendError::ControlFrame.into());
            }
        } else if (opcode == Opcode::Continuation) != self.fragmenting {
            return Err(SendError::FragmentOrder.into());
        } else {
            self.fragmenting = !fin;
        }
        self.encode(opcode, fin, data, out);
        Ok(opcode)
    }

    pub fn encode_close(
        &mut self,
        code: CloseCode,
        reason: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), Refusal> {
        let mut payload = Vec::new();
        encode_close_payload(code, reason, &mut payload).map_err(Refusal::Close)?;
        self.encode(Opcode::Close, true, &payload, out);
        self.close_sent = true;
        self.close_unanswered = None;
        Ok(())
    }

    /// Appends the answer to a close frame.
    pub fn answer_close(&mut self, code: Option<CloseCode>, reason: &[u8], out: &mut Vec<u8>) {
        self.close_unanswered = None;
        if self.close_sent {
            return;
        }
        let mut payload = Vec::new();
        if let Some(code) = code {
            // What the decoder accepted can be sent back.
            let _ = encode_close_payload(code, reason, &mut payload);
        }
        self.encode(Opcode::Close, true, &payload, out);
        self.close_sent = true;
    }

    /// The next event in what came; what is left of it stays in `input`.
    pub fn decode(&mut self, input: &mut &[u8]) -> Result<Option<Event<ZStrBuf>>, Violation> {
        CODEC.with_borrow_mut(|codec| self.decoder.next(input, &mut codec.inflater))
    }

    /// Notes that the program waits for the answer to a ping of its own.
    pub fn note_ping(&mut self, payload: &[u8]) {
        if self.pings.len() == MAX_PINGS {
            self.pings.pop_front();
        }
        self.pings.extend(ControlPayload::from_slice(payload));
    }

    /// Whether a pong answers a ping of the program; it answers those before it, too (RFC 6455 section 5.5.3).
    pub fn is_awaited(&mut self, pong: &ControlPayload) -> bool {
        match self.pings.iter().rposition(|ping| ping == pong) {
            Some(at) => {
                self.pings.drain(..=at);
                true
            }
            None => false,
        }
    }
}

impl Codec {
    fn deflater(&mut self, config: DeflateConfig) -> &mut SharedDeflater {
        let known = self
            .deflaters
            .iter()
            .position(|(known, _)| *known == config);
        let at = known.unwrap_or_else(|| {
            self.deflaters.push((config, SharedDeflater::new(&config)));
            self.deflaters.len() - 1
        });
        &mut self.deflaters[at].1
    }
}
