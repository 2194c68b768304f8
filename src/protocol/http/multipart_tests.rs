use super::*;

const LIMITS: MultipartLimits = MultipartLimits {
    max_parts: 10,
    max_header_bytes: 500,
};

fn parse(body: &[u8]) -> Result<Vec<Part<'_>>, HttpError> {
    parse_multipart(body, b"b", &LIMITS)
}

/// Name, filename, type and content of each part, as text.
fn texts(body: &str) -> Vec<(String, Option<String>, Option<String>, String)> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    parse(body.as_bytes())
        .unwrap()
        .into_iter()
        .map(|part| {
            (
                text(&part.name),
                part.filename.as_deref().map(text),
                part.content_type.map(text),
                body[part.data].to_owned(),
            )
        })
        .collect()
}

fn field(name: &str, content: &str) -> (String, Option<String>, Option<String>, String) {
    (name.to_owned(), None, None, content.to_owned())
}

#[test]
fn boundaries() {
    let of = |value: &'static str| {
        boundary(value.as_bytes()).map(|found| found.map(|b| String::from_utf8(b.into()).unwrap()))
    };
    for (value, expected) in [
        ("multipart/form-data; boundary=abc", "abc"),
        ("Multipart/Form-Data;BOUNDARY=\"a b\"", "a b"),
        (
            "multipart/form-data; charset=utf-8; boundary=----WebKitFormBoundaryx ",
            "----WebKitFormBoundaryx",
        ),
        ("multipart/form-data; boundary=a+b/c=d; x=y", "a+b/c=d"),
        ("multipart/form-data; boundary=\"a\\\"b\"", "a\"b"),
    ] {
        assert_eq!(of(value), Ok(Some(expected.to_owned())), "{value}");
    }
    for other in [
        "",
        "text/plain",
        "multipart/mixed; boundary=a",
        "multipart/form-datax",
    ] {
        assert_eq!(of(other), Ok(None), "{other}");
    }
    for wrong in [
        "multipart/form-data",
        "multipart/form-data; charset=utf-8",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"",
        "multipart/form-data; boundary=\"a",
        "multipart/form-data; boundary=\"a \"",
        "multipart/form-data; boundary=\u{e9}",
        "multipart/form-data; boundary",
        "multipart/form-data; boundary=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ] {
        assert_eq!(of(wrong), Err(HttpError::MultipartBoundary), "{wrong}");
    }
}

#[test]
fn fields_and_files() {
    let body = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n\
        --b\r\ncontent-type: image/png\r\ncontent-disposition:form-data;filename=\"x;y.png\"; name=f\r\n\r\n\
        line\r\n--bnot\r\n--\r\n\r\n--b \t\r\n\
        Content-Disposition: attachment; name=\"empty\"; filename=\"\"; filename*=UTF-8''z;\r\n\r\n\r\n--b--\r\n";
    assert_eq!(
        texts(body),
        [
            field("a", "1"),
            (
                "f".to_owned(),
                Some("x;y.png".to_owned()),
                Some("image/png".to_owned()),
                "line\r\n--bnot\r\n--\r\n".to_owned()
            ),
            ("empty".to_owned(), Some(String::new()), None, String::new()),
        ]
    );
}

#[test]
fn binary_content_with_high_bytes_and_dashes() {
    let content: Vec<u8> = (0..=255)
        .chain(*b"\r\n-\r\n--\r\r\n--c\r\n--b-\r\n--bb\r\n")
        .collect();
    let body = [
        b"--b\r\nContent-Disposition: form-data; name=x\r\n\r\n",
        &content[..],
        b"\r\n--b--",
    ]
    .concat();
    let parts = parse(&body).unwrap();
    assert_eq!(parts.len(), 1);
    assert_eq!(&body[parts[0].data.clone()], content);
}

#[test]
fn preamble_epilogue_and_no_parts() {
    let head = "Content-Disposition: form-data; name=x\r\n\r\n";
    assert_eq!(
        texts(&format!(
            "preamble\r\n--b\r\n{head}1\r\n--b--\r\nepilogue --b"
        )),
        [field("x", "1")]
    );
    assert_eq!(texts("--b--"), []);
    assert_eq!(texts("\r\n--b--\r\n"), []);
    // A part may end with its header.
    assert_eq!(
        texts(&format!("--b\r\n{head}--b\r\n{head}2\r\n--b--")),
        [field("x", ""), field("x", "2")]
    );
}

#[test]
fn quoted_names() {
    for (quoted, plain) in [
        (r#""a""#, "a"),
        (r#""""#, ""),
        (r#""a\"b""#, "a\"b"),
        (r#""a\\b""#, "a\\b"),
        (r#""C:\dir\file""#, "C:\\dir\\file"),
        (r#""%22""#, "%22"),
        (r#""é=;,""#, "é=;,"),
        ("plain", "plain"),
        ("a[b][]", "a[b][]"),
    ] {
        let body = format!("--b\r\nContent-Disposition: form-data; name={quoted}\r\n\r\n\r\n--b--");
        assert_eq!(texts(&body), [field(plain, "")]);
    }
}

#[test]
fn every_truncation_is_an_error() {
    let body = b"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n\
        --b\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n2\r\n--b--";
    assert_eq!(parse(body).unwrap().len(), 2);
    for end in 0..body.len() {
        assert_eq!(
            parse(&body[..end]),
            Err(HttpError::MultipartTruncated),
            "{end}"
        );
    }
}

#[test]
fn malformed_headers() {
    for header in [
        "X: y",
        "Content-Disposition: form-data",
        "Content-Disposition: form-data; filename=x",
        "Content-Disposition: inline; name=x",
        "Content-Disposition: form-data; name",
        "Content-Disposition: form-data; name=\"x",
        "Content-Disposition: form-data; name=\"x\"y",
        "Content-Disposition: form-data; name=x; name=y",
        "Content-Disposition: form-data; name=x\r\nContent-Disposition: form-data; name=x",
        "Content-Disposition: form-data;\r\n name=x",
        "Content-Disposition: form-data; name=x\0",
        "Content-Disposition: form-data; name=x\nX: y",
        "Content-Disposition : form-data; name=x",
        "no colon",
        "",
    ] {
        let body = format!("--b\r\n{header}\r\n\r\n1\r\n\r\n--b--");
        assert_eq!(
            parse(body.as_bytes()),
            Err(HttpError::MultipartHeader),
            "{header:?}"
        );
    }
}

#[test]
fn limits() {
    let part = "--b\r\nContent-Disposition: form-data; name=x\r\n\r\n\r\n";
    let many = |count| format!("{}--b--", part.repeat(count));
    assert_eq!(parse(many(10).as_bytes()).unwrap().len(), 10);
    assert_eq!(parse(many(11).as_bytes()), Err(HttpError::TooManyParts));

    let header = |padding| {
        format!(
            "--b\r\nContent-Disposition: form-data; name=x\r\nX: {}\r\n\r\n\r\n--b--",
            "y".repeat(padding)
        )
    };
    // 500 bytes with the empty line.
    let exact = 500 - "Content-Disposition: form-data; name=x\r\nX: \r\n\r\n".len();
    assert!(parse(header(exact).as_bytes()).is_ok());
    assert_eq!(
        parse(header(exact + 1).as_bytes()),
        Err(HttpError::MultipartHeader)
    );
}
