//! Permessage-deflate on open connections (RFC 7692).

use std::rc::Rc;

use super::client::{Client, Frame, MASK, frame};
use super::harness::{Behaviour, Harness, Seen, Setup};
use crate::engine::server::{Outgoing, Push};
use crate::engine::session::SessionId;
use crate::protocol::websocket::deflate::{
    ClientOffer, Compressor, DeflateConfig, Negotiated, SharedDeflater, SharedInflater,
};
use crate::protocol::websocket::{
    Decoder, DecoderConfig, Event, FrameHeader, Opcode, Role, encode_frame,
};

/// A client that compresses.
struct Compressing {
    client: Client,
    terms: Negotiated,
    decoder: Decoder<Vec<u8>>,
    inflater: SharedInflater,
    compressor: Compressor,
    deflater: SharedDeflater,
}

impl Compressing {
    fn connect(harness: &Harness, config: &DeflateConfig) -> Self {
        let offer = ClientOffer::new(config);
        let mut client = Client::connect(harness.address());
        let header = format!("Sec-WebSocket-Extensions: {}\r\n", offer.request_header());
        client.send(super::client::handshake(&header).as_bytes());
        let head = client.read_head().head;
        let answer = head
            .lines()
            .find_map(|line| line.strip_prefix("Sec-WebSocket-Extensions: "))
            .expect("the offer is accepted");
        let terms = offer.accept([answer.as_bytes()]);
        let terms = terms.expect("a valid answer").expect("accepted");
        Self {
            client,
            terms,
            decoder: Decoder::new(&DecoderConfig {
                role: Role::Client,
                max_message: 64 << 20,
                max_fragments: 100,
                deflate: Some(terms),
            }),
            inflater: SharedInflater::new(),
            compressor: Compressor::new(&terms, Role::Client),
            deflater: SharedDeflater::new(config),
        }
    }

    fn compressed(&mut self, text: &str) -> Vec<u8> {
        let mut payload = Vec::new();
        self.compressor
            .compress(&mut self.deflater, text.as_bytes(), true, &mut payload);
        let header = FrameHeader {
            rsv1: true,
            mask: Some(MASK),
            ..FrameHeader::new(Opcode::Text, 0)
        };
        let mut bytes = Vec::new();
        encode_frame(&header, &payload, &mut bytes);
        bytes
    }

    fn send(&mut self, text: &str) {
        let bytes = self.compressed(text);
        self.client.send(&bytes);
    }

    /// The next message, which must be compressed, and the length of its frame's payload.
    #[track_caller]
    fn read(&mut self) -> (String, usize) {
        let Frame {
            fin,
            rsv1,
            opcode,
            payload,
        } = self.client.read_frame();
        assert!(rsv1, "not compressed");
        let header = FrameHeader {
            fin,
            rsv1,
            ..FrameHeader::new(opcode, 0)
        };
        let mut bytes = Vec::new();
        encode_frame(&header, &payload, &mut bytes);
        let event = self.decoder.next(&mut bytes.as_slice(), &mut self.inflater);
        match event.expect("valid") {
            Some(Event::Message { payload: text, .. }) => {
                let text = String::from_utf8(text).expect("UTF-8");
                (text, payload.len())
            }
            other => panic!("{other:?}"),
        }
    }
}

fn config(server_takeover: bool, client_takeover: bool) -> DeflateConfig {
    DeflateConfig {
        server_context_takeover: server_takeover,
        client_context_takeover: client_takeover,
        ..DeflateConfig::default()
    }
}

fn server(config: DeflateConfig) -> Harness {
    Setup::default()
        .port(|port| port.compression = Some(config))
        .start()
}

#[test]
fn messages_are_compressed_both_ways_with_and_without_takeover() {
    let text = "one fish, two fish, red fish, blue fish ".repeat(20);
    for server_takeover in [false, true] {
        for client_takeover in [false, true] {
            let config = config(server_takeover, client_takeover);
            let harness = server(config);
            let mut client = Compressing::connect(&harness, &config);
            assert_eq!(client.terms.server_no_context_takeover, !server_takeover);
            assert_eq!(client.terms.client_no_context_takeover, !client_takeover);
            let mut sizes = Vec::new();
            for n in 0..5 {
                let text = format!("{n} {text}");
                client.send(&text);
                let (echo, size) = client.read();
                assert_eq!(echo, text);
                assert!(size < text.len() / 4, "{size}");
                sizes.push(size);
            }
            // With takeover, the second message refers to the first.
            let shrinks = sizes[1] < sizes[0] / 2;
            assert_eq!(shrinks, server_takeover, "{sizes:?}");
        }
    }
}

#[test]
fn connections_without_takeover_do_not_see_each_other() {
    let config = config(false, false);
    let harness = server(config);
    let mut clients: Vec<_> = (0..3)
        .map(|_| Compressing::connect(&harness, &config))
        .collect();
    for round in 0..3 {
        for (n, client) in clients.iter_mut().enumerate() {
            client.send(&format!("round {round}, client {n}, round {round}"));
        }
        for (n, client) in clients.iter_mut().enumerate() {
            let text = format!("round {round}, client {n}, round {round}");
            assert_eq!(client.read().0, text);
        }
    }
}

