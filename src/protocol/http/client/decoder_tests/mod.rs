//! Responses as a client sees them: events and errors, however the bytes arrive.

mod heads;

use super::*;
use crate::protocol::http::FramingError;

const LIMITS: Limits = Limits {
    max_head_bytes: 300,
    max_headers: 5,
    max_body_bytes: 1000,
};

const GET: Expectation = Expectation {
    head: false,
    connect: false,
    upgrade: false,
};
const HEAD: Expectation = Expectation { head: true, ..GET };
const CONNECT: Expectation = Expectation {
    connect: true,
    ..GET
};
const UPGRADE: Expectation = Expectation {
    upgrade: true,
    ..GET
};

/// A complete response, and what it means for the connection.
#[derive(Debug, Default, PartialEq, Eq)]
struct Response {
    status: u16,
    reason: String,
    fields: Vec<(String, String)>,
    body: String,
    trailers: Vec<(String, String)>,
    /// What is left of the input.
    left: String,
    keep_alive: bool,
    switched: bool,
}

type Outcome = Result<Option<Response>, ResponseError>;

fn text(bytes: &[u8]) -> String {
    bytes.escape_ascii().to_string()
}

fn texts(fields: Fields<'_>) -> Vec<(String, String)> {
    fields
        .iter()
        .map(|(name, value)| (text(name), text(value)))
        .collect()
}

/// Feeds `pieces` to `decoder`, then the end of the stream if `ends`. None if the response is not complete then.
fn feed<'a>(
    decoder: &mut ResponseDecoder,
    pieces: impl IntoIterator<Item = &'a [u8]>,
    ends: bool,
) -> Outcome {
    let mut response = Response::default();
    let mut complete = false;
    for mut piece in pieces {
        while !complete {
            match decoder.next(&mut piece)? {
                None => {
                    assert!(piece.is_empty(), "no event means that all is consumed");
                    break;
                }
                Some(ResponseEvent::Head(head)) => {
                    response.status = head.status;
                    response.reason = text(head.reason);
                    response.fields = texts(head.fields);
                }
                Some(ResponseEvent::Body(content)) => {
                    assert!(!content.is_empty());
                    response.body += &text(content);
                }
                Some(ResponseEvent::Trailers(trailers)) => response.trailers = texts(trailers),
                Some(ResponseEvent::End) => complete = true,
            }
        }
        response.left += &text(piece);
    }
    if ends && !complete {
        decoder.finish()?;
        complete = true;
    }
    assert_eq!(decoder.is_waiting(), !complete);
    response.keep_alive = decoder.keep_alive();
    response.switched = decoder.switched();
    Ok(complete.then_some(response))
}

fn decode<'a>(
    expectation: Expectation,
    pieces: impl IntoIterator<Item = &'a [u8]>,
    ends: bool,
) -> Outcome {
    let mut decoder = ResponseDecoder::new(&LIMITS);
    decoder.begin(expectation);
    feed(&mut decoder, pieces, ends)
}

/// Decodes `input` whole, byte by byte and split in two at every position, which must make no difference.
fn every_way(expectation: Expectation, input: &[u8], ends: bool) -> Outcome {
    let whole = decode(expectation, [input], ends);
    let bytes = decode(expectation, input.chunks(1), ends);
    assert_eq!(bytes, whole, "byte by byte: {}", text(input));
    for split in 0..=input.len() {
        let (head, tail) = input.split_at(split);
        assert_eq!(
            decode(expectation, [head, tail], ends),
            whole,
            "split at {split}"
        );
    }
    whole
}

fn complete(expectation: Expectation, input: &str) -> Response {
    every_way(expectation, input.as_bytes(), false)
        .expect("a valid response")
        .expect("a complete response")
}

