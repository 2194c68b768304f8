//! How connections end.
//!
//! A session ends at once: its id is dead for the application, which hears of it as news. The socket may live on for a
//! moment, to send what was queued and, when we are the one who ends it, to wait for the peer's end of stream: closing
//! a socket with unread input would reset the connection and could destroy our last bytes on their way.

use std::time::Duration;

use super::remote::is_relay;
use super::{News, Phase, Server, State};
use crate::engine::connection::{Connection, Life, Protocol};
use crate::engine::handler::{Cause, Close, Handler};
use crate::engine::memory::Memory;
use crate::engine::session::SessionId;
use crate::protocol::websocket::CloseCode;

/// How long a shutdown waits for a peer that has been sent everything to close: a dead one must not hold it up.
const DRAIN_LINGER: Duration = Duration::from_secs(1);

/// How a session is ended from this side.
#[derive(Debug, Clone, Copy)]
pub(super) enum Goodbye {
    /// A WebSocket is sent a close frame.
    Said { reset: bool },
    /// It is not.
    Unsaid { reset: bool },
}

impl<M: Memory> Connection<M> {
    /// Whether the session is open for the application.
    pub(super) fn is_listed(&self) -> bool {
        self.life == Life::Open
    }
}

impl<M: Memory> Server<M> {
    /// Ends a session: queued output is still sent. With `reset`, it is dropped, and the peer's connection is reset.
    /// False if there is no such session.
    pub fn close(&self, session: SessionId, reset: bool) -> bool {
        if let Some(there) = self.elsewhere(session) {
            return there.end(self, Goodbye::Unsaid { reset });
        }
        let mut state = self.state.borrow_mut();
        let Some(key) = state.key(session) else {
            return false;
        };
        if state.connections[key].life != Life::Open {
            return false;
        }
        self.end(&mut state, key, Cause::Server);
        if reset {
            let state = &mut *state;
            let connection = &mut state.connections[key];
            connection.output.clear(&mut state.pool);
            connection.life = Life::Flushing {
                linger: false,
                pending: 0,
            };
            // Without it, the peer would see an orderly end after what the kernel still holds.
            let _ = connection.socket.set_linger(Some(Duration::ZERO));
        }
        true
    }

    /// Ends a session as [`close`](Self::close) does, but says goodbye to a WebSocket first: close code 1000.
    pub fn goodbye(&self, session: SessionId, reset: bool) -> bool {
        if let Some(there) = self.elsewhere(session) {
            return there.end(self, Goodbye::Said { reset });
        }
        if !reset {
            let mut state = self.state.borrow_mut();
            if let Some(key) = state.key(session) {
                self.queue_close_code(&mut state, key, CloseCode::NORMAL);
            }
        }
        self.close(session, reset)
    }

    /// Ends a session from this side or after the peer's goodbye: flush, then close.
    pub(super) fn end(&self, state: &mut State<M>, key: usize, cause: Cause) {
        if state.connections[key].life != Life::Open {
            return;
        }
        self.answer_unanswered(state, key);
        let connection = &mut state.connections[key];
        // After the peer's close frame or end of stream, nothing that matters can be on its way to us.
        connection.life = Life::Flushing {
            linger: cause != Cause::Peer && !connection.flags.ended,
            pending: connection.output.pending(),
        };
        state.set_deadline(key, self.reactor.after(self.linger));
        self.tell_closed(state, key, cause);
        state.mark_dirty(key);
    }

    /// The connection is broken or the peer has closed it: nothing more can be sent.
    pub(super) fn lose(&self, state: &mut State<M>, key: usize, cause: Cause) {
        let connection = &mut state.connections[key];
        connection.output.clear(&mut state.pool);
        if connection.life == Life::Open {
            connection.life = Life::Flushing {
                linger: false,
                pending: 0,
            };
            connection.flags.ended = true;
            self.tell_closed(state, key, cause);
        }
        self.forget(state, key);
    }

    /// Everything is sent on a connection whose session is over.
    pub(super) fn flushed(&self, state: &mut State<M>, key: usize) {
        let connection = &mut state.connections[key];
        let Life::Flushing { linger, .. } = connection.life else {
            return;
        };
        if linger
            && connection
                .socket
                .shutdown(std::net::Shutdown::Write)
                .is_ok()
        {
            connection.life = Life::Lingering;
            if connection.flags.readable {
                state.mark_unread(key);
            }
            let time = if self.phase.get() == Phase::Running {
                self.linger
            } else {
                self.linger.min(DRAIN_LINGER)
            };
            state.set_deadline(key, self.reactor.after(time));
            return;
        }
        self.forget(state, key);
    }

