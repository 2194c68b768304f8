use super::*;

const META: RequestMeta<'static> = RequestMeta {
    method: b"GET",
    target: b"/",
    host: b"h",
    body: RequestBody::None,
    keep_alive: true,
    accept_encoding: false,
    basic_auth: None,
};

fn written_with(
    meta: &RequestMeta<'_>,
    fields: &[(&str, &str)],
    cookies: &[(&str, &str)],
) -> (String, RequestEnd) {
    let mut out = Vec::new();
    let mut writer = RequestWriter::begin(&mut out, meta).expect("a valid request line");
    for (name, value) in fields {
        writer
            .field(name.as_bytes(), value.as_bytes())
            .expect("a valid field");
    }
    for (name, value) in cookies {
        writer
            .cookie(name.as_bytes(), value.as_bytes())
            .expect("a valid cookie");
    }
    let end = writer.finish();
    (String::from_utf8(out).expect("text"), end)
}

fn written(meta: &RequestMeta<'_>, fields: &[(&str, &str)]) -> String {
    written_with(meta, fields, &[]).0
}

fn begin_error(meta: &RequestMeta<'_>) -> RequestError {
    let mut out = b"kept".to_vec();
    let error = RequestWriter::begin(&mut out, meta)
        .map(|_| ())
        .expect_err("a refused request");
    assert_eq!(out, b"kept");
    error
}

fn request_line(method: &str, target: &str) -> Option<String> {
    let meta = RequestMeta {
        method: method.as_bytes(),
        target: target.as_bytes(),
        ..META
    };
    let mut out = Vec::new();
    match RequestWriter::begin(&mut out, &meta) {
        Ok(writer) => writer.finish(),
        Err(error) => {
            assert_eq!(error, RequestError::Target);
            return None;
        }
    };
    let text = String::from_utf8(out).expect("text");
    text.lines().next().map(str::to_owned)
}

#[test]
fn everything_in_order() {
    let meta = RequestMeta {
        method: b"POST",
        target: b"/p?q=1",
        host: b"example.com:8080",
        body: RequestBody::Form(7),
        accept_encoding: true,
        basic_auth: Some(b"a:b"),
        ..META
    };
    let (text, end) = written_with(
        &meta,
        &[("X-A", "1"), ("x-b", "")],
        &[("c", "d e"), ("f", "")],
    );
    assert_eq!(
        text,
        "POST /p?q=1 HTTP/1.1\r\nHost: example.com:8080\r\nX-A: 1\r\nx-b: \r\nAuthorization: Basic YTpi\r\n\
         Connection: keep-alive\r\nAccept-Encoding: gzip, deflate, br\r\nCookie: c=d+e\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\n"
    );
    assert_eq!(
        end,
        RequestEnd {
            expectation: Expectation::default(),
            keep_alive: true
        }
    );
}

#[test]
fn fields_of_the_program_replace_those_of_the_client() {
    let meta = RequestMeta {
        body: RequestBody::Form(1),
        accept_encoding: true,
        basic_auth: Some(b"a:b"),
        ..META
    };
    let fields = [
        ("AUTHORIZATION", "Bearer x"),
        ("connection", "close"),
        ("accept-encoding", "identity"),
        ("content-type", "text/x"),
        ("host", "other"),
        ("content-length", "99"),
    ];
    let (text, end) = written_with(&meta, &fields, &[]);
    assert_eq!(
        text,
        "GET / HTTP/1.1\r\nHost: h\r\nAUTHORIZATION: Bearer x\r\nconnection: close\r\n\
         accept-encoding: identity\r\ncontent-type: text/x\r\nContent-Length: 1\r\n\r\n"
    );
    assert!(!end.keep_alive);
}

#[test]
fn one_content_type_with_the_boundary() {
    for (boundary, value) in [("b-1", "b-1"), ("b:1", "\"b:1\"")] {
        let meta = RequestMeta {
            method: b"POST",
            body: RequestBody::Multipart {
                boundary: boundary.as_bytes(),
                length: 12,
            },
            ..META
        };
        assert_eq!(
            written(&meta, &[("Content-Type", "multipart/form-data")]),
            format!(
                "POST / HTTP/1.1\r\nHost: h\r\nConnection: keep-alive\r\n\
                 Content-Type: multipart/form-data; boundary={value}\r\nContent-Length: 12\r\n\r\n"
            )
        );
    }
}

#[test]
fn one_cookie_field() {
    let (text, _) = written_with(
        &META,
        &[("Cookie", "u=1"), ("cookie", "v=2 ")],
        &[("a", "b;c"), ("empty", ""), ("d", "1")],
    );
    assert!(
        text.contains("\r\nCookie: u=1; v=2; a=b%3Bc; d=1\r\n"),
        "{text}"
    );
    assert!(!written_with(&META, &[], &[("a", "")]).0.contains("Cookie"));
}

