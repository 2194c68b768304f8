//! Connections that have to be looked at again when some time has passed.
//!
//! A connection has one deadline at most, its [`due`](crate::engine::connection::Connection::due). Changing it leaves
//! an entry in the heap that has become stale: it is skipped when its time comes, and all such entries are thrown away
//! when they outnumber the connections, so that clients who come and go cost no more memory than those who stay.

use std::cmp::Reverse;
use std::time::Instant;

use super::{Server, State};
use crate::engine::connection::{Life, Protocol};
use crate::engine::handler::Cause;
use crate::engine::memory::Memory;
use crate::protocol::http::HttpError;

/// So many stale entries are not worth the search.
const STALE_ALLOWED: usize = 64;

impl<M: Memory> State<M> {
    /// Has a connection looked at again at `at`, instead of at any moment set before.
    pub(super) fn set_deadline(&mut self, key: usize, at: Instant) {
        let connection = &mut self.connections[key];
        connection.due = Some(at);
        let entry = Reverse((at, key, connection.session));
        if self.deadlines.len() > 2 * self.connections.len() + STALE_ALLOWED {
            let mut entries = std::mem::take(&mut self.deadlines);
            entries.retain(|entry| self.counts(entry));
            self.deadlines = entries;
        }
        self.deadlines.push(entry);
    }

    /// When to look at a connection next.
    pub(super) fn next_deadline(&mut self) -> Option<Instant> {
        while let Some(entry) = self.deadlines.peek() {
            if self.counts(entry) {
                return Some(entry.0.0);
            }
            self.deadlines.pop();
        }
        None
    }

    /// Takes the key of a connection whose time has come. It has no deadline then.
    fn pop_deadline(&mut self, now: Instant) -> Option<usize> {
        self.next_deadline().filter(|&at| at <= now)?;
        let Reverse((_, key, _)) = self.deadlines.pop()?;
        self.connections[key].due = None;
        Some(key)
    }

    fn counts(&self, &Reverse((at, key, session)): &Reverse<(Instant, usize, i64)>) -> bool {
        self.connections
            .get(key)
            .is_some_and(|connection| connection.session == session && connection.due == Some(at))
    }
}

impl<M: Memory> Server<M> {
    /// Deals with the connections whose time has come.
    pub(super) fn keep_deadlines(&self) {
        loop {
            let mut state = self.state.borrow_mut();
            let state = &mut *state;
            let Some(key) = state.pop_deadline(self.reactor.now()) else {
                return;
            };
            let connection = &mut state.connections[key];
            let waiting = connection.output.pending();
            match &mut connection.life {
                Life::Open => {
                    if matches!(connection.protocol, Protocol::HttpPartial(_)) {
                        self.refuse_request(state, key, HttpError::Timeout);
                    } else if connection.flags.resting && waiting > 0 {
                        // The response before is still on its way.
                        let config = &self.ports[usize::from(connection.port)].config;
                        let rest = config.keep_alive.unwrap_or(self.linger);
                        state.set_deadline(key, self.reactor.after(rest));
                    } else {
                        // Not one byte of a request has come, or no answer to our close frame.
                        self.end(state, key, Cause::Server);
                    }
                }
                // The peer reads, however slowly.
                Life::Flushing { pending, .. } if waiting < *pending => {
                    *pending = waiting;
                    state.set_deadline(key, self.reactor.after(self.linger));
                }
                Life::Flushing { .. } | Life::Lingering => self.forget(state, key),
            }
        }
    }
}
