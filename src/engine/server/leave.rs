//! Processes at spare stations: a member that leaves its post, so that a successor can go on there while it finishes what it has
//! begun, and children that a member has forked.

use std::io;

use mio::Interest;
use mio::unix::SourceFd;

use super::Server;
use super::sessions::SessionIds;
use crate::engine::fork;
use crate::engine::memory::Memory;
use crate::engine::reactor::Wake;
use crate::engine::shared::exchange::Station;

impl<M: Memory> Server<M> {
    /// Whether this member, one of so many workers, may leave its post now: what it has sent to those who own connections was taken,
    /// so that what it sends from elsewhere comes later, and nothing is under way in part. To be asked again when that may have
    /// changed.
    pub fn may_leave(&self, workers: usize) -> bool {
        let Some(member) = &self.member else {
            return false;
        };
        let post = &member.post;
        let exchange = post.exchange();
        // Else the workers own them, and those that have left and have kept some.
        let owners = match exchange.reactors() {
            0 => workers,
            reactors => reactors,
        };
        let owns = |to: Station| {
            usize::from(to) < owners
                || exchange.reactors() == 0 && exchange.leavers().any(|leaver| leaver == to)
        };
        post.ring();
        member.aside.borrow().is_empty() && post.may_move(owns)
    }

    /// Goes on at a spare station, with the connections that were not handed over. Events of other members' connections, and
    /// notes, are for the successor from now on.
    pub fn leave_for(&self, spare: Station) -> io::Result<()> {
        let Some(member) = &self.member else {
            return Ok(());
        };
        let [old, new] =
            [member.post.station(), spare].map(|at| member.post.exchange().clapper(at));
        self.reactor
            .register(&mut SourceFd(&new), Wake::Exchange, Interest::READABLE)?;
        self.reactor.deregister(&mut SourceFd(&old))?;
        // What it has in its hands goes with it.
        member.post.show_requests(0);
        member.post.move_to(spare);
        self.show_requests();
        let mut state = self.state.borrow_mut();
        for (_, connection) in &state.connections {
            if let Some(entry) = member.sessions.get(connection.session) {
                entry.pass_to(spare);
            }
        }
        state.sessions.move_to(spare);
        Ok(())
    }
}

impl<M: Memory> Server<M> {
    /// Whether this process is a child of the one that serves, which has inherited all this.
    pub fn is_copy(&self) -> bool {
        self.generation != fork::generation()
    }

    /// Has this process, a child of one that serves, reach the connections by a station of its own, as others do that own none. False
    /// if there is no way: all stations are taken, or the server has one process only.
    #[cold]
    pub fn visit(&self) -> bool {
        let Some(member) = &self.member else {
            return false;
        };
        let post = &member.post;
        if !post.is_copy() {
            return true;
        }
        let spare = post.exchange().visit(post.station());
        if let Some(spare) = spare {
            post.move_to(spare);
            post.ring_at_once();
        }
        // None of the parent's are its own, whatever its copies of them look like.
        let sessions = &mut self.state.borrow_mut().sessions;
        sessions.move_to(spare.unwrap_or(Station::MAX));
        spare.is_some()
    }
}

impl SessionIds {
    fn move_to(&mut self, station: Station) {
        if let Self::Shared(_, me) = self {
            *me = station;
        }
    }
}