#[test]
fn lengths() {
    let length = |method: &'static str, body, fields: &[(&str, &str)]| {
        let meta = RequestMeta {
            method: method.as_bytes(),
            body,
            ..META
        };
        let text = written(&meta, fields);
        let value = text.split_once("Content-Length: ")?.1;
        value.split_once("\r\n").map(|(value, _)| value.to_owned())
    };
    let none = RequestBody::None;
    assert_eq!(length("GET", none, &[]), None);
    assert_eq!(length("DELETE", none, &[]), None);
    assert_eq!(
        length("GET", none, &[("Content-Length", "9")]).as_deref(),
        Some("0")
    );
    for method in ["POST", "PUT", "PATCH"] {
        assert_eq!(length(method, none, &[]).as_deref(), Some("0"), "{method}");
    }
    assert_eq!(
        length("GET", RequestBody::Raw(0), &[]).as_deref(),
        Some("0")
    );
    assert_eq!(
        length(
            "POST",
            RequestBody::Raw(u64::MAX),
            &[("content-length", "1")]
        )
        .as_deref(),
        Some("18446744073709551615")
    );
}

#[test]
fn connections_that_end() {
    let meta = RequestMeta {
        keep_alive: false,
        ..META
    };
    let (text, end) = written_with(&meta, &[], &[]);
    assert!(text.contains("\r\nConnection: close\r\n"), "{text}");
    assert!(!end.keep_alive);
    assert!(
        !written_with(&META, &[("Connection", "x, Close")], &[])
            .1
            .keep_alive
    );
}

#[test]
fn what_the_decoder_must_know() {
    let expectation = |method: &'static [u8], target: &'static [u8], fields: &[(&str, &str)]| {
        let meta = RequestMeta {
            method,
            target,
            ..META
        };
        written_with(&meta, fields, &[]).1.expectation
    };
    let plain = Expectation::default();
    assert_eq!(expectation(b"GET", b"/", &[]), plain);
    assert_eq!(
        expectation(b"HEAD", b"/", &[]),
        Expectation {
            head: true,
            ..plain
        }
    );
    assert_eq!(
        expectation(b"CONNECT", b"h:80", &[]),
        Expectation {
            connect: true,
            ..plain
        }
    );
    let upgrade = [("Connection", "Upgrade"), ("upgrade", "websocket")];
    assert_eq!(
        expectation(b"GET", b"/", &upgrade),
        Expectation {
            upgrade: true,
            ..plain
        }
    );
    assert_eq!(expectation(b"GET", b"/", &[("Upgrade", "")]), plain);
}

#[test]
fn targets() {
    for (method, target, line) in [
        ("GET", "/", "GET / HTTP/1.1"),
        ("GET", "/a?b=%20#c", "GET /a?b=%20 HTTP/1.1"),
        ("GET", "/a b", "GET /a%20b HTTP/1.1"),
        ("GET", "/a HTTP/1.1", "GET /a%20HTTP/1.1 HTTP/1.1"),
        ("GET", "/\u{e9}", "GET /%C3%A9 HTTP/1.1"),
        ("GET", "//x", "GET //x HTTP/1.1"),
        ("GET", "http://h/p", "GET http://h/p HTTP/1.1"),
        ("OPTIONS", "*", "OPTIONS * HTTP/1.1"),
        ("CONNECT", "h.x:443", "CONNECT h.x:443 HTTP/1.1"),
        ("CONNECT", "[::1]:443", "CONNECT [::1]:443 HTTP/1.1"),
        ("x-y", "/", "x-y / HTTP/1.1"),
    ] {
        assert_eq!(request_line(method, target).as_deref(), Some(line));
    }
    for (method, target) in [
        ("GET", ""),
        ("GET", "#"),
        ("GET", "*"),
        ("GET", "rel"),
        ("GET", "?q"),
        ("GET", "/\r\nX: y"),
        ("GET", "/\n"),
        ("GET", "/\0"),
        ("GET", "/\t"),
        ("GET", "/\x7f"),
        ("CONNECT", "/"),
        ("CONNECT", "h"),
        ("CONNECT", "h:"),
        ("CONNECT", ":1"),
        ("CONNECT", "a b:1/"),
    ] {
        assert_eq!(request_line(method, target), None, "{method} {target:?}");
    }
}

