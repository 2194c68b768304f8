//! Connections that go on in another process when this one ends.

use std::os::fd::{AsFd, AsRawFd};

use mio::Interest;
use mio::unix::SourceFd;
use socket2::Socket;

use super::Server;
use crate::engine::cluster::handover::{BATCH, Card, Handover};
use crate::engine::connection::{Connection, Life, Protocol, Times, WebSocket};
use crate::engine::log::{self, Level};
use crate::engine::memory::Memory;
use crate::engine::reactor::Wake;
use crate::engine::shared::sessions::flag;
use crate::protocol::websocket::Role;
use crate::protocol::websocket::deflate::Negotiated;

impl<M: Memory> Connection<M> {
    /// What a successor has to know of it; `None` if there is more to it than can be told: something is under way, or
    /// depends on what was before.
    fn card(&self) -> Option<Card> {
        let quiet = self.life == Life::Open
            && !self.flags.over
            && !self.flags.ended
            && !self.flags.above_watermark
            && self.backlog.is_empty()
            && self.output.pending() == 0;
        if !quiet {
            return None;
        }
        let (websocket, compression) = match &self.protocol {
            Protocol::HttpIdle | Protocol::Tcp => (false, None),
            Protocol::WebSocket(websocket) => {
                let terms = websocket.terms;
                let has_windows = terms.is_some_and(|terms| {
                    terms.inflates_with_takeover(Role::Server)
                        || terms.deflates_with_takeover(Role::Server)
                });
                if websocket.close_sent
                    || websocket.fragmenting
                    || has_windows
                    || !websocket.decoder.is_between_messages()
                {
                    return None;
                }
                (true, terms.map(Negotiated::to_bits))
            }
            Protocol::HttpPartial(_) | Protocol::HttpResponding => return None,
        };
        Some(Card {
            session: self.session,
            websocket,
            compression,
        })
    }
}

impl<M: Memory> Server<M> {
    /// Leaves the connections with nothing under way to this process's successor. The others stay.
    pub fn hand_over(&self, to: &Handover) {
        let Some(member) = &self.member else {
            return;
        };
        self.flush_dirty();
        let mut state = self.state.borrow_mut();
        let state = &mut *state;
        let cards: Vec<(usize, Card)> = state
            .connections
            .iter()
            .filter_map(|(key, connection)| Some((key, connection.card()?)))
            .collect();
        for batch in cards.chunks(BATCH) {
            let sockets: Vec<_> = batch
                .iter()
                .map(|(key, card)| (state.connections[*key].socket.as_fd(), *card))
                .collect();
            let entries = || {
                batch
                    .iter()
                    .filter_map(|(_, card)| member.sessions.get(card.session))
            };
            // Before they are given: this process may be killed right after.
            entries().for_each(|entry| {
                entry.set(flag::IN_TRANSIT);
            });
            if let Err(error) = to.give(&sockets) {
                entries().for_each(|entry| {
                    entry.clear(flag::IN_TRANSIT);
                });
                log::write(
                    Level::Warning,
                    format!("some connections are closed, not handed over: {error}"),
                );
                return;
            }
            for (key, _) in batch {
                state.connections.remove(*key);
                state.open -= 1;
            }
        }
    }

    /// Goes on with the connections that a predecessor has left.
    pub fn adopt(&self, from: &Handover) {
        loop {
            match from.take() {
                Ok(taken) if taken.is_empty() => return,
                Ok(taken) => {
                    for (socket, card) in taken {
                        self.adopt_one(socket.into(), card);
                    }
                }
                Err(error) => {
                    log::write(
                        Level::Warning,
                        format!("cannot take connections over: {error}"),
                    );
                    return;
                }
            }
        }
    }

    fn adopt_one(&self, socket: Socket, card: Card) -> Option<()> {
        let member = self.member.as_ref()?;
        let mut state = self.state.borrow_mut();
        let state = &mut *state;
        let vacant = state.connections.vacant_entry();
        let key = vacant.key();
        let fd = socket.as_raw_fd();
        let interest = Interest::READABLE | Interest::WRITABLE;
        let wake = Wake::Connection(self.id, key);
        if self
            .reactor
            .register(&mut SourceFd(&fd), wake, interest)
            .is_err()
        {
            member.sessions.remove(card.session);
            return None;
        }
        let entry = member
            .sessions
            .adopt(card.session, u32::try_from(key).ok()?, fd)?;
        let port = usize::from(entry.port.load(std::sync::atomic::Ordering::Relaxed));
        let config = &self.ports.get(port)?.config;
        let [connected, received, sent, dispatched] = entry.times();
        let protocol = if card.websocket {
            let terms = card.compression.map(Negotiated::from_bits);
            Protocol::WebSocket(WebSocket::new(config, terms))
        } else {
            Protocol::of_port(config.protocol)
        };
        let waits_for_request = matches!(protocol, Protocol::HttpIdle);
        let times = Times {
            connected,
            received,
            sent,
            dispatched,
        };
        let mut connection = Connection::new(socket, port as u16, protocol, times);
        connection.session = card.session;
        connection.peer = entry.peer();
        connection.uid = entry.uid();
        connection.flags.opened = card.websocket;
        connection.flags.protected = entry.is(flag::PROTECTED);
        vacant.insert(connection);
        state.open += 1;
        if waits_for_request {
            let at = self.reactor.after(config.handshake_timeout);
            if received <= connected {
                state.set_deadline(key, at);
            } else if let Some(limit) = config.keep_alive {
                state.connections[key].flags.resting = true;
                state.set_deadline(key, self.reactor.after(limit));
            }
        }
        Some(())
    }
}
