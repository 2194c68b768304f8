//! A session that another member owns: what the shared table tells is checked here, then an order goes to the owner.

use std::fs::File;
use std::net::SocketAddr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::FileExt;
use std::sync::atomic::Ordering;

use super::close::Goodbye;
use super::files;
use super::{CloseError, ConnectionInfo, News, Push, SendError, Server, Upgrade, WebSocketStatus};
use crate::engine::cluster::dispatch::Dispatch;
use crate::engine::cluster::record::Order;
use crate::engine::cluster::{Member, Part};
use crate::engine::config;
use crate::engine::connection::Times;
use crate::engine::handler::{Cause, Close};
use crate::engine::listener::Address;
use crate::engine::memory::Memory;
use crate::engine::session::SessionId;
use crate::engine::shared::exchange::Station;
use crate::engine::shared::sessions::{Entry, flag};
use crate::protocol::http::HttpDate;
use crate::protocol::websocket::close::encode_close_payload;
use crate::protocol::websocket::{CloseCode, ControlPayload, FrameHeader, Opcode};

/// A session that another member owns.
pub(super) struct Elsewhere<'a> {
    pub member: &'a Member,
    pub entry: &'a Entry,
    pub session: SessionId,
}

impl Elsewhere<'_> {
    /// Sends an order to the owner.
    pub fn order(&self, order: Order<'_>) -> Result<(), SendError> {
        order
            .send(self.session, &self.member.post, self.entry.owner())
            .map_err(|_| SendError::BufferFull)
    }

    /// Notes that this member sets flags for what it is about to ask for: they are taken back if it dies before that has come.
    fn ask(&self) {
        let station = self.member.post.station();
        let deaths = self.member.post.exchange().deaths(station);
        self.entry.ask(station, deaths);
    }

    fn check_open(&self) -> Result<(), SendError> {
        if self.entry.is_open() {
            Ok(())
        } else {
            Err(SendError::NoSession)
        }
    }

    /// Whether `len` more bytes stay within the session's limit.
    pub fn has_room<M: Memory>(&self, server: &Server<M>, len: usize) -> Result<(), SendError> {
        self.check_open()?;
        let config = &server.ports[self.port(server)].config;
        if len > config.max_send {
            return Err(SendError::TooLong);
        }
        let http = config.protocol != config::Protocol::Tcp && !self.entry.is(flag::WEBSOCKET);
        let may_be_sent = self.member.post.takes(self.entry.owner(), len);
        if may_be_sent && config.has_room(self.pending(), len, http) {
            Ok(())
        } else {
            Err(SendError::BufferFull)
        }
    }

    fn pending(&self) -> usize {
        let [flying, waiting] =
            [&self.entry.in_flight, &self.entry.send_pending].map(|n| n.load(Ordering::Relaxed));
        flying as usize + waiting as usize
    }

    /// Sends an order with `len` bytes for the peer.
    fn transmit(&self, len: usize, order: Order<'_>) -> Result<(), SendError> {
        self.entry
            .in_flight
            .fetch_add(len as u32, Ordering::Relaxed);
        let result = self.order(order);
        if result.is_err() {
            self.entry
                .in_flight
                .fetch_sub(len as u32, Ordering::Relaxed);
        }
        result
    }

    pub fn send<M: Memory>(&self, server: &Server<M>, bytes: &[u8]) -> Result<(), SendError> {
        self.has_room(server, bytes.len())?;
        self.transmit(bytes.len(), Order::Send(bytes))?;
        server.state.borrow_mut().stats.responses += 1;
        Ok(())
    }

    #[inline]
    pub fn push<M: Memory>(
        &self,
        server: &Server<M>,
        push: Push,
        payload: &[u8],
    ) -> Result<(), SendError> {
        let flags = self.entry.flags.load(Ordering::Acquire);
        if flags & (flag::OPEN | flag::ENDING) != flag::OPEN {
            return Err(SendError::NoSession);
        }
        if flags & flag::WEBSOCKET == 0 {
            return Err(SendError::NotWebSocket);
        }
        if flags & flag::CLOSE_SENT != 0 {
            return Err(SendError::Closing);
        }
        if push.opcode.is_control() {
            if payload.len() > ControlPayload::MAX || !push.fin || push.opcode == Opcode::Close {
                return Err(SendError::ControlFrame);
            }
        } else if (push.opcode == Opcode::Continuation) != (flags & flag::FRAGMENTING != 0) {
            return Err(SendError::FragmentOrder);
        }
        let len = FrameHeader::MAX_LEN + payload.len();
        match self.has_room(server, len) {
            Err(SendError::BufferFull) if push.oversize && self.pending() == 0 => {}
            other => other?,
        }
        let changes = !push.opcode.is_control() && push.fin == (flags & flag::FRAGMENTING != 0);
        if changes {
            self.ask();
        }
        self.transmit(len, Order::Push(push, payload))?;
        server.state.borrow_mut().stats.responses += 1;
        if changes {
            self.entry.put(flag::FRAGMENTING, !push.fin);
        }
        Ok(())
    }

    pub fn push_close(&self, code: CloseCode, reason: &[u8]) -> Result<(), CloseError> {
        encode_close_payload(code, reason, &mut Vec::new()).map_err(CloseError::Encode)?;
        self.check_open().map_err(CloseError::Send)?;
        if !self.entry.is(flag::WEBSOCKET) {
            return Err(CloseError::Send(SendError::NotWebSocket));
        }
        self.ask();
        if self.entry.set(flag::CLOSE_SENT) & flag::CLOSE_SENT != 0 {
            return Err(CloseError::Send(SendError::Closing));
        }
        self.order(Order::PushClose(code, reason))
            .inspect_err(|_| {
                self.entry.clear(flag::CLOSE_SENT);
            })
            .map_err(CloseError::Send)
    }

    /// Whether the program of this member is told when it ends the session, before the owner says that it is over.
    fn is_told_at_once<M: Memory>(&self, server: &Server<M>) -> bool {
        let told_at_once = server.config.told_at_once;
        let Some((mode, workers)) = told_at_once.filter(|_| self.member.part == Part::Events)
        else {
            return false;
        };
        let first = self.member.post.exchange().reactors();
        let index = |station: Station| usize::from(station).saturating_sub(first);
        let own = index(self.member.post.station());
        if !mode.keeps_order() {
            // Its events come to any worker. Master and manager are none.
            return own < workers;
        }
        let assigned = index(self.entry.worker.load(Ordering::Relaxed));
        let dispatch = Dispatch::new(mode, workers, 0);
        own == dispatch.stay(assigned, || self.entry.uid())
    }

    /// Ends it. False if it is over, or somebody has ended it before.
    pub fn end<M: Memory>(&self, server: &Server<M>, how: Goodbye) -> bool {
        if !self.entry.is_open() {
            return false;
        }
        self.ask();
        if self.entry.set(flag::ENDING) & (flag::OPEN | flag::ENDING) != flag::OPEN {
            return false;
        }
        let order = match how {
            Goodbye::Said { reset } => Order::Goodbye { reset },
            Goodbye::Unsaid { reset } => Order::Close { reset },
        };
        let sent = self.order(order).is_ok();
        if !sent {
            self.entry.clear(flag::ENDING);
        } else if self.is_told_at_once(server) {
            let close = Close {
                cause: Cause::Server,
                websocket: self.entry.is(flag::WEBSOCKET),
            };
            let session = self.session;
            let news = News::EndedElsewhere { session, close };
            server.state.borrow_mut().news.push_back(news);
        }
        sent
    }

    /// Sends what `write` makes.
    pub fn write_with<M: Memory, R>(
        &self,
        server: &Server<M>,
        write: impl FnOnce(&mut Vec<u8>, &HttpDate) -> R,
    ) -> Result<R, SendError> {
        self.check_open()?;
        let mut state = server.state.borrow_mut();
        let seconds = server.reactor.unix_time().as_secs();
        let mut scratch = std::mem::take(&mut state.scratch);
        scratch.clear();
        let result = write(&mut scratch, state.date.at(seconds));
        let sent = self.order(Order::Write(&scratch));
        state.scratch = scratch;
        sent.map(|()| result)
    }

    pub fn send_file<M: Memory>(
        &self,
        server: &Server<M>,
        file: &File,
        offset: u64,
        len: usize,
    ) -> Result<(), SendError> {
        self.check_open()?;
        let Some((path, identity)) = files::name(file) else {
            let mut bytes = vec![0; len];
            file.read_exact_at(&mut bytes, offset)
                .map_err(|_| SendError::NoSession)?;
            return self.send(server, &bytes);
        };
        self.order(Order::SendFile {
            path: path.as_os_str().as_bytes(),
            identity,
            offset,
            len: len as u64,
        })
    }

    pub fn finish_response<M: Memory>(&self, server: &Server<M>, keep_alive: bool) {
        let is_open = self.entry.is_open();
        // A full buffer leaves the response unfinished, and the client waits: better it is told of a broken connection.
        if self.order(Order::FinishResponse { keep_alive }).is_err() {
            self.end(server, Goodbye::Unsaid { reset: true });
        } else if is_open && server.handles_for_others() {
            // A reactor counts no responses.
            server.state.borrow_mut().stats.responses += 1;
        }
    }

    pub fn upgrade(&self, upgrade: Upgrade) -> bool {
        if !self.entry.is_open() {
            return false;
        }
        self.ask();
        if self.order(Order::Upgrade(upgrade)).is_err() {
            return false;
        }
        self.entry.put(flag::HANDSHAKE, false);
        self.entry.put(flag::WEBSOCKET, true);
        true
    }

    pub fn pause(&self, paused: bool) -> bool {
        self.entry.is_open() && self.order(Order::Pause(paused)).is_ok()
    }

    pub fn protect(&self, protected: bool) -> bool {
        self.entry.is_open() && self.order(Order::Protect(protected)).is_ok()
    }

    /// Only who handles the session's events is told.
    pub fn tell_when_drained(&self) -> bool {
        self.entry.is_open()
            && self.entry.worker.load(Ordering::Relaxed) == self.member.post.station()
            && self.order(Order::TellWhenDrained).is_ok()
    }

    pub fn bind(&self, uid: i64) -> bool {
        self.entry.is_open() && self.entry.bind(uid)
    }

    /// The number of its port.
    pub fn port<M: Memory>(&self, server: &Server<M>) -> usize {
        // Another process has written it.
        usize::from(self.entry.port.load(Ordering::Relaxed)).min(server.ports.len() - 1)
    }

    pub fn status(&self) -> WebSocketStatus {
        let flags = self.entry.flags.load(Ordering::Acquire);
        if flags & flag::WEBSOCKET != 0 {
            if flags & flag::CLOSE_SENT != 0 && flags & flag::BY_SERVER != 0 {
                WebSocketStatus::Closing
            } else {
                WebSocketStatus::Active
            }
        } else if flags & flag::HANDSHAKE != 0 {
            WebSocketStatus::Handshake
        } else {
            WebSocketStatus::None
        }
    }

    pub fn info<M: Memory>(&self, server: &Server<M>) -> ConnectionInfo {
        let port = self.port(server);
        let [connected, received, sent, dispatched] = self.entry.times();
        ConnectionInfo {
            port,
            server_fd: server.ports[port].listener.raw_fd(),
            socket_fd: self.entry.socket.load(Ordering::Relaxed) as i32,
            reactor: self.reactor(),
            peer: self.entry.peer(),
            times: Times {
                connected,
                received,
                sent,
                dispatched,
            },
            open: self.entry.is_open(),
            websocket: self.status(),
            received_pending: [&self.entry.received_pending, &self.entry.queued]
                .map(|bytes| bytes.load(Ordering::Relaxed) as usize)
                .iter()
                .sum(),
            send_pending: self.pending(),
            uid: self.entry.uid(),
        }
    }

    /// The number of who owns it, among those that own connections.
    pub fn reactor(&self) -> usize {
        self.member.owner_number(self.entry.owner())
    }

    pub fn addresses<M: Memory>(
        &self,
        server: &Server<M>,
    ) -> (Option<SocketAddr>, Option<SocketAddr>) {
        let local = match server.ports[self.port(server)].listener.address() {
            Address::Unix(_) => None,
            Address::Ip(bound) if !bound.ip().is_unspecified() => Some(*bound),
            Address::Ip(bound) => self
                .entry
                .local()
                .map(|ip| SocketAddr::new(ip, bound.port())),
        };
        (self.entry.peer(), local)
    }
}
