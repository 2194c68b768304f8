//! Broadcast: one connection sends, the server passes the messages on to all. The next ones are sent when the last
//! connection has all of the former, so that deliveries in flight are bounded and can be counted exactly.

use std::net::SocketAddr;
use std::os::fd::AsRawFd;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};
use rustix::net::{SendFlags, send};

use super::connect::open_websockets;
use super::frames::Exchange;
use super::inbox::Inbox;
use super::ready::wait;
use super::window::{Phase, Window};
use crate::case::SMALL;

/// Runs the case with `receivers` connections, the first of which sends `in_flight` messages in one write, to the end
/// of `window`.
pub fn run(
    address: SocketAddr,
    receivers: usize,
    in_flight: usize,
    window: &mut Window,
) -> Result<()> {
    // Two contents take turns: a delivery of the former round would be noticed.
    let exchanges = [0, 1].map(|variant| Exchange::new(variant, in_flight, SMALL));
    let sockets = open_websockets(address, receivers)?;
    let mut poll = Poll::new().context("epoll")?;
    for (index, socket) in sockets.iter().enumerate() {
        poll.registry().register(
            &mut SourceFd(&socket.as_raw_fd()),
            Token(index),
            Interest::READABLE,
        )?;
    }

    window.start();
    let mut inbox = Inbox::new();
    let mut events = Events::with_capacity(receivers);
    let mut received = vec![0; receivers];
    let mut round = 0;
    loop {
        let exchange = &exchanges[round % exchanges.len()];
        let sent = Instant::now();
        let flags = SendFlags::DONTWAIT | SendFlags::NOSIGNAL;
        // A round's frames fit into any socket buffer, which is empty by now.
        let written = send(&sockets[0], &exchange.request, flags).context("sending")?;
        if written != exchange.request.len() {
            bail!("the socket took {written} bytes of a small write");
        }
        received.fill(0);
        let mut unfinished = receivers;
        while unfinished > 0 {
            wait(&mut poll, &mut events)?;
            window.tick()?;
            for event in &events {
                let index = event.token().0;
                let seen = &mut received[index];
                let count = inbox.expect(&sockets[index], &exchange.reply, *seen, true)?;
                let before = *seen / exchange.reply_frame;
                *seen += count;
                let messages = *seen / exchange.reply_frame - before;
                if messages > 0 {
                    window.completed(messages, sent, Instant::now());
                    if *seen == exchange.reply.len() {
                        unfinished -= 1;
                    }
                }
            }
        }
        round += 1;
        if window.tick()? == Phase::Draining {
            break;
        }
    }
    for socket in &sockets {
        inbox.expect_silence(socket)?;
    }
    Ok(())
}
