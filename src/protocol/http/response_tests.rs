use super::*;

const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

fn date() -> HttpDate {
    HttpDate::from_unix(784_111_777)
}

/// What `end("hello")` on a GET request needs.
const HELLO: ResponseMeta<'static> = ResponseMeta {
    status: 200,
    reason: None,
    framing: Framing::Length(5),
    head_request: false,
    version: Version::Http11,
    keep_alive: true,
    content_encoding: None,
};

/// The head for `meta` with `fields`, and what must follow. `@` in the expected text stands for the Date field.
fn head(meta: ResponseMeta<'_>, fields: &[(&str, &str)]) -> (String, ResponseEnd) {
    let mut out = Vec::new();
    let mut head = ResponseHead::begin(&mut out, &meta).unwrap();
    for (name, value) in fields {
        // Refused fields are the subject of other tests.
        let _ = head.header(name.as_bytes(), value.as_bytes());
    }
    let end = head.finish(&date());
    let text = String::from_utf8(out).unwrap();
    (text.replace(&format!("Date: {DATE}\r\n"), "@"), end)
}

fn end(body: ResponseBody, keep_alive: bool) -> ResponseEnd {
    ResponseEnd { body, keep_alive }
}

const SERVER: &str = "Server: swoole-http-server\r\n@";

#[test]
fn a_plain_response_as_swoole_sends_it() {
    let mut out = Vec::new();
    let head = ResponseHead::begin(&mut out, &HELLO).unwrap();
    assert_eq!(head.finish(&date()), end(ResponseBody::Plain, true));
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "HTTP/1.1 200 OK\r\nServer: swoole-http-server\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\
         Connection: keep-alive\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\n"
    );
}

#[test]
fn the_programs_fields_come_first_and_replace_the_servers() {
    let (text, _) = head(
        HELLO,
        &[("X-A", "1  "), ("X-B", "a\tb"), ("X-C", ""), ("X-A", "2")],
    );
    assert_eq!(
        text,
        format!(
            "HTTP/1.1 200 OK\r\nX-A: 1\r\nX-B: a\tb\r\nX-C: \r\nX-A: 2\r\n{SERVER}\
             Connection: keep-alive\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\n"
        )
    );
    let (text, outcome) = head(
        HELLO,
        &[
            ("Server", "me"),
            ("Date", "never"),
            ("content-TYPE", "text/plain"),
            ("Connection", "close"),
            ("Content-Length", "5"),
        ],
    );
    assert_eq!(
        text,
        "HTTP/1.1 200 OK\r\nServer: me\r\nDate: never\r\ncontent-TYPE: text/plain\r\n\
         Connection: close\r\nContent-Length: 5\r\n\r\n"
    );
    // Swoole would say close and stay open.
    assert_eq!(outcome, end(ResponseBody::Plain, false));
}

#[test]
fn an_empty_field_suppresses_the_servers() {
    let (text, _) = head(
        HELLO,
        &[("Server", ""), ("Content-Type", ""), ("Date", " ")],
    );
    assert_eq!(
        text,
        "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 5\r\n\r\n"
    );
}

#[test]
fn cookies_stand_between_the_programs_fields_and_the_servers() {
    let mut out = Vec::new();
    let mut head = ResponseHead::begin(&mut out, &HELLO).unwrap();
    head.header(b"X-A", b"1").unwrap();
    head.cookie(b"a=b; path=/").unwrap();
    assert_eq!(head.cookie(b"a=b\r\nX: y"), Err(HeaderError::NewLine));
    assert_eq!(head.cookie(b"a=b\0"), Err(HeaderError::Nul));
    head.cookie(b"c=d").unwrap();
    head.finish(&date());
    let text = String::from_utf8(out).unwrap();
    assert!(text.starts_with(
        "HTTP/1.1 200 OK\r\nX-A: 1\r\nSet-Cookie: a=b; path=/\r\nSet-Cookie: c=d\r\nServer: "
    ));
}

#[test]
fn chunked() {
    let meta = ResponseMeta {
        framing: Framing::Chunked,
        ..HELLO
    };
    let expected = format!(
        "HTTP/1.1 200 OK\r\n{SERVER}Connection: keep-alive\r\nContent-Type: text/html\r\n\
         Transfer-Encoding: chunked\r\n\r\n"
    );
    assert_eq!(
        head(meta, &[]),
        (expected.clone(), end(ResponseBody::Chunked, true))
    );
    assert_eq!(head(meta, &[("Content-Length", "5")]).0, expected);
    // In its place, once.
    let named = [
        ("transfer-encoding", "Chunked"),
        ("Transfer-Encoding", "chunked"),
    ];
    assert_eq!(
        head(meta, &named).0,
        format!(
            "HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n{SERVER}Connection: keep-alive\r\n\
             Content-Type: text/html\r\n\r\n"
        )
    );
    // A HEAD request gets the fields and no chunks.
    let to_head = ResponseMeta {
        head_request: true,
        ..meta
    };
    assert_eq!(
        head(to_head, &[]),
        (expected, end(ResponseBody::None, true))
    );
}

