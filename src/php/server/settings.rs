//! From the arrays that `set()` takes to typed settings. Every value is checked when it is set, so that a wrong one is
//! reported where it was written, and read once when the server starts.

use std::time::Duration;

use super::options::{self, Kind, Support};
use crate::engine::config::{Keepalive, PortConfig, Protocol, ServerConfig, TcpOptions};
use crate::php::module::ini_long;
use crate::php::zend::array::Key;
use crate::php::zend::{Array, Callback, PhpResult, Value, errors};
use crate::protocol::websocket::deflate::DeflateConfig;
use crate::protocol::websocket::handshake::Subprotocols;

/// What `swoole.socket_buffer_size` is if php.ini does not say.
pub const SOCKET_BUFFER_SIZE: usize = 8 << 20;
/// What may wait on a connection where nothing is set: at most 2 MB of memory, with what allocators leave over, and what a
/// process has on its way to others.
const DEFAULT_WAITING: usize = 1280 << 10;

/// Bytes that may wait on a connection.
struct OutputLimits {
    /// Together.
    waiting: usize,
    /// One message for which nothing else waits.
    message: usize,
}

/// Checks an array given to `set()`: unknown names get Swoole's warning, values of a wrong type a TypeError.
///
/// `method` names the method for messages, such as `Swoole\Server::set`.
pub fn check(settings: &Array, method: &str) -> PhpResult {
    for (key, value) in settings.iter() {
        let name = match &key {
            Key::Name(name) => String::from_utf8_lossy(name).into_owned(),
            Key::Index(index) => index.to_string(),
        };
        let Some((kind, support)) = options::find(&name) else {
            errors::raise_plain(
                crate::php::zend::sys::E_USER_WARNING,
                &format!("unsupported option [{name}]"),
            );
            if errors::pending() {
                return Err(crate::php::zend::Thrown);
            }
            continue;
        };
        if value.is_null() {
            continue;
        }
        if let Err(expected) = accepts(kind, value) {
            return Err(errors::throw_type_error(&format!(
                "{method}(): option [{name}] must be {expected}, {} given",
                value.type_name()
            )));
        }
        if support == Support::NotYet && value.truthy() {
            errors::warning(&format!(
                "option [{name}] is not supported yet by swoole-rs and has no effect"
            ));
            if errors::pending() {
                return Err(crate::php::zend::Thrown);
            }
        }
    }
    Ok(())
}

/// Whether a value can be taken for a setting of a kind; otherwise what would have been right.
fn accepts(kind: Kind, value: &Value) -> Result<(), &'static str> {
    let scalar = value.is_scalar();
    let (ok, expected) = match kind {
        Kind::Bool => (scalar, "of type bool"),
        Kind::Int => (value.is_integral(), "of type int"),
        Kind::Seconds => (value.is_numeric(), "a number of seconds"),
        Kind::Size => (
            size_of(value).is_some(),
            "a number of bytes, as an int or like \"2M\"",
        ),
        Kind::Text => (scalar, "of type string"),
        Kind::TextOrList => (
            value.as_bytes().is_some() || is_text_list(value),
            "a string or a list of strings",
        ),
        Kind::List => (value.as_array().is_some(), "of type array"),
        Kind::Callable => (Callback::new(value).is_ok(), "a valid callback"),
        Kind::BoolOrList => (
            scalar || value.as_array().is_some(),
            "of type bool or array",
        ),
        Kind::Any => (true, ""),
    };
    if ok { Ok(()) } else { Err(expected) }
}

fn is_text_list(value: &Value) -> bool {
    value
        .as_array()
        .is_some_and(|list| list.iter().all(|(_, item)| item.as_bytes().is_some()))
}

/// A number of bytes: an int, or a decimal number with K, M or G behind it.
pub fn size_of(value: &Value) -> Option<i64> {
    let Some(text) = value.as_bytes() else {
        return value.is_integral().then(|| value.to_long());
    };
    let text = std::str::from_utf8(text).ok()?.trim();
    let (digits, factor) = match text.chars().last()?.to_ascii_uppercase() {
        'K' => (&text[..text.len() - 1], 1 << 10),
        'M' => (&text[..text.len() - 1], 1 << 20),
        'G' => (&text[..text.len() - 1], 1 << 30),
        _ => (text, 1),
    };
    digits.trim_end().parse::<i64>().ok()?.checked_mul(factor)
}

/// The settings in force: what was set on a port, or else on the server.
pub struct Settings<'a> {
    layers: Vec<&'a Array>,
}

impl<'a> Settings<'a> {
    /// Looks in the given arrays, first to last.
    pub fn new(layers: impl IntoIterator<Item = &'a Array>) -> Self {
        Self {
            layers: layers.into_iter().collect(),
        }
    }

