//! Messages with permessage-deflate.

use super::*;

#[test]
fn compressed_messages_at_every_split() {
    for (role, takeover) in [
        (Role::Server, false),
        (Role::Server, true),
        (Role::Client, false),
    ] {
        let frame = |first, payload: &[u8]| frame_to(role, first, payload);
        let config = DecoderConfig {
            role,
            deflate: deflate(takeover),
            ..SERVER
        };
        let mut deflater = Deflater::new(&DeflateConfig::default(), 15);
        let mut stream = Vec::new();
        for first in [0xC1, 0xC2] {
            let mut payload = Vec::new();
            deflater.compress("hello, héllo, hello".as_bytes(), true, &mut payload);
            stream.extend(frame(first, &payload[..]));
            if !takeover {
                deflater.reset();
            }
        }
        stream.extend(frame(0x81, b"plain"));
        let mut payload = Vec::new();
        deflater.compress("hello, in fragments".as_bytes(), true, &mut payload);
        let (a, rest) = payload.split_at(3);
        let (b, c) = rest.split_at(5);
        stream.extend(
            [
                frame(0x41, a),
                frame(0x89, b"p"),
                frame(0x00, b),
                frame(0x00, b""),
                frame(0x80, c),
            ]
            .concat(),
        );
        stream.extend(frame(0xC1, &[0x00]));
        stream.extend(frame(0xC1, &[]));
        let (events, violation) = decode_every_way(&config, &stream);
        assert_eq!(violation, None);
        assert_eq!(
            events,
            [
                message(Opcode::Text, "hello, héllo, hello".as_bytes(), true),
                message(Opcode::Binary, "hello, héllo, hello".as_bytes(), true),
                text("plain"),
                Event::Ping(control(b"p")),
                message(Opcode::Text, b"hello, in fragments", true),
                message(Opcode::Text, b"", true),
                message(Opcode::Text, b"", true),
            ]
        );
    }
}

#[test]
fn compressed_messages_are_held_to_the_rules_and_limits() {
    let config = DecoderConfig {
        deflate: deflate(false),
        max_message: 1000,
        ..SERVER
    };
    let compress = |message: &[u8]| {
        let mut out = Vec::new();
        Deflater::new(&DeflateConfig::default(), 15).compress(message, true, &mut out);
        out
    };
    let bomb = compress(&[0; 1001]);
    let cases = [
        (frame(0xC1, &compress(b"abc\xFF")), Violation::TextNotUtf8),
        (frame(0xC1, &compress(b"abc\xC3")), Violation::TextNotUtf8),
        (frame(0xC2, &bomb), Violation::InflatedMessageTooBig),
        (
            [frame(0x42, &bomb[..4]), frame(0x80, &bomb[4..])].concat(),
            Violation::InflatedMessageTooBig,
        ),
        (frame(0xC2, b"\xFF\xFF"), Violation::BadCompressedData),
        (
            [frame(0x41, &bomb[..4]), frame(0x40, &bomb[4..])].concat(),
            Violation::ReservedBits,
        ),
        (frame(0xC9, b""), Violation::ReservedBits),
        (
            frame(0xC2, &[0; 2000])[..8].to_vec(),
            Violation::MessageTooBig,
        ),
    ]
    .map(|(stream, violation)| (stream, Some(violation)));
    for (stream, expected) in cases {
        assert_eq!(decode_every_way(&config, &stream).1, expected);
    }
    assert_eq!(
        decode_every_way(&config, &frame(0xC2, &compress(&[0; 1000]))),
        (vec![message(Opcode::Binary, &[0; 1000], true)], None)
    );
}
