//! Requests as they come from the network: head, body, and what is read from their fields.
#![no_main]

use libfuzzer_sys::fuzz_target;
use swoole::protocol::http::{
    BodyDecoder, BodyStatus, HeadScanner, HeaderStorage, HttpError, Limits, MultipartLimits,
    RequestHead, Version, boundary, cookie_pairs, negotiate, parse_head, parse_multipart,
};
use swoole::protocol::websocket::deflate::{self, DeflateConfig};
use swoole::protocol::websocket::handshake::{HeaderFields, Subprotocols, check_request};
use swoole_rs_fuzz::{Choices, pieces};

const LIMITS: Limits = Limits {
    max_head_bytes: 2000,
    max_headers: 20,
    max_body_bytes: 3000,
};

fuzz_target!(|data: &[u8]| {
    let mut choices = Choices::new(data);
    let seed = choices.byte();
    let input = choices.rest();

    let mut storage = HeaderStorage::new();
    let whole = parse_head(input, &LIMITS, &mut storage);
    in_pieces(input, seed, &whole);
    let Ok(Some((head, len))) = whole else {
        return;
    };
    assert!(len <= input.len());
    read_fields(&head);
    let Some(body) = read_body(&head, &input[len..], seed) else {
        return;
    };
    let content_type = head.get("content-type").unwrap_or_default();
    if let Ok(Some(boundary)) = boundary(content_type) {
        let limits = MultipartLimits {
            max_parts: 10,
            max_header_bytes: 300,
        };
        for part in parse_multipart(&body, &boundary, &limits).unwrap_or_default() {
            assert!(part.data.start <= part.data.end && part.data.end <= body.len());
        }
    }
});

/// A head that arrives in pieces is the head that arrives at once.
fn in_pieces(input: &[u8], seed: u8, whole: &Result<Option<(RequestHead<'_>, usize)>, HttpError>) {
    let mut scanner = HeadScanner::new();
    let mut arrived = 0;
    for piece in pieces(input, seed) {
        arrived += piece.len();
        let mut storage = HeaderStorage::new();
        match scanner.parse(&input[..arrived], &LIMITS, &mut storage) {
            Ok(None) => {}
            Ok(Some((head, len))) => {
                let Ok(Some((expected, expected_len))) = whole else {
                    panic!("complete in pieces, but whole it is {whole:?}");
                };
                assert_eq!(len, *expected_len);
                assert_eq!(format!("{head:?}"), format!("{expected:?}"));
                return;
            }
            Err(error) => {
                // It may come earlier too: whole, an incomplete head is not searched for bad line endings.
                assert!(
                    !matches!(whole, Ok(Some(_))),
                    "{error:?} in pieces, but whole it is good"
                );
                return;
            }
        }
    }
    // Having seen a part of a head, the scanner judges it when it is complete: an error may come later than whole.
    assert!(
        !matches!(whole, Ok(Some(_))),
        "incomplete in pieces, but whole it is {whole:?}"
    );
}

/// Whatever the fields say, reading them is safe.
fn read_fields(head: &RequestHead<'_>) {
    for field in head.get_all("cookie") {
        cookie_pairs(field).for_each(drop);
    }
    if let Some(codings) = head.get("accept-encoding") {
        negotiate(codings);
    }
    let http_11 = head.version == Version::Http11;
    if check_request(head.method, http_11, head.headers).is_ok() {
        assert!(head.is_upgrade_websocket());
    }
    let offers = head.headers.values("Sec-WebSocket-Extensions");
    if let Some(terms) = deflate::negotiate(offers, &DeflateConfig::default()) {
        assert!((8..=15).contains(&terms.server_max_window_bits));
        assert!((8..=15).contains(&terms.client_max_window_bits));
    }
    Subprotocols::AnyOf(vec!["chat".into()]).choose(head.headers);
}

/// The complete body, the same whether it arrives at once or in pieces.
fn read_body(head: &RequestHead<'_>, input: &[u8], seed: u8) -> Option<Vec<u8>> {
    let whole = decode_body(head, [input]);
    let split = decode_body(head, pieces(input, seed));
    assert_eq!(whole, split);
    whole.ok().flatten()
}

fn decode_body<'a>(
    head: &RequestHead<'_>,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Option<Vec<u8>>, HttpError> {
    let mut decoder = BodyDecoder::new(head.body(), &LIMITS)?;
    let mut body: Option<Vec<u8>> = None;
    for mut piece in std::iter::once(&b""[..]).chain(pieces) {
        if decoder.decode(&mut piece, &mut body)? == BodyStatus::Done {
            let body = body.unwrap_or_default();
            assert_eq!(body.len() as u64, decoder.received());
            assert!(body.len() as u64 <= LIMITS.max_body_bytes);
            return Ok(Some(body));
        }
        assert!(piece.is_empty(), "bytes were left");
    }
    Ok(None)
}