    /// A value that was given and is not null.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.layers
            .iter()
            .find_map(|layer| layer.get(name.as_bytes()))
            .filter(|v| !v.is_null())
    }

    /// A bool.
    pub fn bool(&self, name: &str) -> Option<bool> {
        self.get(name).map(Value::truthy)
    }

    /// An int.
    pub fn int(&self, name: &str) -> Option<i64> {
        self.get(name).map(Value::to_long)
    }

    /// A number of things, at least one as in Swoole.
    fn count(&self, name: &str) -> Option<u32> {
        let count = self.int(name)?.max(1);
        Some(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// How many requests a worker deals with at a time. No more than the server has in all, if nothing else is said.
    pub fn worker_max_concurrency(&self) -> Option<u32> {
        self.count("worker_max_concurrency")
            .or_else(|| self.count("max_concurrency"))
    }

    /// A number of bytes; not positive means no limit, as in Swoole.
    pub fn size(&self, name: &str) -> Option<usize> {
        let size = self.get(name).and_then(size_of)?;
        Some(if size <= 0 {
            i32::MAX as usize
        } else {
            size as usize
        })
    }

    /// A span of time; not positive means none.
    pub fn seconds(&self, name: &str) -> Option<Duration> {
        let seconds = self.get(name)?.to_double();
        (seconds > 0.0 && seconds.is_finite())
            .then(|| Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
    }

    /// A string that is not empty.
    pub fn text(&self, name: &str) -> Option<String> {
        let text = self.get(name)?.to_zstr()?;
        let text = String::from_utf8_lossy(text.as_bytes()).into_owned();
        (!text.is_empty()).then_some(text)
    }

    /// A list of strings.
    pub fn texts(&self, name: &str) -> Option<Vec<String>> {
        let list = self.get(name)?.as_array()?;
        let texts = list
            .iter()
            .filter_map(|(_, item)| item.to_zstr())
            .map(|text| String::from_utf8_lossy(text.as_bytes()).into_owned())
            .collect();
        Some(texts)
    }

    /// The settings of the server.
    pub fn server_config(&self) -> ServerConfig {
        let default = ServerConfig::default();
        let limit = descriptor_limit();
        let max_connections = ["max_connection", "max_conn"]
            .into_iter()
            .find_map(|name| self.int(name))
            .and_then(|count| usize::try_from(count).ok())
            .filter(|&count| count > 0)
            .unwrap_or(100_000)
            .min(limit)
            .min(1 << 20);
        ServerConfig {
            max_connections,
            heartbeat_interval: self.seconds("heartbeat_check_interval"),
            // The one before the first, as in Swoole.
            first_session: self
                .int("start_session_id")
                .map_or(1, |id| id.max(0).saturating_add(1)),
            max_wait: self
                .seconds("max_wait_time")
                .unwrap_or(default.max_wait)
                .min(LONGEST_WAIT),
            max_queued: self
                .get("max_queued_bytes")
                .and_then(size_of)
                .filter(|&bytes| bytes > 0)
                .map(|bytes| u32::try_from(bytes).unwrap_or(u32::MAX)),
            max_concurrency: self.count("max_concurrency"),
            keeps_late: !self.bool("discard_timeout_request").unwrap_or(false),
            told_at_once: None,
            root: None,
        }
    }

    /// The settings of a port.
    pub fn port_config(&self, protocol: Protocol) -> PortConfig {
        let default = PortConfig::default();
        let output = self.output_limits();
        PortConfig {
            protocol,
            backlog: self
                .int("backlog")
                .map_or(default.backlog, |backlog| backlog.clamp(1, 65_535) as i32),
            tcp: self.tcp_options(),
            max_message: self
                .size("package_max_length")
                .map_or(default.max_message, |max| max.max(MIN_PACKAGE)),
            max_fragments: default.max_fragments,
            output_limit: output.waiting,
            message_limit: output.message,
            high_watermark: self
                .size("buffer_high_watermark")
                .unwrap_or(output.waiting / 10 * 8),
            max_send: self.max_send().unwrap_or(default.max_send),
            heartbeat_idle: self.seconds("heartbeat_idle_time").or_else(|| {
                let interval = self.seconds("heartbeat_check_interval");
                interval.map(|interval| interval.saturating_mul(2))
            }),
            low_watermark: self
                .get("buffer_low_watermark")
                .and_then(size_of)
                .map_or(0, |low| low.max(0) as usize),
            handshake_timeout: self
                .seconds("handshake_timeout")
                .unwrap_or(default.handshake_timeout),
            body_silence: default.body_silence,
            keep_alive: default.keep_alive,
            max_head: default.max_head,
            compression: self.compression(),
            deliver_ping: self.bool("open_websocket_ping_frame").unwrap_or(false),
            deliver_pong: self.bool("open_websocket_pong_frame").unwrap_or(false),
            deliver_close: self.bool("open_websocket_close_frame").unwrap_or(false),
        }
    }

    /// Most bytes that may be sent at once.
    fn max_send(&self) -> Option<usize> {
        ["buffer_output_size", "output_buffer_size"]
            .into_iter()
            .find_map(|name| self.size(name))
    }

    /// What may wait on a connection. Where nothing is set, many messages may take less than one.
    fn output_limits(&self) -> OutputLimits {
        let ini = usize::try_from(ini_long(c"swoole.socket_buffer_size"))
            .ok()
            .filter(|&size| size > 0);
        let set = self
            .size("socket_buffer_size")
            .filter(|&size| size > 0)
            .or(ini.filter(|&size| size != SOCKET_BUFFER_SIZE))
            .or(self.max_send().and(Some(SOCKET_BUFFER_SIZE)));
        OutputLimits {
            waiting: set.unwrap_or(DEFAULT_WAITING),
            message: set.unwrap_or(SOCKET_BUFFER_SIZE),
        }
    }

    /// Options of the port's sockets.
    fn tcp_options(&self) -> TcpOptions {
        let default = TcpOptions::default();
        let span = |name| self.seconds(name);
        TcpOptions {
            nodelay: self.bool("open_tcp_nodelay").unwrap_or(default.nodelay),
            keepalive: self
                .bool("open_tcp_keepalive")
                .unwrap_or(false)
                .then(|| Keepalive {
                    idle: span("tcp_keepidle").unwrap_or(Duration::from_secs(3600)),
                    interval: span("tcp_keepinterval").unwrap_or(Duration::from_secs(60)),
                    count: self
                        .int("tcp_keepcount")
                        .and_then(|n| u32::try_from(n).ok())
                        .unwrap_or(5),
                }),
            defer_accept: self
                .int("tcp_defer_accept")
                .and_then(|n| i32::try_from(n).ok()),
            // Milliseconds, as in tcp(7).
            user_timeout: self
                .int("tcp_user_timeout")
                .and_then(|ms| u64::try_from(ms).ok())
                .filter(|&ms| ms > 0)
                .map(Duration::from_millis),
            fast_open: self.bool("tcp_fastopen").unwrap_or(false),
            receive_buffer: self.size("kernel_socket_recv_buffer_size"),
            send_buffer: self.size("kernel_socket_send_buffer_size"),
        }
    }

    /// The terms of compression: `true`, or an array that goes into detail.
    pub fn compression(&self) -> Option<DeflateConfig> {
        let value = self.get("websocket_compression")?;
        if !value.truthy() {
            return None;
        }
        let mut config = DeflateConfig {
            level: COMPRESSION_LEVEL,
            ..DeflateConfig::default()
        };
        if let Some(detail) = value.as_array() {
            let detail = Settings::new([&detail]);
            let small = |name, default: u8| {
                detail
                    .int(name)
                    .and_then(|n| u8::try_from(n).ok())
                    .unwrap_or(default)
            };
            for (key, _) in value.as_array().iter().flat_map(Array::iter) {
                if let Key::Name(name) = key
                    && !COMPRESSION_KEYS.contains(&name.as_slice())
                {
                    let name = String::from_utf8_lossy(&name).into_owned();
                    errors::raise_plain(
                        crate::php::zend::sys::E_USER_WARNING,
                        &format!("unsupported option [websocket_compression.{name}]"),
                    );
                }
            }
            config.level = small("level", config.level);
            config.mem_level = small("mem_level", config.mem_level);
            config.server_context_takeover =
                detail.bool("server_context_takeover").unwrap_or(false);
            config.client_context_takeover =
                detail.bool("client_context_takeover").unwrap_or(false);
            config.server_max_window_bits =
                small("server_max_window_bits", config.server_max_window_bits);
            config.client_max_window_bits =
                small("client_max_window_bits", config.client_max_window_bits);
        }
        Some(config)
    }

    /// Which subprotocol is answered.
    pub fn subprotocols(&self) -> Subprotocols {
        match self.texts("websocket_subprotocol") {
            Some(list) => Subprotocols::AnyOf(list),
            None => self
                .text("websocket_subprotocol")
                .map_or(Subprotocols::None, Subprotocols::Fixed),
        }
    }
}

/// What zlib calls its default, and Swoole uses.
const COMPRESSION_LEVEL: u8 = 6;
/// What `websocket_compression` may say when it is an array.
const COMPRESSION_KEYS: [&[u8]; 6] = [
    b"level",
    b"mem_level",
    b"server_context_takeover",
    b"client_context_takeover",
    b"server_max_window_bits",
    b"client_max_window_bits",
];
/// Swoole raises `package_max_length` to this.
const MIN_PACKAGE: usize = 64 * 1024;

/// More than anybody waits for an end, and few enough seconds to calculate with.
pub const LONGEST_WAIT: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// How many descriptors the process may have, some kept for files and the server's own sockets.
fn descriptor_limit() -> usize {
    let mut limit = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: getrlimit fills the struct that we own.
    if unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit) } != 0 {
        return 1024;
    }
    usize::try_from(limit.rlim_cur)
        .unwrap_or(usize::MAX)
        .saturating_sub(32)
        .max(32)
}
