//! The decoder as a peer sees it: events and violations, however the bytes arrive.

mod client;
mod compressed;
mod legacy;
mod limits;

use super::*;
use crate::protocol::websocket::deflate::{DeflateConfig, Deflater, negotiate};
use crate::protocol::websocket::encode_frame;

const KEY: [u8; 4] = [0x37, 0xFA, 0x21, 0x3D];

const SERVER: DecoderConfig = DecoderConfig {
    role: Role::Server,
    max_message: 1 << 20,
    max_fragments: 100,
    deflate: None,
};

const CLIENT: DecoderConfig = DecoderConfig {
    role: Role::Client,
    ..SERVER
};

type Outcome = (Vec<Event<Vec<u8>>>, Option<Violation>);

/// Feeds `pieces` and collects what comes out, up to and including a violation.
fn decode<'a>(config: &DecoderConfig, pieces: impl IntoIterator<Item = &'a [u8]>) -> Outcome {
    decode_between(config, pieces, |decoder| decoder)
}

/// The same by a new decoder for each piece, which goes on for the one before.
fn decode_by_heirs<'a>(
    config: &DecoderConfig,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> Outcome {
    decode_between(config, pieces, |mut decoder| {
        let mut legacy = Vec::new();
        match decoder.leave(&mut legacy) {
            Some(()) => Decoder::inherit(config, &legacy).expect("what a decoder has left"),
            None => decoder,
        }
    })
}

fn decode_between<'a>(
    config: &DecoderConfig,
    pieces: impl IntoIterator<Item = &'a [u8]>,
    between: impl Fn(Decoder<Vec<u8>>) -> Decoder<Vec<u8>>,
) -> Outcome {
    let mut decoder = Decoder::new(config);
    let mut shared = SharedInflater::new();
    let mut events = Vec::new();
    for mut piece in pieces {
        decoder = between(decoder);
        loop {
            match decoder.next(&mut piece, &mut shared) {
                Ok(Some(event)) => events.push(event),
                Ok(None) => break,
                Err(violation) => {
                    assert!(piece.is_empty(), "a violation consumes everything");
                    return (events, Some(violation));
                }
            }
        }
        assert!(piece.is_empty(), "no event means that all is consumed");
    }
    (events, None)
}

/// Decodes `stream` whole, then split in two at every position and byte by byte, by one decoder and by several, which must
/// make no difference.
fn decode_every_way(config: &DecoderConfig, stream: &[u8]) -> Outcome {
    let whole = decode(config, [stream]);
    assert_eq!(decode(config, stream.chunks(1)), whole, "byte by byte");
    // Each byte by another one takes long for what is long.
    let len = stream.len().div_ceil(2000).max(1);
    assert_eq!(
        decode_by_heirs(config, stream.chunks(len)),
        whole,
        "{len} bytes each"
    );
    for split in 0..=stream.len() {
        let (head, tail) = stream.split_at(split);
        assert_eq!(decode(config, [head, tail]), whole, "split at {split}");
        assert_eq!(
            decode_by_heirs(config, [head, tail]),
            whole,
            "another one from {split}"
        );
    }
    whole
}

fn frame_to(role: Role, first: u8, payload: &[u8]) -> Vec<u8> {
    let header = FrameHeader {
        fin: first & 0x80 != 0,
        rsv1: first & 0x40 != 0,
        opcode: Opcode::from_wire(first & 0x0F).expect("a known opcode"),
        mask: role.receives_masked().then_some(KEY),
        payload_len: 0,
    };
    let mut out = Vec::new();
    encode_frame(&header, payload, &mut out);
    out
}

/// A frame as a client sends it, with the first header byte given.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    frame_to(Role::Server, first, payload)
}

fn text(payload: &str) -> Event<Vec<u8>> {
    message(Opcode::Text, payload.as_bytes(), false)
}

fn message(opcode: Opcode, payload: &[u8], compressed: bool) -> Event<Vec<u8>> {
    Event::Message {
        opcode,
        payload: payload.to_vec(),
        compressed,
    }
}

fn control(payload: &[u8]) -> ControlPayload {
    ControlPayload::from_slice(payload).expect("short enough")
}

fn deflate(takeover: bool) -> Option<Negotiated> {
    let config = DeflateConfig {
        client_context_takeover: takeover,
        ..DeflateConfig::default()
    };
    negotiate([&b"permessage-deflate"[..]], &config)
}