#[test]
fn control_frames_fragments_and_empty_messages_are_not_compressed() {
    let config = config(false, false);
    let harness = server(config);
    let mut client = Compressing::connect(&harness, &config);
    let session = harness.connected();
    harness.run(move |server| {
        for (opcode, fin, payload) in [
            (Opcode::Ping, true, "ping"),
            (Opcode::Text, false, "fragment"),
            (Opcode::Continuation, true, "fragment"),
            (Opcode::Text, true, ""),
        ] {
            let push = Push {
                opcode,
                fin,
                compress: true,
                oversize: false,
            };
            let pushed = server.push(session, push, Outgoing::Bytes(payload.as_bytes()));
            assert_eq!(pushed, Ok(()));
        }
        let plain = Push {
            opcode: Opcode::Text,
            fin: true,
            compress: false,
            oversize: false,
        };
        let pushed = server.push(session, plain, Outgoing::Bytes(b"as it is"));
        assert_eq!(pushed, Ok(()));
    });
    for _ in 0..4 {
        assert!(!client.client.read_frame().rsv1);
    }
    assert_eq!(client.client.read_text(), "as it is");
}

#[test]
fn a_broadcast_is_compressed_once_for_those_who_can_share_it() {
    let shared = config(false, false);
    let harness = server(shared);
    let mut compressing: Vec<_> = (0..3)
        .map(|_| Compressing::connect(&harness, &shared))
        .collect();
    let narrow = DeflateConfig {
        server_max_window_bits: 9,
        ..shared
    };
    compressing.push(Compressing::connect(&harness, &narrow));
    let mut plain = Client::websocket(harness.address());
    let text = "all together now ".repeat(100);
    let payload = text.clone();
    harness.run(move |server| {
        let shared: Rc<[u8]> = payload.into_bytes().into();
        let push = Push {
            opcode: Opcode::Text,
            fin: true,
            compress: true,
            oversize: false,
        };
        let mut encoded = Vec::new();
        let mut session: SessionId = 0;
        while let Some(next) = server.next_session(session, Some(0)) {
            session = next;
            let pushed = server.push(session, push, Outgoing::Shared(&shared));
            assert_eq!(pushed, Ok(()));
            let state = server.state.borrow();
            encoded.extend(state.codec.last_encoded());
        }
        // Three with the same window share one encoding; the fourth has its own.
        assert!(Rc::ptr_eq(&encoded[0], &encoded[1]) && Rc::ptr_eq(&encoded[1], &encoded[2]));
        assert!(!Rc::ptr_eq(&encoded[2], &encoded[3]));
    });
    for client in &mut compressing {
        let (received, size) = client.read();
        assert_eq!(received, text);
        assert!(size < 200);
    }
    assert_eq!(plain.read_text(), text);
    // Nothing is kept beyond the turn.
    assert!(harness.run(|server| server.state.borrow().codec.last_encoded().is_none()));
}

#[test]
fn a_message_that_was_refused_is_not_in_the_window() {
    let config = config(true, false);
    let harness = Setup::default()
        .port(|port| {
            port.compression = Some(config);
            port.output_limit = 1000;
        })
        .start();
    let mut client = Compressing::connect(&harness, &config);
    let session = harness.connected();
    harness.run(move |server| {
        let push = |bytes: &[u8]| {
            let push = Push {
                opcode: Opcode::Text,
                fin: true,
                compress: true,
                oversize: false,
            };
            server.push(session, push, Outgoing::Bytes(bytes))
        };
        assert_eq!(push(b"first"), Ok(()));
        assert!(push(&[b'x'; 1001]).is_err());
        assert_eq!(push(b"second"), Ok(()));
    });
    assert_eq!(client.read().0, "first");
    assert_eq!(client.read().0, "second");
}

#[test]
fn a_message_that_grows_beyond_the_limit_is_refused() {
    for takeover in [false, true] {
        let config = config(takeover, takeover);
        let harness = Setup::default()
            .port(|port| {
                port.compression = Some(config);
                port.max_message = 100_000;
            })
            .start();
        let mut client = Compressing::connect(&harness, &config);
        client.send(&"x".repeat(100_000));
        assert_eq!(client.read().0.len(), 100_000);
        let bomb = client.compressed(&"x".repeat(5_000_000));
        assert!(bomb.len() < 100_000, "{}", bomb.len());
        client.client.send(&bomb);
        let (code, _) = client.client.read_close();
        assert_eq!(code.map(|code| code.0), Some(1009));
        client.client.expect_end();
    }
}

#[test]
fn data_that_does_not_inflate_is_refused() {
    let config = config(false, false);
    let harness = server(config);
    let mut client = Compressing::connect(&harness, &config);
    let mut bytes = frame(Opcode::Text, b"this was never compressed");
    bytes[0] |= 0x40;
    client.client.send(&bytes);
    let (code, _) = client.client.read_close();
    assert_eq!(code.map(|code| code.0), Some(1007));
}

#[test]
fn the_handler_learns_that_a_message_came_compressed() {
    let config = config(false, false);
    let harness = Setup::default()
        .port(|port| port.compression = Some(config))
        .handler(|| Behaviour {
            message: Box::new(|_, _, _, _| {}),
            ..Behaviour::default()
        })
        .start();
    let mut client = Compressing::connect(&harness, &config);
    let session = harness.connected();
    harness.next();
    client.send("compressed");
    client.client.text("plain");
    harness.expect([
        Seen::Compressed(session),
        Seen::Message(session, Opcode::Text, b"compressed".to_vec()),
        Seen::Message(session, Opcode::Text, b"plain".to_vec()),
    ]);
}
