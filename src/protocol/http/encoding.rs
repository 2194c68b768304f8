//! Content codings of response bodies: which one the client wants, and gzip and deflate themselves.
//!
//! Swoole searches Accept-Encoding for a substring, so that `gzip;q=0` turns gzip on. Here the weights of
//! RFC 9110 section 12.5.3 decide; among equals gzip comes first, as in Swoole. There is no brotli.

use flate2::{Compress, Compression, Crc, FlushCompress, Status};

use super::syntax::{list, trim};

/// Bodies below this length are not compressed unless the server is told otherwise: Swoole's default.
pub const MIN_COMPRESS_LENGTH: usize = 20;

/// A content coding (RFC 9110 section 8.4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// The gzip format (RFC 1952).
    Gzip,
    /// Deflate data in the zlib format (RFC 1950), as the coding's definition says. Swoole sends it bare.
    Deflate,
}

impl Coding {
    /// As it stands in Content-Encoding.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Deflate => "deflate",
        }
    }
}

/// Chooses the coding for a client that sent `accept_encoding`. None means: send the body as it is.
pub fn negotiate(accept_encoding: &[u8]) -> Option<Coding> {
    let mut gzip = None;
    let mut deflate = None;
    let mut identity = None;
    let mut any = None;
    for element in list(accept_encoding) {
        let mut parts = element.split(|&b| b == b';').map(trim);
        let coding = parts.next().unwrap_or_default();
        let weight = weight(parts);
        let is = |name: &[u8]| coding.eq_ignore_ascii_case(name);
        let slot = if is(b"gzip") || is(b"x-gzip") {
            &mut gzip
        } else if is(b"deflate") {
            &mut deflate
        } else if is(b"identity") {
            &mut identity
        } else if is(b"*") {
            &mut any
        } else {
            continue;
        };
        *slot = weight;
    }
    // `*` stands for every coding that is not named.
    let gzip = gzip.or(any).unwrap_or(0);
    let deflate = deflate.or(any).unwrap_or(0);
    // Not named, identity is acceptable, but every coding that is named is liked better.
    let identity = identity.unwrap_or(0);
    let best = gzip.max(deflate);
    if best == 0 || best < identity {
        None
    } else if gzip == best {
        Some(Coding::Gzip)
    } else {
        Some(Coding::Deflate)
    }
}

/// The weight in thousandths: 1000 if there is none, 0 if it is malformed (RFC 9110 section 12.4.2).
fn weight<'a>(parameters: impl Iterator<Item = &'a [u8]>) -> Option<u16> {
    let mut weight = 1000;
    for parameter in parameters {
        if let [b'q' | b'Q', b'=', value @ ..] = parameter {
            weight = match value {
                [b'0'] => 0,
                [b'0', b'.', digits @ ..] if digits.len() <= 3 => thousandths(digits),
                [b'1'] => 1000,
                [b'1', b'.', zeros @ ..]
                    if zeros.len() <= 3 && zeros.iter().all(|&b| b == b'0') =>
                {
                    1000
                }
                _ => 0,
            };
        }
    }
    Some(weight)
}

fn thousandths(digits: &[u8]) -> u16 {
    let mut value = 0;
    for place in 0..3 {
        let digit = match digits.get(place) {
            Some(digit) if digit.is_ascii_digit() => u16::from(digit - b'0'),
            Some(_) => return 0,
            None => 0,
        };
        value = value * 10 + digit;
    }
    value
}

/// Compresses bodies. One compressor serves a whole worker: its memory is kept from body to body.
#[derive(Debug)]
pub struct Compressor {
    level: Compression,
    /// Bare deflate data; the gzip format around it is written here.
    bare: Option<Compress>,
    /// The zlib format.
    zlib: Option<Compress>,
}

impl Compressor {
    /// A compressor for `http_compression_level`, read as Swoole reads it: 0 is the fastest level, values below 0
    /// are the default level, those above 9 are 9. Memory is allocated when it is first used.
    pub fn new(level: i64) -> Self {
        let level = match level {
            ..0 => Compression::default(),
            0 => Compression::fast(),
            // In 1..=9, so no digit is lost.
            _ => Compression::new(level.min(9) as u32),
        };
        Self {
            level,
            bare: None,
            zlib: None,
        }
    }

