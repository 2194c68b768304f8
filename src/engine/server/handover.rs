//! Connections that go on in another process when this one ends.

use std::io;
use std::os::fd::{AsFd, AsRawFd};
use std::sync::atomic::Ordering;

use mio::Interest;
use mio::unix::SourceFd;
use socket2::Socket;

use super::remote::MOST_PUT_ASIDE;
use super::{Server, State};
use crate::engine::cluster::handover::{BATCH, Card, Handover, Packet, Sizes, Taken};
use crate::engine::cluster::record::{self, Order, Record};
use crate::engine::cluster::{Member, Part};
use crate::engine::config::PortConfig;
use crate::engine::connection::{Connection, Life, PartialRequest, Protocol, Times, WebSocket};
use crate::engine::handler::Cause;
use crate::engine::log::{self, Level};
use crate::engine::memory::Memory;
use crate::engine::reactor::Wake;
use crate::engine::session::SessionId;
use crate::engine::shared::sessions::flag;
use crate::protocol::websocket::CloseCode;
use crate::protocol::websocket::deflate::Negotiated;

impl<M: Memory> Connection<M> {
    /// Whether another process could go on with it: its end has not begun, and no request is being answered.
    fn may_leave(&self) -> bool {
        self.life == Life::Open
            && !self.flags.over
            && !self.flags.ended
            && match &self.protocol {
                Protocol::Tcp | Protocol::HttpIdle => true,
                Protocol::HttpPartial(partial) => matches!(**partial, PartialRequest::Head { .. }),
                Protocol::WebSocket(websocket) => !websocket.close_sent,
                Protocol::HttpResponding => false,
            }
    }

    /// Whether it takes more along than its card.
    fn has_luggage(&self) -> bool {
        self.output.pending() > 0
            || !self.backlog.is_empty()
            || match &self.protocol {
                Protocol::HttpPartial(_) => true,
                Protocol::WebSocket(websocket) => websocket.decoder.has_legacy(),
                Protocol::Tcp | Protocol::HttpIdle | Protocol::HttpResponding => false,
            }
    }

    /// What a successor has to know of it, and what it takes along, which is written into `luggage`. `None` if there is more to
    /// it than can be told. A WebSocket decodes nothing after that.
    fn pack(&mut self, luggage: &mut Vec<u8>) -> Option<Card> {
        luggage.clear();
        if !self.output.copy_to(luggage) {
            return None;
        }
        let output = luggage.len();
        if let Protocol::HttpPartial(partial) = &self.protocol
            && let PartialRequest::Head { bytes, .. } = &**partial
        {
            // Begun anew there.
            luggage.extend_from_slice(bytes);
        }
        luggage.extend_from_slice(&self.backlog);
        let input = luggage.len() - output;
        let (websocket, compression, fragmenting) = match &mut self.protocol {
            Protocol::WebSocket(websocket) => {
                websocket.decoder.leave(luggage)?;
                let terms = websocket.terms.map(Negotiated::to_bits);
                (true, terms, websocket.fragmenting)
            }
            _ => (false, None, false),
        };
        let decoder = luggage.len() - output - input;
        Some(Card {
            session: self.session,
            websocket,
            compression,
            fragmenting,
            paused: self.flags.paused,
            above_watermark: self.flags.above_watermark,
            luggage: Sizes {
                output: u32::try_from(output).ok()?,
                input: u32::try_from(input).ok()?,
                decoder: u32::try_from(decoder).ok()?,
            },
        })
    }
}

impl<M: Memory> Server<M> {
    /// Leaves the connections to this process's successor, with what is under way on them. Those that are about to end or
    /// wait for an answer stay.
    pub fn hand_over(&self, to: &Handover) {
        let Some(member) = &self.member else {
            return;
        };
        self.flush_dirty();
        let mut state = self.state.borrow_mut();
        let (laden, others): (Vec<_>, Vec<_>) = state
            .connections
            .iter()
            .filter(|(_, connection)| connection.may_leave())
            .partition(|(_, connection)| connection.has_luggage());
        // Luggage takes a descriptor: one is free when the others have left.
        let batches: Vec<Vec<usize>> = [others, laden]
            .iter()
            .flat_map(|list| list.chunks(BATCH))
            .map(|batch| batch.iter().map(|&(key, _)| key).collect())
            .collect();
        for batch in &batches {
            if let Err(error) = leave(&mut state, member, batch, to) {
                log::write(
                    Level::Warning,
                    format!("some connections are closed, not handed over: {error}"),
                );
                return;
            }
        }
    }

