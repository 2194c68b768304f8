use super::*;
use crate::protocol::http::{Coding, Compressor};
use flate2::{Compress, Compression, FlushCompress};

/// `hello hello hello hello`
const BROTLI_HELLO: &str = "1b1600f88d946ede445586966c206f214f1ce038";
/// Nothing.
const BROTLI_EMPTY: &str = "3b";
/// The squares of 0 to 399 modulo 97, with commas.
const BROTLI_SQUARES: &str = "1b6d04f88d942e672872079bc75025044b341aab482936caf58570147f7c50d1de254b087fa46d70f4b11fd67\
    bfa2ac3bd1b93f78106b8243e11977addecefac563bfb37af144ef425174013dc93e33b6ee66afa6d3deccf08dc967e4281b5f4d2aa43ec5738\
    c8970b75";
/// 50,000,000 zeros.
const BROTLI_BOMB: &str = "cbffff3ff82700e2b14020f7fe8fffff7ff04f00c4611180eefd1fffffffe09f0088c30200ddfb3ffeffffc1\
    3f0110870500baf77ffcffff837f02200e0b0074effff20f5e0fff04401c1600e8a0eb01";
/// What needs a window of 2^30 bytes.
const BROTLI_LARGE_WINDOW: &str = "115e7d4f127ea930b1b82c0c80b94820";

fn from_hex(hex: &str) -> Vec<u8> {
    hex.as_bytes()
        .chunks(2)
        .map(|digits| {
            let digits = std::str::from_utf8(digits).expect("ASCII");
            u8::from_str_radix(digits, 16).expect("hexadecimal")
        })
        .collect()
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    Compressor::new(6).compress(Coding::Gzip, content, &mut out);
    out
}

fn zlib(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    Compressor::new(6).compress(Coding::Deflate, content, &mut out);
    out
}

fn bare(content: &[u8], level: u32) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len() * 2 + 100);
    Compress::new(Compression::new(level), false)
        .compress_vec(content, &mut out, FlushCompress::Finish)
        .expect("no failing input");
    out
}

fn decode<'a>(
    coding: ContentCoding,
    pieces: impl IntoIterator<Item = &'a [u8]>,
    max: u64,
) -> Result<Vec<u8>, ContentError> {
    let mut decoder = ContentDecoder::new(coding, max);
    let mut content = Vec::new();
    for mut piece in pieces {
        loop {
            let decoded = decoder.next(&mut piece)?;
            if decoded.is_empty() {
                break;
            }
            content.extend_from_slice(decoded);
        }
        assert!(piece.is_empty(), "no output means that all is consumed");
    }
    decoder.finish()?;
    Ok(content)
}

/// Decodes `data` whole, byte by byte and in other pieces, which must make no difference.
fn every_way(coding: ContentCoding, data: &[u8], max: u64) -> Result<Vec<u8>, ContentError> {
    let whole = decode(coding, [data], max);
    for length in [1, 2, 3, 1000] {
        assert_eq!(
            decode(coding, data.chunks(length), max),
            whole,
            "{coding:?}, {length} at a time"
        );
    }
    whole
}

fn noise(length: usize) -> Vec<u8> {
    let mut state = 1u32;
    let step = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..length).map(step).collect()
}

#[test]
fn what_was_compressed_comes_back() {
    use ContentCoding::{Deflate, Gzip};
    for content in [
        Vec::new(),
        b"x".to_vec(),
        b"hello ".repeat(20_000),
        noise(100_000),
        vec![0; OUTPUT],
        vec![0; 4 * OUTPUT],
    ] {
        let max = content.len() as u64;
        assert_eq!(every_way(Gzip, &gzip(&content), max).as_ref(), Ok(&content));
        assert_eq!(
            every_way(Deflate, &zlib(&content), max).as_ref(),
            Ok(&content)
        );
        for level in [0, 1, 9] {
            let data = bare(&content, level);
            assert_eq!(every_way(Deflate, &data, max).as_ref(), Ok(&content));
        }
    }
}

#[test]
fn brotli() {
    let hello = from_hex(BROTLI_HELLO);
    assert_eq!(
        every_way(ContentCoding::Brotli, &hello, 23),
        Ok(b"hello hello hello hello".to_vec())
    );
    assert_eq!(
        every_way(ContentCoding::Brotli, &from_hex(BROTLI_EMPTY), 0),
        Ok(Vec::new())
    );
    let squares: Vec<String> = (0..400).map(|i| (i * i % 97).to_string()).collect();
    assert_eq!(
        every_way(ContentCoding::Brotli, &from_hex(BROTLI_SQUARES), 1134),
        Ok(squares.join(",").into_bytes())
    );
    assert_eq!(
        every_way(
            ContentCoding::Brotli,
            &from_hex(BROTLI_LARGE_WINDOW),
            u64::MAX
        ),
        Err(ContentError::Malformed)
    );
}

