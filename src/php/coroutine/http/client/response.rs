//! Receiving a response: its head into properties, its body to where it belongs.

use std::rc::Rc;

use super::Client;
use super::body::{Body, Sink};
use super::connection::Connection;
use super::handshake::Handshake;
use super::properties::{self, NoStatus, slots};
use super::settings::Settings;
use super::websocket::WebSocket;
use crate::engine::log::Level;
use crate::php::coroutine::net::timeouts::limit;
use crate::php::coroutine::net::{Failure, Limit, Pace};
use crate::php::last_error;
use crate::php::zend::{Array, Obj, PhpResult, Value, ZStr};
use crate::protocol::http::Limits;
use crate::protocol::http::client::{
    Fields, RequestEnd, ResponseDecoder, ResponseError, ResponseEvent, ResponseHead,
    received_cookie,
};
use crate::protocol::websocket::deflate::Negotiated;

/// A request that was sent, and what is to become of its response.
pub struct Exchange {
    decoder: ResponseDecoder,
    /// Whether the request said that the connection may live on.
    keep_alive: bool,
    handshake: Option<Handshake>,
    sink: Sink,
}

/// A response that has come.
struct Complete {
    status: u16,
    /// Whether the connection can serve another request.
    keep_alive: bool,
    /// The body, unless it went elsewhere.
    body: Option<ZStr>,
    /// The connection has become a WebSocket, perhaps one with compression.
    websocket: Option<Option<Negotiated>>,
}

/// Why there is no response.
enum Broken {
    /// An error of the connection.
    Failed(Failure),
    /// The server breaks the protocol.
    Malformed(ResponseError),
    /// The answer to a handshake is none.
    Refused(String),
}