    /// Goes on with the connections that a predecessor has left, before this process takes part; others are forgotten.
    pub fn inherit(&self, from: &Handover) {
        self.adopt(from);
        if let Some(member) = &self.member {
            let exchange = member.post.exchange();
            let own = member.post.station();
            if exchange
                .leavers()
                .any(|leaver| exchange.post(leaver) == own)
            {
                // Who has left this post may be giving some right now.
                return;
            }
            let lost = member.sessions.abandon_in_transit(own);
            if lost > 0 {
                log::write(
                    Level::Warning,
                    format!("{lost} connections are lost: who was to take them has ended"),
                );
            }
        }
    }

    /// Goes on with the connections that a predecessor has left.
    pub fn adopt(&self, from: &Handover) {
        loop {
            match from.take() {
                Ok(taken) if taken.is_empty() => break,
                Ok(taken) => {
                    for taken in taken {
                        self.adopt_one(taken);
                    }
                }
                Err(error) => {
                    log::write(
                        Level::Warning,
                        format!("cannot take connections over: {error}"),
                    );
                    break;
                }
            }
        }
        self.obey_early();
    }

    /// Does what another member wants of a session, when that has come. `tag` and `bytes` are the record that says so.
    pub(super) fn take_order(&self, session: SessionId, order: Order<'_>, tag: u32, bytes: &[u8]) {
        if self.is_coming(session) {
            self.obey_later(session, tag, bytes);
        } else {
            self.obey(session, order);
        }
    }

    /// Whether a session is this member's, left to it by who has it still, or by a message that it has not looked at yet.
    fn is_coming(&self, session: SessionId) -> bool {
        let Some(member) = self
            .member
            .as_ref()
            .filter(|member| member.part == Part::Whole)
        else {
            return false;
        };
        let entry = member.sessions.get(session);
        entry.is_some_and(|entry| {
            entry.is(flag::IN_TRANSIT) && entry.owner() == member.post.station()
        })
    }

    /// Keeps what another member wants of a session that is about to come.
    #[cold]
    fn obey_later(&self, session: SessionId, tag: u32, bytes: &[u8]) {
        let mut state = self.state.borrow_mut();
        let waiting: usize = state.early.iter().map(|(_, _, bytes)| bytes.len()).sum();
        if waiting + bytes.len() <= MOST_PUT_ASIDE {
            state.early.push((session, tag, bytes.to_vec()));
            return;
        }
        // A message must not be missing between others.
        log::write(
            Level::Warning,
            format!(
                "session#{session} is closed: too much was sent to it on its way to a successor"
            ),
        );
        state.early.retain(|(other, _, _)| *other != session);
        let (tag, bytes) = record::reset(session);
        state.early.push((session, tag, bytes));
    }

    /// Does what was wanted of sessions before they came.
    fn obey_early(&self) {
        let early = std::mem::take(&mut self.state.borrow_mut().early);
        for (session, tag, bytes) in early {
            if let Some(Record::Order(_, order)) = record::decode(tag, &bytes) {
                self.take_order(session, order, tag, &bytes);
            }
        }
    }

