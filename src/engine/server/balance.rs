//! Members that accept on the same sockets: who takes the clients that wait.
//!
//! The kernel tells one of them; in a rush, who was told first is told again and again before another one has woken up, and has
//! them all for as long as they stay. So who has more connections than one that sleeps calls that one, and keeps away for
//! a moment.

use std::time::Duration;

use super::{Phase, Server};
use crate::engine::handler::Handler;
use crate::engine::memory::Memory;

/// How many connections more than the one with the fewest a member may have before it leaves clients to that one.
const LEAD: usize = 4;
/// The same where there are many: one for so many connections.
const LEAD_SHARE: usize = 32;
/// How long who was called has to come. Clients wait so long if it does not.
const AWAY: Duration = Duration::from_millis(1);

impl<M: Memory> Server<M> {
    /// Leaves the clients that wait on a port to another member, if one has fewer connections and nothing to do. False if not.
    pub(super) fn leave_to_another(&self, number: usize) -> bool {
        let Some(member) = &self.member else {
            return false;
        };
        if self.phase.get() != Phase::Running {
            return false;
        }
        let own = self.state.borrow().connections.len();
        let may_have = |fewest: usize| fewest + LEAD.max(fewest / LEAD_SHARE);
        let other = member.post.idle_owner();
        let Some((other, _)) = other.filter(|&(_, fewest)| own >= may_have(fewest)) else {
            return false;
        };
        self.unwatch_port(number);
        self.leave_unaccepted(number);
        self.state.borrow_mut().away_until = Some(self.reactor.after(AWAY));
        member.post.call(other);
        true
    }

    /// Leaves the clients that wait on a port to all others: this member cannot accept them, and perhaps nobody else was told.
    pub(super) fn leave_to_all(&self, number: usize) {
        let was_told = self.ports[number].watched.get();
        self.unwatch_port(number);
        // So that nobody leaves them to this one in turn.
        self.show_open();
        if let Some(member) = &self.member
            && was_told
        {
            member.post.call_all();
        }
    }

    /// Accepts clients that another member has left to this one.
    pub(super) fn answer_call(&self, handler: &impl Handler<M>) {
        let member = self.member.as_ref().filter(|_| self.shared);
        if !member.is_some_and(|member| member.post.was_called()) {
            return;
        }
        for number in 0..self.ports.len() {
            if self.shares_port(number) && self.state.borrow().accept_again.is_none() {
                self.accept_in_turn(number, handler);
            }
        }
        self.tell_news(handler);
    }

    /// Shows the others how many connections this member has, if it can accept more beside them.
    pub(super) fn show_open(&self) {
        if let Some(member) = self.member.as_ref().filter(|_| self.shared) {
            let state = self.state.borrow();
            let accepts = self.phase.get() == Phase::Running && state.accept_again.is_none();
            member
                .post
                .show_open(accepts.then(|| state.connections.len()));
        }
    }
}
