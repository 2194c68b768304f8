//! Idle: memory that the server keeps for connections which have spoken once and now rest.

use std::io::Write;
use std::net::{SocketAddr, TcpStream};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::Figures;
use super::connect::open_websockets;
use super::frames::Exchange;
use super::inbox::Inbox;
use crate::case::SMALL;
use crate::interrupt;
use crate::process::ProcessTree;

/// Connections that come and go before the baseline is taken, so that what a server sets up once does not count.
const WARM_UP: usize = 10;
/// Time that the server has to come to rest before its memory is read.
const SETTLE: Duration = Duration::from_millis(500);
/// Connections that speak before the first of them is read.
const AT_ONCE: usize = 64;
/// Time that a server has to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens `count` connections, lets each echo one message, and compares the server's memory before and after.
pub fn run(address: SocketAddr, server: Option<ProcessTree>, count: usize) -> Result<Figures> {
    let server = server.context("the idle case needs the server's process id")?;
    let exchange = Exchange::new(0, 1, SMALL);
    let warm_up = open_websockets(address, WARM_UP)?;
    speak(&warm_up, &exchange)?;
    drop(warm_up);
    sleep(SETTLE);
    let before = server.memory()?;
    let mut sockets = Vec::with_capacity(count);
    while sockets.len() < count {
        let opened = open_websockets(address, AT_ONCE.min(count - sockets.len()))
            .with_context(|| format!("after {} connections", sockets.len()))?;
        speak(&opened, &exchange)?;
        sockets.extend(opened);
    }
    sleep(SETTLE);
    let after = server.memory()?;
    // All must still be there: a server that drops connections would look thrifty.
    for (index, sockets) in sockets.chunks(AT_ONCE).enumerate() {
        speak(sockets, &exchange)
            .with_context(|| format!("after the rest, connections from {}", index * AT_ONCE))?;
    }
    Ok(Figures::Idle {
        connections: count,
        bytes_per_connection: after.saturating_sub(before) as f64 / count as f64,
    })
}

/// Every socket sends the message and gets it back.
fn speak(sockets: &[TcpStream], exchange: &Exchange) -> Result<()> {
    for mut socket in sockets {
        socket.write_all(&exchange.request).context("sending")?;
    }
    let mut inbox = Inbox::new();
    for socket in sockets {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = 0;
        while seen < exchange.reply.len() {
            let count = inbox.expect(socket, &exchange.reply, seen, true)?;
            seen += count;
            if count == 0 {
                interrupt::check()?;
                if Instant::now() > deadline {
                    bail!("no echo after {PATIENCE:?}");
                }
                wait_readable(socket)?;
            }
        }
    }
    Ok(())
}

/// Waits until something has come, for a moment at most.
fn wait_readable(socket: &TcpStream) -> Result<()> {
    let moment = Timespec {
        tv_sec: 0,
        tv_nsec: 50_000_000,
    };
    match poll(&mut [PollFd::new(socket, PollFlags::IN)], Some(&moment)) {
        Ok(_) | Err(Errno::INTR) => Ok(()),
        Err(error) => Err(error).context("waiting for an echo"),
    }
}
