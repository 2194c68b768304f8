//! Echo: every connection sends its messages in one write, and sends them again when all have come back.

use std::net::{SocketAddr, TcpStream};
use std::os::fd::AsRawFd;
use std::time::Instant;

use anyhow::{Context, Result};
use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};
use rustix::io::Errno;
use rustix::net::{SendFlags, send};

use super::connect::open_websockets;
use super::frames::Exchange;
use super::inbox::Inbox;
use super::ready::wait;
use super::window::{Phase, Window};

/// Different contents; neighbouring connections never share one.
const VARIANTS: usize = 8;
/// Replies of at least this size are compared now and then only, as copying them would cost as much as serving them.
const LARGE_REPLY: usize = 8 * 1024;
/// Of large replies every so many are compared.
const COMPARED: usize = 16;

/// Size of an echo case.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Connections.
    pub connections: usize,
    /// Bytes of a message.
    pub payload: usize,
    /// Messages in flight on each connection, sent in one write.
    pub in_flight: usize,
}

struct Connection<'a> {
    socket: TcpStream,
    exchange: &'a Exchange,
    written: usize,
    received: usize,
    sent_at: Instant,
    rounds: usize,
}

/// Runs the case to the end of `window`.
pub fn run(address: SocketAddr, shape: Shape, window: &mut Window) -> Result<()> {
    let exchanges: Vec<_> = (0..VARIANTS)
        .map(|variant| Exchange::new(variant, shape.in_flight, shape.payload))
        .collect();
    let sockets = open_websockets(address, shape.connections)?;
    let mut poll = Poll::new().context("epoll")?;
    let mut connections = Vec::with_capacity(sockets.len());
    for (index, socket) in sockets.into_iter().enumerate() {
        poll.registry().register(
            &mut SourceFd(&socket.as_raw_fd()),
            Token(index),
            Interest::READABLE | Interest::WRITABLE,
        )?;
        connections.push(Connection {
            socket,
            exchange: &exchanges[index % VARIANTS],
            written: 0,
            received: 0,
            sent_at: Instant::now(),
            rounds: 0,
        });
    }

    window.start();
    for connection in &mut connections {
        connection.begin(Instant::now())?;
    }
    let mut busy = connections.len();
    let mut inbox = Inbox::new();
    let mut events = Events::with_capacity(shape.connections);
    while busy > 0 {
        wait(&mut poll, &mut events)?;
        let sending = window.tick()? != Phase::Draining;
        for event in &events {
            let connection = &mut connections[event.token().0];
            if connection.written < connection.exchange.request.len() {
                connection.write()?;
            }
            if !event.is_readable() || !connection.read(&mut inbox, window)? {
                continue;
            }
            if sending {
                connection.begin(Instant::now())?;
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

impl Connection<'_> {
    fn begin(&mut self, now: Instant) -> Result<()> {
        self.written = 0;
        self.received = 0;
        self.sent_at = now;
        self.rounds += 1;
        self.write()
    }

    fn write(&mut self) -> Result<()> {
        let rest = &self.exchange.request[self.written..];
        match send(
            &self.socket,
            rest,
            SendFlags::DONTWAIT | SendFlags::NOSIGNAL,
        ) {
            Ok(count) => self.written += count,
            // The socket reports when it can take more.
            Err(Errno::AGAIN | Errno::INTR) => {}
            Err(error) => return Err(error).context("sending"),
        }
        Ok(())
    }

    /// True when the last reply of the round has come.
    fn read(&mut self, inbox: &mut Inbox, window: &mut Window) -> Result<bool> {
        let Exchange {
            reply, reply_frame, ..
        } = self.exchange;
        let compare = reply.len() < LARGE_REPLY || self.rounds % COMPARED == 1;
        let count = inbox.expect(&self.socket, reply, self.received, compare)?;
        let before = self.received / reply_frame;
        self.received += count;
        let messages = self.received / reply_frame - before;
        if messages > 0 {
            window.completed(messages, self.sent_at, Instant::now());
        }
        Ok(count > 0 && self.received == reply.len())
    }
}
