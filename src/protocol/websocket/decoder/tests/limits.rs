//! What a connection may cost: limits on messages, and the memory behind them.

use super::*;
use crate::protocol::payload::OutOfMemory;
use std::mem::size_of;

#[test]
fn an_idle_connection_costs_little() {
    assert!(size_of::<Decoder<Vec<u8>>>() <= 48);
    let config = DecoderConfig {
        deflate: deflate(true),
        ..SERVER
    };
    let decoder = Decoder::<Vec<u8>>::new(&config);
    assert!(decoder.partial.is_none() && decoder.inflater.is_none());
}

#[test]
fn a_busy_connection_keeps_nothing_after_its_messages() {
    let mut decoder = Decoder::<Vec<u8>>::new(&SERVER);
    let mut shared = SharedInflater::new();
    let stream = [
        frame(0x01, b"frag"),
        frame(0x89, b"ping"),
        frame(0x80, b"ment"),
    ]
    .concat();
    for byte in stream.chunks(1) {
        let mut input = byte;
        while decoder
            .next(&mut input, &mut shared)
            .expect("valid")
            .is_some()
        {}
    }
    assert!(decoder.is_between_messages());
    assert!(decoder.partial.is_none());
    let mut input = &frame(0x89, b"partial ping")[..9];
    assert_eq!(decoder.next(&mut input, &mut shared), Ok(None));
    assert!(!decoder.is_between_messages());
}

#[test]
fn the_message_limit_holds_to_the_byte_and_at_the_header() {
    let config = DecoderConfig {
        max_message: 300,
        ..SERVER
    };
    let exact = [frame(0x02, &[1; 100]), frame(0x80, &[1; 200])].concat();
    let (events, violation) = decode_every_way(&config, &exact);
    assert_eq!((events.len(), violation), (1, None));
    assert_eq!(decode_every_way(&config, &frame(0x82, &[1; 300])).1, None);

    let too_big = Some(Violation::MessageTooBig);
    // Headers only: the payload need not arrive.
    let header = &frame(0x82, &[1; 301])[..8];
    assert_eq!(decode_every_way(&config, header).1, too_big);
    let mut fragments = frame(0x02, &[1; 100]);
    fragments.extend_from_slice(&frame(0x80, &[1; 201])[..8]);
    assert_eq!(decode_every_way(&config, &fragments).1, too_big);
    let huge = [
        0x82, 0xFF, 0x7F, 255, 255, 255, 255, 255, 255, 255, 1, 2, 3, 4,
    ];
    assert_eq!(decode_every_way(&config, &huge).1, too_big);
    let unlimited = DecoderConfig {
        max_message: usize::MAX,
        ..SERVER
    };
    assert_eq!(decode_every_way(&unlimited, &huge), (vec![], None));
}

#[test]
fn the_fragment_limit_counts_frames() {
    let config = DecoderConfig {
        max_fragments: 3,
        ..SERVER
    };
    let three = [frame(0x01, b"a"), frame(0x00, b"b"), frame(0x80, b"c")].concat();
    let four = [
        frame(0x01, b"a"),
        frame(0x00, b""),
        frame(0x00, b""),
        frame(0x80, b"c"),
    ];
    let stream = [&three[..], &three].concat();
    assert_eq!(
        decode_every_way(&config, &stream),
        (vec![text("abc"), text("abc")], None)
    );
    assert_eq!(
        decode_every_way(&config, &four.concat()).1,
        Some(Violation::TooManyFragments)
    );
}

/// The capacity of the payload that `decoder` is collecting.
fn reserved(decoder: &Decoder<Vec<u8>>) -> usize {
    match decoder.message().map(|message| &message.body) {
        Some(Body::Plain(Some(payload), _)) => payload.capacity(),
        Some(Body::Compressed(data)) => data.capacity(),
        _ => 0,
    }
}

