//! The strings that nearly every request needs, made once: array keys, field names in lower case, methods.

use std::net::IpAddr;
use std::sync::OnceLock;

use crate::php::zend::ZStr;
use crate::protocol::http::canonical_name;

/// Field names that clients or programs send often.
const HEADERS: &[&str] = &[
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "accept-ranges",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-allow-origin",
    "access-control-request-headers",
    "access-control-request-method",
    "authorization",
    "cache-control",
    "cdn-loop",
    "cf-connecting-ip",
    "cf-ipcountry",
    "cf-ray",
    "cf-visitor",
    "connection",
    "content-disposition",
    "content-encoding",
    "content-length",
    "content-range",
    "content-type",
    "cookie",
    "date",
    "dnt",
    "etag",
    "expect",
    "expires",
    "forwarded",
    "from",
    "host",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "keep-alive",
    "last-modified",
    "location",
    "origin",
    "pragma",
    "priority",
    "proxy-connection",
    "range",
    "referer",
    "sec-ch-ua",
    "sec-ch-ua-mobile",
    "sec-ch-ua-platform",
    "sec-fetch-dest",
    "sec-fetch-mode",
    "sec-fetch-site",
    "sec-fetch-user",
    "sec-gpc",
    "sec-websocket-accept",
    "sec-websocket-extensions",
    "sec-websocket-key",
    "sec-websocket-protocol",
    "sec-websocket-version",
    "server",
    "set-cookie",
    "te",
    "traceparent",
    "tracestate",
    "transfer-encoding",
    "upgrade",
    "upgrade-insecure-requests",
    "user-agent",
    "vary",
    "via",
    "x-api-key",
    "x-correlation-id",
    "x-csrf-token",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-port",
    "x-forwarded-proto",
    "x-real-ip",
    "x-request-id",
    "x-requested-with",
];

/// Fields of which Swoole keeps the last when there are several. Others become lists.
const LAST_COUNTS: &[&str] = &[
    "accept",
    "accept-encoding",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "host",
    "user-agent",
];

const METHODS: &[&str] = &["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"];

/// One more than the longest known field name.
const LENGTHS: usize = 33;

macro_rules! keys {
    ($($(#[$doc:meta])* $key:ident,)*) => {
        /// Keys of the arrays that requests show.
        pub struct Keys { $($(#[$doc])* pub $key: ZStr,)* }

        impl Keys {
            fn new() -> Self {
                Self { $($key: ZStr::interned(stringify!($key).as_bytes()),)* }
            }
        }
    };
}

keys! {
    query_string,
    request_method,
    request_uri,
    path_info,
    request_time,
    request_time_float,
    server_protocol,
    server_port,
    remote_port,
    server_addr,
    remote_addr,
    master_time,
    name,
    tmp_name,
    size,
    error,
}

/// A field name that is known in advance.
pub struct KnownHeader {
    /// The name in lower case, as in requests.
    pub name: ZStr,
    /// The name with capitals, as in responses.
    pub canonical: ZStr,
    /// Whether the last of several counts.
    pub last_counts: bool,
    /// Whether it is `cookie`.
    pub is_cookie: bool,
}

/// All of them.
pub struct Names {
    /// Keys of the arrays that requests show.
    pub keys: Keys,
    /// `type`, a key that Rust has no field name for.
    pub key_type: ZStr,
    /// `HTTP/1.0`
    pub http_10: ZStr,
    /// `HTTP/1.1`
    pub http_11: ZStr,
    loopback_v4: ZStr,
    loopback_v6: ZStr,
    methods: Vec<ZStr>,
    by_length: [Vec<KnownHeader>; LENGTHS],
}

// SAFETY: interned strings made at module startup are never written to and never freed.
unsafe impl Sync for Names {}
// SAFETY: as above.
unsafe impl Send for Names {}

static NAMES: OnceLock<Names> = OnceLock::new();

/// Makes the strings. Called at module startup: only there they become permanent.
pub fn startup() {
    NAMES.get_or_init(|| {
        let mut by_length = [const { Vec::new() }; LENGTHS];
        for &name in HEADERS {
            let lengths: &mut Vec<KnownHeader> = &mut by_length[name.len()];
            lengths.push(KnownHeader {
                name: ZStr::interned(name.as_bytes()),
                // Leaked once per process: permanent strings are made of text that stays.
                canonical: ZStr::interned(canonical_name(name.as_bytes()).leak()),
                last_counts: LAST_COUNTS.contains(&name),
                is_cookie: name == "cookie",
            });
        }
        Names {
            keys: Keys::new(),
            key_type: ZStr::interned(b"type"),
            http_10: ZStr::interned(b"HTTP/1.0"),
            http_11: ZStr::interned(b"HTTP/1.1"),
            loopback_v4: ZStr::interned(b"127.0.0.1"),
            loopback_v6: ZStr::interned(b"::1"),
            methods: METHODS
                .iter()
                .map(|method| ZStr::interned(method.as_bytes()))
                .collect(),
            by_length,
        }
    });
}

/// The strings.
///
/// # Panics
/// Before [`startup`]: a programming error.
#[inline]
pub fn names() -> &'static Names {
    NAMES.get().expect("module startup has made the names")
}

impl Names {
    /// A field name in any case, if it is a known one.
    #[inline]
    pub fn header(&self, name: &[u8]) -> Option<&KnownHeader> {
        self.by_length
            .get(name.len())?
            .iter()
            .find(|known| known.name.as_bytes().eq_ignore_ascii_case(name))
    }

    /// A method.
    #[inline]
    pub fn method(&self, method: &[u8]) -> ZStr {
        match self.methods.iter().find(|known| known.as_bytes() == method) {
            Some(known) => known.clone(),
            None => ZStr::new(method),
        }
    }

    /// An address as text.
    pub fn address(&self, address: IpAddr) -> ZStr {
        match address {
            IpAddr::V4(address) if address == std::net::Ipv4Addr::LOCALHOST => {
                self.loopback_v4.clone()
            }
            IpAddr::V6(address) if address == std::net::Ipv6Addr::LOCALHOST => {
                self.loopback_v6.clone()
            }
            address => {
                use std::io::Write;
                let mut text = [0; 46];
                let mut rest = &mut text[..];
                // The longest address has 45 characters.
                let _ = write!(rest, "{address}");
                let left = rest.len();
                ZStr::new(&text[..46 - left])
            }
        }
    }
}
