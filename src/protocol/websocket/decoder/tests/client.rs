//! What a client receives: as strictly judged as what a server does, but unmasked.

use super::*;

fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    frame_to(Role::Client, first, payload)
}

fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
    frame_to(Role::Server, first, payload)
}

#[test]
fn each_violation_is_named_at_every_split() {
    let cases: Vec<(Vec<u8>, Violation)> = vec![
        (masked(0x81, b"x"), Violation::MaskedFrame),
        (masked(0x82, &[1; 300]), Violation::MaskedFrame),
        (masked(0x89, b""), Violation::MaskedFrame),
        (masked(0x88, b""), Violation::MaskedFrame),
        (
            [frame(0x01, b"x"), masked(0x80, b"y")].concat(),
            Violation::MaskedFrame,
        ),
        (frame(0xC1, b"x"), Violation::ReservedBits),
        (vec![0xA1, 0], Violation::ReservedBits),
        (vec![0x91, 0], Violation::ReservedBits),
        (vec![0xC9, 0], Violation::ReservedBits),
        (vec![0x83, 0], Violation::ReservedOpcode),
        (vec![0x8F, 0], Violation::ReservedOpcode),
        (vec![0x09, 0], Violation::FragmentedControlFrame),
        (vec![0x89, 126, 0, 126], Violation::ControlFrameTooLong),
        (
            vec![0x82, 127, 0x80, 0, 0, 0, 0, 0, 0, 0],
            Violation::LengthTopBit,
        ),
        (
            // 2^62 bytes.
            vec![0x82, 127, 0x40, 0, 0, 0, 0, 0, 0, 0],
            Violation::MessageTooBig,
        ),
        (vec![0x82, 126, 0, 1], Violation::LengthNotMinimal),
        (frame(0x80, b"x"), Violation::ContinuationWithoutMessage),
        (
            [frame(0x01, b"x"), frame(0x82, b"y")].concat(),
            Violation::MessageInsideMessage,
        ),
        (frame(0x88, &[3]), Violation::ClosePayloadOfOneByte),
        (frame(0x88, &[3, 0xEE]), Violation::InvalidCloseCode),
        (frame(0x88, &[3, 0xE8, 0xFF]), Violation::CloseReasonNotUtf8),
        (frame(0x81, b"abc\xFF"), Violation::TextNotUtf8),
        (
            [frame(0x01, b"abc\xE2"), frame(0x80, b"\x28")].concat(),
            Violation::TextNotUtf8,
        ),
    ];
    for (mut stream, expected) in cases {
        stream.extend_from_slice(&frame(0x81, b"never seen"));
        let (events, violation) = decode_every_way(&CLIENT, &stream);
        assert_eq!(violation, Some(expected), "{stream:x?}");
        assert_eq!(events, []);
    }
}

#[test]
fn the_limits_hold_to_the_byte() {
    let config = DecoderConfig {
        max_message: 300,
        max_fragments: 3,
        ..CLIENT
    };
    let exact = [frame(0x02, &[1; 100]), frame(0x80, &[1; 200])].concat();
    let (events, violation) = decode_every_way(&config, &exact);
    assert_eq!((events.len(), violation), (1, None));
    // Headers only: the payload need not arrive.
    let too_big = Some(Violation::MessageTooBig);
    let header = &frame(0x82, &[1; 301])[..4];
    assert_eq!(decode_every_way(&config, header).1, too_big);
    let mut fragments = frame(0x02, &[1; 100]);
    fragments.extend_from_slice(&frame(0x80, &[1; 201])[..4]);
    assert_eq!(decode_every_way(&config, &fragments).1, too_big);

    let three = [frame(0x01, b""), frame(0x00, b""), frame(0x80, b"")].concat();
    assert_eq!(decode_every_way(&config, &three).1, None);
    let four = [frame(0x01, b""), frame(0x00, b"").repeat(3)].concat();
    assert_eq!(
        decode_every_way(&config, &four).1,
        Some(Violation::TooManyFragments)
    );
}

#[test]
fn compressed_messages_of_a_server_that_keeps_its_window() {
    let config = DeflateConfig {
        server_context_takeover: true,
        ..DeflateConfig::default()
    };
    let config = DecoderConfig {
        deflate: negotiate([&b"permessage-deflate"[..]], &config),
        max_message: 1000,
        ..CLIENT
    };
    let mut deflater = Deflater::new(&DeflateConfig::default(), 15);
    let mut stream = Vec::new();
    for _ in 0..2 {
        let mut payload = Vec::new();
        deflater.compress(b"once and again", true, &mut payload);
        stream.extend(frame(0xC1, &payload));
    }
    let (events, violation) = decode_every_way(&config, &stream);
    assert_eq!(violation, None);
    assert_eq!(
        events,
        [(); 2].map(|()| message(Opcode::Text, b"once and again", true))
    );

    let mut bomb = Vec::new();
    Deflater::new(&DeflateConfig::default(), 15).compress(&[0; 100_000], true, &mut bomb);
    assert_eq!(
        decode_every_way(&config, &frame(0xC2, &bomb)).1,
        Some(Violation::InflatedMessageTooBig)
    );
    assert_eq!(
        decode_every_way(&config, &frame(0xC2, &[0xFF; 20])).1,
        Some(Violation::BadCompressedData)
    );
}
