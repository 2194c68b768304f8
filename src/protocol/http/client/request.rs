//! Request heads, in the order in which Swoole's client writes them.
//!
//! Order: request line, Host, the program's fields, Authorization, Connection, Accept-Encoding, Cookie, Content-Type,
//! Content-Length. A field of the program replaces the one that would be added, where Swoole sends both.
//!
//! Nothing that a program passes can end its line early or change where the request ends.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::decoder::Expectation;
use super::error::RequestError;
use crate::protocol::http::head::{is_host_byte, split_target};
use crate::protocol::http::response::{check_value, push_field};
use crate::protocol::http::syntax::{is_token, list, push_decimal, trim};
use crate::protocol::http::urlencode::push_percent;
use crate::protocol::http::{list_contains, urlencode};

/// The codings that [`ContentDecoder`](super::ContentDecoder) undoes, as Swoole's client offers them.
const ACCEPT_ENCODING: &[u8] = b"gzip, deflate, br";

/// What follows the head of a request. The lengths are those of the bytes that will be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestBody<'a> {
    /// Nothing.
    None,
    /// Bytes whose type the program tells, or nobody does.
    Raw(u64),
    /// `application/x-www-form-urlencoded`, see [`write_form`](super::write_form).
    Form(u64),
    /// `multipart/form-data`, see [`Multipart`](super::Multipart).
    Multipart {
        /// What separates the parts.
        boundary: &'a [u8],
        /// The length of all parts with what is between them.
        length: u64,
    },
}

/// What decides the shape of a request, known before its first field is written.
#[derive(Debug, Clone, Copy)]
pub struct RequestMeta<'a> {
    /// The method, a token. Case matters.
    pub method: &'a [u8],
    /// Path and query, or another form of target (RFC 9112 section 3.2). Spaces and bytes outside ASCII are
    /// percent-encoded, a fragment is not sent.
    pub target: &'a [u8],
    /// The value of Host: the program's, or that of [`host_field`].
    pub host: &'a [u8],
    /// What follows.
    pub body: RequestBody<'a>,
    /// Whether the connection may live on.
    pub keep_alive: bool,
    /// Whether to offer the codings that this client can undo.
    pub accept_encoding: bool,
    /// User and password with a colon between them (RFC 7617).
    pub basic_auth: Option<&'a [u8]>,
}

/// What the head has promised to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestEnd {
    /// What the decoder of the response must know.
    pub expectation: Expectation,
    /// Whether the connection may live on. The program may have set `Connection: close`.
    pub keep_alive: bool,
}

/// Writes one request head: [`begin`](Self::begin), fields, cookies, [`finish`](Self::finish).
#[derive(Debug)]
#[must_use = "a head that is not finished leaves half a request in the buffer"]
pub struct RequestWriter<'o, 'a> {
    out: &'o mut Vec<u8>,
    meta: RequestMeta<'a>,
    /// The pairs so far. All go into one field (RFC 6265 section 5.4).
    cookies: Vec<u8>,
    seen: Seen,
    keep_alive: bool,
    upgrade: bool,
}

/// Which of the fields that would be added has the program decided.
#[derive(Debug, Default)]
struct Seen {
    authorization: bool,
    connection: bool,
    accept_encoding: bool,
    content_type: bool,
    content_length: bool,
}

impl<'o, 'a> RequestWriter<'o, 'a> {
    /// Appends the request line and Host to `out`.
    ///
    /// # Errors
    ///
    /// [`RequestError::Method`], [`RequestError::Target`], [`RequestError::Host`] or [`RequestError::Boundary`]; then
    /// nothing was written.
    pub fn begin(out: &'o mut Vec<u8>, meta: &RequestMeta<'a>) -> Result<Self, RequestError> {
        if !is_token(meta.method) {
            return Err(RequestError::Method);
        }
        if !meta.host.iter().all(|&byte| is_host_byte(byte)) {
            return Err(RequestError::Host);
        }
        if let RequestBody::Multipart { boundary, .. } = meta.body {
            check_boundary(boundary)?;
        }
        let start = out.len();
        out.reserve(256 + meta.target.len());
        out.extend_from_slice(meta.method);
        out.push(b' ');
        if let Err(error) = push_target(out, meta.method, meta.target) {
            out.truncate(start);
            return Err(error);
        }
        out.extend_from_slice(b" HTTP/1.1\r\n");
        push_field(out, b"Host", meta.host);
        Ok(Self {
            out,
            meta: *meta,
            cookies: Vec::new(),
            seen: Seen::default(),
            keep_alive: meta.keep_alive,
            upgrade: false,
        })
    }

