//! Responses as they come from the network: head, body, trailers, what is read from their fields, and their content.
#![no_main]

use libfuzzer_sys::fuzz_target;
use swoole::protocol::http::Limits;
use swoole::protocol::http::client::{
    ContentCoding, ContentDecoder, ContentError, Expectation, Fields, ResponseDecoder,
    ResponseError, ResponseEvent, received_cookie,
};
use swoole::protocol::websocket::deflate::{ClientOffer, DeflateConfig};
use swoole::protocol::websocket::handshake::{ClientKey, check_response};
use swoole_rs_fuzz::{Choices, pieces};

const LIMITS: Limits = Limits {
    max_head_bytes: 2000,
    max_headers: 20,
    max_body_bytes: 3000,
};

/// More than any body here, so that some of what is compressed exceeds it.
const MAX_CONTENT: u64 = 100_000;

/// Responses of one connection that are looked at.
const MAX_RESPONSES: usize = 4;

fuzz_target!(|data: &[u8]| {
    let mut choices = Choices::new(data);
    let flags = choices.byte();
    let seed = choices.byte();
    let input = choices.rest();
    let coding = match flags >> 4 {
        1 => Some(ContentCoding::Gzip),
        2 => Some(ContentCoding::Deflate),
        3 => Some(ContentCoding::Brotli),
        _ => None,
    };
    if let Some(coding) = coding {
        decode_content(coding, input, seed);
        return;
    }
    let expectation = Expectation {
        head: flags & 1 != 0,
        connect: flags & 2 != 0,
        upgrade: flags & 4 != 0,
    };
    let ends = flags & 8 != 0;
    let (whole, error) = decode(expectation, [input], ends);
    assert_eq!(
        decode(expectation, pieces(input, seed), ends),
        (whole.clone(), error),
        "in pieces"
    );
    for response in whole {
        if let Some(coding) = response.coding {
            decode_content(coding, &response.body, seed);
        }
    }
});

/// What is known of a response, complete or not.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Response {
    status: u16,
    reason: Vec<u8>,
    fields: Vec<(Vec<u8>, Vec<u8>)>,
    coding: Option<ContentCoding>,
    body: Vec<u8>,
    trailers: Vec<(Vec<u8>, Vec<u8>)>,
    complete: bool,
    keep_alive: bool,
    switched: bool,
}

/// Decodes one response after the other, up to the first error.
fn decode<'a>(
    expectation: Expectation,
    pieces: impl IntoIterator<Item = &'a [u8]>,
    ends: bool,
) -> (Vec<Response>, Option<ResponseError>) {
    let mut decoder = ResponseDecoder::new(&LIMITS);
    let mut done = Vec::new();
    let mut response = Response::default();
    decoder.begin(expectation);
    for mut piece in pieces {
        loop {
            match decoder.next(&mut piece) {
                Ok(Some(ResponseEvent::End)) => {
                    response.complete = true;
                    response.keep_alive = decoder.keep_alive();
                    response.switched = decoder.switched();
                    let over = !response.keep_alive || done.len() + 1 == MAX_RESPONSES;
                    done.push(std::mem::take(&mut response));
                    if over {
                        return (done, None);
                    }
                    decoder.begin(expectation);
                }
                Ok(Some(event)) => read(event, &mut response),
                Ok(None) => break,
                Err(error) => {
                    done.push(response);
                    return (done, Some(error));
                }
            }
        }
        assert!(piece.is_empty(), "bytes were left");
    }
    let error = if ends { decoder.finish().err() } else { None };
    assert!(!ends || !decoder.is_waiting());
    done.push(response);
    (done, error)
}

fn read(event: ResponseEvent<'_>, response: &mut Response) {
    match event {
        ResponseEvent::Head(head) => {
            assert!((200..=999).contains(&head.status) || head.status == 101);
            response.status = head.status;
            response.reason = head.reason.to_vec();
            response.coding = ContentCoding::of(&head.fields);
            response.fields = owned(head.fields);
            for cookie in head.fields.get_all("set-cookie") {
                received_cookie(cookie);
            }
            let key = ClientKey::from_random(*b"the sample nonce");
            let offer = ClientOffer::new(&DeflateConfig::default());
            let opened = check_response(head.status, &head.fields, &key, &["chat"], Some(&offer));
            assert!(opened.is_err() || head.status == 101);
        }
        ResponseEvent::Body(content) => {
            assert!(!content.is_empty());
            response.body.extend_from_slice(content);
            assert!(response.body.len() as u64 <= LIMITS.max_body_bytes);
        }
        ResponseEvent::Trailers(trailers) => {
            assert!(response.trailers.is_empty());
            response.trailers = owned(trailers);
        }
        ResponseEvent::End => unreachable!("handled by the caller"),
    }
}

/// The fields, which must not be able to mean more than they say.
fn owned(fields: Fields<'_>) -> Vec<(Vec<u8>, Vec<u8>)> {
    assert!(fields.len() <= LIMITS.max_headers);
    fields
        .iter()
        .map(|(name, value)| {
            assert!(!name.is_empty() && name.iter().all(u8::is_ascii_graphic));
            assert!(!value.iter().any(|byte| matches!(byte, b'\r' | b'\n' | 0)));
            (name.to_vec(), value.to_vec())
        })
        .collect()
}

/// Bounded output or an error, the same whether the content arrives at once or in pieces. Which error may differ, if one
/// step of the decoder reaches the limit and what is malformed behind it.
fn decode_content(coding: ContentCoding, input: &[u8], seed: u8) {
    let whole = content(coding, [input]).ok();
    assert_eq!(
        content(coding, pieces(input, seed)).ok(),
        whole,
        "in pieces"
    );
}

fn content<'a>(
    coding: ContentCoding,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Vec<u8>, ContentError> {
    let mut decoder = ContentDecoder::new(coding, MAX_CONTENT);
    let mut content = Vec::new();
    for mut piece in pieces {
        loop {
            let decoded = decoder.next(&mut piece)?;
            if decoded.is_empty() {
                break;
            }
            content.extend_from_slice(decoded);
        }
        assert!(piece.is_empty(), "bytes were left");
    }
    decoder.finish()?;
    assert!(content.len() as u64 <= MAX_CONTENT);
    Ok(content)
}