#[test]
fn http_1_0_gets_no_chunks() {
    let meta = ResponseMeta {
        framing: Framing::Chunked,
        version: Version::Http10,
        ..HELLO
    };
    let expected =
        format!("HTTP/1.1 200 OK\r\n{SERVER}Connection: close\r\nContent-Type: text/html\r\n\r\n");
    let named = [
        ("Transfer-Encoding", "chunked"),
        ("Connection", "keep-alive"),
    ];
    for fields in [&[][..], &named] {
        assert_eq!(
            head(meta, fields),
            (expected.clone(), end(ResponseBody::UntilClose, false))
        );
    }
    let plain = ResponseMeta {
        version: Version::Http10,
        keep_alive: false,
        ..HELLO
    };
    assert_eq!(
        head(plain, &[]),
        (
            format!(
                "HTTP/1.1 200 OK\r\n{SERVER}Connection: close\r\nContent-Type: text/html\r\n\
                 Content-Length: 5\r\n\r\n"
            ),
            end(ResponseBody::Plain, false)
        )
    );
}

#[test]
fn head_requests() {
    let meta = ResponseMeta {
        head_request: true,
        ..HELLO
    };
    let fields =
        format!("HTTP/1.1 200 OK\r\n{SERVER}Connection: keep-alive\r\nContent-Type: text/html\r\n");
    assert_eq!(
        head(meta, &[]),
        (
            format!("{fields}Content-Length: 5\r\n\r\n"),
            end(ResponseBody::None, true)
        )
    );
    let without_body = ResponseMeta {
        framing: Framing::Length(0),
        ..meta
    };
    assert_eq!(head(without_body, &[]).0, format!("{fields}\r\n"));
    // Only here may the program tell a length that the server does not see.
    let (text, _) = head(without_body, &[("Content-Length", "77")]);
    assert!(text.starts_with("HTTP/1.1 200 OK\r\nContent-Length: 77\r\n"));
    assert_eq!(text.matches("Content-Length").count(), 1);
}

#[test]
fn bodyless_statuses() {
    for framing in [Framing::Length(0), Framing::Length(4), Framing::Chunked] {
        for (status, phrase) in [
            (204, "No Content"),
            (304, "Not Modified"),
            (103, "Early Hints"),
        ] {
            let meta = ResponseMeta {
                status,
                framing,
                ..HELLO
            };
            assert_eq!(
                head(meta, &[]),
                (
                    format!("HTTP/1.1 {status} {phrase}\r\n{SERVER}Connection: keep-alive\r\n\r\n"),
                    end(ResponseBody::None, true)
                )
            );
            let (text, _) = head(meta, &[("Content-Length", "9")]);
            let may_have_length = status == 304 && framing != Framing::Chunked;
            assert_eq!(text.contains("Content-Length: 9"), may_have_length);
        }
    }
    let reset = ResponseMeta {
        status: 205,
        ..HELLO
    };
    let (text, outcome) = head(reset, &[]);
    assert!(text.ends_with("Content-Length: 0\r\n\r\n"));
    assert_eq!(outcome.body, ResponseBody::None);
}

#[test]
fn redirects_and_empty_bodies_have_a_length() {
    let meta = ResponseMeta {
        status: 302,
        framing: Framing::Length(0),
        ..HELLO
    };
    assert_eq!(
        head(meta, &[("Location", "/x?a=b")]),
        (
            format!(
                "HTTP/1.1 302 Found\r\nLocation: /x?a=b\r\n{SERVER}Connection: keep-alive\r\n\
                 Content-Type: text/html\r\nContent-Length: 0\r\n\r\n"
            ),
            end(ResponseBody::None, true)
        )
    );
}

#[test]
fn compressed() {
    let meta = ResponseMeta {
        framing: Framing::Length(97),
        content_encoding: Some(Coding::Gzip),
        ..HELLO
    };
    assert_eq!(
        head(meta, &[("Content-Length", "97")]).0,
        format!(
            "HTTP/1.1 200 OK\r\n{SERVER}Connection: keep-alive\r\nContent-Type: text/html\r\n\
             Content-Encoding: gzip\r\nContent-Length: 97\r\n\r\n"
        )
    );
}