    /// Closes the socket, which also takes it out of epoll. The slot stays while news about its session waits to be told.
    pub(super) fn forget(&self, state: &mut State<M>, key: usize) {
        let connection = &mut state.connections[key];
        if connection.flags.untold {
            connection.flags.done = true;
            return;
        }
        let connection = state.connections.remove(key);
        let told = !is_relay(self.member.as_ref());
        state.sessions.remove(connection.session, told);
    }

    fn tell_closed(&self, state: &mut State<M>, key: usize, cause: Cause) {
        let connection = &mut state.connections[key];
        let websocket = matches!(connection.protocol, Protocol::WebSocket(_));
        let close = Close { cause, websocket };
        connection.flags.untold = true;
        connection.flags.by_server = close.by_server();
        let session = connection.session;
        state.open -= 1;
        state.stats.closed += 1;
        state.publish(key);
        state.news.push_back(News::Closed {
            key,
            session,
            close,
        });
    }

    /// Tells the handler what has happened meanwhile. Called whenever no other event is being handled.
    pub fn tell_news(&self, handler: &impl Handler<M>) {
        loop {
            if !self.is_running() {
                return;
            }
            let news = self.state.borrow_mut().news.pop_front();
            match news {
                None => return,
                Some(News::Watermark { session, full }) => {
                    handler.watermark(self, session, full);
                }
                Some(News::EndedElsewhere { session, close }) => {
                    if self.tells_first(session) {
                        handler.closed(self, session, close);
                    }
                }
                Some(News::Closed {
                    key,
                    session,
                    close,
                }) => {
                    handler.closed(self, session, close);
                    let mut state = self.state.borrow_mut();
                    let connection = &mut state.connections[key];
                    connection.flags.untold = false;
                    if connection.flags.done {
                        self.forget(&mut state, key);
                    }
                }
            }
        }
    }

    /// Stops accepting and ends connections that wait for a request. The others may finish what they do: a response
    /// that is due is the last one of its connection, a WebSocket stays open until one side closes it. The server stops
    /// when no connection is left.
    pub fn retire(&self) {
        if self.phase.get() != Phase::Running {
            return;
        }
        self.phase.set(Phase::Retiring);
        self.stop_accepting();
        let mut state = self.state.borrow_mut();
        let keys: Vec<usize> = state.connections.iter().map(|(key, _)| key).collect();
        for key in keys {
            let connection = &mut state.connections[key];
            match (connection.life, &connection.protocol) {
                (Life::Open, Protocol::HttpIdle | Protocol::HttpPartial(_)) => {
                    self.end(&mut state, key, Cause::Server);
                }
                (Life::Lingering, _) => {
                    let at = self.reactor.after(self.linger.min(DRAIN_LINGER));
                    state.set_deadline(key, at);
                }
                _ => {}
            }
        }
    }

    fn stop_accepting(&self) {
        for number in 0..self.ports.len() {
            self.unwatch_port(number);
        }
        self.show_open();
    }

    /// Stops accepting and reading, while the handler finishes what it has begun: it can still send.
    /// [`shut_down`](Self::shut_down) is to follow.
    pub fn hear_no_more(&self) {
        if self.phase.get() != Phase::Running {
            return;
        }
        self.phase.set(Phase::Deaf);
        self.stop_accepting();
        for (_, connection) in &mut self.state.borrow_mut().connections {
            connection.flags.deaf = true;
        }
    }

    /// Stops accepting and says goodbye to everybody: WebSocket clients get close code 1001. The loop ends when all
    /// connections are closed, or after [`max_wait`](crate::engine::config::ServerConfig::max_wait).
    pub fn shut_down(&self) {
        self.shut_down_within(self.config.max_wait, CloseCode::GOING_AWAY);
    }

    /// The same with another time after which the loop ends, and another close code.
    pub fn shut_down_within(&self, time: Duration, code: CloseCode) {
        if !matches!(
            self.phase.get(),
            Phase::Running | Phase::Deaf | Phase::Retiring
        ) {
            return;
        }
        if self.phase.replace(Phase::Draining {
            deadline: self.reactor.after(time),
        }) == Phase::Running
        {
            self.stop_accepting();
        }
        let mut state = self.state.borrow_mut();
        let keys: Vec<usize> = state.connections.iter().map(|(key, _)| key).collect();
        for key in keys {
            self.queue_close_code(&mut state, key, code);
            self.end(&mut state, key, Cause::Server);
        }
    }

    /// Whether connections get no further request.
    pub fn is_retiring(&self) -> bool {
        self.phase.get() != Phase::Running
    }

    /// Whether a shutdown has begun.
    pub fn is_draining(&self) -> bool {
        matches!(self.phase.get(), Phase::Draining { .. })
    }
}
