use super::*;
use crate::protocol::payload::OutOfMemory;

const LIMITS: Limits = Limits {
    max_head_bytes: 1 << 16,
    max_headers: 100,
    max_body_bytes: 1000,
};

/// The content and what is left of the input, or None if the body goes on.
type Decoded = Option<(Vec<u8>, Vec<u8>)>;

/// Decodes `input` in pieces that end at `ends`.
fn decoded(
    kind: BodyKind,
    input: &[u8],
    ends: impl IntoIterator<Item = usize>,
) -> Result<Decoded, HttpError> {
    let mut decoder = BodyDecoder::new(kind, &LIMITS)?;
    let mut out: Option<Vec<u8>> = None;
    let mut start = 0;
    for end in ends {
        let mut piece = &input[start..end];
        let status = decoder.decode(&mut piece, &mut out)?;
        start = end - piece.len();
        if status == BodyStatus::Done {
            return Ok(Some((out.unwrap_or_default(), input[start..].to_vec())));
        }
        assert_eq!(start, end, "More means that all input was used");
    }
    Ok(None)
}

fn whole(kind: BodyKind, input: &[u8]) -> Result<Decoded, HttpError> {
    decoded(kind, input, [input.len()])
}

#[test]
fn no_body_takes_nothing() {
    assert_eq!(
        whole(BodyKind::None, b"GET /"),
        Ok(Some((b"".to_vec(), b"GET /".to_vec())))
    );
}

#[test]
fn a_length_at_every_split() {
    let input = b"helloGET / HTTP/1.1";
    let expected = Ok(Some((b"hello".to_vec(), b"GET / HTTP/1.1".to_vec())));
    for split in 0..input.len() {
        assert_eq!(
            decoded(BodyKind::Length(5), input, [split, input.len()]),
            expected
        );
    }
    assert_eq!(
        decoded(BodyKind::Length(5), input, 0..=input.len()),
        expected
    );
    assert_eq!(whole(BodyKind::Length(6), b"hello"), Ok(None));
}

#[test]
fn chunks_at_every_split() {
    let input: &[u8] = b"5;name=\"va;lue\"\r\nhello\r\n\
        00000001 ;x\r\n,\r\nA\t; y\r\n0123456789\r\n\
        0;last\r\nTrailer: a\xe9b\r\nX-Y:\r\n\r\nNEXT";
    let expected = Ok(Some((b"hello,0123456789".to_vec(), b"NEXT".to_vec())));
    assert_eq!(whole(BodyKind::Chunked, input), expected);
    for first in 0..input.len() {
        for second in first..input.len() {
            assert_eq!(
                decoded(BodyKind::Chunked, input, [first, second, input.len()]),
                expected
            );
        }
    }
    assert_eq!(decoded(BodyKind::Chunked, input, 0..=input.len()), expected);
    for end in 0..input.len() - 4 {
        assert_eq!(decoded(BodyKind::Chunked, input, [end]), Ok(None));
    }
}

#[test]
fn an_empty_chunked_body_makes_no_buffer() {
    let mut decoder = BodyDecoder::new(BodyKind::Chunked, &LIMITS).unwrap();
    let mut out: Option<Vec<u8>> = None;
    let mut input = &b"0\r\n\r\nx"[..];
    assert_eq!(decoder.decode(&mut input, &mut out), Ok(BodyStatus::Done));
    assert_eq!(input, b"x");
    assert!(out.is_none());
    assert_eq!(decoder.received(), 0);
}

