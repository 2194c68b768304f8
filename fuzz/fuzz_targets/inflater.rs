//! Compressed payloads: garbage into the decompressor, and what the compressor makes back to what it was.
#![no_main]

use libfuzzer_sys::fuzz_target;
use swoole::protocol::websocket::Violation;
use swoole::protocol::websocket::deflate::{
    DeflateConfig, Deflater, Inflater, SharedDeflater, SharedInflater,
};
use swoole_rs_fuzz::Choices;

fuzz_target!(|data: &[u8]| {
    let mut choices = Choices::new(data);
    let flags = choices.byte();
    let max = usize::from(choices.word()) * 4;
    if flags & 1 == 0 {
        garbage(flags & 2 != 0, max, choices);
    } else {
        round_trip(flags, choices);
    }
});

/// Messages of any bytes: bounded output or a violation, and nothing that spoils a good message after them.
fn garbage(takeover: bool, max: usize, mut choices: Choices<'_>) {
    let mut shared = SharedInflater::new();
    let mut own = Inflater::new();
    while !choices.is_empty() {
        let len = usize::from(choices.word() % 2000);
        let payload = choices.bytes(len);
        let result: Result<Vec<u8>, Violation> = if takeover {
            shared.inflate_with(&mut own, payload, max)
        } else {
            shared.inflate(payload, max)
        };
        match result {
            Ok(message) => assert!(message.len() <= max),
            Err(violation) => {
                assert!(matches!(
                    violation,
                    Violation::BadCompressedData | Violation::InflatedMessageTooBig
                ));
                // A connection ends with its first violation.
                own = Inflater::new();
            }
        }
        let hello = [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00];
        assert_eq!(shared.inflate(&hello, 5), Ok(b"Hello".to_vec()));
    }
}

/// Messages through a compressor with any configuration and back, whole and in fragments.
fn round_trip(flags: u8, mut choices: Choices<'_>) {
    let shape = choices.byte();
    let config = DeflateConfig {
        level: flags >> 4,
        mem_level: 1 + (shape & 7),
        ..DeflateConfig::default()
    };
    let bits = 8 + (shape >> 4 & 7);
    let mut deflater = Deflater::new(&config, bits);
    let mut shared_deflater = SharedDeflater::new(&config);
    let mut shared = SharedInflater::new();
    let mut own = Inflater::new();
    while !choices.is_empty() {
        let len = usize::from(choices.word() % 8000);
        let repeat = 1 + usize::from(choices.byte() % 8);
        let message = choices.bytes(len).repeat(repeat);
        let cut = usize::from(choices.word()) % (message.len() + 1);

        let mut compressed = Vec::new();
        deflater.compress(&message[..cut], false, &mut compressed);
        deflater.compress(&message[cut..], true, &mut compressed);
        assert_eq!(
            shared.inflate_with(&mut own, &compressed, message.len()),
            Ok(message.clone())
        );

        compressed.clear();
        shared_deflater.compress(bits, &message, true, &mut compressed);
        assert_eq!(shared.inflate(&compressed, message.len()), Ok(message));
    }
}
