//! What one decoder leaves to another one. That this changes nothing is part of [`decode_every_way`].

use super::*;

/// Numbered lines, none of which is like another in the last 32 KiB.
fn lines(from: u32, count: u32) -> Vec<u8> {
    (from..from + count)
        .flat_map(|n| format!("{n:06}: {:08x}\n", n.wrapping_mul(0x9E37_79B1)).into_bytes())
        .collect()
}

/// A message that says again what came `back` bytes before the end of those before it: nothing but references, if the
/// compressor's window reaches as far.
#[test]
fn messages_refer_to_what_another_decoder_has_seen() {
    for len in [
        1, 3, 257, 258, 259, 5000, 32_767, 32_768, 32_769, 100_000, 300_000,
    ] {
        let mut before = lines(0, 20_000);
        before.truncate(len);
        let from = before.len().saturating_sub(32_000);
        let again = before[from..].to_vec();
        let config = DecoderConfig {
            deflate: deflate(true),
            ..SERVER
        };
        let level = DeflateConfig {
            level: 9,
            ..DeflateConfig::default()
        };
        let mut deflater = Deflater::new(&level, 15);
        let frames = [&before, &again, &again, &again].map(|message| {
            let mut payload = Vec::new();
            deflater.compress(message, true, &mut payload);
            frame(0xC2, &payload)
        });
        if len >= 257 {
            assert!(frames[1].len() < 50 + len / 100, "it refers to the first");
        }
        let pieces = frames.iter().map(Vec::as_slice);
        let (events, violation) = decode_by_heirs(&config, pieces);
        assert_eq!(violation, None);
        let expected =
            [&before, &again, &again, &again].map(|payload| message(Opcode::Binary, payload, true));
        assert_eq!(events, expected, "after {len} bytes");
    }
}

#[test]
fn a_window_is_the_end_of_all_messages() {
    let mut deflater = Deflater::new(&DeflateConfig::default(), 15);
    let mut shared = SharedInflater::new();
    let mut inflater = Inflater::new();
    let mut all = Vec::new();
    for n in 0..40 {
        let window = inflater.into_window().expect("between two messages");
        let from = all.len() - all.len().min(32_768);
        assert!(window == all[from..], "after {n} messages");
        inflater = Inflater::with_window(&window).expect("a window");
        let text = lines(n * 300, 1 + n * n);
        let mut payload = Vec::new();
        deflater.compress(&text, true, &mut payload);
        let message: Vec<u8> = shared
            .inflate_with(&mut inflater, &payload, usize::MAX)
            .expect("own output");
        assert!(message == text);
        all.extend(message);
    }
}

/// A sender that ends a stream (RFC 7692 section 7.2.3.4) begins with an empty window.
#[test]
fn a_window_ends_with_its_stream() {
    let mut shared = SharedInflater::new();
    let mut inflater = Inflater::with_window(b"left by another one").expect("a window");
    let last_block = [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00];
    let message: Vec<u8> = shared
        .inflate_with(&mut inflater, &last_block, 100)
        .expect("an example of the RFC");
    assert_eq!(message, b"Hello");
    assert_eq!(inflater.into_window(), Some(Vec::new()));
    assert!(Inflater::with_window(&[0; 32_768]).is_some());
    assert!(Inflater::with_window(&[0; 32_769]).is_none());
}

#[test]
fn what_no_decoder_has_left_is_refused() {
    let config = DecoderConfig {
        deflate: deflate(true),
        max_message: 1000,
        max_fragments: 3,
        ..SERVER
    };
    let mut payload = Vec::new();
    Deflater::new(&DeflateConfig::default(), 15).compress(&lines(0, 10), true, &mut payload);
    let whole = frame(0xC2, &payload);
    for stream in [
        whole.clone(),
        [whole.clone(), frame(0x01, b"a part"), vec![0x80]].concat(),
        [whole.clone(), frame(0x41, b"a part")[..9].to_vec()].concat(),
        [
            whole,
            frame(0x01, b"a part"),
            frame(0x89, b"ping")[..8].to_vec(),
        ]
        .concat(),
    ] {
        let mut decoder = Decoder::<Vec<u8>>::new(&config);
        let mut shared = SharedInflater::new();
        let mut input = &stream[..];
        while decoder.next(&mut input, &mut shared) != Ok(None) {}
        let mut legacy = Vec::new();
        decoder.leave(&mut legacy).expect("an open connection");
        assert!(Decoder::<Vec<u8>>::inherit(&config, &legacy).is_some());
        for len in 1..legacy.len() {
            assert!(Decoder::<Vec<u8>>::inherit(&config, &legacy[..len]).is_none());
        }
        let longer = [&legacy[..], &[0]].concat();
        assert!(Decoder::<Vec<u8>>::inherit(&config, &longer).is_none());
        for role in [SERVER, CLIENT] {
            // Without compression, there is no window.
            assert!(Decoder::<Vec<u8>>::inherit(&role, &legacy).is_none());
        }
        // Whatever else it is, nothing panics, and what is taken for good can go on.
        for at in 0..legacy.len() {
            for bit in 0..8 {
                let mut other = legacy.clone();
                other[at] ^= 1 << bit;
                if let Some(mut heir) = Decoder::<Vec<u8>>::inherit(&config, &other) {
                    let mut rest = &[0; 2000][..];
                    while let Ok(Some(_)) = heir.next(&mut rest, &mut shared) {}
                }
            }
        }
    }
}
