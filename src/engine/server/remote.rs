//! What the members of a cluster send each other: events, orders and notes that come for this one. What it wants of sessions
//! that others own is in [`elsewhere`](super::elsewhere).

use std::fs::File;
use std::io;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use mio::Interest;
use mio::unix::SourceFd;

use super::close::Goodbye;
use super::elsewhere::Elsewhere;
use super::files;
use super::http::limits_of;
use super::sessions::{SessionIds, correct};
use super::{Late, Outgoing, Phase, SendError, Server};
use crate::engine::cluster::record::{self, Event, Order, Record};
use crate::engine::cluster::{Member, Part};
use crate::engine::connection::{Life, Protocol};
use crate::engine::handler::{Handler, Message};
use crate::engine::log::{self, Level};
use crate::engine::memory::Memory;
use crate::engine::reactor::Wake;
use crate::engine::session::SessionId;
use crate::engine::shared::exchange::Station;
use crate::engine::shared::post::Full;
use crate::engine::shared::sessions::{Entry, flag};
use crate::protocol::http::{HeaderStorage, parse_head};
use crate::protocol::payload::PayloadBuffer;
use crate::protocol::websocket::FrameHeader;

/// Bytes of other notes that may come while somebody waits for one.
pub(super) const MOST_PUT_ASIDE: usize = 16 << 20;

/// What [`Server::await_notes`] is told of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noted {
    /// It is for the loop.
    Unwanted,
    /// It was wanted.
    Taken,
    /// It was the last one that was wanted.
    All,
}

impl<M: Memory> Server<M> {
    /// Makes this server a member of a cluster. To be called before it has connections.
    pub fn join(&mut self, member: Rc<Member>) -> io::Result<()> {
        let fd = member.post.clapper();
        self.reactor
            .register(&mut SourceFd(&fd), Wake::Exchange, Interest::READABLE)?;
        let ids = SessionIds::Shared(Arc::clone(&member.sessions), member.post.station());
        self.state.borrow_mut().sessions = ids;
        self.member = Some(member);
        Ok(())
    }

    /// Its part in a cluster, if it is in one.
    pub fn member(&self) -> Option<&Rc<Member>> {
        self.member.as_ref()
    }

    /// Whether it owns no connections, and handles the events of others'.
    pub(super) fn handles_for_others(&self) -> bool {
        self.member
            .as_ref()
            .is_some_and(|member| matches!(member.part, Part::Events | Part::Tasks))
    }