#[test]
fn decoders_can_move_between_threads() {
    fn is_send<T: Send>() {}
    is_send::<Decoder<Vec<u8>>>();
    is_send::<SharedInflater>();
    is_send::<Deflater>();
}

#[test]
fn messages_controls_and_fragments_at_every_split() {
    let long = "äöü€😀".repeat(40);
    let stream = [
        frame(0x81, b"Hello"),
        frame(0x82, &[0, 255, 128]),
        frame(0x81, b""),
        frame(0x89, b"are you there?"),
        frame(0x01, &long.as_bytes()[..101]),
        frame(0x8A, b""),
        frame(0x00, b""),
        frame(0x00, &long.as_bytes()[101..]),
        frame(0x89, &[7; 125]),
        frame(0x80, b"!"),
        frame(0x02, b""),
        frame(0x80, b""),
        frame(0x81, long.as_bytes()),
        frame(0x88, &[0x03, 0xE9, b'b', b'y', b'e']),
        frame(0x81, b"discarded"),
    ]
    .concat();
    let (events, violation) = decode_every_way(&SERVER, &stream);
    assert_eq!(violation, None);
    assert_eq!(
        events,
        [
            text("Hello"),
            message(Opcode::Binary, &[0, 255, 128], false),
            text(""),
            Event::Ping(control(b"are you there?")),
            Event::Pong(control(b"")),
            Event::Ping(control(&[7; 125])),
            text(&format!("{long}!")),
            message(Opcode::Binary, b"", false),
            text(&long),
            Event::Close {
                code: Some(CloseCode(1001)),
                reason: control(b"bye"),
            },
        ]
    );
}

#[test]
fn the_client_role_takes_unmasked_frames() {
    let stream = [
        frame_to(Role::Client, 0x01, b"un"),
        frame_to(Role::Client, 0x89, b"p"),
        frame_to(Role::Client, 0x80, b"masked"),
        frame_to(Role::Client, 0x82, &[1; 300]),
        frame_to(Role::Client, 0x88, b""),
    ]
    .concat();
    let (events, violation) = decode_every_way(&CLIENT, &stream);
    assert_eq!(violation, None);
    assert_eq!(
        events,
        [
            Event::Ping(control(b"p")),
            text("unmasked"),
            message(Opcode::Binary, &[1; 300], false),
            Event::Close {
                code: None,
                reason: control(b""),
            },
        ]
    );
}

#[test]
fn each_violation_is_named_at_every_split() {
    let unmasked = frame_to(Role::Client, 0x81, b"x");
    let cases: Vec<(Vec<u8>, Violation)> = vec![
        (unmasked, Violation::UnmaskedFrame),
        (frame(0xC1, b"x"), Violation::ReservedBits),
        (frame(0x80, b"x"), Violation::ContinuationWithoutMessage),
        (frame(0x00, b"x"), Violation::ContinuationWithoutMessage),
        (
            [frame(0x01, b"x"), frame(0x81, b"y")].concat(),
            Violation::MessageInsideMessage,
        ),
        (
            [frame(0x81, b"x"), frame(0x80, b"y")].concat(),
            Violation::ContinuationWithoutMessage,
        ),
        (vec![0x91, 0x80, 0, 0, 0, 0], Violation::ReservedBits),
        (vec![0x83, 0x80, 0, 0, 0, 0], Violation::ReservedOpcode),
        (
            vec![0x09, 0x80, 0, 0, 0, 0],
            Violation::FragmentedControlFrame,
        ),
        (vec![0x88, 0xFE, 0, 126], Violation::ControlFrameTooLong),
        (
            vec![0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0],
            Violation::LengthTopBit,
        ),
        (vec![0x82, 0xFE, 0, 1], Violation::LengthNotMinimal),
        (frame(0x88, &[3]), Violation::ClosePayloadOfOneByte),
        (frame(0x88, &[3, 0xED]), Violation::InvalidCloseCode),
        (frame(0x88, &[3, 0xE8, 0xFF]), Violation::CloseReasonNotUtf8),
        (frame(0x81, b"abc\xFFdef"), Violation::TextNotUtf8),
        (frame(0x81, b"abc\xE2\x82"), Violation::TextNotUtf8),
        (
            [frame(0x01, b"abc\xE2"), frame(0x00, b"\x28")].concat(),
            Violation::TextNotUtf8,
        ),
        (
            [frame(0x01, b"abc\xE2"), frame(0x80, b"")].concat(),
            Violation::TextNotUtf8,
        ),
    ];
    for (mut stream, expected) in cases {
        stream.extend_from_slice(&frame(0x81, b"never seen"));
        let (_, violation) = decode_every_way(&SERVER, &stream);
        assert_eq!(violation, Some(expected));
    }
    let (_, violation) = decode_every_way(&CLIENT, &frame(0x81, b"x"));
    assert_eq!(violation, Some(Violation::MaskedFrame));
}

