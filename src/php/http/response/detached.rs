//! Responses that were detached: what their requests asked for, until somebody answers.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::{Rc, Weak};

use super::{Exchange, Kind, Link, Origin};
use crate::engine::server::Upgrade;
use crate::engine::session::SessionId;
use crate::php::http::HttpOptions;
use crate::php::memory::Engine;

/// Below this many entries nobody looks for those whose connection is gone.
const FEW: usize = 64;

/// A request whose response was detached.
struct Detached {
    engine: Weak<Engine>,
    exchange: Exchange,
    options: Rc<HttpOptions>,
    /// What a handshake agreed on, if it is one.
    handshake: Option<Upgrade>,
}

#[derive(Default)]
struct Table {
    entries: HashMap<SessionId, Detached>,
    /// The size at which entries are looked through again.
    next_sweep: usize,
}

thread_local! {
    static TABLE: RefCell<Table> = RefCell::default();
}

/// Keeps what the response's request asked for.
pub(super) fn remember(link: &Link) {
    let handshake = match link.kind {
        Kind::Handshake(upgrade) => Some(upgrade),
        _ => None,
    };
    let entry = Detached {
        engine: Weak::clone(&link.engine),
        exchange: link.exchange,
        options: Rc::clone(&link.options),
        handshake,
    };
    TABLE.with_borrow_mut(|table| {
        table.entries.insert(link.session, entry);
        if table.entries.len() >= table.next_sweep.max(FEW) {
            table.entries.retain(|&session, entry| {
                entry
                    .engine
                    .upgrade()
                    .is_some_and(|engine| engine.is_open(session))
            });
            table.next_sweep = table.entries.len() * 2;
        }
    });
}

/// What is to be answered on a session: its detached request, or nothing that is known.
pub(super) fn link_to(engine: &Rc<Engine>, session: SessionId) -> Link {
    TABLE.with_borrow(|table| {
        let entry = table.entries.get(&session);
        let entry = entry.filter(|entry| std::ptr::eq(entry.engine.as_ptr(), Rc::as_ptr(engine)));
        Link {
            engine: Rc::downgrade(engine),
            session,
            options: entry.map_or_else(Rc::default, |entry| Rc::clone(&entry.options)),
            exchange: entry.map_or(Exchange::UNKNOWN, |entry| entry.exchange),
            kind: entry
                .and_then(|entry| entry.handshake)
                .map_or(Kind::Plain, Kind::Handshake),
            origin: if entry.is_some() {
                Origin::Detached
            } else {
                Origin::Unknown
            },
        }
    })
}

/// The engine whose session has a detached response.
pub(super) fn engine_of(session: SessionId) -> Option<Rc<Engine>> {
    TABLE.with_borrow(|table| table.entries.get(&session)?.engine.upgrade())
}

/// Whether the response's request may still wait for its answer. Only of detached ones it is known when it does not.
pub(super) fn is_waiting(link: &Link) -> bool {
    link.origin != Origin::Detached
        || TABLE.with_borrow(|table| {
            let entry = table.entries.get(&link.session);
            entry.is_some_and(|entry| Weak::ptr_eq(&entry.engine, &link.engine))
        })
}

/// The response is about to answer its request. False if somebody else has done so.
pub(super) fn claim(link: &Link) -> bool {
    link.origin != Origin::Detached || forget(link.engine.as_ptr(), link.session).is_some()
}

/// Takes the entry of a session of this engine: an earlier server of the process may have left one with the same id.
fn forget(engine: *const Engine, session: SessionId) -> Option<Detached> {
    TABLE.with_borrow_mut(|table| {
        let entry = table.entries.get(&session)?;
        if !std::ptr::eq(entry.engine.as_ptr(), engine) {
            return None;
        }
        table.entries.remove(&session)
    })
}

/// Bytes that the application made itself were sent on a session with `Server::send()` or `sendfile()`. If its response
/// was detached, they are the response: the connection may bring its next request. A handshake that they accept turns
/// it into a WebSocket.
pub fn answered_raw(engine: &Engine, session: SessionId, bytes: &[u8]) {
    let Some(entry) = forget(engine, session) else {
        return;
    };
    match entry.handshake {
        Some(_) if bytes.starts_with(b"HTTP/1.1 101 ") => {
            // Nobody knows what the bytes say about compression: there is none.
            engine.upgrade(session, Upgrade { compression: None });
        }
        _ => engine.finish_response(session, true),
    }
}