    /// Appends one field of the program. Host and Content-Length are ignored: the one belongs into the
    /// [`RequestMeta`], the other follows from it. So is Content-Type with a multipart body, which needs its boundary.
    /// Call this once for each value of a field with several.
    ///
    /// # Errors
    ///
    /// [`RequestError::FieldName`], [`RequestError::FieldValue`] or [`RequestError::TransferEncoding`]. The field was
    /// not written; the head goes on without it.
    pub fn field(&mut self, name: &[u8], value: &[u8]) -> Result<(), RequestError> {
        if !is_token(name) {
            return Err(RequestError::FieldName);
        }
        check_value(value).map_err(|_| RequestError::FieldValue)?;
        if self.admit(name, value)? {
            push_field(self.out, name, value);
        }
        Ok(())
    }

    /// Notes a cookie, whose value gets percent-encoded as Swoole's client does it. One with an empty value is left
    /// out, as there.
    ///
    /// # Errors
    ///
    /// [`RequestError::CookieName`]. The cookie was not noted; the head goes on without it.
    pub fn cookie(&mut self, name: &[u8], value: &[u8]) -> Result<(), RequestError> {
        if !is_cookie_name(name) {
            return Err(RequestError::CookieName);
        }
        if !value.is_empty() {
            self.separate_cookies();
            self.cookies.extend_from_slice(name);
            self.cookies.push(b'=');
            urlencode(value, &mut self.cookies);
        }
        Ok(())
    }

