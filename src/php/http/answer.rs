//! Answers that no PHP code gives: to requests that nobody handles or that cannot be taken apart.

use crate::engine::log::{self, Level};
use crate::engine::session::SessionId;
use crate::php::memory::Engine;
use crate::protocol::http::{Framing, HttpError, RequestHead, ResponseHead, ResponseMeta};

/// What to say.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// A field besides the ordinary ones; without line breaks.
    pub field: Option<(&'static str, &'static str)>,
    /// The body.
    pub body: &'static [u8],
    /// Whether the connection may bring another request.
    pub keep_alive: bool,
}

impl Answer {
    /// A status without a body.
    pub fn status(status: u16, keep_alive: bool) -> Self {
        Self {
            status,
            field: None,
            body: b"",
            keep_alive,
        }
    }
}

/// Answers a request without asking the application.
pub fn answer(engine: &Engine, session: SessionId, head: &RequestHead<'_>, answer: &Answer) {
    // A session that has ended meanwhile cannot be answered.
    let _ = engine.write_with(session, |out, date| {
        let meta = ResponseMeta {
            status: answer.status,
            reason: None,
            framing: Framing::Length(answer.body.len() as u64),
            head_request: head.is_head(),
            version: head.version,
            keep_alive: answer.keep_alive,
            content_encoding: None,
        };
        // The status is one of ours and the field has no line breaks.
        if let Ok(mut response) = ResponseHead::begin(out, &meta) {
            if let Some((name, value)) = answer.field {
                let _ = response.header(name.as_bytes(), value.as_bytes());
            }
            response.finish(date);
            if !head.is_head() {
                out.extend_from_slice(answer.body);
            }
        }
    });
    engine.finish_response(session, answer.keep_alive);
}

/// Answers a request that the application is not asked about because it has too much to do, or ends; and closes.
pub fn turn_away(engine: &Engine, session: SessionId) {
    // A session that has ended meanwhile cannot be answered.
    let _ = engine.write_with(session, |out, date| {
        HttpError::Unavailable.write_response(out, date);
    });
    engine.finish_response(session, false);
}

/// Answers a request whose body cannot be taken apart, and closes.
pub fn refuse(engine: &Engine, session: SessionId, head: &RequestHead<'_>, error: HttpError) {
    log::write(
        Level::Notice,
        format!("Invalid HTTP request discarded. Reason: {error}"),
    );
    answer(
        engine,
        session,
        head,
        &Answer::status(error.status(), false),
    );
}