#[test]
fn the_limit_holds_to_the_byte() {
    let content = b"0123456789".repeat(10_000);
    let exact = content.len() as u64;
    for (coding, data) in [
        (ContentCoding::Gzip, gzip(&content)),
        (ContentCoding::Deflate, zlib(&content)),
        (ContentCoding::Deflate, bare(&content, 9)),
    ] {
        assert!(every_way(coding, &data, exact).is_ok());
        assert_eq!(
            every_way(coding, &data, exact - 1),
            Err(ContentError::TooLarge)
        );
        assert_eq!(every_way(coding, &data, 0), Err(ContentError::TooLarge));
    }
    assert_eq!(
        every_way(ContentCoding::Brotli, &from_hex(BROTLI_HELLO), 22),
        Err(ContentError::TooLarge)
    );
    assert_eq!(
        every_way(ContentCoding::Brotli, &from_hex(BROTLI_BOMB), 1_000_000),
        Err(ContentError::TooLarge)
    );
}

#[test]
fn an_early_end() {
    for (coding, data) in [
        (ContentCoding::Gzip, gzip(b"some text")),
        (ContentCoding::Deflate, zlib(b"some text")),
        (ContentCoding::Deflate, bare(b"some text", 9)),
        (ContentCoding::Brotli, from_hex(BROTLI_HELLO)),
    ] {
        for end in 1..data.len() {
            assert_eq!(
                every_way(coding, &data[..end], 100),
                Err(ContentError::Truncated),
                "{coding:?} at {end}"
            );
        }
        assert_eq!(every_way(coding, b"", 100), Ok(Vec::new()));
    }
}

#[test]
fn malformed_data() {
    let mut wrong_sum = gzip(b"some text");
    let sum_at = wrong_sum.len() - 8;
    wrong_sum[sum_at] ^= 1;
    let mut wrong_adler = zlib(b"some text");
    *wrong_adler.last_mut().expect("four bytes of it") ^= 1;
    for (coding, data) in [
        (ContentCoding::Gzip, &b"not gzip at all"[..]),
        (ContentCoding::Gzip, &zlib(b"text")),
        (ContentCoding::Gzip, &wrong_sum),
        (ContentCoding::Deflate, b"\xff\xff\xff"),
        (ContentCoding::Deflate, &wrong_adler),
        // A preset dictionary.
        (ContentCoding::Deflate, b"\x78\xbb\0\0\0\x01\x03\0"),
        (ContentCoding::Brotli, b"\x11\x11\x11\x11"),
        (ContentCoding::Brotli, b"not brotli at all"),
    ] {
        assert_eq!(
            every_way(coding, data, 1000),
            Err(ContentError::Malformed),
            "{coding:?} {}",
            data.escape_ascii()
        );
    }
}

#[test]
fn gzip_may_have_several_members() {
    let members = [gzip(b"one"), gzip(b""), gzip(b"two")].concat();
    assert_eq!(
        every_way(ContentCoding::Gzip, &members, 6),
        Ok(b"onetwo".to_vec())
    );
    assert_eq!(
        every_way(ContentCoding::Gzip, &members, 5),
        Err(ContentError::TooLarge)
    );
    let broken = [gzip(b"one"), b"\x1f\x8b\x01\0\0".to_vec()].concat();
    assert_eq!(
        every_way(ContentCoding::Gzip, &broken, 6),
        Err(ContentError::Malformed)
    );
}

#[test]
fn padding_behind_the_data_is_ignored() {
    for padding in [&b"\0\0\0"[..], b"\x1f", b"\x1f\x1f\x8b", b"text"] {
        for (coding, data) in [
            (ContentCoding::Gzip, gzip(b"some text")),
            (ContentCoding::Deflate, zlib(b"some text")),
            (ContentCoding::Deflate, bare(b"some text", 9)),
        ] {
            let padded = [&data, padding].concat();
            assert_eq!(every_way(coding, &padded, 9), Ok(b"some text".to_vec()));
        }
    }
    let padded = [&from_hex(BROTLI_HELLO), &b"text"[..]].concat();
    assert!(every_way(ContentCoding::Brotli, &padded, 100).is_ok());
}

#[test]
fn the_coding_of_a_response() {
    use super::super::fields::FieldRange;
    for (lines, coding) in [
        ("X: gzip\r\n", None),
        ("Content-Encoding: gzip\r\n", Some(ContentCoding::Gzip)),
        ("content-encoding: X-GZIP\r\n", Some(ContentCoding::Gzip)),
        (
            "Content-Encoding: , deflate\r\n",
            Some(ContentCoding::Deflate),
        ),
        (
            "Content-Encoding: identity, br\r\n",
            Some(ContentCoding::Brotli),
        ),
        ("Content-Encoding:\r\n", None),
        ("Content-Encoding: identity\r\n", None),
        ("Content-Encoding: zstd\r\n", None),
        ("Content-Encoding: gzipped\r\n", None),
        ("Content-Encoding: gzip, br\r\n", None),
        ("Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n", None),
    ] {
        let mut ranges = Vec::new();
        FieldRange::of_lines(lines.as_bytes(), &mut ranges);
        let fields = Fields::new(lines.as_bytes(), &ranges);
        assert_eq!(ContentCoding::of(&fields), coding, "{lines}");
    }
}

#[test]
fn decoders_can_move_between_threads() {
    fn is_send<T: Send>() {}
    is_send::<ContentDecoder>();
}