fn error_of(input: &[u8]) -> ResponseError {
    every_way(GET, input, false).expect_err("a violation")
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|&(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

#[test]
fn a_response_with_a_length() {
    assert_eq!(
        complete(
            GET,
            "HTTP/1.1 404 Not Found\r\nX-A:1\r\nContent-length: \t5 \r\nx-a: 2\r\nX-E:\r\n\r\nhelloHTTP"
        ),
        Response {
            status: 404,
            reason: "Not Found".into(),
            fields: pairs(&[
                ("X-A", "1"),
                ("Content-length", "5"),
                ("x-a", "2"),
                ("X-E", "")
            ]),
            body: "hello".into(),
            left: "HTTP".into(),
            keep_alive: true,
            ..Response::default()
        }
    );
}

#[test]
fn chunks_and_trailers() {
    let response = complete(
        GET,
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n02;x=y\r\nde\r\n0\r\nX-T: 1\r\n\
         Content-Length: 9\r\n\r\nleft",
    );
    assert_eq!(response.body, "abcde");
    assert_eq!(
        response.trailers,
        pairs(&[("X-T", "1"), ("Content-Length", "9")])
    );
    assert_eq!(response.left, "left");
    assert!(response.keep_alive);

    let empty = complete(
        GET,
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    );
    assert_eq!(empty.body, "");
    assert_eq!(empty.trailers, []);
}

#[test]
fn a_body_until_the_end_of_the_stream() {
    let input = b"HTTP/1.1 200 OK\r\n\r\nall of it";
    assert_eq!(every_way(GET, input, false), Ok(None));
    let response = every_way(GET, input, true).unwrap().unwrap();
    assert_eq!(response.body, "all of it");
    assert!(!response.keep_alive);
    let empty = every_way(GET, b"HTTP/1.0 200 OK\r\n\r\n", true);
    assert_eq!(empty.unwrap().unwrap().body, "");
}

#[test]
fn responses_without_a_body() {
    for (expectation, head) in [
        (HEAD, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"),
        (HEAD, "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"),
        (
            HEAD,
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        ),
        (HEAD, "HTTP/1.1 200 OK\r\n\r\n"),
        (GET, "HTTP/1.1 204 No Content\r\n\r\n"),
        (GET, "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"),
        (
            GET,
            "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
        ),
        (
            GET,
            "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n",
        ),
        (GET, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
    ] {
        let response = complete(expectation, &format!("{head}HTTP/"));
        assert_eq!(response.body, "", "{head}");
        assert_eq!(response.left, "HTTP/", "{head}");
        assert!(response.keep_alive, "{head}");
    }
    // It must not say so, and may mean it.
    let liar = complete(GET, "HTTP/1.1 204 x\r\nContent-Length: 5\r\n\r\nhello");
    assert!(!liar.keep_alive);
    assert_eq!(liar.left, "hello");
}

#[test]
fn interim_responses_are_skipped() {
    let response = complete(
        GET,
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\nContent-Length: 9\r\n\r\n\
         HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
    );
    assert_eq!(response.status, 200);
    assert_eq!(response.fields, pairs(&[("Content-Length", "2")]));
    assert_eq!(response.body, "ok");

    let interim = "HTTP/1.1 100 Continue\r\n\r\n";
    let last = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    let most = usize::from(MAX_INTERIM);
    let input = interim.repeat(most) + last;
    assert!(decode(GET, [input.as_bytes()], false).is_ok());
    let input = interim.repeat(most + 1) + last;
    assert_eq!(
        decode(GET, [input.as_bytes()], false),
        Err(ResponseError::TooManyInterim)
    );
    assert_eq!(
        decode(GET, [interim.as_bytes()], true),
        Err(ResponseError::Truncated)
    );
}

#[test]
fn what_follows_101_belongs_to_the_next_protocol() {
    let head =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nContent-Length: 2\r\n\r\n";
    let response = complete(UPGRADE, &format!("{head}frames"));
    assert_eq!(response.status, 101);
    assert_eq!(response.body, "");
    assert_eq!(response.left, "frames");
    assert!(response.switched);
    assert!(!response.keep_alive);

    assert_eq!(error_of(head.as_bytes()), ResponseError::UnexpectedUpgrade);
    assert_eq!(
        every_way(UPGRADE, b"HTTP/1.0 101 x\r\n\r\n", false),
        Err(ResponseError::UnexpectedUpgrade)
    );
    let refused = complete(UPGRADE, "HTTP/1.1 400 x\r\nContent-Length: 2\r\n\r\nno");
    assert!(!refused.switched);
    assert_eq!(refused.body, "no");
}

#[test]
fn what_follows_a_success_of_connect_is_the_tunnel() {
    let tunnel = complete(
        CONNECT,
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\nTransfer-Encoding: chunked\r\n\r\nbytes",
    );
    assert_eq!(tunnel.left, "bytes");
    assert!(tunnel.switched);
    assert!(!tunnel.keep_alive);
    let refused = complete(CONNECT, "HTTP/1.1 407 x\r\nContent-Length: 2\r\n\r\nno");
    assert!(!refused.switched);
    assert!(refused.keep_alive);
    assert_eq!(refused.body, "no");
}

#[test]
fn keep_alive_by_version_and_connection() {
    for (version, connection, keep_alive) in [
        ("1.1", "", true),
        ("1.1", "Connection: keep-alive\r\n", true),
        ("1.1", "Connection: x , CLOSE\r\n", false),
        (
            "1.1",
            "Connection: keep-alive\r\nConnection: close\r\n",
            false,
        ),
        ("1.1", "Connection: closed\r\n", true),
        ("1.0", "", false),
        ("1.0", "Connection: Keep-Alive\r\n", true),
        ("1.0", "Connection: keep-alive, close\r\n", false),
    ] {
        let input = format!("HTTP/{version} 200 OK\r\n{connection}Content-Length: 1\r\n\r\nx");
        assert_eq!(complete(GET, &input).keep_alive, keep_alive, "{input}");
    }
}

#[test]
fn one_decoder_serves_one_response_after_the_other() {
    let mut decoder = ResponseDecoder::new(&LIMITS);
    let mut input = &b"HTTP/1.1 200 OK\r\nX-A: 1\r\nContent-Length: 1\r\n\r\na\
        HTTP/1.1 201 Made\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nb\r\n0\r\nT: 1\r\n\r\n\
        HTTP/1.1 204 None\r\n\r\n"[..];
    assert!(matches!(decoder.next(&mut input), Ok(None)));
    assert!(!decoder.keep_alive());
    for (status, body, trailers) in [(200, "a", 0), (201, "b", 1), (204, "", 0)] {
        let before = input;
        assert!(matches!(decoder.next(&mut input), Ok(None)));
        assert_eq!(input, before, "nothing is due, nothing is consumed");
        decoder.begin(GET);
        let response = feed(&mut decoder, [input], false).unwrap().unwrap();
        assert_eq!(response.status, status);
        assert_eq!(response.body, body);
        assert_eq!(response.trailers.len(), trailers);
        assert!(response.keep_alive);
        input = &input[input.len() - response_left(&response)..];
    }
    assert!(input.is_empty());
    assert_eq!(decoder.finish(), Ok(()));
    assert!(!decoder.keep_alive());
}

/// How many bytes are left behind `response`.
fn response_left(response: &Response) -> usize {
    // CR and LF are escaped as two characters each.
    response.left.replace("\\r", "r").replace("\\n", "n").len()
}

#[test]
fn framing_violations() {
    let framing = |fields: &str, body: &str, error: FramingError| {
        let input = format!("HTTP/1.1 200 OK\r\n{fields}\r\n\r\n{body}");
        assert_eq!(
            error_of(input.as_bytes()),
            ResponseError::Framing(error),
            "{input:?}"
        );
    };
    use FramingError::*;
    framing(
        "Content-Length: 2\r\nContent-Length: 2",
        "ok",
        ContentLength,
    );
    framing(
        "Content-Length: 2\r\nContent-Length: 3",
        "ok",
        ContentLength,
    );
    framing("Content-Length: 2, 2", "ok", ContentLength);
    framing("Content-Length: +2", "ok", ContentLength);
    framing("Content-Length:", "ok", ContentLength);
    framing(
        "Content-Length: 2\r\nTransfer-Encoding: chunked",
        "",
        ConflictingLength,
    );
    framing(
        "Transfer-Encoding: gzip, chunked",
        "",
        UnknownTransferCoding,
    );
    framing("Transfer-Encoding: identity", "", UnknownTransferCoding);
    framing("Transfer-Encoding: chunked, chunked", "", TransferEncoding);
    framing("Content-Length: 1001", "", BodyTooLarge);
    framing("Content-Length: 99999999999999999999999", "", BodyTooLarge);
    let chunked = "Transfer-Encoding: chunked";
    for size in ["", "x", "-1", "0x1", "1 1", "1\n", "00000000000000001"] {
        framing(chunked, &format!("{size}\r\n"), ChunkSize);
    }
    framing(chunked, "3e9\r\n", BodyTooLarge);
    framing(chunked, "FFFFFFFFFFFFFFFF\r\n", BodyTooLarge);
    framing(chunked, "1\r\nab\r\n", ChunkEnd);
    framing(chunked, "1;\x01\r\n", ChunkExtension);
    framing(chunked, "0\r\nA 1\r\n\r\n", Trailer);
    framing(chunked, "0\r\nA: 1\r\n 2\r\n\r\n", Trailer);
    assert_eq!(
        error_of(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA:\r\nB:\r\nC:\r\nD:\r\nE:\r\nF:\r\n\r\n"),
        ResponseError::TooManyFields
    );
    assert_eq!(
        error_of(b"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
        ResponseError::Framing(TransferEncoding)
    );
}

#[test]
fn what_carries_no_content_is_bounded() {
    for (start, error) in [
        ("1;", FramingError::ChunkExtensionTooLong),
        ("0\r\nA:", FramingError::TrailerTooLarge),
    ] {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        let input = format!("{head}{start}{}", "x".repeat(9000));
        for length in [1, 1000, input.len()] {
            assert_eq!(
                decode(GET, input.as_bytes().chunks(length), false),
                Err(ResponseError::Framing(error))
            );
        }
    }
}

#[test]
fn a_body_until_the_end_of_the_stream_is_bounded() {
    let input = [b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), vec![b'a'; 1001]].concat();
    assert!(decode(GET, [&input[..input.len() - 1]], true).is_ok());
    assert_eq!(
        decode(GET, input.chunks(7), false),
        Err(ResponseError::Framing(FramingError::BodyTooLarge))
    );
}

#[test]
fn an_early_end_of_the_stream() {
    assert_eq!(every_way(GET, b"", true), Err(ResponseError::NoResponse));
    for input in [
        "H",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r",
    ] {
        assert_eq!(
            every_way(GET, input.as_bytes(), true),
            Err(ResponseError::Truncated),
            "{input}"
        );
    }
}

#[test]
fn an_idle_decoder_keeps_little_memory() {
    let mut decoder = ResponseDecoder::new(&Limits::default());
    decoder.begin(GET);
    let input = format!("HTTP/1.1 204 x\r\nX-A: {}\r\n\r\n", "a".repeat(60_000));
    assert!(feed(&mut decoder, [input.as_bytes()], false).is_ok());
    decoder.begin(GET);
    assert!(decoder.head.capacity() <= 8192);
}