impl From<Failure> for Broken {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<ResponseError> for Broken {
    fn from(error: ResponseError) -> Self {
        match error {
            ResponseError::NoResponse | ResponseError::Truncated => {
                Self::Failed(Failure::new(libc::ECONNRESET))
            }
            error => Self::Malformed(error),
        }
    }
}

impl Exchange {
    /// What is expected after a request with this `end`.
    pub fn new(end: RequestEnd, handshake: Option<Handshake>, sink: Sink) -> Self {
        let limits = Limits {
            // Bounded where it goes: by PHP's memory, or the disk.
            max_body_bytes: u64::MAX,
            ..Limits::default()
        };
        let mut decoder = ResponseDecoder::new(&limits);
        decoder.begin(end.expectation);
        Self {
            decoder,
            keep_alive: end.keep_alive,
            handshake,
            sink,
        }
    }
}

impl Client {
    /// Waits for the response to the request that was sent. False if there is none, or if none is due.
    pub fn receive(&self, this: &Obj, own_limit: f64) -> PhpResult<bool> {
        let Some(connection) = self.connection() else {
            return Ok(false);
        };
        // Another coroutine that waits for the response is a fatal error, as in Swoole.
        let reading = connection.endpoint.stream.hold_reading()?;
        let Some(exchange) = connection.exchange.take() else {
            return Ok(false);
        };
        let settings = self.settings();
        let own_limit = if own_limit == 0.0 {
            settings.timeout
        } else {
            own_limit
        };
        let limit = limit(own_limit, connection.endpoint.timeouts.get().read);
        let keep_alive = exchange.keep_alive && settings.keep_alive;
        let result = run(*exchange, &connection, this, &settings, &limit);
        drop(reading);
        let result = match result {
            Ok(result) => result,
            Err(thrown) => {
                self.abandon(this, &connection);
                return Err(thrown);
            }
        };
        match result {
            Ok(complete) => {
                // A function of the program may have met an error.
                properties::clear_error(this);
                properties::set_status(this, complete.status.into());
                if let Some(body) = complete.body {
                    this.set_slot(slots().body, body);
                }
                if let Some(compression) = complete.websocket {
                    let websocket = WebSocket::new(&settings, compression);
                    *connection.websocket.borrow_mut() = Some(websocket);
                } else if !(keep_alive && complete.keep_alive) {
                    self.close_connection(this, &connection)?;
                }
                Ok(true)
            }
            Err(broken) => {
                let (failure, status) = explain(broken);
                self.close_connection(this, &connection)?;
                properties::set_failed(this, &failure, status);
                Ok(false)
            }
        }
    }
}

/// The error and the status that a program sees.
fn explain(broken: Broken) -> (Failure, NoStatus) {
    match broken {
        Broken::Failed(failure) if failure.code() == libc::ETIMEDOUT => {
            (failure, NoStatus::RequestTimeout)
        }
        Broken::Failed(failure) => (failure, NoStatus::ServerReset),
        Broken::Malformed(error) => {
            let code = last_error::HTTP_INVALID_PROTOCOL;
            let function = "Swoole\\Coroutine\\Http\\Client::recv";
            last_error::report(Level::Debug, code, function, error.message());
            (Failure::new(code), NoStatus::ServerReset)
        }
        Broken::Refused(reason) => {
            let code = last_error::WEBSOCKET_HANDSHAKE_FAILED;
            (Failure::with_text(code, reason), NoStatus::ConnectFailed)
        }
    }
}

/// Reads until the response is complete.
fn run(
    exchange: Exchange,
    connection: &Rc<Connection>,
    this: &Obj,
    settings: &Settings,
    limit: &Limit,
) -> PhpResult<Result<Complete, Broken>> {
    let Exchange {
        mut decoder,
        handshake,
        sink,
        ..
    } = exchange;
    let mut head = None;
    let mut body = Body::new(sink, this);
    let mut pace = Pace::within(limit);
    loop {
        if let Err(failure) = pace.step()? {
            return Ok(Err(failure.into()));
        }
        let chunk = match connection.read(limit)? {
            Ok(chunk) => chunk,
            Err(failure) => return Ok(Err(failure.into())),
        };
        let mut input = &chunk[..];
        let mut ended = false;
        if input.is_empty() {
            // A response that lasts until the end of the stream is complete now.
            if let Err(error) = decoder.finish() {
                return Ok(Err(error.into()));
            }
            ended = true;
        }
        while !ended {
            let event = match decoder.next(&mut input) {
                Ok(Some(event)) => event,
                Ok(None) => break,
                Err(error) => return Ok(Err(error.into())),
            };
            match event {
                ResponseEvent::Head(received) => {
                    show_head(&received, this, settings);
                    body.begin(&received.fields, settings.body_decompression);
                    let answer = match &handshake {
                        Some(handshake) if received.status == 101 => {
                            match handshake.check(&received) {
                                Ok(compression) => Some(compression),
                                Err(error) => return Ok(Err(Broken::Refused(error.to_string()))),
                            }
                        }
                        _ => None,
                    };
                    head = Some((received.status, answer));
                }
                ResponseEvent::Body(content) => {
                    if let Err(failure) = body.push(content)? {
                        return Ok(Err(failure.into()));
                    }
                    // A function of the program may have closed it.
                    if connection.endpoint.stream.is_closed() {
                        return Ok(Err(Failure::new(libc::ECANCELED).into()));
                    }
                }
                // They may not be merged with the headers (RFC 9110 section 6.5.1), and there is no place for them.
                ResponseEvent::Trailers(_) => {}
                ResponseEvent::End => ended = true,
            }
        }
        if !ended {
            continue;
        }
        let Some((status, websocket)) = head else {
            // No response is complete without a head.
            return Ok(Err(ResponseError::NoResponse.into()));
        };
        let body = match body.finish()? {
            Ok(body) => body,
            Err(failure) => return Ok(Err(failure.into())),
        };
        let behind = input.len();
        if websocket.is_some() {
            connection.unread.borrow_mut().fill(chunk, behind);
        }
        return Ok(Ok(Complete {
            status,
            keep_alive: decoder.keep_alive() && behind == 0,
            body,
            websocket,
        }));
    }
}

/// Fills the properties that tell of a head.
fn show_head(head: &ResponseHead<'_>, this: &Obj, settings: &Settings) {
    let slots = slots();
    if !head.fields.is_empty() {
        let headers = headers(&head.fields, settings.lowercase_header);
        this.set_slot(slots.headers, headers);
    }
    let set_cookies: Vec<&[u8]> = head.fields.get_all("set-cookie").collect();
    if set_cookies.is_empty() {
        return;
    }
    this.with_array_slot(slots.set_cookie_headers, |all| {
        for field in &set_cookies {
            all.push(Value::bytes(field));
        }
    });
    this.with_array_slot(slots.cookies, |cookies| {
        for (name, value) in set_cookies
            .iter()
            .filter_map(|field| received_cookie(field))
        {
            cookies.set(name, Value::bytes(&value));
        }
    });
}

/// The fields as an array; of a name that comes several times, the value is a list.
fn headers(fields: &Fields<'_>, lowercase: bool) -> Array {
    let mut headers = Array::with_capacity(fields.len());
    for (name, value) in fields.iter() {
        let name = if lowercase {
            name.to_ascii_lowercase()
        } else {
            name.to_vec()
        };
        let value = Value::bytes(value);
        let old = headers.get(&name).cloned();
        let value = match old {
            None => value,
            Some(old) => {
                let mut list = old.as_array().unwrap_or_else(|| {
                    let mut list = Array::new();
                    list.push(old.clone());
                    list
                });
                drop(old);
                list.make_mut().push(value);
                list.into()
            }
        };
        headers.set(&name, value);
    }
    headers
}
