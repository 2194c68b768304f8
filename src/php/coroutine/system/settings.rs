//! Settings about names and threads, which `Coroutine::set()`, `swoole_async_set()` and a server's `set()` take.

use std::cell::RefCell;
use std::net::SocketAddr;
use std::time::Duration;

use super::cache;
use crate::engine::name_cache::Life;
use crate::engine::resolve;
use crate::php::coroutine::blocking;
use crate::php::last_error;
use crate::php::zend::thread::OneThread;
use crate::php::zend::{Array, Value};

/// Where the system says which server to ask.
const CONFIGURATION: &str = "/etc/resolv.conf";

/// What the program has said about names.
#[derive(Clone)]
struct Names {
    /// The DNS server, with or without a port.
    server: Option<Vec<u8>>,
    /// How many of the system's answers are kept.
    capacity: usize,
    /// For how long; `None` for ever.
    expire: Option<Duration>,
    /// For how long the answers of a DNS server are kept.
    refresh: Duration,
    /// Whether any of several addresses is taken instead of the first.
    random: bool,
}

impl Names {
    const DEFAULT: Self = Self {
        server: None,
        capacity: 1000,
        expire: Some(Duration::from_secs(60)),
        refresh: Duration::from_secs(60),
        random: false,
    };
}

// SAFETY: code of PHP's thread only.
static NAMES: OneThread<RefCell<Names>> = unsafe { OneThread::new(RefCell::new(Names::DEFAULT)) };

/// Applies the settings that are there; null counts as not there.
pub fn apply(settings: &Array) {
    apply_names(settings);
    apply_threads(settings);
}

fn apply_names(settings: &Array) {
    let setting = |name: &[u8]| settings.get(name).filter(|value| !value.is_null());
    let mut names = NAMES.get().borrow().clone();
    if let Some(server) = setting(b"dns_server").and_then(Value::to_zstr) {
        names.server = Some(server.as_bytes().to_vec());
    }
    if let Some(expire) = setting(b"dns_cache_expire") {
        names.expire = duration(expire.to_double());
    }
    if let Some(refresh) = setting(b"dns_cache_refresh_time") {
        names.refresh = duration(refresh.to_double()).unwrap_or_default();
    }
    if let Some(random) = setting(b"dns_lookup_random") {
        names.random = random.truthy();
    }
    if let Some(capacity) = setting(b"dns_cache_capacity") {
        names.capacity = usize::try_from(capacity.to_long()).unwrap_or(0);
        cache::forget();
    }
    NAMES.get().replace(names);
}

fn apply_threads(settings: &Array) {
    let number = |names: &[&str]| {
        let mut values = names
            .iter()
            .filter_map(|name| settings.get(name.as_bytes()));
        let value = values.find(|value| !value.is_null())?;
        Some(usize::try_from(value.to_long()).unwrap_or(1).max(1))
    };
    let seconds = |name: &str| {
        let value = settings.get(name.as_bytes())?;
        // 0 stands for the default, as in Swoole.
        duration(value.to_double())
    };
    let before = blocking::limits();
    let mut limits = before;
    if let Some(core) = number(&["thread_num", "min_thread_num", "aio_core_worker_num"]) {
        limits.core = core;
    }
    if let Some(most) = number(&["max_thread_num", "aio_worker_num"]) {
        limits.most = most;
        // The number of those that stay was only a default, or is too large for this one.
        limits.core = limits.core.min(most);
    }
    if let Some(idle) = seconds("aio_max_idle_time") {
        limits.idle = idle;
    }
    if let Some(patience) = seconds("aio_max_wait_time") {
        limits.patience = patience;
    }
    if limits != before {
        blocking::set_limits(limits);
    }
}

/// A time in seconds; `None` if it is none.
fn duration(seconds: f64) -> Option<Duration> {
    if seconds > 0.0 {
        Some(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
    } else {
        None
    }
}

/// The DNS server to ask; the error is Swoole's code.
pub fn dns_server() -> Result<SocketAddr, i32> {
    if let Some(given) = &NAMES.get().borrow().server {
        let given = String::from_utf8_lossy(given);
        return resolve::parse_server(&given).ok_or(last_error::DNSLOOKUP_RESOLVE_FAILED);
    }
    match resolve::dns_server(CONFIGURATION) {
        Ok(Some(server)) => Ok(server),
        Ok(None) | Err(_) => Err(last_error::DNSLOOKUP_NO_SERVER),
    }
}

/// How the answers of the operating system are kept.
pub fn life_of_system() -> Life {
    let names = NAMES.get().borrow();
    Life {
        capacity: names.capacity,
        time: names.expire,
    }
}

/// How the answers of a DNS server are kept.
pub fn life_of_server() -> Life {
    Life {
        capacity: Names::DEFAULT.capacity,
        time: Some(NAMES.get().borrow().refresh),
    }
}

/// Whether any of several addresses is taken instead of the first.
pub fn is_random() -> bool {
    NAMES.get().borrow().random
}

/// Forgets everything, at the end of the request.
pub fn clear() {
    NAMES.get().replace(Names::DEFAULT);
}
