//! Opening connections: descriptor limit, TCP, the WebSocket handshake.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::interrupt;

/// Connections that are opened before the first of them is read: below the smallest usual accept backlog, 100.
const AT_ONCE: usize = 64;
/// Time that a server has to answer a handshake.
const PATIENCE: Duration = Duration::from_secs(10);
/// Longest accepted handshake response in bytes.
const MAX_HEAD: usize = 4096;

/// The example key of RFC 6455, section 1.3, whose accept value is known without computing SHA-1.
const KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";
const ACCEPT: &str = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

/// Raises the soft limit of open files to the hard one, for this process and all that it starts. Returns the limit.
pub fn raise_descriptor_limit() -> Result<u64> {
    let limit = getrlimit(Resource::Nofile);
    setrlimit(
        Resource::Nofile,
        Rlimit {
            current: limit.maximum,
            maximum: limit.maximum,
        },
    )
    .context("cannot raise the limit of open files")?;
    Ok(limit.maximum.unwrap_or(u64::MAX))
}

/// Waits until somebody accepts connections at `address`. `check` is asked in between and may give up.
pub fn wait_until_accepting(
    address: SocketAddr,
    limit: Duration,
    mut check: impl FnMut() -> Result<()>,
) -> Result<()> {
    let deadline = Instant::now() + limit;
    loop {
        if TcpStream::connect(address).is_ok() {
            return Ok(());
        }
        check()?;
        interrupt::check()?;
        if Instant::now() >= deadline {
            bail!("nobody accepts connections at {address} after {limit:?}");
        }
        sleep(Duration::from_millis(10));
    }
}

/// The bytes of an opening handshake.
pub fn handshake_request(address: SocketAddr) -> Vec<u8> {
    format!(
        "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {KEY}\r\n\r\n"
    )
    .into_bytes()
}

/// Length of the handshake response that `bytes` begin with, as soon as all of it is there. Fails unless it is a 101
/// that accepts the key (RFC 6455, section 4.1).
pub fn handshake_reply(bytes: &[u8]) -> Result<Option<usize>> {
    let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else {
        if bytes.len() > MAX_HEAD {
            bail!("a handshake response of more than {MAX_HEAD} bytes");
        }
        return Ok(None);
    };
    let head = &bytes[..end];
    let accepted = head.starts_with(b"HTTP/1.1 101 ")
        && head.split(|&byte| byte == b'\n').any(|line| {
            let line = line.trim_ascii();
            let Some(colon) = line.iter().position(|&byte| byte == b':') else {
                return false;
            };
            line[..colon].eq_ignore_ascii_case(b"sec-websocket-accept")
                && line[colon + 1..].trim_ascii() == ACCEPT.as_bytes()
        });
    if !accepted {
        bail!("the handshake was refused: \"{}\"", head.escape_ascii());
    }
    Ok(Some(end + 4))
}

/// Opens `count` TCP connections, non-blocking and without Nagle's delay.
pub fn open_plain(address: SocketAddr, count: usize) -> Result<Vec<TcpStream>> {
    let mut streams = Vec::with_capacity(count);
    for index in 0..count {
        let stream = connect(address).with_context(|| format!("connection {}", index + 1))?;
        stream.set_nonblocking(true)?;
        streams.push(stream);
    }
    Ok(streams)
}

/// Opens `count` WebSocket connections, non-blocking and without Nagle's delay.
pub fn open_websockets(address: SocketAddr, count: usize) -> Result<Vec<TcpStream>> {
    let request = handshake_request(address);
    let mut streams: Vec<TcpStream> = Vec::with_capacity(count);
    while streams.len() < count {
        interrupt::check()?;
        let first = streams.len();
        let numbered = |offset: usize| format!("connection {} of {count}", first + offset + 1);
        for offset in 0..AT_ONCE.min(count - first) {
            let mut stream = connect(address).with_context(|| numbered(offset))?;
            stream
                .write_all(&request)
                .with_context(|| numbered(offset))?;
            streams.push(stream);
        }
        for (offset, stream) in streams[first..].iter_mut().enumerate() {
            read_handshake(stream).with_context(|| numbered(offset))?;
            stream.set_nonblocking(true)?;
        }
    }
    Ok(streams)
}

fn connect(address: SocketAddr) -> Result<TcpStream> {
    let stream = TcpStream::connect_timeout(&address, PATIENCE).context("connecting")?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

fn read_handshake(stream: &mut TcpStream) -> Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut bytes = Vec::new();
    let mut buffer = [0; MAX_HEAD];
    loop {
        let count = match stream.read(&mut buffer) {
            Ok(0) => bail!("the server closed the connection during the handshake"),
            Ok(count) => count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {
                interrupt::check()?;
                continue;
            }
            Err(error) => return Err(error).context("waiting for the handshake response"),
        };
        bytes.extend_from_slice(&buffer[..count]);
        match handshake_reply(&bytes)? {
            Some(length) if length == bytes.len() => return Ok(()),
            Some(_) => bail!("bytes after the handshake response that nobody asked for"),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_response_is_accepted_once_complete() {
        let text = format!(
            "HTTP/1.1 101 Switching Protocols\r\nsec-websocket-accept:  {ACCEPT}\r\nA: b\r\n\r\n"
        );
        let bytes = text.as_bytes();
        assert_eq!(handshake_reply(&bytes[..40]).unwrap(), None);
        assert_eq!(handshake_reply(bytes).unwrap(), Some(bytes.len()));
    }

    #[test]
    fn wrong_responses_are_refused() {
        for text in [
            "HTTP/1.1 400 Bad Request\r\n\r\n".to_string(),
            format!("HTTP/1.1 200 OK\r\nSec-WebSocket-Accept: {ACCEPT}\r\n\r\n"),
            "HTTP/1.1 101 Switching Protocols\r\n\r\n".to_string(),
            "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: AAAA\r\n\r\n".to_string(),
        ] {
            assert!(handshake_reply(text.as_bytes()).is_err(), "{text}");
        }
    }

    #[test]
    fn waiting_gives_up_when_told() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        wait_until_accepting(address, PATIENCE, || Ok(())).unwrap();
        drop(listener);
        let error = wait_until_accepting(address, PATIENCE, || bail!("it died")).unwrap_err();
        assert_eq!(error.to_string(), "it died");
    }
}
