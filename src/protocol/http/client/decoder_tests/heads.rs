//! What a head may look like, and what is said about one that may not.

use super::*;

#[test]
fn status_lines() {
    for (line, status, reason) in [
        ("HTTP/1.1 200 OK", 200, "OK"),
        ("HTTP/1.1 200 ", 200, ""),
        ("HTTP/1.1 200", 200, ""),
        ("HTTP/1.1 999  two  words\t", 999, " two  words\\t"),
        ("HTTP/1.0 599 caf\u{e9}", 599, "caf\\xc3\\xa9"),
    ] {
        let response = complete(GET, &format!("{line}\r\nContent-Length: 0\r\n\r\n"));
        assert_eq!(response.status, status, "{line}");
        assert_eq!(response.reason, reason, "{line}");
    }
    for (line, error) in [
        ("", ResponseError::StatusLine),
        ("HTTP", ResponseError::StatusLine),
        ("SSH-2.0-x", ResponseError::StatusLine),
        ("http/1.1 200 OK", ResponseError::StatusLine),
        (" HTTP/1.1 200 OK", ResponseError::StatusLine),
        ("HTTP/1.1", ResponseError::StatusLine),
        ("HTTP/1.1 ", ResponseError::Status),
        ("HTTP/x 200 OK", ResponseError::StatusLine),
        ("HTTP/1.2 200 OK", ResponseError::Version),
        ("HTTP/2.0 200 OK", ResponseError::Version),
        ("HTTP/2 200 OK", ResponseError::Version),
        ("HTTP/0.9 200 OK", ResponseError::Version),
        ("HTTP/1.1  200 OK", ResponseError::Status),
        ("HTTP/1.1 20 OK", ResponseError::Status),
        ("HTTP/1.1 2000 OK", ResponseError::Status),
        ("HTTP/1.1 +20 OK", ResponseError::Status),
        ("HTTP/1.1 abc OK", ResponseError::Status),
        ("HTTP/1.1 099 OK", ResponseError::Status),
        ("HTTP/1.1 000 OK", ResponseError::Status),
        ("HTTP/1.1 200 \x01", ResponseError::StatusLine),
        ("HTTP/1.1 200 a\rb", ResponseError::LineEnding),
    ] {
        let input = format!("{line}\r\nContent-Length: 0\r\n\r\n");
        assert_eq!(error_of(input.as_bytes()), error, "{line:?}");
    }
}

#[test]
fn garbage_is_refused_with_its_first_byte() {
    let mut decoder = ResponseDecoder::new(&LIMITS);
    decoder.begin(GET);
    assert!(matches!(decoder.next(&mut &b"HT"[..]), Ok(None)));
    for _ in 0..2 {
        assert_eq!(
            decoder.next(&mut &b"MP"[..]).unwrap_err(),
            ResponseError::StatusLine
        );
        assert!(!decoder.is_waiting());
        assert!(!decoder.keep_alive());
    }
    assert_eq!(decoder.finish(), Err(ResponseError::StatusLine));
}

#[test]
fn field_lines() {
    for (lines, error) in [
        ("X-A: 1\r\n 2\r\n", ResponseError::ObsFold),
        ("X-A: 1\r\n\t2\r\n", ResponseError::ObsFold),
        (" X-A: 1\r\n", ResponseError::ObsFold),
        ("X-A : 1\r\n", ResponseError::FieldName),
        ("X\u{e9}: 1\r\n", ResponseError::FieldName),
        (": 1\r\n", ResponseError::FieldName),
        ("X-A\r\n", ResponseError::FieldName),
        ("X-A: 1\0\r\n", ResponseError::FieldValue),
        ("X-A: \x7f\r\n", ResponseError::FieldValue),
        ("X-A: 1\n", ResponseError::LineEnding),
        ("X-A: 1\n\r\n", ResponseError::LineEnding),
        ("X-A: 1\rX-B: 2\r\n", ResponseError::LineEnding),
        ("X-A: 1\r\r\n", ResponseError::LineEnding),
        (
            "A:\r\nB:\r\nC:\r\nD:\r\nE:\r\n",
            ResponseError::TooManyFields,
        ),
    ] {
        let input = format!("HTTP/1.1 200 OK\r\n{lines}Content-Length: 0\r\n\r\n");
        assert_eq!(error_of(input.as_bytes()), error, "{lines:?}");
    }
    let five = "A:\r\nB:\r\nC:\r\nD:\r\n";
    let input = format!("HTTP/1.1 200 OK\r\n{five}Content-Length: 0\r\n\r\n");
    assert_eq!(complete(GET, &input).fields.len(), 5);
}

#[test]
fn bare_line_feeds_at_the_end_of_the_head() {
    for input in [
        &b"HTTP/1.1 200 OK\n\n"[..],
        b"HTTP/1.1 200 OK\r\n\n",
        b"HTTP/1.1 200 OK\n\r\n",
    ] {
        assert_eq!(error_of(input), ResponseError::LineEnding);
    }
}

#[test]
fn the_head_is_bounded() {
    let head = |filler: usize| {
        let start = "HTTP/1.1 204 x\r\nX-A: ";
        format!("{start}{}\r\n\r\n", "a".repeat(filler - start.len() - 4))
    };
    let full = head(LIMITS.max_head_bytes);
    assert_eq!(full.len(), LIMITS.max_head_bytes);
    assert_eq!(complete(GET, &full).status, 204);
    assert_eq!(
        error_of(head(LIMITS.max_head_bytes + 1).as_bytes()),
        ResponseError::HeadTooLarge
    );
    let endless = [b"HTTP/1.1 200 ".to_vec(), vec![b'a'; 400]].concat();
    assert_eq!(error_of(&endless), ResponseError::HeadTooLarge);
}