#[test]
fn malformed_chunks() {
    use HttpError::*;
    for (input, error) in [
        (&b"\r\n"[..], ChunkSize),
        (b"x\r\n", ChunkSize),
        (b"-1\r\n", ChunkSize),
        (b"+1\r\n", ChunkSize),
        (b"0x1\r\n", ChunkSize),
        (b" 1\r\n", ChunkSize),
        (b"1 \r\n", ChunkSize),
        (b"1 2\r\n", ChunkSize),
        (b";x\r\n", ChunkSize),
        (b"1\n", ChunkSize),
        (b"1\r\r", ChunkSize),
        (b"1\rx", ChunkSize),
        (b"00000000000000001\r\n", ChunkSize),
        (b"1;a\nx", ChunkExtension),
        (b"1;a\0", ChunkExtension),
        (b"1;a\rb", ChunkSize),
        (b"1\r\nab", ChunkEnd),
        (b"1\r\na\n", ChunkEnd),
        (b"1\r\na\rb", ChunkEnd),
        (b"1\r\n\r\n1", ChunkEnd),
        (b"0\r\n\n", Trailer),
        (b"0\r\n\rx", Trailer),
        (b"0\r\nno colon\r\n", Trailer),
        (b"0\r\na\r\n", Trailer),
        (b"0\r\n: b\r\n", Trailer),
        (b"0\r\na : b\r\n", Trailer),
        (b"0\r\na: b\n", Trailer),
        (b"0\r\na: b\r\n c\r\n", Trailer),
        (b"0\r\na: \0", Trailer),
        (b"0\r\na: b\rc", Trailer),
    ] {
        let text = String::from_utf8_lossy(input);
        assert_eq!(whole(BodyKind::Chunked, input), Err(error), "{text:?}");
        assert_eq!(
            decoded(BodyKind::Chunked, input, 0..=input.len()),
            Err(error)
        );
    }
}

#[test]
fn the_limit_holds_for_what_is_announced_and_for_what_arrives() {
    assert_eq!(
        whole(BodyKind::Length(1001), b""),
        Err(HttpError::BodyTooLarge)
    );
    assert_eq!(
        whole(BodyKind::Length(u64::MAX), b""),
        Err(HttpError::BodyTooLarge)
    );
    let full = [b"3e8\r\n", &[b'x'; 1000][..], b"\r\n0\r\n\r\n"].concat();
    assert_eq!(
        whole(BodyKind::Chunked, &full).unwrap().unwrap().0.len(),
        1000
    );
    // Refused as soon as the size is known, before its data.
    for input in [
        &b"3e9"[..],
        b"fff",
        b"ffffffffffffffff",
        b"8000000000000000",
    ] {
        assert_eq!(
            whole(BodyKind::Chunked, input),
            Err(HttpError::BodyTooLarge)
        );
    }
    let one_more = [b"3e8\r\n", &[b'x'; 1000][..], b"\r\n1\r\nx"].concat();
    assert_eq!(
        whole(BodyKind::Chunked, &one_more),
        Err(HttpError::BodyTooLarge)
    );
}

#[test]
fn framing_without_content_is_bounded() {
    let extension = vec![b'x'; 9000];
    let long = [b"1;", &extension[..]].concat();
    assert_eq!(
        whole(BodyKind::Chunked, &long),
        Err(HttpError::ChunkExtensionTooLong)
    );
    // The bound is on the whole body, not on each chunk.
    let many = b"1;0123456789012345678901234567890\r\nx\r\n".repeat(900);
    assert_eq!(
        whole(BodyKind::Chunked, &many),
        Err(HttpError::ChunkExtensionTooLong)
    );
    let trailer = b"0\r\n".iter().chain(b"a: b\r\n".iter().cycle());
    let trailer: Vec<u8> = trailer.take(20_000).copied().collect();
    assert_eq!(
        whole(BodyKind::Chunked, &trailer),
        Err(HttpError::TrailerTooLarge)
    );
}

/// Records how much was ever asked for, and gives no more than `BOUND`.
struct Metered<const BOUND: usize>(Vec<u8>, usize);

impl<const BOUND: usize> PayloadBuffer for Metered<BOUND> {
    fn with_capacity(capacity: usize) -> Result<Self, OutOfMemory> {
        let mut buffer = Self(Vec::new(), 0);
        buffer.reserve(capacity).map(|()| buffer)
    }

    fn reserve(&mut self, additional: usize) -> Result<(), OutOfMemory> {
        self.1 = self.1.max(self.0.len() + additional);
        if self.1 > BOUND {
            Err(OutOfMemory)
        } else {
            Ok(())
        }
    }

