//! The loop: wait, handle what is ready, run timers, write, and again.

use std::io;
use std::time::{Duration, Instant};

use super::{Phase, Server};
use crate::engine::handler::Handler;
use crate::engine::memory::Memory;
use crate::engine::reactor::{Ready, Wake};
use crate::engine::signals::{self, Signals};
use crate::protocol::websocket::CloseCode;

/// Runs a server until it has shut down or the handler aborts it. Signals go to the handler meanwhile.
pub fn run<M: Memory>(server: &Server<M>, handler: &impl Handler<M>) -> io::Result<()> {
    let signals = Signals::watch(server.reactor(), &signals::alone(), &[libc::SIGHUP])?;
    run_with(server, handler, signals)
}

/// The same with signals that are watched already, by the reactor of the server.
///
/// Each turn reads each ready connection once, delivers its events, and writes each connection once: everything that
/// was pushed in the turn leaves together.
pub fn run_with<M: Memory>(
    server: &Server<M>,
    handler: &impl Handler<M>,
    signals: Signals,
) -> io::Result<()> {
    turns(server, handler, Some(signals))
}

/// The same in a thread beside the one that is told of signals.
pub fn run_beside<M: Memory>(server: &Server<M>, handler: &impl Handler<M>) -> io::Result<()> {
    turns(server, handler, None)
}

fn turns<M: Memory>(
    server: &Server<M>,
    handler: &impl Handler<M>,
    mut signals: Option<Signals>,
) -> io::Result<()> {
    let reactor = server.reactor();
    let mut ready: Vec<Ready> = Vec::new();
    // The first turn does not wait: the handler may have been asked for something before the loop.
    let mut limit = Some(Duration::ZERO);
    while server.is_running() {
        handler.rests();
        reactor.wait(limit, &mut ready)?;
        server.wake_up();
        handler.wakes();
        // Clients that wait were announced to this process alone: they come before what may take long.
        if server.shares_ports() && ready.len() > 1 {
            ready.sort_by_key(|event| !matches!(event.wake, Wake::Listener(..)));
        }
        server.answer_call(handler);
        for event in &ready {
            match event.wake {
                Wake::Signals => {
                    for signal in signals
                        .as_mut()
                        .map(|signals| signals.take())
                        .unwrap_or_default()
                    {
                        handler.signal(server, signal);
                    }
                    server.tell_news(handler);
                }
                _ if server.owns(event.wake) => server.handle(event, handler),
                _ => {
                    handler.elsewhere(event);
                    server.tell_news(handler);
                }
            }
            if !server.is_running() {
                break;
            }
        }
        if server.is_running() {
            server.take_records(handler);
            server.read_unread(handler);
        }
        run_timers(server, handler);
        if server.is_running() {
            handler.turn_ended(server);
        }
        server.end_turn(handler);
        let limits = [server.time_left(), handler.time_left()];
        limit = limits.into_iter().flatten().min();
        if !server.lie_down() {
            limit = Some(Duration::ZERO);
        }
    }
    match signals {
        Some(signals) => signals.unwatch(reactor),
        None => Ok(()),
    }
}

fn run_timers<M: Memory>(server: &Server<M>, handler: &impl Handler<M>) {
    server.reactor().timers().begin_round();
    while server.is_running() {
        let Some(id) = server.reactor().pop_timer() else {
            return;
        };
        handler.timer(id);
        server.tell_news(handler);
    }
}

impl<M: Memory> Server<M> {
    /// Whether what a token stands for belongs to this server.
    pub fn owns(&self, wake: Wake) -> bool {
        match wake {
            Wake::Connection(server, _) | Wake::Listener(server, _) => server == self.id,
            // Looked at in each turn.
            Wake::Exchange => self.member.is_some(),
            Wake::Descriptor(_) | Wake::Signals | Wake::Blocking | Wake::Bell => false,
        }
    }

    /// Handles the readiness of something that this server owns. For a loop that drives it as one of several sources;
    /// [`read_unread`](Self::read_unread) and [`end_turn`](Self::end_turn) complete the turn.
    pub fn handle(&self, event: &Ready, handler: &impl Handler<M>) {
        match event.wake {
            Wake::Connection(_, key) => self.connection_ready(key, *event, handler),
            Wake::Listener(_, number) => self.accept(number, handler),
            Wake::Descriptor(_) | Wake::Signals | Wake::Blocking | Wake::Bell | Wake::Exchange => {
                return;
            }
        }
        self.tell_news(handler);
    }

    /// Does what is left when all events of a turn were handled: looks at the clock, writes what was queued and tells
    /// what came of it.
    pub fn end_turn(&self, handler: &impl Handler<M>) {
        if self.is_copy() {
            // What waits is sent by the parent.
            return;
        }
        if self.is_running() {
            self.keep_time(handler);
        }
        loop {
            self.flush_dirty();
            if self.state.borrow().news.is_empty() || !self.is_running() {
                break;
            }
            // A close callback may push to others: that belongs to this turn as well.
            self.tell_news(handler);
        }
        self.state.borrow_mut().codec.end_turn();
        self.show_open();
        let over = match self.phase.get() {
            Phase::Draining { deadline } if self.reactor.now() >= deadline => true,
            Phase::Draining { .. } | Phase::Retiring => self.state.borrow().connections.is_empty(),
            Phase::Running | Phase::Deaf | Phase::Stopped => false,
        };
        if over {
            self.phase.set(Phase::Stopped);
        }
    }

    /// Does what is due by the clock: late handshakes, lingering connections, heartbeat; and accepts clients that had
    /// to wait.
    fn keep_time(&self, handler: &impl Handler<M>) {
        self.keep_deadlines();
        self.check_heartbeat();
        self.answer_call(handler);
        self.accept_unaccepted(handler);
        self.tell_news(handler);
    }

    /// Whether there is work that no event will remind the loop of.
    fn is_busy(&self) -> bool {
        self.has_unread()
            || self.has_dirty()
            || self
                .next_accept()
                .is_some_and(|at| at <= self.reactor.now())
    }

    /// How long the loop may sleep, timers aside; `None` until something becomes ready.
    pub fn time_left(&self) -> Option<Duration> {
        if self.is_busy() {
            return Some(Duration::ZERO);
        }
        let next_accept = self.next_accept();
        let mut state = self.state.borrow_mut();
        let draining = match self.phase.get() {
            Phase::Draining { deadline } => Some(deadline),
            _ => None,
        };
        let soonest: Option<Instant> = [
            state.next_deadline(),
            state.next_heartbeat,
            next_accept,
            draining,
        ]
        .into_iter()
        .flatten()
        .min();
        // A millisecond more than the rest, so that the deadline has passed when the kernel wakes us.
        soonest.map(|at| at.saturating_duration_since(Instant::now()) + Duration::from_millis(1))
    }

    fn check_heartbeat(&self) {
        let Some(interval) = self.config.heartbeat_interval else {
            return;
        };
        if self.handles_for_others() {
            // Their owners look after them.
            return;
        }
        {
            let mut state = self.state.borrow_mut();
            if state
                .next_heartbeat
                .is_none_or(|at| at > self.reactor.now())
            {
                return;
            }
            state.next_heartbeat = Some(self.reactor.after(interval));
        }
        for session in self.idle_sessions() {
            {
                let mut state = self.state.borrow_mut();
                if let Some(key) = state.key(session) {
                    self.queue_close_code(&mut state, key, CloseCode::GOING_AWAY);
                }
            }
            self.close(session, false);
        }
    }
}
