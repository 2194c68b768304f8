//! Reading replies: one system call per turn into one buffer that all connections share, compared with what must come.

use std::fmt::Write;
use std::os::fd::AsFd;

use anyhow::{Context, Result, bail};
use rustix::io::Errno;
use rustix::net::{RecvFlags, recv};

/// Bytes of the shared buffer: more than any reply, so that a read which does not fill it has emptied the socket.
const BUFFER: usize = 128 * 1024;
/// Bytes that an error message shows of what was expected and of what came.
const SHOWN: usize = 24;

/// The read buffer of all connections.
pub struct Inbox {
    buffer: Box<[u8]>,
}

/// What a read brought.
#[derive(Debug, PartialEq, Eq)]
pub enum Received<T> {
    /// Nothing yet.
    Nothing,
    /// The peer has closed its side.
    End,
    /// Bytes, or how many.
    Bytes(T),
}

impl Inbox {
    /// An empty one.
    pub fn new() -> Self {
        Self {
            buffer: vec![0; BUFFER].into_boxed_slice(),
        }
    }

    /// Reads once, without waiting.
    pub fn read(&mut self, socket: impl AsFd) -> Result<Received<&[u8]>> {
        match recv(socket, &mut self.buffer[..], RecvFlags::DONTWAIT) {
            Ok((0, _)) => Ok(Received::End),
            Ok((count, _)) => Ok(Received::Bytes(&self.buffer[..count])),
            Err(Errno::AGAIN | Errno::INTR) => Ok(Received::Nothing),
            Err(error) => Err(error).context("reading a reply"),
        }
    }

    /// Reads once, without waiting; what comes must be the next bytes of `reply`, of which `already` have been seen.
    ///
    /// With `compare` false the kernel drops the bytes without copying them, and only their number is checked.
    /// Returns how many came, 0 for none yet.
    pub fn expect(
        &mut self,
        socket: impl AsFd,
        reply: &[u8],
        already: usize,
        compare: bool,
    ) -> Result<usize> {
        let missing = &reply[already..];
        let count = if compare {
            match self.read(socket)? {
                Received::Nothing => return Ok(0),
                Received::End => bail!("{}", ended(missing.len())),
                Received::Bytes(bytes) => {
                    let common = bytes.len().min(missing.len());
                    if bytes[..common] != missing[..common] {
                        bail!("{}", difference(missing, bytes));
                    }
                    bytes.len()
                }
            }
        } else {
            let flags = RecvFlags::DONTWAIT | RecvFlags::TRUNC;
            match recv(socket, &mut self.buffer[..], flags) {
                Ok((_, 0)) => bail!("{}", ended(missing.len())),
                Ok((_, count)) => count,
                Err(Errno::AGAIN | Errno::INTR) => return Ok(0),
                Err(error) => return Err(error).context("reading a reply"),
            }
        };
        if count > missing.len() {
            bail!("{} bytes came that nobody asked for", count - missing.len());
        }
        Ok(count)
    }

    /// Fails if bytes wait on a connection that is owed nothing, or if it was closed.
    pub fn expect_silence(&mut self, socket: impl AsFd) -> Result<()> {
        match self.read(socket)? {
            Received::Nothing => Ok(()),
            Received::End => bail!("the server closed a connection"),
            Received::Bytes(bytes) => bail!("{} bytes came that nobody asked for", bytes.len()),
        }
    }
}

fn ended(missing: usize) -> String {
    format!("the server closed a connection; {missing} bytes of its reply are missing")
}

fn difference(expected: &[u8], got: &[u8]) -> String {
    let at = expected
        .iter()
        .zip(got)
        .position(|(expected, got)| expected != got)
        .unwrap_or(expected.len().min(got.len()));
    let mut text = format!(
        "a reply differs from what was sent, at byte {at} of {}:",
        got.len()
    );
    for (name, bytes) in [("expected", expected), ("got", got)] {
        let end = bytes.len().min(at + SHOWN);
        // Writing to a String cannot fail.
        let _ = write!(text, " {name} \"{}\"", bytes[at..end].escape_ascii());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use std::os::unix::net::UnixStream;

    fn pair(sent: &[u8]) -> (UnixStream, UnixStream) {
        let (mut server, client) = UnixStream::pair().unwrap();
        server.write_all(sent).unwrap();
        (server, client)
    }

    #[test]
    fn right_bytes_are_counted_in_pieces() {
        let (mut server, client) = pair(b"abc");
        let mut inbox = Inbox::new();
        assert_eq!(inbox.expect(&client, b"abcdef", 0, true).unwrap(), 3);
        assert_eq!(inbox.expect(&client, b"abcdef", 3, true).unwrap(), 0);
        server.write_all(b"def").unwrap();
        assert_eq!(inbox.expect(&client, b"abcdef", 3, true).unwrap(), 3);
        inbox.expect_silence(&client).unwrap();
    }

    #[test]
    fn a_wrong_byte_is_shown() {
        let (_server, client) = pair(b"abXd");
        let error = Inbox::new().expect(&client, b"abcd", 0, true).unwrap_err();
        assert!(error.to_string().contains("byte 2"), "{error}");
    }

    #[test]
    fn bytes_too_many_are_an_error() {
        let (_server, client) = pair(b"abcde");
        assert!(Inbox::new().expect(&client, b"abcd", 0, true).is_err());
        let (_server, client) = pair(b"x");
        assert!(Inbox::new().expect_silence(&client).is_err());
    }

    #[test]
    fn an_early_end_is_an_error() {
        let (server, client) = pair(b"ab");
        drop(server);
        let mut inbox = Inbox::new();
        assert_eq!(inbox.expect(&client, b"abcd", 0, true).unwrap(), 2);
        assert!(inbox.expect(&client, b"abcd", 2, true).is_err());
        assert!(inbox.expect_silence(&client).is_err());
    }

    #[test]
    fn uncompared_bytes_are_counted_and_gone() {
        use std::net::{TcpListener, TcpStream};
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (mut server, _) = listener.accept().unwrap();
        server.write_all(&[7; 5_000]).unwrap();
        let mut inbox = Inbox::new();
        let reply = [0; 5_000];
        let mut seen = 0;
        while seen < reply.len() {
            seen += inbox.expect(&client, &reply, seen, false).unwrap();
        }
        inbox.expect_silence(&client).unwrap();
    }
}