    /// Appends the fields that the program left to the client, and the empty line. The body comes next.
    pub fn finish(self) -> RequestEnd {
        let out = self.out;
        if let Some(credentials) = self.meta.basic_auth
            && !self.seen.authorization
        {
            let value = format!("Basic {}", STANDARD.encode(credentials));
            push_field(out, b"Authorization", value.as_bytes());
        }
        if !self.seen.connection {
            let option: &[u8] = if self.keep_alive {
                b"keep-alive"
            } else {
                b"close"
            };
            push_field(out, b"Connection", option);
        }
        if self.meta.accept_encoding && !self.seen.accept_encoding {
            push_field(out, b"Accept-Encoding", ACCEPT_ENCODING);
        }
        if !self.cookies.is_empty() {
            push_field(out, b"Cookie", &self.cookies);
        }
        let length = match self.meta.body {
            RequestBody::None => {
                // Servers may refuse these without a length (RFC 9110 section 8.6).
                let means_content = matches!(self.meta.method, b"POST" | b"PUT" | b"PATCH");
                (means_content || self.seen.content_length).then_some(0)
            }
            RequestBody::Raw(length) => Some(length),
            RequestBody::Form(length) => {
                if !self.seen.content_type {
                    push_field(out, b"Content-Type", b"application/x-www-form-urlencoded");
                }
                Some(length)
            }
            RequestBody::Multipart { boundary, length } => {
                out.extend_from_slice(b"Content-Type: multipart/form-data; boundary=");
                push_boundary(out, boundary);
                out.extend_from_slice(b"\r\n");
                Some(length)
            }
        };
        if let Some(length) = length {
            out.extend_from_slice(b"Content-Length: ");
            push_decimal(out, length);
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(b"\r\n");
        RequestEnd {
            expectation: Expectation {
                head: self.meta.method == b"HEAD",
                connect: self.meta.method == b"CONNECT",
                upgrade: self.upgrade,
            },
            keep_alive: self.keep_alive,
        }
    }

    /// Whether to write a field of the program now, noting what it decides.
    fn admit(&mut self, name: &[u8], value: &[u8]) -> Result<bool, RequestError> {
        let is = |known: &[u8]| name.eq_ignore_ascii_case(known);
        match name.len() {
            4 if is(b"host") => return Ok(false),
            6 if is(b"cookie") => {
                self.separate_cookies();
                self.cookies.extend_from_slice(trim(value));
                return Ok(false);
            }
            7 if is(b"upgrade") => self.upgrade |= list(value).any(|name| !name.is_empty()),
            10 if is(b"connection") => {
                self.seen.connection = true;
                self.keep_alive &= !list_contains(value, b"close");
            }
            12 if is(b"content-type") => {
                if matches!(self.meta.body, RequestBody::Multipart { .. }) {
                    return Ok(false);
                }
                self.seen.content_type = true;
            }
            13 if is(b"authorization") => self.seen.authorization = true,
            14 if is(b"content-length") => {
                self.seen.content_length = true;
                return Ok(false);
            }
            15 if is(b"accept-encoding") => self.seen.accept_encoding = true,
            17 if is(b"transfer-encoding") => return Err(RequestError::TransferEncoding),
            _ => {}
        }
        Ok(true)
    }

    fn separate_cookies(&mut self) {
        if !self.cookies.is_empty() {
            self.cookies.extend_from_slice(b"; ");
        }
    }
}

/// Whether `name` can be sent as that of a cookie: it is not empty and nothing in it ends it early.
pub(super) fn is_cookie_name(name: &[u8]) -> bool {
    let ends_early = |byte: &u8| matches!(byte, b'=' | b';' | ..b' ' | 0x7f);
    !name.is_empty() && !name.iter().any(ends_early)
}

/// The value of Host for a host name or address, with the port if it is not the scheme's own (RFC 9110 section 7.2).
///
/// An IPv6 address gets brackets and loses its zone, which means nothing to others (RFC 6874).
///
/// # Errors
///
/// [`RequestError::Host`] if the name has a byte that no host has, such as the path of a Unix socket.
pub fn host_field(host: &[u8], port: Option<u16>) -> Result<Vec<u8>, RequestError> {
    let bare_ipv6 = !host.starts_with(b"[") && memchr::memchr(b':', host).is_some();
    let mut field = Vec::with_capacity(host.len() + 8);
    if bare_ipv6 {
        let address = host.split(|&byte| byte == b'%').next().unwrap_or_default();
        field.push(b'[');
        field.extend_from_slice(address);
        field.push(b']');
    } else {
        field.extend_from_slice(host);
    }
    if host.is_empty() || !field.iter().all(|&byte| is_host_byte(byte)) {
        return Err(RequestError::Host);
    }
    if let Some(port) = port {
        field.push(b':');
        push_decimal(&mut field, u64::from(port));
    }
    Ok(field)
}

/// What a proxy is asked for (RFC 9112 section 3.2.2): `path` at the host that Host names, and at `port` if that names
/// none.
pub fn absolute_form(host: &[u8], port: Option<u16>, path: &[u8]) -> Vec<u8> {
    let mut target = [b"http://", host].concat();
    // An IPv6 address has colons of its own, in brackets.
    let name_end = memchr::memrchr(b']', host).unwrap_or(0);
    if let Some(port) = port
        && memchr::memchr(b':', &host[name_end..]).is_none()
    {
        target.push(b':');
        push_decimal(&mut target, u64::from(port));
    }
    target.extend_from_slice(path);
    target
}

/// Appends a target in a form that a server can read.
fn push_target(out: &mut Vec<u8>, method: &[u8], target: &[u8]) -> Result<(), RequestError> {
    let start = out.len();
    for &byte in target {
        match byte {
            b'#' => break,
            0..b' ' | 0x7f => return Err(RequestError::Target),
            b' ' | 0x80.. => push_percent(byte, out),
            _ => out.push(byte),
        }
    }
    let written = &out[start..];
    let method = std::str::from_utf8(method).unwrap_or_default();
    match split_target(method, written) {
        // The form of an authority is nobody else's concern.
        Ok(_) if method == "CONNECT" && !is_authority(written) => Err(RequestError::Target),
        Ok(_) => Ok(()),
        Err(_) => Err(RequestError::Target),
    }
}

/// Whether `bytes` is `host:port` (RFC 9112 section 3.2.3).
fn is_authority(bytes: &[u8]) -> bool {
    let Some(colon) = memchr::memrchr(b':', bytes) else {
        return false;
    };
    let (host, port) = (&bytes[..colon], &bytes[colon + 1..]);
    !host.is_empty()
        && host.iter().all(|&byte| is_host_byte(byte))
        && !port.is_empty()
        && port.iter().all(u8::is_ascii_digit)
}

/// Refuses what cannot separate parts (RFC 2046 section 5.1.1).
pub(super) fn check_boundary(boundary: &[u8]) -> Result<(), RequestError> {
    let is_boundary_byte =
        |&byte: &u8| byte.is_ascii_alphanumeric() || b"'()+_,-./:=?".contains(&byte);
    if (1..=70).contains(&boundary.len()) && boundary.iter().all(is_boundary_byte) {
        Ok(())
    } else {
        Err(RequestError::Boundary)
    }
}

/// Appends a boundary as the value of a parameter, quoted if it is no token.
fn push_boundary(out: &mut Vec<u8>, boundary: &[u8]) {
    if is_token(boundary) {
        out.extend_from_slice(boundary);
    } else {
        out.push(b'"');
        out.extend_from_slice(boundary);
        out.push(b'"');
    }
}

#[cfg(test)]
#[path = "request_tests.rs"]
mod tests;