#[test]
fn an_upgrade_ends_behind_the_date() {
    let meta = ResponseMeta {
        status: 101,
        framing: Framing::Upgrade,
        keep_alive: false,
        ..HELLO
    };
    assert_eq!(
        head(meta, &[("Upgrade", "websocket"), ("Connection", "Upgrade")]),
        (
            format!(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                 {SERVER}\r\n"
            ),
            end(ResponseBody::None, true)
        )
    );
}

#[test]
fn a_closing_connection_is_never_promised_to_live() {
    let meta = ResponseMeta {
        keep_alive: false,
        ..HELLO
    };
    let (text, outcome) = head(meta, &[("Connection", "keep-alive")]);
    assert!(text.contains("Connection: close\r\n") && !text.contains("keep-alive"));
    assert!(!outcome.keep_alive);
    let (text, _) = head(meta, &[("Connection", "x, Close")]);
    assert!(text.contains("Connection: x, Close\r\n") && !text.contains("Connection: close"));
}

#[test]
fn status_lines() {
    let line = |status, reason: Option<&'static str>| {
        let meta = ResponseMeta {
            status,
            reason: reason.map(str::as_bytes),
            ..HELLO
        };
        let mut out = b"before".to_vec();
        let begun = ResponseHead::begin(&mut out, &meta).map(|_| ());
        begun.map(|()| String::from_utf8(out.split_off(6)).unwrap())
    };
    let ok = |text: &str| Ok(format!("HTTP/1.1 {text}\r\n"));
    assert_eq!(line(0, None), ok("200 OK"));
    assert_eq!(line(404, None), ok("404 Not Found"));
    assert_eq!(line(299, None), ok("299 Unknown Status"));
    assert_eq!(line(999, None), ok("999 Unknown Status"));
    assert_eq!(line(200, Some("Fine")), ok("200 Fine"));
    assert_eq!(line(1000, None), Err(HeaderError::Status));
    assert_eq!(line(99, None), Err(HeaderError::Status));
    assert_eq!(line(404, Some("No\r\nX: y")), Err(HeaderError::Reason));
}

#[test]
fn fields_cannot_be_injected() {
    let mut out = Vec::new();
    let mut head = ResponseHead::begin(&mut out, &HELLO).unwrap();
    for (name, value, error) in [
        (&b"X"[..], &b"a\r\nY: b"[..], HeaderError::NewLine),
        (b"X", b"a\nY: b", HeaderError::NewLine),
        (b"X", b"a\rb", HeaderError::NewLine),
        (b"X", b"a\0b", HeaderError::Nul),
        (b"X\r\nY", b"a", HeaderError::NewLine),
        (b"X\0", b"a", HeaderError::Nul),
        (b"X Y", b"a", HeaderError::Name),
        (b"X:", b"a", HeaderError::Name),
        (b"", b"a", HeaderError::Name),
        (&[b'x'; 128], b"a", HeaderError::NameTooLong),
        (b"Content-Length", b"6", HeaderError::WrongLength),
        (b"Content-Length", b"5, 5", HeaderError::WrongLength),
        (b"Content-Length", b"-5", HeaderError::WrongLength),
        (
            b"Transfer-Encoding",
            b"chunked",
            HeaderError::TransferEncoding,
        ),
    ] {
        assert_eq!(head.header(name, value), Err(error), "{name:?}");
        assert!(!error.message().is_empty());
    }
    // Line breaks at the end are trimmed, as in Swoole.
    head.header(b"X", b"a \t\r\n\0\x0b").unwrap();
    head.finish(&date());
    let text = String::from_utf8(out).unwrap();
    assert!(text.starts_with("HTTP/1.1 200 OK\r\nX: a\r\nServer: "));
    assert!(text.contains("\r\nContent-Length: 5\r\n"));
}

#[test]
fn a_length_with_chunks_is_refused_with_swooles_words() {
    let meta = ResponseMeta {
        framing: Framing::Chunked,
        ..HELLO
    };
    let mut out = Vec::new();
    let mut head = ResponseHead::begin(&mut out, &meta).unwrap();
    assert_eq!(
        head.header(b"Content-Length", b"5")
            .unwrap_err()
            .to_string(),
        "You have set 'Transfer-Encoding', 'Content-Length' will be ignored"
    );
    assert_eq!(
        head.header(b"Transfer-Encoding", b"gzip, chunked"),
        Err(HeaderError::TransferEncoding)
    );
}

#[test]
fn names_are_written_in_title_case() {
    assert_eq!(canonical_name(b"x-foo-BAR"), b"X-Foo-Bar");
    assert_eq!(canonical_name(b"ETag"), b"Etag");
    assert_eq!(canonical_name(b"-a--b_c-1x"), b"-A--B_c-1x");
    assert_eq!(canonical_name(b""), b"");
}
