//! What `set()` can change, besides what it changes in the socket.

use std::rc::Rc;

use crate::php::server::settings::Settings as Given;
use crate::php::zend::{Array, Callback, PhpResult, Value, errors};
use crate::protocol::websocket::deflate::DeflateConfig;

/// Bytes of a WebSocket message: Swoole's `package_max_length`.
const MAX_MESSAGE: usize = 2 * 1024 * 1024;

/// The settings of a client. Seconds are 0 where nothing was set; less stands for no limit.
#[derive(Clone)]
pub struct Settings {
    /// Seconds for a response.
    pub timeout: f64,
    /// Seconds for connecting.
    pub connect_timeout: f64,
    /// How often a connection is tried again, and a request that was answered by 502 or 503.
    pub max_retries: u8,
    /// Whether names of headers are shown in lower case.
    pub lowercase_header: bool,
    /// Whether the connection outlives a request.
    pub keep_alive: bool,
    /// Whether compressed responses are asked for.
    pub http_compression: bool,
    /// Whether compressed responses are decompressed.
    pub body_decompression: bool,
    /// What gets the body of responses instead of `$body`.
    pub write_func: Option<Rc<Callback>>,
    /// The longest WebSocket message, in bytes.
    pub max_message: usize,
    /// Whether WebSocket frames are masked, as they must be.
    pub mask: bool,
    /// What is offered to WebSocket servers.
    pub compression: Option<DeflateConfig>,
    /// Whether `recv()` returns close frames.
    pub open_close_frame: bool,
    /// Whether `recv()` returns pings, which the program answers then.
    pub open_ping_frame: bool,
    /// Whether `recv()` returns pongs; if nothing was set, those that answer a ping of `push()`.
    pub open_pong_frame: Option<bool>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            timeout: 0.0,
            connect_timeout: 0.0,
            max_retries: 0,
            lowercase_header: true,
            keep_alive: true,
            http_compression: true,
            body_decompression: true,
            write_func: None,
            max_message: MAX_MESSAGE,
            mask: true,
            compression: None,
            open_close_frame: false,
            open_ping_frame: false,
            open_pong_frame: None,
        }
    }
}

impl Settings {
    /// Takes over what `given` says. What it does not name stays, and what nobody knows is passed over, as in Swoole.
    pub fn apply(&mut self, given: &Array) -> PhpResult {
        let settings = Given::new([given]);
        let seconds = |name, old: f64| settings.get(name).map_or(old, Value::to_double);
        self.timeout = seconds("timeout", self.timeout);
        self.connect_timeout = seconds("connect_timeout", self.connect_timeout);
        if let Some(most) = settings.int("max_retries") {
            self.max_retries = most.clamp(0, u8::MAX.into()) as u8;
        }
        for (name, flag) in [
            ("lowercase_header", &mut self.lowercase_header),
            ("keep_alive", &mut self.keep_alive),
            ("http_compression", &mut self.http_compression),
            ("body_decompression", &mut self.body_decompression),
            ("websocket_mask", &mut self.mask),
            ("open_websocket_close_frame", &mut self.open_close_frame),
            ("open_websocket_ping_frame", &mut self.open_ping_frame),
        ] {
            *flag = settings.bool(name).unwrap_or(*flag);
        }
        self.open_pong_frame = settings
            .bool("open_websocket_pong_frame")
            .or(self.open_pong_frame);
        if settings.get("websocket_compression").is_some() {
            self.compression = settings.compression();
        }
        if let Some(most) = settings.size("package_max_length") {
            self.max_message = most;
        }
        if let Some(function) = given.get(b"write_func") {
            self.write_func = callback(function)?;
        }
        Ok(())
    }
}

fn callback(function: &Value) -> PhpResult<Option<Rc<Callback>>> {
    if function.is_null() {
        return Ok(None);
    }
    let callback = Callback::new(function).map_err(|reason| {
        errors::throw_type_error(&format!(
            "Swoole\\Coroutine\\Http\\Client::set(): option [write_func] must be a valid callback, {reason}"
        ))
    })?;
    Ok(Some(Rc::new(callback)))
}
