//! What the fuzz targets share: reading decisions from the fuzzer's bytes, and decoding in pieces.

use swoole::protocol::websocket::deflate::{DeflateConfig, Negotiated, SharedInflater, negotiate};
use swoole::protocol::websocket::{Decoder, DecoderConfig, Event, Opcode, Violation};

/// Decisions, taken from the front of the fuzzer's bytes. When they run out, every decision is zero.
pub struct Choices<'a>(&'a [u8]);

impl<'a> Choices<'a> {
    /// Reads from `data`.
    pub fn new(data: &'a [u8]) -> Self {
        Self(data)
    }

    /// Whether there are bytes left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        match self.0.split_first() {
            Some((&byte, rest)) => {
                self.0 = rest;
                byte
            }
            None => 0,
        }
    }

    /// The next two bytes.
    pub fn word(&mut self) -> u16 {
        u16::from_be_bytes([self.byte(), self.byte()])
    }

    /// The next `len` bytes, or what there is.
    pub fn bytes(&mut self, len: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(len.min(self.0.len()));
        self.0 = rest;
        taken
    }

    /// All that is left.
    pub fn rest(self) -> &'a [u8] {
        self.0
    }
}

/// Cuts `data` into pieces whose lengths follow from `seed`: mostly short ones, some long.
pub fn pieces(data: &[u8], seed: u8) -> impl Iterator<Item = &[u8]> {
    let mut rest = data;
    let mut state = u32::from(seed).wrapping_mul(0x9E37_79B9) | 1;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let most = [1, 4, 16, 700][(state >> 30) as usize];
        let len = 1 + (state >> 8) as usize % most;
        let (piece, tail) = rest.split_at(len.min(rest.len()));
        rest = tail;
        Some(piece)
    })
}

/// The terms of permessage-deflate, with the client's context takeover or without.
pub fn deflate_terms(client_takeover: bool) -> Negotiated {
    let config = DeflateConfig {
        client_context_takeover: client_takeover,
        ..DeflateConfig::default()
    };
    negotiate([&b"permessage-deflate"[..]], &config).expect("the plainest offer")
}

/// What came of decoding, the violation last.
pub type Outcome = (Vec<Event<Vec<u8>>>, Option<Violation>);

/// Decodes `pieces` with a new decoder and checks each event against what `config` promises. With `heirs`, each piece has
/// one of its own, which goes on for the one before.
pub fn decode<'a>(
    config: &DecoderConfig,
    pieces: impl IntoIterator<Item = &'a [u8]>,
    heirs: bool,
) -> Outcome {
    let mut decoder = Decoder::new(config);
    let mut shared = SharedInflater::new();
    let mut events = Vec::new();
    for mut piece in pieces {
        let mut legacy = Vec::new();
        if heirs && decoder.leave(&mut legacy).is_some() {
            decoder = Decoder::inherit(config, &legacy).expect("what a decoder has left");
        }
        loop {
            match decoder.next(&mut piece, &mut shared) {
                Ok(Some(event)) => {
                    check(&event, config);
                    events.push(event);
                }
                Ok(None) => break,
                Err(violation) => return (events, Some(violation)),
            }
        }
        assert!(piece.is_empty(), "bytes were left");
    }
    (events, None)
}

fn check(event: &Event<Vec<u8>>, config: &DecoderConfig) {
    match event {
        Event::Message {
            opcode,
            payload,
            compressed,
        } => {
            assert!(payload.len() <= config.max_message);
            assert!(!compressed || config.deflate.is_some());
            match opcode {
                Opcode::Text => assert!(std::str::from_utf8(payload).is_ok()),
                other => assert_eq!(*other, Opcode::Binary),
            }
        }
        Event::Ping(_) | Event::Pong(_) => {}
        Event::Close { code, reason } => {
            assert!(code.is_none_or(|code| code.is_valid_on_wire()));
            assert!(std::str::from_utf8(reason.as_slice()).is_ok());
        }
    }
}

/// Decodes `stream` whole and in pieces, by one decoder and by several, which must make no difference.
pub fn decode_both_ways(config: &DecoderConfig, stream: &[u8], seed: u8) -> Outcome {
    let whole = decode(config, [stream], false);
    for heirs in [false, true] {
        let outcome = decode(config, pieces(stream, seed), heirs);
        assert_eq!(outcome, whole, "in pieces, by several: {heirs}");
    }
    whole
}
