//! The consumer of a server's events.

use std::time::Duration;

use crate::protocol::http::RequestHead;
use crate::protocol::websocket::{CloseCode, Opcode};

use super::memory::Memory;
use super::reactor::Ready;
use super::server::Server;
use super::session::SessionId;
use super::shared::exchange::Station;
use super::timers::TimerId;

/// Receives what happens on the connections of a [`Server`].
///
/// Methods are called from the loop, one at a time, with no borrow of the server held: they may call any of its
/// methods. A handler that cannot go on calls [`Server::abort`] and returns.
pub trait Handler<M: Memory> {
    /// A connection was accepted.
    fn connected(&self, server: &Server<M>, session: SessionId);

    /// A request is complete. The response may be sent now or later; until [`Server::finish_response`] the connection
    /// reads no further request.
    fn request(
        &self,
        server: &Server<M>,
        session: SessionId,
        head: &RequestHead<'_>,
        body: M::Buffer,
    );

    /// A WebSocket message is complete, or a control frame that the port delivers has come. It may be put off until
    /// [`settle`](Self::settle), which is called before anything else happens on the session.
    fn message(&self, server: &Server<M>, session: SessionId, message: Message<M::Buffer>);

    /// The messages that came together were all handed over: a handler that has put some off deals with them now.
    fn settle(&self, server: &Server<M>) {
        let _ = server;
    }

    /// Bytes came on a port without a protocol.
    fn received(&self, server: &Server<M>, session: SessionId, bytes: &[u8]);

    /// The session is over. Its information can still be read; nothing can be sent on it.
    fn closed(&self, server: &Server<M>, session: SessionId, close: Close);

    /// The session is over, too, for its owner, another member of the cluster. The program was told before, perhaps in
    /// another process: when it ended the session.
    fn gone(&self, server: &Server<M>, session: SessionId) {
        let _ = (server, session);
    }

    /// Whether events of a session can be taken now. If not, its input stays unread until they can.
    fn takes(&self, server: &Server<M>, session: SessionId) -> bool {
        let _ = (server, session);
        true
    }

    /// The peer has sent a close frame, or violates the protocol: `payload` is the close frame that answers it. True if
    /// that has to wait until the handler has dealt with what came before, in another process, and
    /// [`Server::finish_end`] is called: a reply must not come after the close frame.
    fn delays_end(
        &self,
        server: &Server<M>,
        session: SessionId,
        cause: Cause,
        payload: &[u8],
    ) -> bool {
        let _ = (server, session, cause, payload);
        false
    }

    /// Another member of the cluster has sent something that the engine does not know.
    fn note(&self, server: &Server<M>, from: Station, number: u16, bytes: &mut Vec<u8>) {
        let _ = (server, from, number, bytes);
    }

    /// More bytes wait on the session than its high watermark, or it has drained to the low one.
    fn watermark(&self, server: &Server<M>, session: SessionId, full: bool);

    /// The loop has nothing to do and is about to wait.
    fn rests(&self) {}

    /// The loop has waited: a turn begins.
    fn wakes(&self) {}

    /// A timer is due.
    fn timer(&self, id: TimerId);

    /// A signal arrived.
    fn signal(&self, server: &Server<M>, signal: i32);

    /// Something became ready that is not the server's.
    fn elsewhere(&self, event: &Ready) {
        let _ = event;
    }

    /// The turn's events and timers are handled; output is flushed next.
    fn turn_ended(&self, server: &Server<M>) {
        let _ = server;
    }

    /// How long the loop may sleep for what is not the server's: not at all when something waits to be done, `None`
    /// until something becomes ready.
    fn time_left(&self) -> Option<Duration> {
        None
    }
}

/// A WebSocket message as the handler gets it.
#[derive(Debug)]
pub struct Message<B> {
    /// Text, Binary, or a control opcode that the port delivers.
    pub opcode: Opcode,
    /// The payload: unmasked, inflated, and for text valid UTF-8. For a close frame: its reason.
    pub payload: B,
    /// Whether it came compressed.
    pub compressed: bool,
    /// For a close frame: its code, if it had one.
    pub close_code: Option<CloseCode>,
}

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Close {
    /// Why.
    pub cause: Cause,
    /// Whether it was an open WebSocket.
    pub websocket: bool,
}

/// Why a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// This side wanted it, or had waited long enough.
    Server,
    /// The peer has closed: by a close frame or the end of its stream.
    Peer,
    /// The connection broke; an errno.
    Broken(i32),
    /// The peer has violated the protocol, which this side answered with a close frame of this code.
    Violation(CloseCode),
}

impl Close {
    /// Whether this side ended it.
    pub fn by_server(&self) -> bool {
        matches!(self.cause, Cause::Server | Cause::Violation(_))
    }
}