#[test]
fn nothing_is_decoded_after_a_violation_or_a_close() {
    let mut shared = SharedInflater::new();
    for end in [&[0x83][..], &frame(0x88, b"")] {
        let mut decoder = Decoder::<Vec<u8>>::new(&SERVER);
        let mut input = end;
        assert!(!matches!(decoder.next(&mut input, &mut shared), Ok(None)));
        for _ in 0..3 {
            let stream = frame(0x81, b"late");
            let mut input = &stream[..];
            assert_eq!(decoder.next(&mut input, &mut shared), Ok(None));
            assert!(input.is_empty());
        }
    }
}

/// How many bytes of `stream`, sent one at a time, it takes to be refused as text that is no UTF-8.
fn refused_after(stream: &[u8]) -> usize {
    let mut decoder = Decoder::<Vec<u8>>::new(&SERVER);
    let mut shared = SharedInflater::new();
    for (sent, byte) in stream.chunks(1).enumerate() {
        let mut input = byte;
        match decoder.next(&mut input, &mut shared) {
            Ok(None) => {}
            Err(Violation::TextNotUtf8) => return sent + 1,
            other => panic!("unexpected after {sent} bytes: {other:?}"),
        }
    }
    panic!("not refused")
}

#[test]
fn text_is_refused_with_the_first_impossible_byte() {
    let good = "κόσμε".as_bytes();
    let payload = [good, b"\xF4\x90\x80\x80edited"].concat();
    // 6 bytes of header; the second byte of the character cannot follow the first.
    assert_eq!(refused_after(&frame(0x81, &payload)), 6 + good.len() + 2);

    let fragments = [
        frame(0x01, good),
        frame(0x00, b"\xF4"),
        frame(0x80, b"\x90\x80\x80edited"),
    ];
    let before = fragments[0].len() + fragments[1].len();
    assert_eq!(refused_after(&fragments.concat()), before + 7);
}

/// A small deterministic generator: xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % bound
    }
}

#[test]
fn random_streams_decode_alike_in_random_pieces() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut deflater = Deflater::new(&DeflateConfig::default(), 15);
    let mut violations = 0;
    for round in 0..400 {
        let config = DecoderConfig {
            deflate: [None, deflate(false)][round % 2],
            max_message: 4000,
            max_fragments: 5,
            ..SERVER
        };
        let mut stream = Vec::new();
        let mut open = false;
        for _ in 0..12 {
            let length = [0, 5, 125, 126, 200, 1500][random.below(6)];
            let mut payload = vec![b'a'; length];
            let mut first = match random.below(4) {
                0 => {
                    payload.truncate(125);
                    0x89 + random.below(2) as u8
                }
                kind if open => [0x00, 0x80, 0x00][kind - 1],
                kind => [0x01, 0x81, 0x82][kind - 1],
            };
            if config.deflate.is_some() && first == 0x82 {
                first = 0xC2;
                deflater.reset();
                let plain = std::mem::take(&mut payload);
                deflater.compress(&plain, true, &mut payload);
            }
            if first & 0x08 == 0 {
                open = first & 0x80 == 0;
            }
            stream.extend(frame(first, &payload));
        }
        if round % 3 == 0 {
            let at = random.below(stream.len());
            stream[at] ^= 1 << random.below(8);
        }
        let whole = decode(&config, [&stream[..]]);
        violations += usize::from(whole.1.is_some());
        for _ in 0..8 {
            let mut pieces = Vec::new();
            let mut rest = &stream[..];
            while !rest.is_empty() {
                let most = [3, 40, 2000][random.below(3)];
                let (piece, tail) = rest.split_at(rest.len().min(1 + random.below(most)));
                pieces.push(piece);
                rest = tail;
            }
            assert_eq!(decode(&config, pieces), whole, "round {round}");
        }
    }
    assert!((20..300).contains(&violations), "{violations} of 400");
}
