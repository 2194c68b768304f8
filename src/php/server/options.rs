//! The names of all settings that Swoole knows, with their types.

/// The type of a setting. Scalars are converted as PHP converts arguments without strict_types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A bool.
    Bool,
    /// An int.
    Int,
    /// An int or a float: seconds.
    Seconds,
    /// A number of bytes: an int, or a string like `2M`.
    Size,
    /// A string.
    Text,
    /// A string or a list of strings.
    TextOrList,
    /// An array.
    List,
    /// A callable.
    Callable,
    /// A bool or an array of further settings.
    BoolOrList,
    /// Anything.
    Any,
}

/// Whether a setting does something here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    /// It does what the manual says, or has no effect in this mode in Swoole either: TLS settings on a port without
    /// TLS, settings of the static handler without it, dispatching among workers with one worker.
    Acts,
    /// It is not built yet: giving it a value that would change something is announced by a warning.
    NotYet,
}

use Kind::*;
use Support::*;

/// Name, type, support.
const OPTIONS: &[(&str, Kind, Support)] = &[
    // Global.
    ("debug_mode", Bool, Acts),
    ("trace_flags", Int, Acts),
    ("log_file", Text, Acts),
    ("log_level", Int, Acts),
    ("log_date_format", Text, Acts),
    ("log_date_with_microseconds", Bool, Acts),
    ("log_rotation", Int, Acts),
    ("display_errors", Bool, Acts),
    ("dns_server", Text, Acts),
    ("socket_dns_timeout", Seconds, Acts),
    ("socket_connect_timeout", Seconds, Acts),
    ("socket_write_timeout", Seconds, Acts),
    ("socket_send_timeout", Seconds, Acts),
    ("socket_read_timeout", Seconds, Acts),
    ("socket_recv_timeout", Seconds, Acts),
    ("socket_buffer_size", Size, Acts),
    ("socket_timeout", Seconds, Acts),
    ("http2_header_table_size", Int, Acts),
    ("http2_enable_push", Bool, Acts),
    ("http2_max_concurrent_streams", Int, Acts),
    ("http2_init_window_size", Int, Acts),
    ("http2_max_frame_size", Int, Acts),
    ("http2_max_header_list_size", Int, Acts),
    // Server.
    ("chroot", Text, Acts),
    ("user", Text, Acts),
    ("group", Text, Acts),
    ("daemonize", Bool, Acts),
    ("pid_file", Text, Acts),
    ("reactor_num", Int, Acts),
    ("single_thread", Bool, Acts),
    ("worker_num", Int, Acts),
    ("max_wait_time", Seconds, Acts),
    ("max_queued_bytes", Size, Acts),
    ("max_concurrency", Int, Acts),
    ("worker_max_concurrency", Int, Acts),
    ("enable_coroutine", Bool, Acts),
    ("send_timeout", Seconds, Acts),
    ("dispatch_mode", Int, Acts),
    ("send_yield", Bool, Acts),
    ("dispatch_func", Callable, Acts),
    ("discard_timeout_request", Bool, Acts),
    ("enable_unsafe_event", Bool, Acts),
    ("enable_delay_receive", Bool, NotYet),
    ("enable_reuse_port", Bool, Acts),
    ("task_use_object", Bool, Acts),
    ("task_object", Bool, Acts),
    ("event_object", Bool, Acts),
    ("task_enable_coroutine", Bool, Acts),
    ("task_worker_num", Int, Acts),
    ("task_ipc_mode", Int, Acts),
    ("task_tmpdir", Text, Acts),
    ("task_max_request", Int, Acts),
    ("task_max_request_grace", Int, Acts),
    ("max_connection", Int, Acts),
    ("max_conn", Int, Acts),
    ("start_session_id", Int, Acts),
    ("heartbeat_check_interval", Seconds, Acts),
    ("heartbeat_idle_time", Seconds, Acts),
    ("max_request", Int, Acts),
    ("max_request_grace", Int, Acts),
    ("reload_async", Bool, Acts),
    ("open_cpu_affinity", Any, Acts),
    ("cpu_affinity_ignore", List, Acts),
    ("http_parse_cookie", Bool, Acts),
    ("http_parse_post", Bool, Acts),
    ("http_parse_files", Bool, Acts),
    ("http_compression", Bool, Acts),
    ("http_compression_level", Int, Acts),
    ("compression_level", Int, Acts),
    ("http_gzip_level", Int, Acts),
    ("http_compression_min_length", Int, Acts),
    ("compression_min_length", Int, Acts),
    ("websocket_compression", BoolOrList, Acts),
    ("upload_tmp_dir", Text, Acts),
    ("upload_max_filesize", Size, Acts),
    ("enable_static_handler", Bool, NotYet),
    ("document_root", Text, Acts),
    ("http_autoindex", Bool, Acts),
    ("http_index_files", List, Acts),
    ("http_compression_types", List, Acts),
    ("compression_types", List, Acts),
    ("static_handler_locations", List, Acts),
    ("input_buffer_size", Size, Acts),
    ("buffer_input_size", Size, Acts),
    ("output_buffer_size", Size, Acts),
    ("buffer_output_size", Size, Acts),
    ("message_queue_key", Any, Acts),
    ("bootstrap", Any, Acts),
    ("init_arguments", Any, Acts),
    ("url_rewrite_rules", List, NotYet),
    // Port.
    ("ssl_cert_file", Text, Acts),
    ("ssl_key_file", Text, Acts),
    ("backlog", Int, Acts),
    ("kernel_socket_recv_buffer_size", Size, Acts),
    ("kernel_socket_send_buffer_size", Size, Acts),
    ("buffer_high_watermark", Size, Acts),
    ("buffer_low_watermark", Size, Acts),
    ("open_tcp_nodelay", Bool, Acts),
    ("tcp_defer_accept", Int, Acts),
    ("open_tcp_keepalive", Bool, Acts),
    ("open_eof_check", Bool, NotYet),
    ("open_eof_split", Bool, NotYet),
    ("package_eof", Text, Acts),
    ("open_http_protocol", Bool, Acts),
    ("open_websocket_protocol", Bool, Acts),
    ("websocket_subprotocol", TextOrList, Acts),
    ("open_websocket_close_frame", Bool, Acts),
    ("open_websocket_ping_frame", Bool, Acts),
    ("open_websocket_pong_frame", Bool, Acts),
    ("open_http2_protocol", Bool, NotYet),
    ("open_mqtt_protocol", Bool, NotYet),
    ("open_redis_protocol", Bool, NotYet),
    ("max_idle_time", Seconds, NotYet),
    ("tcp_keepidle", Int, Acts),
    ("tcp_keepinterval", Int, Acts),
    ("tcp_keepcount", Int, Acts),
    ("tcp_user_timeout", Int, Acts),
    ("tcp_fastopen", Bool, Acts),
    ("open_length_check", Bool, NotYet),
    ("package_length_type", Text, Acts),
    ("package_length_offset", Int, Acts),
    ("package_body_offset", Int, Acts),
    ("package_body_start", Int, Acts),
    ("package_length_func", Callable, NotYet),
    ("package_max_length", Size, Acts),
    ("ssl_compress", Any, Acts),
    ("ssl_protocols", Any, Acts),
    ("ssl_verify_peer", Any, Acts),
    ("ssl_allow_self_signed", Any, Acts),
    ("ssl_client_cert_file", Any, Acts),
    ("ssl_cafile", Any, Acts),
    ("ssl_capath", Any, Acts),
    ("ssl_verify_depth", Any, Acts),
    ("ssl_prefer_server_ciphers", Any, Acts),
    ("ssl_ciphers", Any, Acts),
    ("ssl_ecdh_curve", Any, Acts),
    ("ssl_dhparam", Any, Acts),
    ("ssl_sni_certs", Any, Acts),
    // Ours.
    ("handshake_timeout", Seconds, Acts),
    // Threads, asynchronous IO and coroutines.
    ("aio_core_worker_num", Int, Acts),
    ("aio_worker_num", Int, Acts),
    ("aio_max_wait_time", Seconds, Acts),
    ("aio_max_idle_time", Seconds, Acts),
    ("iouring_entries", Int, Acts),
    ("iouring_workers", Int, Acts),
    ("iouring_flag", Int, Acts),
    ("enable_signalfd", Bool, Acts),
    ("wait_signal", Bool, Acts),
    ("dns_cache_refresh_time", Seconds, Acts),
    ("thread_num", Int, Acts),
    ("min_thread_num", Int, Acts),
    ("max_thread_num", Int, Acts),
    ("socket_dontwait", Bool, Acts),
    ("dns_lookup_random", Bool, Acts),
    ("use_async_resolver", Bool, Acts),
    ("max_coro_num", Int, Acts),
    ("max_coroutine", Int, Acts),
    ("enable_deadlock_check", Bool, Acts),
    ("hook_flags", Int, Acts),
    ("enable_preemptive_scheduler", Bool, Acts),
    ("c_stack_size", Size, Acts),
    ("stack_size", Size, Acts),
    ("name_resolver", Any, NotYet),
    ("dns_cache_expire", Seconds, Acts),
    ("dns_cache_capacity", Int, Acts),
    ("stats_file", Text, Acts),
    ("stats_timer_interval", Int, Acts),
    ("admin_server", Text, NotYet),
];

/// A setting's type and support; `None` for a name that Swoole does not know. Case does not matter, as in Swoole.
pub fn find(name: &str) -> Option<(Kind, Support)> {
    OPTIONS
        .iter()
        .find(|(known, ..)| known.eq_ignore_ascii_case(name))
        .map(|&(_, kind, support)| (kind, support))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_stands_once() {
        let mut all: Vec<_> = OPTIONS.iter().map(|&(name, ..)| name).collect();
        all.sort_unstable();
        let count = all.len();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
