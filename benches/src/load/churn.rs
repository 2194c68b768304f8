//! Churn: connect, handshake, one echo, a clean close by both sides; then the same again.

use std::net::{SocketAddr, TcpStream};
use std::os::fd::AsRawFd;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};
use rustix::net::{SendFlags, send};

use super::connect::{handshake_reply, handshake_request};
use super::frames::{Exchange, close_reply, close_request};
use super::inbox::{Inbox, Received};
use super::ready::wait;
use super::window::{Phase, Window};
use crate::case::SMALL;

/// What a connection waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Handshake,
    Echo,
    Close,
    End,
}

struct Cycle {
    socket: TcpStream,
    step: Step,
    began: Instant,
    /// What has come of the reply that is waited for.
    partial: Vec<u8>,
}

struct Scripts {
    address: SocketAddr,
    handshake: Vec<u8>,
    exchange: Exchange,
    close: Vec<u8>,
}

/// Runs the case with `at_once` connections at any time, to the end of `window`.
pub fn run(address: SocketAddr, at_once: usize, window: &mut Window) -> Result<()> {
    let scripts = Scripts {
        address,
        handshake: handshake_request(address),
        exchange: Exchange::new(0, 1, SMALL),
        close: close_request(),
    };
    let mut poll = Poll::new().context("epoll")?;
    window.start();
    let mut cycles = Vec::with_capacity(at_once);
    for index in 0..at_once {
        cycles.push(Some(Cycle::begin(&scripts, &poll, Token(index))?));
    }
    let mut busy = at_once;
    let mut inbox = Inbox::new();
    let mut events = Events::with_capacity(at_once);
    while busy > 0 {
        wait(&mut poll, &mut events)?;
        let phase = window.tick().with_context(|| owed(&cycles))?;
        for event in &events {
            let slot = &mut cycles[event.token().0];
            let Some(cycle) = slot else {
                continue;
            };
            if !cycle.advance(&scripts, &mut inbox, event.is_read_closed())? {
                continue;
            }
            window.completed(1, cycle.began, Instant::now());
            // The assignment closes the old socket, which also takes it out of the epoll set.
            *slot = if phase == Phase::Draining {
                busy -= 1;
                None
            } else {
                Some(Cycle::begin(&scripts, &poll, event.token())?)
            };
        }
    }
    Ok(())
}

/// What is still waited for, as an error message tells it.
fn owed(cycles: &[Option<Cycle>]) -> String {
    let steps = [Step::Handshake, Step::Echo, Step::Close, Step::End];
    let counts = steps.map(|step| {
        let waiting = cycles.iter().flatten().filter(|cycle| cycle.step == step);
        format!("{step:?} {}", waiting.count())
    });
    format!("connections that wait: {}", counts.join(", "))
}

impl Cycle {
    fn begin(scripts: &Scripts, poll: &Poll, token: Token) -> Result<Self> {
        let began = Instant::now();
        // On the loopback a blocking connect returns at once while the backlog has room.
        let socket = TcpStream::connect(scripts.address).context("connecting")?;
        write(&socket, &scripts.handshake)?;
        poll.registry().register(
            &mut SourceFd(&socket.as_raw_fd()),
            token,
            Interest::READABLE,
        )?;
        Ok(Self {
            socket,
            step: Step::Handshake,
            began,
            partial: Vec::new(),
        })
    }

    /// Reads once and answers. True when the server has closed the connection as it should.
    fn advance(&mut self, scripts: &Scripts, inbox: &mut Inbox, closed: bool) -> Result<bool> {
        let bytes = match inbox.read(&self.socket)? {
            Received::Nothing => return Ok(false),
            Received::End if self.step == Step::End => return Ok(true),
            Received::End => bail!("the server closed a connection before {:?}", self.step),
            Received::Bytes(bytes) => bytes,
        };
        self.partial.extend_from_slice(bytes);
        let length = match self.step {
            Step::Handshake => handshake_reply(&self.partial)?,
            Step::Echo => {
                let reply = &scripts.exchange.reply;
                if !reply.starts_with(&self.partial) {
                    bail!("a wrong echo: \"{}\"", self.partial.escape_ascii());
                }
                (reply.len() == self.partial.len()).then_some(reply.len())
            }
            Step::Close => close_reply(&self.partial).map_err(anyhow::Error::msg)?,
            Step::End => bail!("bytes after the close frame"),
        };
        let Some(length) = length else {
            return Ok(false);
        };
        if length != self.partial.len() {
            bail!(
                "bytes behind the {:?} reply that nobody asked for",
                self.step
            );
        }
        self.partial.clear();
        match self.step {
            Step::Handshake => {
                write(&self.socket, &scripts.exchange.request)?;
                self.step = Step::Echo;
            }
            Step::Echo => {
                write(&self.socket, &scripts.close)?;
                self.step = Step::Close;
            }
            Step::Close => {
                self.step = Step::End;
                // Its end may have come with the close frame; then no other event follows.
                return Ok(closed);
            }
            Step::End => unreachable!("bails above"),
        }
        Ok(false)
    }
}

fn write(socket: &TcpStream, bytes: &[u8]) -> Result<()> {
    let count = send(socket, bytes, SendFlags::NOSIGNAL).context("sending")?;
    if count != bytes.len() {
        bail!("the socket took {count} bytes of a small write");
    }
    Ok(())
}
