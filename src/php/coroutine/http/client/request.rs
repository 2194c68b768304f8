//! Making a request of the client's properties, and sending it.

use std::rc::Rc;

use super::Client;
use super::body::Sink;
use super::connection::{Connection, Target};
use super::handshake::Handshake;
use super::properties::{self, NoStatus, slots};
use super::response::Exchange;
use super::settings::Settings;
use super::upload::{self, Upload};
use crate::php::coroutine::net::{Failure, Outcome};
use crate::php::last_error;
use crate::php::random;
use crate::php::sched::descriptor::Direction;
use crate::php::zend::array::Key;
use crate::php::zend::{Array, Obj, PhpResult, Value, ZStr, function};
use crate::protocol::http::client::{
    MultipartPiece, RequestBody, RequestEnd, RequestError, RequestMeta, RequestWriter,
    absolute_form, host_field,
};

/// Pieces of a multipart body up to this length are copied, to be written with those around them.
const SMALL: usize = 16 * 1024;

/// Everything that a request is made of, converted: nothing of the program runs any more.
struct Parts {
    method: Vec<u8>,
    host: Option<Vec<u8>>,
    fields: Vec<(Vec<u8>, ZStr)>,
    cookies: Vec<(Vec<u8>, ZStr)>,
    body: BodyParts,
    sink: Sink,
}

enum BodyParts {
    None,
    Raw(ZStr),
    Form(ZStr),
    Multipart {
        fields: Vec<(Vec<u8>, ZStr)>,
        uploads: Vec<Upload>,
    },
}

/// A request that was not sent.
enum NotSent {
    /// The program asks for what no request can be.
    Invalid(Failure),
    /// The connection has failed.
    Failed(Failure),
}

impl Client {
    /// Sends a request and, unless that is deferred, waits for its response.
    pub fn request(&self, this: &Obj, path: &[u8], upgrade: bool) -> PhpResult<bool> {
        crate::php::sched::require()?;
        if let Some(connection) = self.connection()
            && connection.endpoint.stream.is_being_read_here()
        {
            let text = "the response to the last request is still being received";
            let failure = Failure::with_text(last_error::WRONG_OPERATION, text);
            properties::set_failed(this, &failure, NoStatus::SendFailed);
            return Ok(false);
        }
        let mut written = false;
        let done = self.attempts(this, path, upgrade, &mut written);
        if written {
            forget_files(this);
        }
        done
    }

    /// `written` is set once there was a connection to write to.
    fn attempts(
        &self,
        this: &Obj,
        path: &[u8],
        upgrade: bool,
        written: &mut bool,
    ) -> PhpResult<bool> {
        if path.is_empty() {
            properties::set_error(this, &Failure::new(last_error::INVALID_PARAMS));
            return Ok(false);
        }
        let max_retries = self.settings().max_retries;
        for _ in 0..=max_retries {
            if !self.send(this, path, upgrade, written)? {
                return Ok(false);
            }
            if self.defer.get() && !upgrade {
                return Ok(true);
            }
            if !self.receive(this, 0.0)? {
                return Ok(false);
            }
            let status = this.slot(slots().status_code).to_long();
            if max_retries == 0 || !matches!(status, 502 | 503) {
                return Ok(true);
            }
            if let Some(connection) = self.connection() {
                self.close_connection(this, &connection)?;
            }
        }
        Ok(false)
    }

    fn send(&self, this: &Obj, path: &[u8], upgrade: bool, written: &mut bool) -> PhpResult<bool> {
        let slots = slots();
        this.set_slot(slots.headers, Value::NULL);
        this.set_slot(slots.set_cookie_headers, Value::NULL);
        this.set_slot(slots.body, Value::bytes(b""));
        let settings = self.settings();
        let mut handshake = upgrade.then(|| Handshake::new(settings.compression.as_ref()));
        let parts = match gather(this, &settings, handshake.as_mut())? {
            Ok(parts) => parts,
            Err(failure) => {
                properties::set_failed(this, &failure, NoStatus::SendFailed);
                return Ok(false);
            }
        };
        let Some(connection) = self.usable_connection(this, upgrade)? else {
            return Ok(false);
        };
        *written = true;
        properties::clear_error(this);
        let mut head = Vec::new();
        let sent = self.write_request(&connection, path, &parts, handshake.as_ref(), &mut head)?;
        match sent {
            Ok(end) => {
                self.head_out.replace(head);
                let exchange = Exchange::new(end, handshake, parts.sink);
                connection.exchange.replace(Some(Box::new(exchange)));
                Ok(true)
            }
            Err(NotSent::Invalid(failure)) => {
                last_error::warning_of(failure.code(), &failure.text());
                properties::set_failed(this, &failure, NoStatus::SendFailed);
                Ok(false)
            }
            Err(NotSent::Failed(failure)) => {
                self.head_out.replace(head);
                self.close_connection(this, &connection)?;
                properties::set_failed(this, &failure, NoStatus::SendFailed);
                Ok(false)
            }
        }
    }

