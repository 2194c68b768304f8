//! New connections.

use std::io;
use std::os::fd::AsRawFd;
use std::time::Duration;

use mio::Interest;
use mio::unix::SourceFd;
use socket2::Socket;

use super::{Phase, Server};
use crate::engine::config;
use crate::engine::connection::{Connection, Flags, Life, Protocol, Times};
use crate::engine::handler::Handler;
use crate::engine::log::{self, Level};
use crate::engine::memory::Memory;
use crate::engine::output::OutputQueue;
use crate::engine::reactor::Wake;
use crate::engine::session::SessionId;

/// How long to wait after the process ran out of descriptors.
const RETRY: Duration = Duration::from_millis(100);

impl<M: Memory> Server<M> {
    /// Accepts what waits on a port.
    pub(super) fn accept(&self, number: usize, handler: &impl Handler<M>) {
        while self.phase.get() == Phase::Running {
            match self.ports[number].listener.accept() {
                Ok((socket, peer)) => {
                    if let Some(session) = self.admit(number, socket, peer) {
                        handler.connected(self, session);
                        self.tell_news(handler);
                    }
                }
                Err(error) => match error.raw_os_error() {
                    Some(libc::EAGAIN) => return,
                    // The peer has gone again, or a signal came.
                    Some(libc::ECONNABORTED | libc::EINTR | libc::EPROTO) => {}
                    _ => return self.accept_later(number, &error),
                },
            }
        }
    }

    /// Edges are not repeated: after running out of descriptors or memory, time has to bring us back.
    fn accept_later(&self, number: usize, error: &io::Error) {
        log::write(
            Level::Warning,
            format!(
                "accept() failed, Error: {error}; trying again in {} ms",
                RETRY.as_millis()
            ),
        );
        let mut state = self.state.borrow_mut();
        let at = self.reactor.now() + RETRY;
        let (_, ports) = state.accept_again.get_or_insert_with(|| (at, Vec::new()));
        if !ports.contains(&number) {
            ports.push(number);
        }
    }

    /// Makes a session of a socket; `None` when a limit refuses it.
    fn admit(
        &self,
        number: usize,
        socket: Socket,
        peer: Option<std::net::SocketAddr>,
    ) -> Option<SessionId> {
        let mut state = self.state.borrow_mut();
        let state = &mut *state;
        if state.connections.len() >= self.config.max_connections {
            state.stats.aborted += 1;
            return None;
        }
        let entry = state.connections.vacant_entry();
        let key = entry.key();
        let fd = socket.as_raw_fd();
        let interest = Interest::READABLE | Interest::WRITABLE;
        if let Err(error) =
            self.reactor
                .register(&mut SourceFd(&fd), Wake::Connection(key), interest)
        {
            log::write(
                Level::Warning,
                format!("cannot watch a connection, Error: {error}"),
            );
            state.stats.aborted += 1;
            return None;
        }
        let session = state.sessions.insert(u32::try_from(key).ok()?)?;
        let now = self.reactor.unix_time().as_secs_f64();
        let port = &self.ports[number];
        entry.insert(Connection {
            socket,
            session,
            port: number as u16,
            life: Life::Open,
            protocol: match port.config.protocol {
                config::Protocol::Tcp => Protocol::Tcp,
                config::Protocol::Http | config::Protocol::WebSocket => Protocol::HttpIdle,
            },
            output: OutputQueue::default(),
            backlog: Vec::new(),
            peer,
            local: None,
            flags: Flags::default(),
            uid: None,
            times: Times {
                connected: now,
                received: now,
                ..Times::default()
            },
        });
        if port.config.protocol != config::Protocol::Tcp {
            let deadline = self.reactor.now() + port.config.handshake_timeout;
            state.greetings.push_back((deadline, key, session));
        }
        state.stats.accepted += 1;
        state.open += 1;
        Some(session)
    }
}
