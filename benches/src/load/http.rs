//! HTTP/1.1: every keep-alive connection asks for `/` and asks again when the whole response has come.

use std::net::{SocketAddr, TcpStream};
use std::os::fd::AsRawFd;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};
use rustix::net::{SendFlags, send};

use super::connect::open_plain;
use super::inbox::{Inbox, Received};
use super::ready::wait;
use super::window::{Phase, Window};
use crate::case::HELLO;

/// Longest accepted response in bytes.
const MAX_RESPONSE: usize = 8 * 1024;

struct Connection {
    socket: TcpStream,
    sent_at: Instant,
    /// What has come of a response that came in pieces.
    partial: Vec<u8>,
}

/// Runs the case with `connections` connections to the end of `window`.
pub fn run(address: SocketAddr, connections: usize, window: &mut Window) -> Result<()> {
    let request = format!("GET / HTTP/1.1\r\nHost: {address}\r\n\r\n").into_bytes();
    let sockets = open_plain(address, connections)?;
    let mut poll = Poll::new().context("epoll")?;
    let mut connections = Vec::with_capacity(sockets.len());
    for (index, socket) in sockets.into_iter().enumerate() {
        poll.registry().register(
            &mut SourceFd(&socket.as_raw_fd()),
            Token(index),
            Interest::READABLE,
        )?;
        connections.push(Connection {
            socket,
            sent_at: Instant::now(),
            partial: Vec::new(),
        });
    }

    window.start();
    for connection in &mut connections {
        connection.ask(&request, Instant::now())?;
    }
    let mut busy = connections.len();
    let mut shape = Shape::default();
    let mut inbox = Inbox::new();
    let mut events = Events::with_capacity(busy);
    while busy > 0 {
        wait(&mut poll, &mut events)?;
        let sending = window.tick()? != Phase::Draining;
        for event in &events {
            let connection = &mut connections[event.token().0];
            if !connection.read(&mut inbox, &mut shape)? {
                continue;
            }
            let now = Instant::now();
            window.completed(1, connection.sent_at, now);
            if sending {
                connection.ask(&request, now)?;
            } else {
                busy -= 1;
            }
        }
    }
    for connection in &connections {
        inbox.expect_silence(&connection.socket)?;
    }
    Ok(())
}

impl Connection {
    fn ask(&mut self, request: &[u8], now: Instant) -> Result<()> {
        self.sent_at = now;
        let flags = SendFlags::DONTWAIT | SendFlags::NOSIGNAL;
        let count = send(&self.socket, request, flags).context("sending")?;
        if count != request.len() {
            bail!("the socket took {count} bytes of a small write");
        }
        Ok(())
    }

    /// True when the whole response has come.
    fn read(&mut self, inbox: &mut Inbox, shape: &mut Shape) -> Result<bool> {
        let bytes = match inbox.read(&self.socket)? {
            Received::Nothing => return Ok(false),
            Received::End => bail!("the server closed a keep-alive connection"),
            Received::Bytes(bytes) => bytes,
        };
        if self.partial.is_empty() {
            if shape.complete(bytes)? {
                return Ok(true);
            }
            self.partial.extend_from_slice(bytes);
            return Ok(false);
        }
        self.partial.extend_from_slice(bytes);
        let complete = shape.complete(&self.partial)?;
        if complete {
            self.partial.clear();
        }
        Ok(complete)
    }
}

/// Where the head of the former response ended. A server's heads are all of one length, so the next one is looked at
/// there first.
#[derive(Debug, Default)]
struct Shape {
    head: usize,
}

impl Shape {
    /// True if `bytes` are one whole response, false if they are the beginning of one. Fails unless it is a 200 whose
    /// body is [`HELLO`] by its Content-Length.
    fn complete(&mut self, bytes: &[u8]) -> Result<bool> {
        let as_before = self.head > 0
            && bytes.len() == self.head + HELLO.len()
            && bytes[..self.head].ends_with(b"\r\n\r\n");
        if !as_before {
            let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else {
                if bytes.len() > MAX_RESPONSE {
                    bail!("a response head of more than {MAX_RESPONSE} bytes");
                }
                return Ok(false);
            };
            let length = content_length(&bytes[..end])?;
            if length != HELLO.len() {
                bail!("a response of {length} bytes instead of {}", HELLO.len());
            }
            self.head = end + 4;
        }
        if !bytes.starts_with(b"HTTP/1.1 200 ") {
            bail!("not a 200: \"{}\"", bytes.escape_ascii());
        }
        let body = &bytes[self.head..];
        if body.len() > HELLO.len() || !HELLO.starts_with(body) {
            bail!("a wrong body: \"{}\"", body.escape_ascii());
        }
        Ok(body.len() == HELLO.len())
    }
}

fn content_length(head: &[u8]) -> Result<usize> {
    let head = std::str::from_utf8(head).context("a response head that is not text")?;
    head.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .with_context(|| format!("no Content-Length in \"{}\"", head.escape_debug()))?
        .1
        .trim()
        .parse()
        .context("Content-Length")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(date: &str, body: &str) -> Vec<u8> {
        format!("HTTP/1.1 200 OK\r\nDate: {date}\r\ncontent-length: 13\r\n\r\n{body}").into_bytes()
    }

    #[test]
    fn whole_responses_are_told_from_partial_ones() {
        let mut shape = Shape::default();
        let first = response("Monday", "Hello, World!");
        assert!(!shape.complete(&first[..20]).unwrap());
        assert!(!shape.complete(&first[..first.len() - 3]).unwrap());
        assert!(shape.complete(&first).unwrap());
        assert!(
            shape
                .complete(&response("Friday", "Hello, World!"))
                .unwrap()
        );
        assert!(
            shape
                .complete(&response("Wednesday", "Hello, World!"))
                .unwrap()
        );
    }

    #[test]
    fn wrong_responses_fail() {
        let mut shape = Shape::default();
        assert!(
            shape
                .complete(&response("Monday", "Hello, World!"))
                .unwrap()
        );
        assert!(
            shape
                .complete(&response("Friday", "Hello, Wurld!"))
                .is_err()
        );
        assert!(
            shape
                .complete(&response("Friday", "Hello, World!HTTP"))
                .is_err()
        );
        assert!(
            Shape::default()
                .complete(b"HTTP/1.1 200 OK\r\n\r\n")
                .is_err()
        );
        let refused = b"HTTP/1.1 500 Oops\r\nContent-Length: 13\r\n\r\nHello, World!";
        assert!(Shape::default().complete(refused).is_err());
    }
}