    /// The connection for another request: the one that there is, or a new one. `None` if there can be none, and then
    /// the error is shown.
    fn usable_connection(&self, this: &Obj, upgrade: bool) -> PhpResult<Option<Rc<Connection>>> {
        if let Some(connection) = self.connection() {
            if connection.websocket.borrow().is_some() {
                let text = "the connection is a WebSocket, call close() before another request";
                let failure = Failure::with_text(last_error::WRONG_OPERATION, text);
                properties::set_failed(this, &failure, NoStatus::SendFailed);
                return Ok(None);
            }
            // Another coroutine that waits for its response is a fatal error, as in Swoole.
            connection.endpoint.stream.claim(Direction::Read)?;
            connection.endpoint.stream.claim(Direction::Write)?;
            let forwarded = upgrade && connection.forwarder.is_some();
            // A response that nobody has asked recv() for would be taken for that of the next request.
            let unread = connection.has_exchange();
            if !forwarded && !unread && connection.is_quiet() {
                return Ok(Some(connection));
            }
            self.close_connection(this, &connection)?;
        }
        let mut failure = None;
        for _ in 0..=self.settings().max_retries {
            match self.open_connection(this, upgrade)? {
                Ok(connection) => return Ok(Some(connection)),
                Err(new) => failure = Some(new),
            }
        }
        if let Some(failure) = failure {
            properties::set_failed(this, &failure, NoStatus::ConnectFailed);
        }
        Ok(None)
    }

    /// Writes head and body. What is written of the head is left in `head` without the empty line at its end.
    fn write_request(
        &self,
        connection: &Connection,
        path: &[u8],
        parts: &Parts,
        handshake: Option<&Handshake>,
        head: &mut Vec<u8>,
    ) -> PhpResult<Result<RequestEnd, NotSent>> {
        let boundary: [u8; 32] = random::text();
        let multipart = match &parts.body {
            BodyParts::Multipart { fields, uploads } => {
                match upload::multipart(&boundary, fields, uploads) {
                    Ok(multipart) => Some(multipart),
                    Err(error) => return Ok(Err(error.into())),
                }
            }
            _ => None,
        };
        let body = match (&parts.body, &multipart) {
            (_, Some(multipart)) => multipart.request_body(),
            (BodyParts::Raw(bytes), _) => RequestBody::Raw(bytes.as_bytes().len() as u64),
            (BodyParts::Form(bytes), _) => RequestBody::Form(bytes.as_bytes().len() as u64),
            _ => RequestBody::None,
        };
        let end = match self.write_head(connection, path, parts, handshake, body, head) {
            Ok(end) => end,
            Err(error) => return Ok(Err(error.into())),
        };
        let shown = head.len().saturating_sub(b"\r\n\r\n".len());
        let written = match (&parts.body, &multipart) {
            (_, Some(multipart)) => write_multipart(connection, head, multipart.pieces())?,
            (BodyParts::Raw(bytes) | BodyParts::Form(bytes), _) => {
                connection.write(&[head, bytes.as_bytes()])?
            }
            _ => connection.write(&[head])?,
        };
        head.truncate(shown);
        Ok(written.map(|()| end).map_err(NotSent::Failed))
    }

    fn write_head(
        &self,
        connection: &Connection,
        path: &[u8],
        parts: &Parts,
        handshake: Option<&Handshake>,
        body: RequestBody<'_>,
        head: &mut Vec<u8>,
    ) -> Result<RequestEnd, RequestError> {
        let settings = self.settings();
        let credentials = self.credentials.borrow();
        let own_host = match self.target.get() {
            Some(target) => own_host(target)?,
            None => Vec::new(),
        };
        let host = parts.host.as_ref().unwrap_or(&own_host);
        let forwarded = connection.forwarder.is_some() && path.first() == Some(&b'/');
        let target = match self.target.get() {
            Some(whom) if forwarded => absolute_form(host, whom.authority().1, path),
            _ => path.to_vec(),
        };
        let meta = RequestMeta {
            method: &parts.method,
            target: &target,
            host,
            body,
            keep_alive: settings.keep_alive,
            accept_encoding: settings.http_compression,
            basic_auth: credentials.as_deref(),
        };
        let mut writer = RequestWriter::begin(head, &meta)?;
        for (name, value) in &parts.fields {
            writer.field(name, value.as_bytes())?;
        }
        for (name, value) in handshake.iter().flat_map(|handshake| handshake.fields()) {
            writer.field(name.as_bytes(), value.as_bytes())?;
        }
        if let Some(login) = connection
            .forwarder
            .as_ref()
            .and_then(|proxy| proxy.authorization())
        {
            writer.field(b"Proxy-Authorization", login.as_bytes())?;
        }
        for (name, value) in &parts.cookies {
            writer.cookie(name, value.as_bytes())?;
        }
        Ok(writer.finish())
    }
}

