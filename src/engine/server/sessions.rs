//! Where a server keeps its session ids: in a table of its own, or in that of its cluster.

use std::net::IpAddr;
use std::os::fd::AsRawFd;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::websocket::status_of;
use super::{Server, State, WebSocketStatus};
use crate::engine::connection::{Connection, Life, Protocol};
use crate::engine::memory::Memory;
use crate::engine::session::{SessionId, SessionTable};
use crate::engine::shared::exchange::Station;
use crate::engine::shared::sessions::{Entry, Facts, Sessions, flag};

/// The ids of a server's sessions.
pub(super) enum SessionIds {
    /// No other process knows them.
    Own(SessionTable),
    /// Those of all members of a cluster, and which member this is.
    Shared(Arc<Sessions>, Station),
}

impl SessionIds {
    /// The slab key of a session of this server.
    #[inline]
    pub fn slot(&self, id: SessionId) -> Option<usize> {
        match self {
            Self::Own(table) => table.slot(id),
            Self::Shared(sessions, me) => sessions.slot(id, *me),
        }
    }

    /// The id given out last.
    pub fn last(&self) -> SessionId {
        match self {
            Self::Own(table) => table.last(),
            Self::Shared(sessions, _) => sessions.last(),
        }
    }

    /// Whether another session can be entered.
    pub fn have_room(&self) -> bool {
        match self {
            // Its size is that of the limit.
            Self::Own(_) => true,
            Self::Shared(sessions, _) => sessions.has_room(),
        }
    }

    /// Enters the connection with this slab key.
    pub fn insert<M: Memory>(
        &mut self,
        key: usize,
        connection: &Connection<M>,
        local: Option<IpAddr>,
    ) -> Option<SessionId> {
        let slot = u32::try_from(key).ok()?;
        match self {
            Self::Own(table) => table.insert(slot),
            Self::Shared(sessions, me) => sessions.insert(
                *me,
                &Facts {
                    slot,
                    port: connection.port,
                    socket: connection.socket.as_raw_fd(),
                    peer: connection.peer,
                    local,
                    connected: connection.times.connected,
                },
            ),
        }
    }

    /// Shows that nobody answers a request yet.
    pub fn await_answerer(&self, id: SessionId) {
        if let Self::Shared(sessions, _) = self
            && let Some(entry) = sessions.get(id)
        {
            entry.answerer.store(0, Ordering::Relaxed);
        }
    }

    /// Shows the other members whether a message was pushed in part.
    pub fn show_fragmenting(&self, id: SessionId, is: bool) {
        if let Self::Shared(sessions, _) = self
            && let Some(entry) = sessions.get(id)
        {
            entry.put(flag::FRAGMENTING, is);
        }
    }

    /// Forgets a session. If `told` is false, who tells the application of its end has still to do that.
    pub fn remove(&mut self, id: SessionId, told: bool) {
        match self {
            Self::Own(table) => table.remove(id),
            Self::Shared(sessions, _) if told => sessions.remove(id),
            Self::Shared(sessions, _) => {
                if let Some(entry) = sessions.get(id) {
                    entry.set(flag::GONE);
                }
            }
        }
    }
}

impl<M: Memory> State<M> {
    /// Shows the other members of the cluster how a session stands.
    #[inline]
    pub(super) fn publish(&self, key: usize) {
        if let SessionIds::Shared(sessions, _) = &self.sessions
            && let Some(connection) = self.connections.get(key)
        {
            publish(sessions, connection);
        }
    }
}

fn publish<M: Memory>(sessions: &Sessions, connection: &Connection<M>) {
    let Some(entry) = sessions.get(connection.session) else {
        return;
    };
    let times = &connection.times;
    entry.set_times(times.received, times.sent, times.dispatched);
    let bytes = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    entry
        .send_pending
        .store(bytes(connection.output.in_memory()), Ordering::Relaxed);
    entry
        .received_pending
        .store(bytes(connection.backlog.len()), Ordering::Relaxed);
    let websocket = match &connection.protocol {
        Protocol::WebSocket(websocket) => Some(websocket),
        _ => None,
    };
    let status = status_of(connection);
    entry.put(flag::OPEN, connection.life == Life::Open);
    entry.put(flag::HANDSHAKE, status == WebSocketStatus::Handshake);
    // Who has others do something shows it when it asks for it: what was not heard of yet is not taken back here.
    if let Some(websocket) = websocket {
        entry.put(flag::WEBSOCKET, true);
        if websocket.close_sent {
            entry.put(flag::CLOSE_SENT, true);
        }
    }
    entry.put(flag::PROTECTED, connection.flags.protected);
    entry.put(flag::BY_SERVER, connection.flags.by_server);
}

/// Takes back what who has died had shown for what it had asked for, which has not come.
pub(super) fn correct<M: Memory>(entry: &Entry, connection: &Connection<M>) {
    let websocket = match &connection.protocol {
        Protocol::WebSocket(websocket) => Some(websocket),
        _ => None,
    };
    entry.put(flag::WEBSOCKET, websocket.is_some());
    entry.put(
        flag::CLOSE_SENT,
        websocket.is_some_and(|websocket| websocket.close_sent),
    );
    entry.put(
        flag::FRAGMENTING,
        websocket.is_some_and(|websocket| websocket.fragmenting),
    );
}

impl<M: Memory> Server<M> {
    /// Whether sessions of others may exist besides its own.
    #[inline]
    pub(super) fn is_alone(&self) -> bool {
        self.member.is_none()
    }
}
