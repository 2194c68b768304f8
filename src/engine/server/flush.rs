//! The end of a turn: one write for each connection that has something to say.

use super::{News, Server, State, cause_of};
use crate::engine::connection::Life;
use crate::engine::memory::Memory;
use crate::engine::output::Flushed;

/// Output from this size on leaves before the turn ends.
const LARGE: usize = 8 * 1024;

/// Bytes that one connection may write before the others have their turn.
const FLUSH_PER_TURN: usize = 4 << 20;

impl<M: Memory> Server<M> {
    /// Writes what the turn has queued.
    pub(super) fn flush_dirty(&self) {
        let mut state = self.state.borrow_mut();
        let mut dirty = std::mem::take(&mut state.dirty);
        for key in dirty.drain(..) {
            if let Some(connection) = state.connections.get_mut(key) {
                connection.flags.dirty = false;
                self.flush(&mut state, key);
            }
        }
        // Those with more to send than they may at once are on the list again. Else its memory is used again.
        if state.dirty.is_empty() {
            state.dirty = dirty;
        }
    }

    /// Writes what a connection's own input has caused, if it is much: at the end of a turn with many such connections
    /// it would have left the processor's cache. A broadcast has made others dirty after it; it waits with them.
    pub(super) fn flush_large(&self, key: usize) {
        let mut state = self.state.borrow_mut();
        if state.dirty.last() != Some(&key) {
            return;
        }
        if let Some(connection) = state.connections.get_mut(key)
            && connection.output.in_memory() >= LARGE
        {
            connection.flags.dirty = false;
            state.dirty.pop();
            self.flush(&mut state, key);
        }
    }

    /// Whether some connection has output that could be written now.
    pub(super) fn has_dirty(&self) -> bool {
        !self.state.borrow().dirty.is_empty()
    }

    /// Writes what one connection has queued, as far as its socket takes it.
    pub(super) fn flush(&self, state: &mut State<M>, key: usize) {
        let connection = &mut state.connections[key];
        let end_follows = matches!(connection.life, Life::Flushing { .. });
        let result = connection.output.flush(
            &connection.socket,
            &mut state.pool,
            FLUSH_PER_TURN,
            &mut state.stats.bytes_out,
            end_follows,
        );
        match result {
            Ok(flushed) => {
                connection.flags.blocked = flushed == Flushed::Blocked;
                state.publish(key);
                self.tell_low_watermark(state, key);
                match flushed {
                    Flushed::All => self.drained(state, key),
                    Flushed::Some => state.mark_dirty(key),
                    Flushed::Blocked => {}
                }
            }
            // The peer is gone. Its end is noticed here first; nobody can be answered any more.
            Err(error) => self.lose(state, key, cause_of(&error)),
        }
    }

    /// Nothing waits to be sent: whatever waited for that goes on.
    fn drained(&self, state: &mut State<M>, key: usize) {
        let connection = &mut state.connections[key];
        match connection.life {
            Life::Flushing { .. } => self.flushed(state, key),
            Life::Open if connection.has_input() && connection.wants_input() => {
                state.mark_unread(key);
            }
            Life::Open | Life::Lingering => {}
        }
    }

    fn tell_low_watermark(&self, state: &mut State<M>, key: usize) {
        let connection = &mut state.connections[key];
        if connection.flags.above_watermark {
            let low = self.ports[usize::from(connection.port)]
                .config
                .low_watermark;
            if connection.output.in_memory() <= low {
                connection.flags.above_watermark = false;
                if connection.life == Life::Open {
                    let session = connection.session;
                    state.news.push_back(News::Watermark {
                        session,
                        full: false,
                    });
                }
            }
        }
    }
}