    fn adopt_one(&self, taken: Taken) -> Option<()> {
        let card = taken.card;
        let member = self.member.as_ref()?;
        let Some(socket) = taken.socket.map(Socket::from) else {
            member.sessions.remove(card.session);
            log::write(
                Level::Warning,
                format!(
                    "connection {} is lost: no descriptor is left for it",
                    card.session
                ),
            );
            return None;
        };
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
        let port = usize::from(entry.port.load(Ordering::Relaxed));
        let config = &self.ports.get(port)?.config;
        let [connected, received, sent, dispatched] = entry.times();
        let inherited = taken
            .luggage
            .ok()
            .and_then(|luggage| Inherited::of(&card, luggage, config));
        // If something of it is missing, it can only be ended in order.
        let complete = inherited.is_some();
        let Inherited {
            protocol,
            output,
            input,
        } = inherited.unwrap_or_else(|| Inherited::nothing(&card, config));
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
        connection.flags.paused = card.paused;
        connection.flags.above_watermark = card.above_watermark;
        connection.backlog = input;
        let has_input = connection.has_input();
        let has_output = !output.is_empty();
        if has_output {
            connection.output.share_encoded(output.into());
        }
        vacant.insert(connection);
        state.open += 1;
        if has_input {
            state.mark_unread(key);
        }
        if has_output {
            state.mark_dirty(key);
        }
        state.publish(key);
        if !complete {
            log::write(
                Level::Warning,
                format!(
                    "connection {} is closed: it was not handed over as a whole",
                    card.session
                ),
            );
            self.queue_close_code(state, key, CloseCode::SERVICE_RESTART);
            self.end(state, key, Cause::Server);
            return Some(());
        }
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

/// Leaves some connections.
fn leave<M: Memory>(
    state: &mut State<M>,
    member: &Member,
    keys: &[usize],
    to: &Handover,
) -> io::Result<()> {
    let mut packet = Packet::default();
    let mut leaving = Vec::new();
    let mut luggage = Vec::new();
    for &key in keys {
        if let Some(card) = state.connections[key].pack(&mut luggage) {
            packet.add(card, &luggage)?;
            leaving.push(key);
        }
    }
    if leaving.is_empty() {
        return Ok(());
    }
    let sockets: Vec<_> = leaving
        .iter()
        .map(|&key| state.connections[key].socket.as_fd())
        .collect();
    let entries = || {
        let cards = packet.cards().iter();
        cards.filter_map(|card| member.sessions.get(card.session))
    };
    // Before they are given: this process may be killed right after. They are the successor's, also if this one has left its post.
    let own = member.post.station();
    let post = member.post.exchange().post(own);
    entries().for_each(|entry| {
        entry.set(flag::IN_TRANSIT);
        entry.pass_to(post);
    });
    if let Err(error) = to.give(&packet, &sockets) {
        entries().for_each(|entry| {
            entry.pass_to(own);
            entry.clear(flag::IN_TRANSIT);
        });
        return Err(error);
    }
    for key in leaving {
        state.connections.remove(key);
        state.open -= 1;
    }
    Ok(())
}

/// What a connection brings along, taken apart.
struct Inherited<M: Memory> {
    protocol: Protocol<M>,
    output: Vec<u8>,
    input: Vec<u8>,
}

impl<M: Memory> Inherited<M> {
    /// `None` if the luggage is not what the card says.
    fn of(card: &Card, mut luggage: Vec<u8>, config: &PortConfig) -> Option<Self> {
        if luggage.len() as u64 != card.luggage.total() {
            return None;
        }
        // As large as the sizes together.
        let legacy = luggage.split_off(card.luggage.output as usize + card.luggage.input as usize);
        let input = luggage.split_off(card.luggage.output as usize);
        let protocol = if card.websocket {
            let terms = card.compression.map(Negotiated::from_bits);
            let mut websocket = WebSocket::inherit(config, terms, &legacy)?;
            websocket.fragmenting = card.fragmenting;
            Protocol::WebSocket(websocket)
        } else {
            Protocol::of_port(config.protocol)
        };
        Some(Self {
            protocol,
            output: luggage,
            input,
        })
    }

    /// Of a connection that has lost what it brought.
    fn nothing(card: &Card, config: &PortConfig) -> Self {
        let protocol = if card.websocket {
            let terms = card.compression.map(Negotiated::from_bits);
            Protocol::WebSocket(WebSocket::new(config, terms))
        } else {
            Protocol::of_port(config.protocol)
        };
        Self {
            protocol,
            output: Vec::new(),
            input: Vec::new(),
        }
    }
}