impl From<RequestError> for NotSent {
    fn from(error: RequestError) -> Self {
        Self::Invalid(Failure::with_text(
            last_error::INVALID_PARAMS,
            error.message(),
        ))
    }
}

/// What Host says if the program does not.
fn own_host(target: &Target) -> Result<Vec<u8>, RequestError> {
    let (host, port) = target.authority();
    host_field(host, port)
}

/// Reads and converts what the program has prepared. Runs `__toString()` of objects.
fn gather(
    this: &Obj,
    settings: &Settings,
    mut handshake: Option<&mut Handshake>,
) -> Outcome<Parts> {
    let slots = slots();
    let body = this.slot(slots.request_body).clone();
    let method = match this.slot(slots.request_method).clone() {
        method if !method.is_null() => method.convert_to_zstr()?.as_bytes().to_vec(),
        _ if body.is_null() => b"GET".to_vec(),
        _ => b"POST".to_vec(),
    };
    let mut host = None;
    let mut fields = Vec::new();
    for (name, value) in named(this.slot(slots.request_headers))? {
        if name.eq_ignore_ascii_case(b"host") {
            host = Some(value.as_bytes().to_vec());
            continue;
        }
        let replaced = handshake
            .as_mut()
            .is_some_and(|handshake| handshake.replaces(&name, value.as_bytes()));
        if !replaced {
            fields.push((name, value));
        }
    }
    let uploads = match upload::gather(this.slot(slots.upload_files))? {
        Ok(uploads) => uploads,
        Err(failure) => return Ok(Err(failure)),
    };
    let body = if handshake.is_some() {
        // A handshake has none (RFC 6455 section 4.1).
        BodyParts::None
    } else if !uploads.is_empty() {
        let fields = named(&body)?;
        BodyParts::Multipart { fields, uploads }
    } else if let Some(form) = body.as_array() {
        BodyParts::Form(build_query(&form)?)
    } else if body.is_null() {
        BodyParts::None
    } else {
        BodyParts::Raw(body.convert_to_zstr()?)
    };
    let path = this.slot(slots.download_file).clone();
    let sink = match &settings.write_func {
        Some(function) => Sink::Function(Rc::clone(function)),
        None if path.is_null() => Sink::Memory,
        None => Sink::File {
            path: path.convert_to_zstr()?,
            offset: this.slot(slots.download_offset).to_long(),
        },
    };
    Ok(Ok(Parts {
        method,
        host,
        fields,
        cookies: named(this.slot(slots.cookies))?,
        body,
        sink,
    }))
}

/// The elements of an array with names and values that are not null, as strings; none of anything else.
fn named(value: &Value) -> PhpResult<Vec<(Vec<u8>, ZStr)>> {
    let Some(array) = value.as_array() else {
        return Ok(Vec::new());
    };
    let mut pairs = Vec::with_capacity(array.len());
    for (key, value) in array.iter() {
        if let Key::Name(name) = key
            && !value.is_null()
        {
            pairs.push((name, value.convert_to_zstr()?));
        }
    }
    Ok(pairs)
}

/// A form as PHP's `http_build_query()` writes it.
fn build_query(form: &Array) -> PhpResult<ZStr> {
    let mut args = [form.clone().into(), Value::bytes(b""), Value::bytes(b"&")];
    match function::call("http_build_query", &mut args) {
        Some(query) => query?.convert_to_zstr(),
        None => Err(crate::php::zend::errors::throw_error(
            "Call to undefined function http_build_query()",
        )),
    }
}

/// Writes a head and the pieces of a multipart body.
fn write_multipart<'m>(
    connection: &Connection,
    head: &[u8],
    pieces: impl Iterator<Item = MultipartPiece<'m, &'m Upload>>,
) -> Outcome {
    let mut waiting = head.to_vec();
    for piece in pieces {
        let written = match piece {
            MultipartPiece::Bytes(bytes) if bytes.len() <= SMALL => {
                waiting.extend_from_slice(bytes);
                continue;
            }
            MultipartPiece::Bytes(bytes) => connection.write(&[&waiting, bytes])?,
            MultipartPiece::File { file, length } => match connection.write(&[&waiting])? {
                Ok(()) => file.send(connection, length)?,
                Err(failure) => Err(failure),
            },
        };
        if written.is_err() {
            return Ok(written);
        }
        waiting.clear();
    }
    connection.write(&[&waiting])
}

/// Forgets what was for one request only.
fn forget_files(this: &Obj) {
    let slots = slots();
    this.set_slot(slots.upload_files, Value::NULL);
    this.set_slot(slots.download_file, Value::NULL);
    this.set_slot(slots.download_offset, Value::long(0));
}
