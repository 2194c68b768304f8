use super::*;
use crate::protocol::http::BodyKind;

const WRK: &[u8] = b"GET / HTTP/1.1\r\nHost: 127.0.0.1:9501\r\n\r\n";

const BROWSER: &[u8] = b"POST /a/b?c=d HTTP/1.1\r\nHost: example.com\r\nConnection: keep-alive\r\n\
    Content-Length: 3\r\nContent-Type:text/plain\r\nUser-Agent:   Mozilla/5.0 (X11; Linux x86_64)\t \r\n\
    X-Empty:\r\nX-Blank: \t \r\nX-Latin: caf\xe9\r\nCookie: a=1; b=2\r\nCookie: c=3\r\n\r\n";

fn error_of(input: &[u8]) -> HttpError {
    let mut storage = HeaderStorage::new();
    match parse_head(input, &Limits::default(), &mut storage) {
        Err(error) => error,
        other => panic!("{:?} gave {other:?}", String::from_utf8_lossy(input)),
    }
}

/// Feeds `input` in pieces that end at `ends`. Returns what the last call said, as text.
fn fed(input: &[u8], ends: impl IntoIterator<Item = usize>) -> String {
    let mut scanner = HeadScanner::new();
    for end in ends {
        let mut storage = HeaderStorage::new();
        match scanner.parse(&input[..end], &Limits::default(), &mut storage) {
            Ok(None) => {}
            Ok(Some((head, consumed))) => {
                assert_eq!(consumed, input.len());
                return format!("{head:?}");
            }
            Err(error) => return format!("{error:?}"),
        }
    }
    "incomplete".to_owned()
}

#[test]
fn a_whole_head() {
    let mut storage = HeaderStorage::new();
    let (head, consumed) = parse_head(BROWSER, &Limits::default(), &mut storage)
        .unwrap()
        .unwrap();
    assert_eq!(consumed, BROWSER.len());
    assert_eq!(head.method, "POST");
    assert_eq!(head.target, b"/a/b?c=d");
    assert_eq!(head.path, b"/a/b");
    assert_eq!(head.query, Some(&b"c=d"[..]));
    assert_eq!(head.version, Version::Http11);
    assert_eq!(head.body(), BodyKind::Length(3));
    assert_eq!(head.headers.len(), 10);
    assert_eq!(
        head.get("user-agent"),
        Some(&b"Mozilla/5.0 (X11; Linux x86_64)"[..])
    );
    assert_eq!(head.get("content-type"), Some(&b"text/plain"[..]));
    assert_eq!(head.get("x-empty"), Some(&b""[..]));
    assert_eq!(head.get("x-blank"), Some(&b""[..]));
    assert_eq!(head.get("x-latin"), Some(&b"caf\xe9"[..]));
    assert_eq!(head.get_all("cookie").count(), 2);
}

#[test]
fn every_prefix_is_incomplete_and_every_split_gives_the_same_head() {
    for input in [WRK, BROWSER] {
        let whole = fed(input, [input.len()]);
        assert!(whole.starts_with("RequestHead"), "{whole}");
        for split in 0..input.len() {
            let mut storage = HeaderStorage::new();
            let parsed = parse_head(&input[..split], &Limits::default(), &mut storage);
            assert!(parsed.unwrap().is_none(), "{split}");
            assert_eq!(fed(input, [split, input.len()]), whole, "{split}");
            assert_eq!(fed(input, [split / 2, split, input.len()]), whole);
        }
        assert_eq!(fed(input, 0..=input.len()), whole);
    }
}