#[test]
fn memory_grows_with_what_arrives_not_with_what_is_announced() {
    let payload = vec![b'x'; 1 << 20];
    for first in [0x82, 0xC2] {
        let config = DecoderConfig {
            deflate: deflate(false),
            ..SERVER
        };
        let stream = frame(first, &payload);
        let mut decoder = Decoder::new(&config);
        let mut shared = SharedInflater::new();
        let mut arrived = 0;
        for piece in stream[..1 << 19].chunks(700) {
            let mut input = piece;
            assert_eq!(decoder.next(&mut input, &mut shared), Ok(None));
            arrived += piece.len();
            let reserved = reserved(&decoder);
            assert!(reserved <= 1024.max(2 * arrived), "{reserved} of {arrived}");
        }
    }
    let mut input = &frame(0x82, &payload)[..14];
    let mut decoder = Decoder::<Vec<u8>>::new(&SERVER);
    assert_eq!(
        decoder.next(&mut input, &mut SharedInflater::new()),
        Ok(None)
    );
    assert_eq!(reserved(&decoder), 0);
}

#[test]
fn complete_payloads_have_no_slack() {
    let mut shared = SharedInflater::new();
    let payload = vec![b'x'; 100_000];
    let plain = frame(0x81, &payload);
    let fragments = [
        frame(0x01, &payload[..40_000]),
        frame(0x80, &payload[40_000..]),
    ]
    .concat();
    for (stream, piece) in [(&plain, plain.len()), (&plain, 1000), (&fragments, 70_000)] {
        let mut decoder = Decoder::<Vec<u8>>::new(&SERVER);
        for mut input in stream.chunks(piece) {
            if let Some(event) = decoder.next(&mut input, &mut shared).expect("valid") {
                let Event::Message { payload: got, .. } = event else {
                    panic!("not a message: {event:?}");
                };
                assert_eq!(got, payload);
                assert_eq!(got.capacity(), payload.len());
            }
        }
    }
}

/// A buffer under a memory limit of 1000 bytes.
#[derive(Debug, PartialEq, Eq)]
struct Limited(Vec<u8>);

impl PayloadBuffer for Limited {
    fn with_capacity(capacity: usize) -> Result<Self, OutOfMemory> {
        let mut buffer = Self(Vec::new());
        PayloadBuffer::reserve(&mut buffer, capacity)?;
        Ok(buffer)
    }

    fn reserve(&mut self, additional: usize) -> Result<(), OutOfMemory> {
        if self.0.len() + additional > 1000 {
            return Err(OutOfMemory);
        }
        self.0.reserve_exact(additional);
        Ok(())
    }

    fn push(&mut self, bytes: &[u8]) -> Result<(), OutOfMemory> {
        assert!(
            self.0.len() + bytes.len() <= self.0.capacity(),
            "not reserved"
        );
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn push_unmasked(&mut self, bytes: &[u8], key: [u8; 4]) -> Result<(), OutOfMemory> {
        assert!(
            self.0.len() + bytes.len() <= self.0.capacity(),
            "not reserved"
        );
        self.0.push_unmasked(bytes, key)
    }

    fn as_slice(&self) -> &[u8] {
        &self.0
    }

    fn capacity(&self) -> usize {
        self.0.capacity()
    }
}

#[test]
fn a_lack_of_memory_is_reported_and_buffers_are_reserved_before_they_are_written() {
    let config = DecoderConfig {
        deflate: deflate(false),
        ..SERVER
    };
    let mut compressed = Vec::new();
    Deflater::new(&DeflateConfig::default(), 15).compress(&[b'x'; 200_000], true, &mut compressed);
    let mut small = Vec::new();
    Deflater::new(&DeflateConfig::default(), 15).compress(&[b'x'; 900], true, &mut small);
    let cases = [
        (frame(0x82, &[b'x'; 1000]), None),
        (frame(0x82, &[b'x'; 1001]), Some(Violation::OutOfMemory)),
        (
            [frame(0x02, &[b'x'; 600]), frame(0x80, &[b'x'; 600])].concat(),
            Some(Violation::OutOfMemory),
        ),
        (frame(0xC2, &compressed), Some(Violation::OutOfMemory)),
        (frame(0xC2, &small), None),
    ];
    for (stream, expected) in cases {
        for piece in [stream.len(), 500] {
            let mut decoder = Decoder::<Limited>::new(&config);
            let mut shared = SharedInflater::new();
            let mut violation = None;
            for mut input in stream.chunks(piece) {
                violation = violation.or(decoder.next(&mut input, &mut shared).err());
            }
            assert_eq!(violation, expected);
        }
    }
}
