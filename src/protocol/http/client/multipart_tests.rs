use super::*;
use crate::protocol::http::{MultipartLimits, parse_multipart};

const FILE: FileHeader<'static> = FileHeader {
    name: b"f",
    filename: b"a.txt",
    content_type: b"text/plain",
};

/// All bytes; a file's are as many of its letter as it is long.
fn sent(body: &MultipartBody<'_, char>) -> Vec<u8> {
    let mut out = Vec::new();
    for piece in body.pieces() {
        match piece {
            MultipartPiece::Bytes(bytes) => {
                assert!(!bytes.is_empty());
                out.extend_from_slice(bytes);
            }
            MultipartPiece::File { file, length } => {
                assert!(length > 0);
                out.extend(std::iter::repeat_n(*file as u8, length as usize));
            }
        }
    }
    let RequestBody::Multipart { length, .. } = body.request_body() else {
        panic!("another kind of body");
    };
    assert_eq!(length, out.len() as u64);
    out
}

#[test]
fn parts_as_swoole_writes_them() {
    let mut multipart = Multipart::new(b"B").expect("a boundary");
    multipart.field(b"k", b"v");
    multipart.data(&FILE, b"data").expect("a type");
    multipart.file(&FILE, 'x', 3).expect("a type");
    let body = multipart.finish();
    assert_eq!(body.pieces().count(), 3);
    assert_eq!(
        String::from_utf8(sent(&body)).expect("text"),
        "--B\r\nContent-Disposition: form-data; name=\"k\"\r\n\r\nv\r\n\
         --B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\n\
         Content-Type: text/plain\r\n\r\ndata\r\n\
         --B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\n\
         Content-Type: text/plain\r\n\r\nxxx\r\n--B--\r\n"
    );
}

#[test]
fn large_content_is_not_copied() {
    let large = vec![b'l'; COPIED + 1];
    let mut multipart = Multipart::<char>::new(b"B").expect("a boundary");
    multipart.field(b"a", &large[..COPIED]);
    multipart.field(b"b", &large);
    multipart.data(&FILE, &large).expect("a type");
    let body = multipart.finish();
    let borrowed = body.pieces().filter(
        |piece| matches!(piece, MultipartPiece::Bytes(bytes) if bytes.as_ptr() == large.as_ptr()),
    );
    assert_eq!(borrowed.count(), 2);
    assert_eq!(body.pieces().count(), 5);
    sent(&body);
}

#[test]
fn the_server_side_reads_it() {
    let names: [&[u8]; 5] = [b"plain", b"a b", "\u{e9}\u{20ac}".as_bytes(), b"", b"c[d]"];
    let mut multipart = Multipart::new(b"----Boundary").expect("a boundary");
    for name in names {
        multipart.field(name, b"\r\n----Boundary\r\n--");
    }
    multipart.file(&FILE, 'x', 0).expect("a type");
    multipart.file(&FILE, 'y', 70_000).expect("a type");
    let body = sent(&multipart.finish());
    let parts = parse_multipart(&body, b"----Boundary", &MultipartLimits::default())
        .expect("what was written");
    assert_eq!(parts.len(), names.len() + 2);
    for (part, name) in parts.iter().zip(names) {
        assert_eq!(&part.name[..], name);
        assert_eq!(part.filename, None);
        assert_eq!(&body[part.data.clone()], b"\r\n----Boundary\r\n--");
    }
    let [.., empty, full] = &parts[..] else {
        panic!("no files");
    };
    assert_eq!(empty.data.len(), 0);
    assert_eq!(full.data.len(), 70_000);
    assert_eq!(full.filename.as_deref(), Some(&b"a.txt"[..]));
    assert_eq!(full.content_type, Some(&b"text/plain"[..]));
}

#[test]
fn names_cannot_end_their_line() {
    let mut multipart = Multipart::<char>::new(b"B").expect("a boundary");
    multipart.field(b"a\"; x=\"y\r\nX: z\0", b"");
    let header = FileHeader {
        filename: b"\"\r\n",
        ..FILE
    };
    multipart.data(&header, b"").expect("a type");
    let header = FileHeader {
        content_type: b"a/b\r\nX: y",
        ..FILE
    };
    assert_eq!(multipart.data(&header, b""), Err(RequestError::FieldValue));
    assert_eq!(
        multipart.file(&header, 'x', 1),
        Err(RequestError::FieldValue)
    );
    let body = String::from_utf8(sent(&multipart.finish())).expect("text");
    assert!(
        body.contains("name=\"a%22; x=%22y%0D%0AX: z%00\"\r\n"),
        "{body}"
    );
    assert!(body.contains("filename=\"%22%0D%0A\"\r\n"), "{body}");
    assert_eq!(body.matches("Content-Disposition").count(), 2);
}

#[test]
fn boundaries() {
    assert!(Multipart::<char>::new(b"----SwooleBoundary'()+_,-./:=?").is_ok());
    assert!(Multipart::<char>::new(&[b'a'; 70]).is_ok());
    for wrong in [&b""[..], b"a b", b"a\r\n", b"\"", b"\xe9", &[b'a'; 71]] {
        assert_eq!(
            Multipart::<char>::new(wrong).map(|_| ()),
            Err(RequestError::Boundary)
        );
    }
}

#[test]
fn a_body_without_parts_is_complete() {
    let body = Multipart::new(b"B").expect("a boundary").finish();
    assert_eq!(sent(&body), b"--B--\r\n");
}
