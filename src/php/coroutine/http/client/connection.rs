//! The connection of a client: how it is made, read from and written to.

use std::cell::RefCell;
use std::io;
use std::mem::MaybeUninit;
use std::rc::Rc;

use super::response::Exchange;
use super::settings::Settings;
use super::websocket::WebSocket;
use crate::php::coroutine::client::apply_settings;
use crate::php::coroutine::net::proxy::{Proxy, ProxyKind};
use crate::php::coroutine::net::timeouts::{Timeouts, limit};
use crate::php::coroutine::net::{BLOCK, Endpoint, Failure, Limit, Outcome, Pace, Transfer};
use crate::php::coroutine::{socket, timeout};
use crate::php::last_error;
use crate::php::zend::{Array, Obj, PhpResult};

/// Whom a client speaks to.
#[derive(Debug, Clone)]
pub struct Target {
    /// Name, address or path, as the program gave it.
    pub host: Vec<u8>,
    /// The port, as the program gave it; 0 for that of the scheme.
    pub port: i64,
    /// Whether it asked for TLS.
    pub ssl: bool,
}

impl Target {
    /// The path of a unix socket, if it is one: `unix:/path`, also with more slashes.
    fn unix_path(&self) -> Option<&[u8]> {
        let path = self.host.strip_prefix(b"unix:")?;
        let slashes = path.iter().take_while(|&&byte| byte == b'/').count();
        (slashes > 0).then(|| &path[slashes - 1..])
    }

    /// The host without the brackets of an IPv6 address, or the path.
    fn address(&self) -> &[u8] {
        self.unix_path().unwrap_or_else(|| {
            self.host
                .strip_prefix(b"[")
                .and_then(|host| host.strip_suffix(b"]"))
                .unwrap_or(&self.host)
        })
    }

    fn domain(&self) -> i32 {
        if self.unix_path().is_some() {
            libc::AF_UNIX
        } else if self.host.contains(&b':') {
            libc::AF_INET6
        } else {
            libc::AF_INET
        }
    }

    /// The port to connect to.
    pub const fn effective_port(&self) -> i64 {
        match self.port {
            0 => self.default_port(),
            port => port,
        }
    }

    const fn default_port(&self) -> i64 {
        if self.ssl { 443 } else { 80 }
    }

    /// The host and the port that a request names; the port only if it is not the scheme's own.
    pub fn authority(&self) -> (&[u8], Option<u16>) {
        if self.unix_path().is_some() {
            // A path is no host.
            return (b"localhost", None);
        }
        let port = self.effective_port();
        let named = (port != self.default_port()).then(|| u16::try_from(port).ok());
        (&self.host, named.flatten())
    }
}

/// An open connection and what goes on on it.
pub struct Connection {
    /// The socket.
    pub endpoint: Rc<Endpoint>,
    /// The same for PHP.
    pub object: Obj,
    /// The proxy that requests are written for, since it forwards them.
    pub forwarder: Option<Proxy>,
    /// The request whose response has not come.
    pub exchange: RefCell<Option<Box<Exchange>>>,
    /// The WebSocket that the connection has become.
    pub websocket: RefCell<Option<WebSocket>>,
    /// Bytes of the server that nobody has looked at.
    pub unread: RefCell<Unread>,
}

/// Bytes that were read and not used, in the order in which they came.
#[derive(Debug, Default)]
pub struct Unread {
    bytes: Vec<u8>,
    used: usize,
}

impl Unread {
    /// What is left.
    pub fn as_slice(&self) -> &[u8] {
        &self.bytes[self.used..]
    }

    /// Notes that only the last `left` bytes are left.
    pub fn keep_last(&mut self, left: usize) {
        self.used = self.bytes.len() - left;
        if left == 0 {
            // An idle connection owns no buffer.
            *self = Self::default();
        }
    }

    /// Takes bytes over, of which the last `left` were not used. Nothing may be left of those before.
    pub fn fill(&mut self, bytes: Vec<u8>, left: usize) {
        debug_assert!(self.as_slice().is_empty());
        self.bytes = bytes;
        self.keep_last(left);
    }
}

impl Connection {
    /// Makes a socket with the settings of a client. It is not connected yet.
    pub fn new(target: &Target, given: Option<&Array>, tunnel: bool) -> Outcome<Self> {
        let endpoint = match socket::make(target.domain().into(), libc::SOCK_STREAM.into(), 0) {
            Ok(endpoint) => Rc::new(endpoint),
            Err(error) => return Ok(Err(error.into())),
        };
        let object = socket::object(Rc::clone(&endpoint), 0);
        if let Some(given) = given
            && !apply_settings(&object, given)?
        {
            let text = "a setting cannot be applied to the socket";
            return Ok(Err(Failure::with_text(last_error::INVALID_PARAMS, text)));
        }
        let forwards = |proxy: &Proxy| proxy.kind == ProxyKind::Http && !tunnel;
        let forwarder = endpoint.proxy.borrow().clone().filter(forwards);
        Ok(Ok(Self {
            endpoint,
            object,
            forwarder,
            exchange: RefCell::default(),
            websocket: RefCell::default(),
            unread: RefCell::default(),
        }))
    }

    /// Connects.
    pub fn connect(&self, target: &Target, settings: &Settings) -> Outcome {
        let seconds = match settings.connect_timeout {
            0.0 => Timeouts::defaults().connect,
            seconds => seconds,
        };
        match &self.forwarder {
            None => {
                let port = target.effective_port();
                self.endpoint.connect(target.address(), port, seconds)
            }
            Some(proxy) => {
                let lookup = timeout(self.endpoint.timeouts.get().lookup);
                let limit = limit(seconds, seconds);
                let stream = &self.endpoint.stream;
                stream.connect_host(&proxy.host, proxy.port, &limit, lookup)
            }
        }
    }

    /// Whether a response is due that nobody waits for.
    pub fn has_exchange(&self) -> bool {
        self.exchange.borrow().is_some()
    }

    /// Waits for bytes and reads them; none at the end of the stream.
    pub fn read(&self, limit: &Limit) -> Outcome<Vec<u8>> {
        let mut bytes = Vec::new();
        let read = self.endpoint.stream.read(&mut bytes, BLOCK, limit)?;
        Ok(read.map(|_| bytes))
    }

    /// Writes everything.
    pub fn write(&self, parts: &[&[u8]]) -> Outcome {
        let limit = self.write_limit();
        let Transfer { failure, .. } = self.endpoint.stream.write_parts(parts, &limit)?;
        Ok(failure.map_or(Ok(()), Err))
    }

    /// How long a write may take.
    pub fn write_limit(&self) -> Limit {
        limit(0.0, self.endpoint.timeouts.get().write)
    }

    /// Reads and forgets what comes until the server closes, or the limit is reached.
    pub fn drain(&self, limit: &Limit) -> PhpResult {
        let mut pace = Pace::within(limit);
        loop {
            let read = self.endpoint.stream.read_with(BLOCK, limit, <[u8]>::len)?;
            if !matches!(read, Ok(1..)) || pace.step()?.is_err() {
                return Ok(());
            }
        }
    }

    /// Whether another request can be sent: the server has neither closed nor said what nobody asked for.
    pub fn is_quiet(&self) -> bool {
        let peeked = self.endpoint.stream.with_socket(|socket| {
            let mut byte = [MaybeUninit::uninit()];
            socket.peek(&mut byte)
        });
        matches!(peeked, Ok(Err(error)) if error.kind() == io::ErrorKind::WouldBlock)
    }
}