#[test]
fn pipelined_heads_are_consumed_exactly() {
    let input = [WRK, b"\r\n", BROWSER, b"GET /third"].concat();
    let mut scanner = HeadScanner::new();
    let mut at = 0;
    let mut methods = Vec::new();
    loop {
        let mut storage = HeaderStorage::new();
        match scanner.parse(&input[at..], &Limits::default(), &mut storage) {
            Ok(Some((head, consumed))) => {
                methods.push(head.method.to_owned());
                assert!(input[at..at + consumed].ends_with(head.raw));
                assert!(head.raw.starts_with(head.method.as_bytes()));
                at += consumed;
            }
            Ok(None) => break,
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(methods, ["GET", "POST"]);
    assert_eq!(&input[at..], b"GET /third");
}

#[test]
fn the_scanner_looks_only_at_what_is_new() {
    let mut input = b"GET / HTTP/1.1\r\nHost: a\r\n".to_vec();
    let mut scanner = HeadScanner::new();
    for _ in 0..1000 {
        input.extend_from_slice(b"X: y\r\n");
        let mut storage = HeaderStorage::new();
        // 1000 fields are refused when they are parsed, so none of these calls parses them.
        let parsed = scanner.parse(&input, &Limits::default(), &mut storage);
        assert!(parsed.unwrap().is_none());
        assert_eq!(scanner.searched, input.len());
    }
    input.extend_from_slice(b"\r\n");
    let mut storage = HeaderStorage::new();
    let parsed = scanner.parse(&input, &Limits::default(), &mut storage);
    assert_eq!(parsed.unwrap_err(), HttpError::TooManyHeaders);
}

#[test]
fn malformed_heads() {
    use HttpError::*;
    for (input, error) in [
        ("GET\r\n\r\n", RequestLine),
        ("GET /\r\n\r\n", RequestLine),
        ("GET  / HTTP/1.1\r\n\r\n", RequestLine),
        ("GET /  HTTP/1.1\r\n\r\n", RequestLine),
        ("GET / HTTP/1.1 \r\n\r\n", LineEnding),
        ("GET /a b HTTP/1.1\r\n\r\n", RequestLine),
        ("GET\t/ HTTP/1.1\r\n\r\n", RequestLine),
        (" GET / HTTP/1.1\r\n\r\n", RequestLine),
        ("G@T / HTTP/1.1\r\n\r\n", RequestLine),
        ("GET /\0 HTTP/1.1\r\n\r\n", RequestLine),
        ("GET /\x7f HTTP/1.1\r\n\r\n", RequestLine),
        ("GET /\u{e9} HTTP/1.1\r\nHost: a\r\n\r\n", Target),
        ("GET a HTTP/1.1\r\nHost: a\r\n\r\n", Target),
        ("BREW / HTTP/1.1\r\nHost: a\r\n\r\n", UnknownMethod),
        ("GET / HTTP/1.1\r\n\r\n", Host),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", Host),
        ("GET / HTTP/1.1\r\nHost : a\r\n\r\n", HeaderName),
        ("GET / HTTP/1.1\r\nHost\t: a\r\n\r\n", HeaderName),
        ("GET / HTTP/1.1\r\n Host: a\r\n\r\n", HeaderName),
        ("GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", HeaderName),
        ("GET / HTTP/1.1\r\nHost: a\r\n\tb\r\n\r\n", HeaderName),
        ("GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", HeaderName),
        ("GET / HTTP/1.1\r\n: a\r\n\r\n", HeaderName),
        ("GET / HTTP/1.1\r\nH\0st: a\r\n\r\n", HeaderName),
        ("GET / HTTP/1.1\r\nH\u{e9}: a\r\n\r\n", HeaderName),
        ("GET / HTTP/1.1\r\nHost: a\0\r\n\r\n", HeaderValue),
        ("GET / HTTP/1.1\r\nHost: a\x0b\r\n\r\n", HeaderValue),
        ("GET / HTTP/1.1\r\nHost: a\x7f\r\n\r\n", HeaderValue),
        ("GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n", HeaderValue),
        ("GET / HTTP/1.1\r\nHost: a\r\r\n\r\n", HeaderValue),
        ("GET / HTTP/1.1\rHost: a\r\n\r\n", LineEnding),
        ("GET / HTTP/1.1\nHost: a\r\n\r\n", LineEnding),
        ("GET / HTTP/1.1\r\nHost: a\n\r\n", LineEnding),
        ("GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n", LineEnding),
        ("GET / HTTP/1.1\r\nHost:\nX: y\r\n\r\n", LineEnding),
        ("GET / HTTP/1.1\r\nHost: a \t\nX: y\r\n\r\n", LineEnding),
        ("GET / HTTP/1.1\r\nHost: a\r\n\n", LineEnding),
        ("GET / HTTP/1.0\n\n", LineEnding),
        ("GET / HTTP/1.0\r\n\n", LineEnding),
        ("GET / HTTP/1.0\n\r\n", LineEnding),
        ("\nGET / HTTP/1.0\r\n\r\n", LineEnding),
        ("\rGET / HTTP/1.0\r\n\r\n", LineEnding),
        ("\r\n\nGET / HTTP/1.0\r\n\r\n", LineEnding),
        ("\r\n\r\n\r\n\r\n\r\nGET / HTTP/1.0\r\n\r\n", EmptyLines),
        ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", Version),
        ("GET / HTTP/1.2\r\nHost: a\r\n\r\n", Version),
        ("GET / HTTP/0.9\r\nHost: a\r\n\r\n", Version),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Version),
        ("GET / HTTP/1\r\nHost: a\r\n\r\n", RequestLine),
        ("GET / HTTP/11\r\nHost: a\r\n\r\n", RequestLine),
        ("GET / HTTP/1.10\r\nHost: a\r\n\r\n", LineEnding),
        ("GET / http/1.1\r\nHost: a\r\n\r\n", RequestLine),
        ("GET / HTTP/x.1\r\nHost: a\r\n\r\n", RequestLine),
        ("GET / SPDY/1.1\r\nHost: a\r\n\r\n", RequestLine),
        ("\x16\x03\x01\x02\0\x01\0", RequestLine),
        ("{\"json\": true}", RequestLine),
    ] {
        assert_eq!(error_of(input.as_bytes()), error, "{input:?}");
        // However it is cut, it is never waited for and never accepted.
        let pieces = fed(input.as_bytes(), 1..=input.len());
        assert!(
            !pieces.starts_with("RequestHead") && pieces != "incomplete",
            "{input:?} gave {pieces}"
        );
        for split in 0..input.len() {
            let pieces = fed(input.as_bytes(), [split, input.len()]);
            assert!(
                !pieces.starts_with("RequestHead") && pieces != "incomplete",
                "{input:?} at {split} gave {pieces}"
            );
        }
    }
}

#[test]
fn control_characters_are_found_wherever_they_stand() {
    // Long enough for every width of SIMD and the bytes behind it.
    for position in 0..100 {
        for byte in (0..=0x1f).filter(|&b| b != b'\t').chain([0x7f]) {
            let mut value = [b'v'; 100];
            value[position] = byte;
            let input = [b"GET / HTTP/1.1\r\nHost: a\r\nX: ", &value[..], b"\r\n\r\n"].concat();
            let error = error_of(&input);
            assert!(
                matches!(
                    error,
                    HttpError::HeaderValue | HttpError::HeaderName | HttpError::LineEnding
                ),
                "{byte} at {position}: {error:?}"
            );
        }
    }
}

#[test]
fn empty_lines_before_the_request_are_bounded() {
    for count in 0..=4 {
        let input = [&b"\r\n".repeat(count)[..], WRK].concat();
        let mut storage = HeaderStorage::new();
        let (_, consumed) = parse_head(&input, &Limits::default(), &mut storage)
            .unwrap()
            .unwrap();
        assert_eq!(consumed, input.len());
        assert!(fed(&input, 1..=input.len()).starts_with("RequestHead"));
    }
}

#[test]
fn smuggling() {
    use HttpError::*;
    for (fields, error) in [
        (
            "Content-Length: 3\r\nTransfer-Encoding: chunked",
            ConflictingLength,
        ),
        (
            "Transfer-Encoding: chunked\r\nContent-Length: 3",
            ConflictingLength,
        ),
        ("Content-Length: 3\r\ncontent-length: 4", ContentLength),
        ("Content-Length: 3\r\nContent-Length: 3", ContentLength),
        ("Content-Length: 3, 3", ContentLength),
        ("Content-Length: +3", ContentLength),
        ("Content-Length: 3 ; x", ContentLength),
        ("Content-Length:", ContentLength),
        ("Content-Length : 3", HeaderName),
        ("Transfer-Encoding : chunked", HeaderName),
        ("Transfer-Encoding:\r\n chunked", HeaderName),
        ("Transfer-Encoding: \x0bchunked", HeaderValue),
        ("Transfer-Encoding: chunked, identity", TransferEncoding),
        ("Transfer-Encoding: identity", TransferEncoding),
        (
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
            TransferEncoding,
        ),
        ("Transfer-Encoding: gzip, chunked", UnknownTransferCoding),
        ("X: y\nTransfer-Encoding: chunked", LineEnding),
        ("X: y\r\n\rTransfer-Encoding: chunked", LineEnding),
    ] {
        let input = format!("POST / HTTP/1.1\r\nHost: a\r\n{fields}\r\n\r\n0\r\n\r\n");
        assert_eq!(error_of(input.as_bytes()), error, "{fields:?}");
    }
    assert_eq!(
        error_of(b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"),
        TransferEncoding
    );
}

#[test]
fn a_head_of_one_megabyte() {
    let limits = Limits::default();
    let long_field = [
        b"GET / HTTP/1.1\r\nHost: a\r\nX: ",
        &vec![b'x'; 1 << 20][..],
        b"\r\n\r\n",
    ]
    .concat();
    assert_eq!(error_of(&long_field), HttpError::HeadTooLarge);
    let long_target = [b"GET /", &vec![b'x'; 1 << 20][..], b" HTTP/1.1\r\n\r\n"].concat();
    assert_eq!(error_of(&long_target), HttpError::TargetTooLong);

    // In pieces, it is refused when the limit is reached, not when it ends.
    for (input, error) in [
        (&long_field, HttpError::HeadTooLarge),
        (&long_target, HttpError::TargetTooLong),
    ] {
        let mut scanner = HeadScanner::new();
        let mut received = 0;
        let refused = loop {
            received += 1000;
            let mut storage = HeaderStorage::new();
            match scanner.parse(&input[..received], &limits, &mut storage) {
                Ok(None) => {}
                other => break other.unwrap_err(),
            }
        };
        assert_eq!(refused, error);
        assert!(received < limits.max_head_bytes + 1000);
    }
}

#[test]
fn ten_thousand_headers() {
    let input = [
        b"GET / HTTP/1.1\r\nHost: a\r\n",
        &b"X: y\r\n".repeat(10_000)[..],
        b"\r\n",
    ]
    .concat();
    assert_eq!(error_of(&input), HttpError::TooManyHeaders);
}

#[test]
fn limits_are_exact() {
    let parse = |input: &[u8], limits: Limits| {
        let mut storage = HeaderStorage::new();
        parse_head(input, &limits, &mut storage).map(|parsed| parsed.is_some())
    };
    let limits = |max_head_bytes, max_headers| Limits {
        max_head_bytes,
        max_headers,
        ..Limits::default()
    };
    assert_eq!(parse(WRK, limits(WRK.len(), 1)), Ok(true));
    assert_eq!(
        parse(WRK, limits(WRK.len() - 1, 1)),
        Err(HttpError::HeadTooLarge)
    );
    assert_eq!(parse(WRK, limits(10, 1)), Err(HttpError::TargetTooLong));
    assert_eq!(parse(WRK, limits(1000, 0)), Err(HttpError::TooManyHeaders));

    let fields = b"X: y\r\n".repeat(MAX_HEADERS - 1);
    let most = [b"GET / HTTP/1.1\r\nHost: a\r\n", &fields[..], b"\r\n"].concat();
    assert_eq!(parse(&most, limits(1 << 20, usize::MAX)), Ok(true));
    let more = [
        b"GET / HTTP/1.1\r\nHost: a\r\n",
        &fields[..],
        b"Y: z\r\n\r\n",
    ]
    .concat();
    assert_eq!(
        parse(&more, limits(1 << 20, usize::MAX)),
        Err(HttpError::TooManyHeaders)
    );
    // The body is not part of the head.
    let with_body = [WRK, &[b'x'; 1000][..]].concat();
    assert_eq!(parse(&with_body, limits(WRK.len(), 1)), Ok(true));
}