#[test]
fn nothing_can_be_injected() {
    for method in ["", "GET ", "G\r\nT", "GET /x", "G\0", "\u{e9}"] {
        let meta = RequestMeta {
            method: method.as_bytes(),
            ..META
        };
        assert_eq!(begin_error(&meta), RequestError::Method, "{method:?}");
    }
    for host in ["a\r\nX: y", "a b", "a/b", "u@h", "\u{e9}", "a\0"] {
        let meta = RequestMeta {
            host: host.as_bytes(),
            ..META
        };
        assert_eq!(begin_error(&meta), RequestError::Host, "{host:?}");
    }
    for boundary in ["", "a b", "a\"", "a\r\n", &"a".repeat(71)] {
        let meta = RequestMeta {
            body: RequestBody::Multipart {
                boundary: boundary.as_bytes(),
                length: 0,
            },
            ..META
        };
        assert_eq!(begin_error(&meta), RequestError::Boundary, "{boundary:?}");
    }

    let mut out = Vec::new();
    let mut writer = RequestWriter::begin(&mut out, &META).expect("a valid request line");
    for (name, value, error) in [
        ("", "x", RequestError::FieldName),
        ("a b", "x", RequestError::FieldName),
        ("a:", "x", RequestError::FieldName),
        ("a\r\nb", "x", RequestError::FieldName),
        ("\u{e9}", "x", RequestError::FieldName),
        ("a", "x\r\ny: z", RequestError::FieldValue),
        ("a", "x\n", RequestError::FieldValue),
        ("a", "\r", RequestError::FieldValue),
        ("a", "\0", RequestError::FieldValue),
        ("Cookie", "a=1\r\n", RequestError::FieldValue),
        ("Host", "a\r\n", RequestError::FieldValue),
        (
            "transfer-encoding",
            "chunked",
            RequestError::TransferEncoding,
        ),
        ("Transfer-Encoding", "", RequestError::TransferEncoding),
    ] {
        assert_eq!(
            writer.field(name.as_bytes(), value.as_bytes()),
            Err(error),
            "{name:?}: {value:?}"
        );
    }
    for name in ["", "a=b", "a;b", "a\r\nb", "a\tb", "a\0"] {
        assert_eq!(
            writer.cookie(name.as_bytes(), b"x"),
            Err(RequestError::CookieName),
            "{name:?}"
        );
    }
    writer.cookie(b"a", b"\r\n;\0").expect("encoded");
    writer.finish();
    assert_eq!(
        String::from_utf8(out).expect("text"),
        "GET / HTTP/1.1\r\nHost: h\r\nConnection: keep-alive\r\nCookie: a=%0D%0A%3B%00\r\n\r\n"
    );
}

#[test]
fn targets_of_proxies() {
    for (host, port, target) in [
        ("example.com", None, "http://example.com/path?x"),
        ("example.com", Some(8080), "http://example.com:8080/path?x"),
        ("example.com:81", Some(8080), "http://example.com:81/path?x"),
        ("[::1]", None, "http://[::1]/path?x"),
        ("[::1]", Some(8080), "http://[::1]:8080/path?x"),
        ("[::1]:81", Some(8080), "http://[::1]:81/path?x"),
        ("", Some(8080), "http://:8080/path?x"),
    ] {
        let made = absolute_form(host.as_bytes(), port, b"/path?x");
        assert_eq!(String::from_utf8_lossy(&made), target);
    }
}

#[test]
fn hosts() {
    let host = |host: &str, port| {
        host_field(host.as_bytes(), port).map(|field| String::from_utf8(field).expect("text"))
    };
    for (name, port, field) in [
        ("example.com", None, "example.com"),
        ("example.com", Some(8080), "example.com:8080"),
        ("127.0.0.1", Some(1), "127.0.0.1:1"),
        ("::1", None, "[::1]"),
        ("fe80::1%eth0", Some(65535), "[fe80::1]:65535"),
        ("[::1]", Some(80), "[::1]:80"),
    ] {
        assert_eq!(host(name, port).as_deref(), Ok(field));
    }
    for wrong in [
        "",
        "/tmp/x.sock",
        "unix:/tmp/x.sock",
        "a b",
        "a\r\nb",
        "u@h",
        "\u{e9}.com",
    ] {
        assert_eq!(host(wrong, None), Err(RequestError::Host), "{wrong:?}");
    }
}

/// What this client writes, this server reads.
#[test]
fn the_server_side_reads_it() {
    use crate::protocol::http::{BodyKind, HeaderStorage, Limits, parse_head};
    let meta = RequestMeta {
        method: b"POST",
        target: "/a b?\u{e9}".as_bytes(),
        host: &host_field(b"::1", Some(80)).expect("a host"),
        body: RequestBody::Raw(3),
        keep_alive: false,
        ..META
    };
    let (text, _) = written_with(&meta, &[("X-A", "1")], &[("c", "d")]);
    let mut storage = HeaderStorage::new();
    let (head, length) = parse_head(text.as_bytes(), &Limits::default(), &mut storage)
        .expect("valid")
        .expect("complete");
    assert_eq!(length, text.len());
    assert_eq!(head.path, b"/a%20b");
    assert_eq!(head.query, Some(&b"%C3%A9"[..]));
    assert_eq!(head.body(), BodyKind::Length(3));
    assert!(!head.keep_alive());
    assert_eq!(head.get("cookie"), Some(&b"c=d"[..]));
}
