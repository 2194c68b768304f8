//! The global functions that belong to no class, by subject.

mod async_set;
mod errors;
mod hash;
mod mime;
pub mod network;
mod substr;
mod system;

pub use crate::php::coroutine::deadlock::function as swoole_coroutine_deadlock_check;
pub use crate::php::coroutine::groups::{
    batch as swoole_coroutine_batch, map as swoole_coroutine_map,
    parallel as swoole_coroutine_parallel,
};
pub use crate::php::coroutine::scheduler::run as swoole_coroutine_run;
pub use crate::php::coroutine::socket::swoole_coroutine_socketpair;
pub use crate::php::coroutine::{
    create as swoole_coroutine_create, defer as swoole_coroutine_defer,
};
pub use crate::php::event::shutdown as swoole_event_rshutdown;
pub use async_set::swoole_async_set;
pub use errors::{
    swoole_clear_error, swoole_error_log, swoole_error_log_ex, swoole_ignore_error,
    swoole_last_error, swoole_strerror,
};
pub use hash::swoole_hashcode;
pub use mime::{
    swoole_mime_type_add, swoole_mime_type_delete, swoole_mime_type_exists, swoole_mime_type_get,
    swoole_mime_type_list, swoole_mime_type_set,
};
pub use network::{swoole_get_local_ip, swoole_get_local_mac};
pub use substr::{swoole_substr_json_decode, swoole_substr_unserialize};
pub use system::{
    swoole_clear_dns_cache, swoole_cpu_num, swoole_errno, swoole_set_process_name, swoole_version,
};
