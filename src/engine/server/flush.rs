//! The end of a turn: one write for each connection that has something to say.

use super::{News, Server, State};
use crate::engine::connection::Life;
use crate::engine::memory::Memory;
use crate::engine::output::Flushed;

impl<M: Memory> Server<M> {
    /// Writes what the turn has queued.
    pub(super) fn flush_dirty(&self) {
        let mut state = self.state.borrow_mut();
        let mut dirty = std::mem::take(&mut state.dirty);
        for &key in &dirty {
            if let Some(connection) = state.connections.get_mut(key) {
                connection.flags.dirty = false;
                self.flush(&mut state, key);
            }
        }
        // Nothing marks connections dirty while they are flushed, so the list's memory can be used again.
        dirty.clear();
        state.dirty = dirty;
    }

    /// Writes what one connection has queued, as far as its socket takes it.
    pub(super) fn flush(&self, state: &mut State<M>, key: usize) {
        let connection = &mut state.connections[key];
        let end_follows = matches!(connection.life, Life::Flushing { .. });
        let result = connection.output.flush(
            &connection.socket,
            &mut state.pool,
            &mut state.stats.bytes_out,
            end_follows,
        );
        match result {
            Ok(Flushed::All) => {
                connection.flags.blocked = false;
                self.tell_low_watermark(state, key);
                if matches!(state.connections[key].life, Life::Flushing { .. }) {
                    self.flushed(state, key);
                }
            }
            Ok(Flushed::Blocked) => {
                connection.flags.blocked = true;
                self.tell_low_watermark(state, key);
            }
            // The peer is gone. Its end is noticed here first; nobody can be answered any more.
            Err(_) => self.lose(state, key),
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
