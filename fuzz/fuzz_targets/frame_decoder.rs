//! Bytes as they come from the network, into the frame parser and the decoder.
#![no_main]

use libfuzzer_sys::fuzz_target;
use swoole::protocol::websocket::{DecoderConfig, FrameHeader, Role, unpack_frame};
use swoole_rs_fuzz::{Choices, decode_both_ways, deflate_terms};

fuzz_target!(|data: &[u8]| {
    let mut choices = Choices::new(data);
    let flags = choices.byte();
    let seed = choices.byte();
    let stream = choices.rest();

    if let Ok(Some((header, len))) = FrameHeader::parse(stream) {
        // Every length is in its shortest form, so there is one way to write a header.
        assert_eq!(header.encode().as_slice(), &stream[..len]);
        if let Ok(Some(frame)) = unpack_frame(stream) {
            assert_eq!(frame.header, header);
            assert_eq!(frame.payload.len() as u64, header.payload_len);
        }
    }

    let config = DecoderConfig {
        role: if flags & 1 == 0 {
            Role::Server
        } else {
            Role::Client
        },
        max_message: 5000,
        max_fragments: 8,
        deflate: (flags & 2 != 0).then(|| deflate_terms(flags & 4 != 0)),
    };
    decode_both_ways(&config, stream, seed);
});
