//! Well-formed frames in any order: fragments, control frames between them, compression, broken rules of sequence.
//!
//! The input is a program: each step is a first header byte, a kind of payload and its bytes. A decoder that is fed
//! raw bytes seldom gets past the first frame; here every input reaches the assembly of messages.
#![no_main]

use libfuzzer_sys::fuzz_target;
use swoole::protocol::websocket::deflate::{DeflateConfig, Deflater};
use swoole::protocol::websocket::{DecoderConfig, Event, FrameHeader, Opcode, Role, encode_frame};
use swoole_rs_fuzz::{Choices, decode_both_ways, deflate_terms};

/// The opcodes, the frequent ones more than once, and a reserved one.
const FIRST_BYTES: [u8; 16] = [
    0x81, 0x82, 0x01, 0x02, 0x00, 0x80, 0x00, 0x80, 0xC1, 0xC2, 0x41, 0x42, 0x89, 0x8A, 0x88, 0x83,
];

fuzz_target!(|data: &[u8]| {
    let mut choices = Choices::new(data);
    let flags = choices.byte();
    let seed = choices.byte();
    let takeover = flags & 1 != 0;
    let config = DecoderConfig {
        role: Role::Server,
        max_message: 3000,
        max_fragments: 6,
        deflate: (flags & 2 == 0).then(|| deflate_terms(takeover)),
    };

    let mut deflater = Deflater::new(&DeflateConfig::default(), 15);
    let mut stream = Vec::new();
    // What a receiver without limits would have to find, as long as every step keeps the rules.
    let mut expected = Some(Vec::new());
    for _ in 0..40 {
        if choices.is_empty() {
            break;
        }
        let step = choices.byte();
        let first = FIRST_BYTES[usize::from(step & 0x0F)];
        let len = match step >> 4 {
            0..=11 => usize::from(choices.byte() & 0x7F),
            _ => usize::from(choices.word() % 4000),
        };
        let mut payload = choices.bytes(len).to_vec();
        payload.resize(len, b'.');
        let mut message = None;
        if first & 0x40 != 0 && step & 0x10 != 0 {
            let plain = std::mem::take(&mut payload);
            if !takeover {
                deflater.reset();
            }
            deflater.compress(&plain, first & 0x80 != 0, &mut payload);
            message = Some(plain);
        } else if first & 0x40 == 0 {
            message = Some(payload.clone());
        }
        let Some(opcode) = Opcode::from_wire(first & 0x0F) else {
            stream.extend_from_slice(&[first, 0x80, 0, 0, 0, 0]);
            expected = None;
            continue;
        };
        if opcode.is_control() {
            payload.truncate(125);
        }
        let lone = matches!(opcode, Opcode::Text | Opcode::Binary) && first & 0x80 != 0;
        match (&mut expected, message, lone) {
            (Some(list), Some(message), true) => list.push((opcode, message)),
            _ => expected = None,
        }
        let header = FrameHeader {
            fin: first & 0x80 != 0,
            rsv1: first & 0x40 != 0,
            mask: Some([seed, step, 0x55, 0xAA]),
            ..FrameHeader::new(opcode, 0)
        };
        encode_frame(&header, &payload, &mut stream);
    }

    let (events, violation) = decode_both_ways(&config, &stream, seed);
    if let (Some(expected), None) = (expected, violation) {
        let got: Vec<(Opcode, Vec<u8>)> = events
            .into_iter()
            .filter_map(|event| match event {
                Event::Message {
                    opcode, payload, ..
                } => Some((opcode, payload)),
                _ => None,
            })
            .collect();
        assert_eq!(got, expected);
    }
});
