//! How a worker ends: it finishes what it has begun, leaves its connections and its post to a successor, says goodbye.

use std::time::{Duration, Instant};

use super::driver::Driver;
use super::events::ServerEvent;
use super::{commands, tasks, worker};
use crate::engine::log::{self, Level};
use crate::engine::process::board::{Member, State};
use crate::php::{last_error, runtime};
use crate::protocol::websocket::CloseCode;

/// The note by which a worker that had left its post tells its successor that it has left it connections, too.
pub(super) const NOTE_ADOPT: u16 = 32;
/// How often it is looked whether a successor may start.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

impl Driver {
    /// Ends in order: takes nothing more, and lets what it has begun come to its end.
    pub(super) fn begin_end(&self) {
        let service = &self.service;
        if service.tells_of_shutdown
            && self
                .member()
                .is_none_or(|member| member.board().is_stopping())
        {
            self.server_event(ServerEvent::BeforeShutdown);
        }
        if let Some(member) = self.member() {
            // Its successor goes on with its rings: it waits until this process has ended.
            member.set_state(State::Ending);
            if member.board().is_stopping() {
                // Their reactors read no more: what is there was sent before.
                self.engine.take_rest(self, service.max_wait);
            }
            self.engine.take_begun(self, service.max_wait);
        }
        if self.failed.get() {
            return;
        }
        self.engine.hear_no_more();
        self.turn_away();
        let now = self.engine.reactor().now();
        let patience = if service.reload_async {
            service.max_wait
        } else {
            Duration::ZERO
        };
        self.finish_by.set(Some(now + patience));
        self.go_on_ending();
    }

    /// Says goodbye to the clients when there is nothing left to do, or no time.
    pub(super) fn go_on_ending(&self) {
        let Some(deadline) = self.finish_by.get() else {
            return;
        };
        let now = self.engine.reactor().now();
        // Without onWorkerExit, there is nobody to stop timers that repeat, and no reason to wait for it.
        let repeating = self.callbacks.get(ServerEvent::WorkerExit).is_some();
        let has_work =
            || runtime::has_work(repeating) || tasks::has_callbacks() || self.engine.has_begun();
        if self.service.reload_async && has_work() {
            let looks = self.next_look.get().is_some_and(|at| now >= at);
            if looks && now < deadline {
                // Nothing else need have happened in this turn.
                self.make_way();
                return;
            }
            self.server_event(ServerEvent::WorkerExit);
            if self.failed.get() {
                return;
            }
            if has_work() {
                if now < deadline {
                    self.make_way();
                    return;
                }
                last_error::report(
                    Level::Warning,
                    last_error::SERVER_WORKER_EXIT_TIMEOUT,
                    "Worker_reactor_try_to_exit",
                    "worker exit timeout, forced termination",
                );
            }
        }
        self.finish_by.set(None);
        self.next_look.set(None);
        let left = if self.service.reload_async {
            deadline.saturating_duration_since(now)
        } else {
            self.service.max_wait
        };
        let time = worker::time_for_goodbyes(left);
        match self.member() {
            Some(member) if member.has_successor() => {
                self.hand_over(member);
                // Those that could not be handed over may come back at once.
                self.engine
                    .shut_down_within(time, CloseCode::SERVICE_RESTART);
            }
            _ => self.engine.shut_down_within(time, CloseCode::GOING_AWAY),
        }
    }

    /// Leaves the connections to a successor, if this process owns any.
    fn hand_over(&self, member: &Member) {
        let cluster = member.board().cluster();
        let number = member.number();
        if let Some(handover) = cluster.handover(number) {
            let before = self.engine.own_sessions();
            self.engine.hand_over(handover);
            if member.has_left() && self.engine.own_sessions() < before {
                let successor = cluster.station(number);
                // If it is not told, the next one finds them.
                let _ = self.engine.send_note(successor, NOTE_ADOPT, &[]);
            }
            self.show();
        }
    }

    /// Goes on with connections that a predecessor has left that had kept them for a while.
    pub(super) fn adopt(&self) {
        if let Some(member) = self.member()
            && let Some(handover) = member.board().cluster().handover(member.number())
        {
            self.engine.adopt(handover);
        }
    }

    /// Leaves the post to a successor at once, while this process finishes what it has begun; when nothing is on its way there
    /// that this process waits for.
    fn make_way(&self) {
        self.next_look.set(None);
        let Some(member) = self.member() else {
            return;
        };
        if self.service.does_tasks || member.has_left() || !member.has_successor() {
            return;
        }
        let cluster = member.board().cluster();
        let awaits_something =
            tasks::has_callbacks() || tasks::has_waiters() || commands::has_waiters();
        let may_leave = !awaits_something && self.engine.may_leave(member.board().crew().workers);
        let exchange = &cluster.exchange;
        let spare = may_leave
            .then(|| exchange.take_spare(cluster.station(member.number())))
            .flatten();
        let Some(spare) = spare else {
            self.next_look.set(Some(Instant::now() + LOOK_AGAIN));
            return;
        };
        self.hand_over(member);
        if let Err(error) = self.engine.leave_for(spare) {
            exchange.give_back(spare);
            log::write(
                Level::Warning,
                format!("the successor has to wait until this worker has ended, Error: {error}"),
            );
            return;
        }
        member.leave();
    }
}