    fn push(&mut self, bytes: &[u8]) -> Result<(), OutOfMemory> {
        assert!(self.0.len() + bytes.len() <= self.1, "reserved before");
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn push_unmasked(&mut self, _: &[u8], _: [u8; 4]) -> Result<(), OutOfMemory> {
        unreachable!("HTTP bodies are not masked")
    }

    fn as_slice(&self) -> &[u8] {
        &self.0
    }

    fn capacity(&self) -> usize {
        self.1
    }
}

#[test]
fn memory_follows_what_arrived_not_what_was_announced() {
    let limits = Limits {
        max_body_bytes: 1 << 30,
        ..LIMITS
    };
    let mut decoder = BodyDecoder::new(BodyKind::Length(1 << 30), &limits).unwrap();
    let mut out: Option<Metered<{ usize::MAX }>> = None;
    let mut arrived = 0;
    for piece in [1, 100, 5000, 1, 70_000, 3] {
        arrived += piece;
        let bytes = vec![b'x'; piece];
        assert_eq!(
            decoder.decode(&mut &bytes[..], &mut out),
            Ok(BodyStatus::More)
        );
        let capacity = out.as_ref().unwrap().capacity();
        assert!(capacity <= (2 * arrived).max(MIN_CAPACITY), "{capacity}");
    }
    assert_eq!(decoder.received(), arrived as u64);
    assert_eq!(decoder.remaining(), (1 << 30) - arrived as u64);
}

#[test]
fn a_body_that_arrives_at_once_gets_a_buffer_of_its_length() {
    let mut decoder = BodyDecoder::new(BodyKind::Length(5), &LIMITS).unwrap();
    let mut out: Option<Metered<5>> = None;
    let mut input = &b"hello"[..];
    assert_eq!(decoder.decode(&mut input, &mut out), Ok(BodyStatus::Done));
    assert_eq!(out.unwrap().as_slice(), b"hello");
}

#[test]
fn no_memory() {
    let mut decoder = BodyDecoder::new(BodyKind::Length(100), &LIMITS).unwrap();
    let mut out: Option<Metered<50>> = None;
    assert_eq!(
        decoder.decode(&mut &b"hello"[..], &mut out),
        Err(HttpError::OutOfMemory)
    );
}

/// Content, trailer section and what is left of the input, fed in pieces of `length` bytes. None if the body goes on.
fn cut(kind: BodyKind, input: &[u8], length: usize) -> Result<Option<[Vec<u8>; 3]>, FramingError> {
    let mut decoder = BodyDecoder::with_limit(kind, 1000)?;
    let (mut content, mut trailer) = (Vec::new(), Vec::new());
    let mut taken = 0;
    for piece in input.chunks(length) {
        let mut rest = piece;
        loop {
            match decoder.next(&mut rest)? {
                BodyPiece::Content(bytes) => content.extend_from_slice(bytes),
                BodyPiece::Trailer(bytes) => trailer.extend_from_slice(bytes),
                BodyPiece::Done => {
                    let left = input[taken + piece.len() - rest.len()..].to_vec();
                    return Ok(Some([content, trailer, left]));
                }
                BodyPiece::More => break,
            }
        }
        assert!(rest.is_empty(), "More means that all input was used");
        taken += piece.len();
    }
    Ok(None)
}

#[test]
fn pieces_are_cut_out_of_the_input() {
    let input = b"3\r\nabc\r\n2;x\r\nde\r\n0\r\nA: 1\r\nB:\r\n\r\nnext";
    for length in 1..=input.len() {
        assert_eq!(
            cut(BodyKind::Chunked, input, length),
            Ok(Some([
                b"abcde".to_vec(),
                b"A: 1\r\nB:\r\n".to_vec(),
                b"next".to_vec()
            ])),
            "{length} at a time"
        );
    }
    for length in 1..=3 {
        assert_eq!(
            cut(BodyKind::Chunked, b"0\r\nA 1\r\n\r\n", length),
            Err(FramingError::Trailer)
        );
    }
}

#[test]
fn a_body_until_the_end_is_bounded_too() {
    let mut decoder = BodyDecoder::with_limit(BodyKind::UntilClose, 5).unwrap();
    for piece in [&b"abc"[..], b"de"] {
        let mut input = piece;
        assert_eq!(decoder.next(&mut input), Ok(BodyPiece::Content(piece)));
        assert_eq!(decoder.next(&mut input), Ok(BodyPiece::More));
    }
    assert!(decoder.is_until_close());
    assert_eq!(
        decoder.next(&mut &b"f"[..]),
        Err(FramingError::BodyTooLarge)
    );
}