    /// A session that another member owns.
    #[inline]
    pub(super) fn elsewhere(&self, session: SessionId) -> Option<Elsewhere<'_>> {
        let member = self.member.as_deref()?;
        if member.post.is_copy() {
            self.visit();
        }
        let entry = member.sessions.get(session)?;
        (entry.owner() != member.post.station()).then_some(Elsewhere {
            member,
            entry,
            session,
        })
    }

    /// Tells the application at most what it may still hear of a session: nothing when it has ended it itself.
    pub fn is_heard(&self, session: SessionId) -> bool {
        match self.elsewhere(session) {
            Some(there) => !there.entry.is(flag::ENDING),
            None => self.is_open(session) || self.late(session).is_some(),
        }
    }

    /// What is known of a session that was forgotten, while the handler is told what it had sent before.
    #[inline]
    pub(super) fn late(&self, session: SessionId) -> Option<Late> {
        self.late.get().filter(|late| late.session == session)
    }

    /// Sends bytes that the engine does not know to another member's handler.
    pub fn send_note(&self, to: Station, number: u16, bytes: &[u8]) -> Result<(), Full> {
        let member = self.member.as_ref().ok_or(Full::Nowhere)?;
        Record::Note(number, bytes).send(&member.post, to)
    }

    /// Says that this member looks by itself what others send.
    pub fn wake_up(&self) {
        if let Some(member) = &self.member {
            member.post.wake_up();
        }
    }

    /// Takes all that others have sent, until nothing is left or the server or `time` is over. For the end of a server
    /// whose reactors hear no more.
    pub fn take_rest(&self, handler: &impl Handler<M>, time: Duration) {
        let deadline = Instant::now() + time;
        if let Some(member) = &self.member {
            while self.is_running() && Instant::now() < deadline && !member.post.is_empty() {
                self.take_records(handler);
                member.post.ring();
            }
        }
    }

    /// Whether a message of another member has come in part.
    pub fn has_begun(&self) -> bool {
        let member = self.member.as_ref();
        member.is_some_and(|member| !member.post.begun().is_empty())
    }

    /// Takes the messages that have come in part, until they are complete or the server or `time` is over. For a member that is
    /// about to end: its successor would find their rest.
    pub fn take_begun(&self, handler: &impl Handler<M>, time: Duration) {
        let Some(member) = &self.member else {
            return;
        };
        let deadline = Instant::now() + time;
        loop {
            let begun = member.post.begun();
            if begun.is_empty() || !self.is_running() {
                break;
            }
            member.post.look_at(&begun);
            member.post.receive_in_hand(
                |from| begun.contains(&from),
                record::event_of,
                |from, tag, bytes| {
                    self.take_record(member, from, tag, bytes, handler);
                    // What comes after it is for the successor.
                    false
                },
            );
            member.post.ring();
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            if !member.post.begun().is_empty() {
                member.post.pause(Some(left));
            }
        }
        member.post.want_all();
    }

    /// Waits until what this member has sent is on its way, at most for `time`: what is not would be lost with this process. Processes
    /// that end at the same time, as they do if the whole server `is_stopping`, are not waited for. Whether all is on its way.
    pub fn send_rest(&self, is_stopping: bool, time: Duration) -> bool {
        let Some(member) = &self.member else {
            return true;
        };
        let reactors = member.post.exchange().reactors();
        member
            .post
            .drain(|to| usize::from(to) < reactors || !is_stopping, time)
    }

    /// Wakes those to whom something was sent, and says that this member is going to sleep. False if it must not, because
    /// others have sent something.
    pub fn lie_down(&self) -> bool {
        let Some(member) = &self.member else {
            return true;
        };
        member.post.ring();
        member.aside.borrow().is_empty() && member.post.sleep()
    }

    /// Takes what other members have sent. A member that is to hear no more leaves events of others' connections, and
    /// tasks, to its successor; the rest may be what its callbacks wait for.
    pub fn take_records(&self, handler: &impl Handler<M>) {
        let Some(member) = &self.member else {
            return;
        };
        let runs = self.phase.get() == Phase::Running;
        if member.part == Part::Tasks && !runs {
            return;
        }
        let reactors = member.post.exchange().reactors();
        let has_left_events = member.part == Part::Events && !runs;
        self.take_aside(member, handler);
        member.post.receive_in_hand(
            |from| !has_left_events || usize::from(from) >= reactors,
            record::event_of,
            |from, tag, bytes| {
                self.take_record(member, from, tag, bytes, handler);
                self.take_aside(member, handler);
                // A task may take long: signals and timers come in between.
                self.is_running() && member.part != Part::Tasks
            },
        );
        if matches!(member.part, Part::Whole | Part::Sockets) && member.post.has_lost_somebody() {
            self.forget_the_dead(member);
        }
    }

    /// Puts right what a process has left behind that has died, when all was taken that it has sent: what it had asked for will not
    /// come. Its marks are taken back; what it wanted ended, is, and so is what waits for a response of it. Bytes that
    /// are on their way are forgotten: those of others may be counted too low for a moment.
    #[cold]
    fn forget_the_dead(&self, member: &Member) {
        if !member.post.is_empty() {
            return;
        }
        member.post.mourn();
        let mut over = Vec::new();
        for (_, connection) in &self.state.borrow().connections {
            let Some(entry) = member.sessions.get(connection.session) else {
                continue;
            };
            entry.in_flight.store(0, Ordering::Relaxed);
            let asker = entry.asker();
            let deaths = member.post.exchange().deaths(asker);
            let mut ends = false;
            if asker != member.post.station() && entry.has_asker_died(deaths) {
                correct(entry, connection);
                ends = entry.is(flag::ENDING);
            }
            if matches!(connection.protocol, Protocol::HttpResponding) {
                ends |= has_ended(entry.answerer.load(Ordering::Relaxed));
            }
            if ends && connection.life == Life::Open {
                over.push(connection.session);
            }
        }
        for session in over {
            self.close(session, false);
        }
    }

    /// Takes what was put aside.
    fn take_aside(&self, member: &Member, handler: &impl Handler<M>) {
        while self.is_running() {
            let next = member.aside.borrow_mut().pop_front();
            let Some((from, tag, mut bytes)) = next else {
                return;
            };
            self.take_record(member, from, tag, &mut bytes, handler);
        }
    }

    /// Waits, outside of the loop, for notes from some members; `take` says which it wants. Other notes from them are
    /// put aside for the loop; orders are obeyed. Others are not heard meanwhile. False if `take` has not got all until
    /// `deadline`, or too much else has come.
    pub fn await_notes(
        &self,
        from: &[Station],
        deadline: Option<Instant>,
        mut take: impl FnMut(Station, u16, &mut Vec<u8>) -> Noted,
    ) -> bool {
        let Some(member) = &self.member else {
            return false;
        };
        let mut put_aside = 0;
        member.post.look_at(from);
        let all = loop {
            let mut all = false;
            member.post.receive_from_some(
                |sender| from.contains(&sender),
                |sender, tag, bytes| {
                    let noted = match record::decode(tag, bytes) {
                        Some(Record::Note(number, _)) => take(sender, number, bytes),
                        Some(Record::Order(session, order)) => {
                            self.take_order(session, order, tag, bytes);
                            Noted::Taken
                        }
                        _ => Noted::Unwanted,
                    };
                    if noted == Noted::Unwanted {
                        put_aside += bytes.len();
                        let mut aside = member.aside.borrow_mut();
                        aside.push_back((sender, tag, std::mem::take(bytes)));
                    }
                    all = noted == Noted::All;
                    !all && put_aside <= MOST_PUT_ASIDE
                },
            );
            member.post.ring();
            if all || put_aside > MOST_PUT_ASIDE {
                break all;
            }
            let left = deadline.map(|at| at.saturating_duration_since(Instant::now()));
            if left.is_some_and(|left| left.is_zero()) {
                break false;
            }
            member.post.pause(left);
        };
        member.post.want_all();
        all
    }

    fn take_record(
        &self,
        member: &Member,
        from: Station,
        tag: u32,
        bytes: &mut Vec<u8>,
        handler: &impl Handler<M>,
    ) {
        match record::decode(tag, bytes) {
            Some(Record::Event(session, event)) => {
                self.take_event(member, from, session, event, handler);
                let status = member.post.exchange().status(member.post.station());
                status.in_hand.store(0, Ordering::Release);
            }
            Some(Record::Order(session, order)) => self.take_order(session, order, tag, bytes),
            Some(Record::Note(number, _)) => handler.note(self, from, number, bytes),
            None => log::write(
                Level::Warning,
                format!("a message of kind {tag:#x} from station {from} makes no sense"),
            ),
        }
        self.tell_news(handler);
    }

    fn take_event(
        &self,
        member: &Member,
        from: Station,
        session: SessionId,
        event: Event<'_>,
        handler: &impl Handler<M>,
    ) {
        let entry = member.sessions.get(session);
        if let Some(bytes) = event.received() {
            self.state.borrow_mut().stats.requests += 1;
            match entry {
                Some(entry) => self.takes_away(member, entry, bytes),
                None if !self.hears_late(from, session, event, bytes) => return,
                None => {}
            }
        }
        if let (Event::Request(..), Some(entry)) = (event, entry) {
            entry.answerer.store(member.process, Ordering::Relaxed);
        }
        // Who was told of the end hears nothing more, but its owner does.
        let is_heard = match event {
            Event::Closed(_) | Event::Ending(..) => true,
            _ => !entry.is_some_and(|entry| self.was_told(entry)),
        };
        if is_heard {
            self.hear(session, event, handler);
        }
        self.late.set(None);
        if matches!(event, Event::Closed(_)) {
            member.sessions.remove(session);
        }
    }

    /// Whether the application was told that a session is over that is still known.
    #[inline]
    fn was_told(&self, entry: &Entry) -> bool {
        self.config.told_at_once.is_some() && entry.is(flag::TOLD)
    }

    /// Notes that the application is told of the end of a session that another member owns. False if it was told before, by
    /// whichever process.
    pub(super) fn tells_first(&self, session: SessionId) -> bool {
        let entry = self
            .member()
            .and_then(|member| member.sessions.get(session));
        entry.is_some_and(|entry| entry.set(flag::TOLD) & flag::TOLD == 0)
    }

    /// So many bytes of a session wait for workers no more.
    #[inline]
    fn takes_away(&self, member: &Member, entry: &Entry, bytes: usize) {
        if let Some(most) = self.config.max_queued {
            let queued = take_from(&entry.queued, bytes);
            if queued > most && queued.saturating_sub(bytes as u32) <= most {
                // Its owner has left it unread.
                member.post.nudge(entry.owner());
            }
        }
    }

    /// Whether the handler is told what a session had sent that was forgotten since.
    #[cold]
    fn hears_late(
        &self,
        from: Station,
        session: SessionId,
        event: Event<'_>,
        bytes: usize,
    ) -> bool {
        let port = match event {
            Event::Message { port, .. } | Event::Received { port, .. } => Some(usize::from(port)),
            // Nobody is there to get the response.
            _ => None,
        };
        match port.filter(|_| self.config.keeps_late) {
            Some(port) => {
                self.late.set(Some(Late {
                    session,
                    port,
                    owner: from,
                }));
                true
            }
            None => {
                log::write(
                    Level::Warning,
                    format!("ignore data[{bytes} bytes] received from session#{session}"),
                );
                false
            }
        }
    }

    /// Tells the handler of an event of a session that another member owns.
    fn hear(&self, session: SessionId, event: Event<'_>, handler: &impl Handler<M>) {
        let copy = |bytes: &[u8]| {
            let mut buffer = M::Buffer::with_capacity(bytes.len()).ok()?;
            buffer.push(bytes).ok()?;
            Some(buffer)
        };
        let heard = match event {
            Event::Connected => {
                handler.connected(self, session);
                true
            }
            Event::Request(head, body) => {
                let port = self.port_of(session).unwrap_or(0);
                let limits = limits_of(&self.ports[port.min(self.ports.len() - 1)].config);
                let mut storage = HeaderStorage::new();
                match (parse_head(head, &limits, &mut storage), copy(body)) {
                    (Ok(Some((head, _))), Some(body)) => {
                        handler.request(self, session, &head, body);
                        true
                    }
                    // It parsed when it came.
                    _ => false,
                }
            }
            Event::Message {
                opcode,
                compressed,
                close_code,
                payload,
                ..
            } => copy(payload).is_some_and(|payload| {
                let message = Message {
                    opcode,
                    payload,
                    compressed,
                    close_code,
                };
                handler.message(self, session, message);
                handler.settle(self);
                true
            }),
            Event::Received { bytes, .. } => {
                handler.received(self, session, bytes);
                true
            }
            Event::Closed(close) => {
                if self.tells_first(session) {
                    handler.closed(self, session, close);
                } else {
                    handler.gone(self, session);
                }
                true
            }
            Event::Watermark(full) => {
                handler.watermark(self, session, full);
                true
            }
            // All that came before was dealt with, but for what waits.
            Event::Ending(cause, payload) => match self.elsewhere(session) {
                Some(there) => there.order(Order::FinishEnd(cause, payload)).is_ok(),
                None => true,
            },
        };
        if !heard {
            // No memory for it. It must not get lost in silence.
            self.close(session, true);
        }
    }

    /// Does what another member wants of a session. One that has ended needs nothing.
    pub(super) fn obey(&self, session: SessionId, order: Order<'_>) {
        if self.shares_ports()
            && let Some(there) = self.elsewhere(session)
        {
            // Its owner has left this station since, and has kept it.
            if there.order(order).is_err() {
                there.end(self, Goodbye::Unsaid { reset: true });
            }
            return;
        }
        // Said when it is in the queue: bytes that are counted nowhere would leave room for others.
        let arrived = |len: usize| {
            if let Some(member) = &self.member
                && let Some(entry) = member.sessions.get(session)
            {
                // It was forgotten if somebody has died meanwhile.
                take_from(&entry.in_flight, len);
            }
        };
        match order {
            Order::Push(push, payload) => {
                self.insist(
                    session,
                    self.push_anyway(session, push, Outgoing::Bytes(payload)),
                );
                arrived(FrameHeader::MAX_LEN + payload.len());
            }
            Order::Send(bytes) => {
                self.insist(session, self.send_anyway(session, bytes));
                arrived(bytes.len());
            }
            Order::Write(bytes) => {
                let written = self.write_with(session, |out, _| out.extend_from_slice(bytes));
                self.insist(session, written);
            }
            Order::SendFile {
                path,
                identity,
                offset,
                len,
            } => {
                let root = self.config.root.as_deref();
                let root = root.filter(|_| is_relay(self.member.as_ref()));
                let file = files::open(path, identity, root);
                self.send_file_of(session, path, file, offset, len);
            }
            Order::PushClose(code, reason) => {
                // The sender has checked both; a session that is over needs none.
                let _ = self.push_close(session, code, reason);
            }
            Order::Close { reset } => {
                self.close(session, reset);
            }
            Order::Goodbye { reset } => {
                self.goodbye(session, reset);
            }
            Order::FinishResponse { keep_alive } => self.finish_response(session, keep_alive),
            Order::Upgrade(upgrade) => {
                self.upgrade(session, upgrade);
            }
            Order::FinishEnd(cause, payload) => self.finish_end(session, cause, payload),
            Order::Pause(paused) => {
                self.pause(session, paused);
            }
            Order::Protect(protected) => {
                self.protect(session, protected);
            }
            Order::TellWhenDrained => {
                self.tell_when_drained(session);
            }
        }
    }

    /// Ends a session that could not be sent what its application believes to have sent: a message must not be missing
    /// between others.
    fn insist<T>(&self, session: SessionId, result: Result<T, SendError>) {
        match result {
            Ok(_) | Err(SendError::NoSession | SendError::Closing | SendError::NotWebSocket) => {}
            Err(error) => {
                log::write(
                    Level::Warning,
                    format!("session#{session} is closed: {error:?} for what a worker has sent"),
                );
                self.close(session, true);
            }
        }
    }

    fn send_file_of(
        &self,
        session: SessionId,
        path: &[u8],
        file: io::Result<File>,
        offset: u64,
        len: u64,
    ) {
        let sent = file.map_err(|error| error.to_string()).and_then(|file| {
            let len = usize::try_from(len).unwrap_or(usize::MAX);
            self.send_file(session, file, offset, len)
                .map_err(|error| format!("{error:?}"))
        });
        if let Err(error) = sent
            && self.close(session, true)
        {
            let path = String::from_utf8_lossy(path);
            log::write(
                Level::Warning,
                format!("session#{session} is closed: cannot send {path}: {error}"),
            );
        }
    }
}

/// Takes so many bytes from a count, or all that it has. Returns what it was.
fn take_from(count: &AtomicU32, bytes: usize) -> u32 {
    let left = |now: u32| Some(now.saturating_sub(bytes as u32));
    let before = count.fetch_update(Ordering::Relaxed, Ordering::Relaxed, left);
    before.unwrap_or_default()
}

/// Whether a process, if it is one, has ended and was waited for.
fn has_ended(process: u32) -> bool {
    let Ok(process @ 1..) = libc::pid_t::try_from(process) else {
        return false;
    };
    // SAFETY: signal 0 only asks.
    let asked = unsafe { libc::kill(process, 0) };
    asked != 0 && io::Error::last_os_error().raw_os_error() == Some(libc::ESRCH)
}

/// Whether others handle the events of this member's connections.
pub(super) fn is_relay(member: Option<&Rc<Member>>) -> bool {
    member.is_some_and(|member| member.part == Part::Sockets)
}