    /// Appends `body`, compressed as a whole, to `out`.
    pub fn compress(&mut self, coding: Coding, body: &[u8], out: &mut Vec<u8>) {
        match coding {
            Coding::Deflate => {
                let stream = self
                    .zlib
                    .get_or_insert_with(|| Compress::new(self.level, true));
                deflate(stream, body, out);
            }
            Coding::Gzip => {
                // RFC 1952 section 2.3: magic, deflate, no flags, no time, no extra flags, Unix.
                out.extend_from_slice(&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
                let stream = self
                    .bare
                    .get_or_insert_with(|| Compress::new(self.level, false));
                deflate(stream, body, out);
                let mut checksum = Crc::new();
                checksum.update(body);
                out.extend_from_slice(&checksum.sum().to_le_bytes());
                // The length modulo 2^32.
                out.extend_from_slice(&(body.len() as u32).to_le_bytes());
            }
        }
    }
}

fn deflate(stream: &mut Compress, body: &[u8], out: &mut Vec<u8>) {
    stream.reset();
    let mut rest = body;
    // Most bodies are text, which shrinks to less than half.
    out.reserve(body.len() / 2 + 64);
    loop {
        let before = stream.total_in();
        // Compressing with valid parameters cannot fail: flate2's error type serves streams that need a dictionary.
        let status = stream
            .compress_vec(rest, out, FlushCompress::Finish)
            .expect("deflate has no failing input");
        // No more than rest.len() bytes were consumed.
        rest = &rest[(stream.total_in() - before) as usize..];
        if status == Status::StreamEnd {
            return;
        }
        out.reserve(rest.len() / 2 + 64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::{GzDecoder, ZlibDecoder};
    use std::io::Read;

    #[test]
    fn negotiation() {
        use Coding::{Deflate, Gzip};
        for (accepted, coding) in [
            ("", None),
            ("gzip", Some(Gzip)),
            ("GZIP", Some(Gzip)),
            ("x-gzip", Some(Gzip)),
            ("deflate", Some(Deflate)),
            ("deflate, gzip", Some(Gzip)),
            ("gzip, deflate, br, zstd", Some(Gzip)),
            ("gzip;q=0.5, deflate;q=0.8", Some(Deflate)),
            ("gzip;q=0", None),
            ("gzip;q=0.000, deflate; q=0.001", Some(Deflate)),
            ("gzip ; Q=1.000", Some(Gzip)),
            ("br", None),
            ("*", Some(Gzip)),
            ("*;q=0", None),
            ("gzip;q=0, *", Some(Deflate)),
            ("identity", None),
            ("identity, gzip;q=0.5", None),
            ("identity;q=0.5, gzip", Some(Gzip)),
            ("identity, gzip", Some(Gzip)),
            ("gzip;q=1.1", None),
            ("gzip;q=0.1234", None),
            ("gzip;q=x", None),
            ("gzip;q=0.a", None),
            ("gzipped", None),
            (", ,gzip,", Some(Gzip)),
        ] {
            assert_eq!(negotiate(accepted.as_bytes()), coding, "{accepted}");
        }
    }

    fn inflate(coding: Coding, data: &[u8]) -> Vec<u8> {
        let mut body = Vec::new();
        match coding {
            Coding::Gzip => GzDecoder::new(data).read_to_end(&mut body).unwrap(),
            Coding::Deflate => ZlibDecoder::new(data).read_to_end(&mut body).unwrap(),
        };
        body
    }

    #[test]
    fn bodies_come_back() {
        let mut noise = 1u32;
        let incompressible: Vec<u8> = (0..200_000)
            .map(|_| {
                noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (noise >> 24) as u8
            })
            .collect();
        let text = b"hello ".repeat(50_000);
        for level in [-1, 0, 1, 9, 99] {
            let mut compressor = Compressor::new(level);
            for coding in [Coding::Gzip, Coding::Deflate, Coding::Gzip] {
                for body in [&b""[..], b"x", &text, &incompressible] {
                    let mut out = b"head".to_vec();
                    compressor.compress(coding, body, &mut out);
                    assert_eq!(&out[..4], b"head");
                    assert_eq!(inflate(coding, &out[4..]), body);
                    // Fixed Huffman codes are 9 bits at most.
                    assert!(out.len() < body.len() * 9 / 8 + 64);
                }
            }
        }
    }
}
