--TEST--
Swoole\Server::set(): every setting of the documentation is known, and the server runs with them
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$directory = Server::temporaryDirectory();
$settings = [
    'aio_core_worker_num' => 1, 'aio_max_idle_time' => 1.0, 'aio_max_wait_time' => 1.0, 'aio_worker_num' => 2,
    'backlog' => 64, 'bootstrap' => '', 'buffer_high_watermark' => 1 << 20, 'buffer_input_size' => 1 << 20, 'buffer_low_watermark' => 1 << 16,
    'buffer_output_size' => 4 << 20, 'chroot' => '', 'compression_level' => 1, 'compression_min_length' => 20,
    'cpu_affinity_ignore' => [], 'daemonize' => false, 'debug_mode' => false, 'discard_timeout_request' => false,
    'dispatch_mode' => 2, 'display_errors' => true, 'dns_server' => '', 'document_root' => '', 'enable_coroutine' => true,
    'enable_deadlock_check' => true, 'enable_delay_receive' => false, 'enable_preemptive_scheduler' => false, 'enable_reuse_port' => false,
    'enable_static_handler' => false, 'enable_unsafe_event' => false, 'event_object' => false, 'group' => '', 'heartbeat_check_interval' => 60,
    'heartbeat_idle_time' => 600, 'hook_flags' => 0, 'http_autoindex' => false, 'http_compression' => true, 'http_compression_level' => 1,
    'http_compression_min_length' => 20, 'http_compression_types' => ['text/html'], 'http_gzip_level' => 1, 'http_index_files' => ['index.html'],
    'http_parse_cookie' => true, 'http_parse_files' => true, 'http_parse_post' => true, 'input_buffer_size' => 1 << 20,
    'iouring_entries' => 0, 'kernel_socket_recv_buffer_size' => 65535, 'kernel_socket_send_buffer_size' => 65535, 
    'log_date_format' => '%H:%M', 'log_date_with_microseconds' => false, 'log_level' => SWOOLE_LOG_INFO, 'log_rotation' => SWOOLE_LOG_ROTATION_SINGLE,
    'max_concurrency' => 10000, 'max_connection' => 1000, 'max_coroutine' => 3000, 'max_queued_bytes' => 1 << 20, 'max_request' => 0,
    'max_request_grace' => 0, 'max_wait_time' => 3, 'message_queue_key' => 0, 'open_cpu_affinity' => false, 'open_eof_check' => false,
    'open_eof_split' => false, 'open_http2_protocol' => false, 'open_http_protocol' => true,
    'open_length_check' => false, 'open_mqtt_protocol' => false, 'open_redis_protocol' => false, 'open_tcp_keepalive' => true,
    'open_tcp_nodelay' => true, 'open_websocket_close_frame' => false, 'open_websocket_ping_frame' => false, 'open_websocket_pong_frame' => false,
    'open_websocket_protocol' => true, 'output_buffer_size' => 4 << 20, 'package_body_offset' => 0, 'package_eof' => "\r\n",
    'package_length_offset' => 0, 'package_length_type' => 'N', 'package_max_length' => 2 << 20, 'pid_file' => "$directory/pid", 
    'reactor_num' => 1, 'reload_async' => true, 'send_timeout' => 0, 'send_yield' => false,
    'single_thread' => false, 'socket_buffer_size' => 8 << 20, 'socket_connect_timeout' => 1, 'socket_dns_timeout' => 1, 'socket_read_timeout' => 1,
    'socket_recv_timeout' => 1, 'socket_send_timeout' => 1, 'socket_timeout' => 1, 'socket_write_timeout' => 1, 'stack_size' => 2 << 20, 'start_session_id' => 1,
    'static_handler_locations' => ['/static'], 'stats_file' => '', 'stats_timer_interval' => 1000, 'task_enable_coroutine' => false, 'task_ipc_mode' => 1,
    'task_max_request' => 0, 'task_max_request_grace' => 0, 'task_object' => false, 'task_tmpdir' => $directory, 'task_use_object' => false, 'task_worker_num' => 0,
    'tcp_defer_accept' => 5, 'tcp_fastopen' => false, 'tcp_keepcount' => 5, 'tcp_keepidle' => 4, 'tcp_keepinterval' => 1, 'tcp_user_timeout' => 10000,
    'thread_num' => 1, 'trace_flags' => 0, 'upload_max_filesize' => 1 << 20, 'upload_tmp_dir' => $directory, 'user' => '', 'websocket_compression' => true,
    'websocket_subprotocol' => 'chat', 'worker_num' => 1, 'worker_max_concurrency' => 1000,
    'c_stack_size' => 2 << 20, 'max_conn' => 1000, 'max_coro_num' => 3000, 'compression_types' => ['text/html'], 'log_file' => "$directory/log",
    'http2_header_table_size' => 4096, 'http2_enable_push' => 0, 'http2_max_concurrent_streams' => 128, 'http2_init_window_size' => 65535,
    'http2_max_frame_size' => 16384, 'http2_max_header_list_size' => 4096,
    'ssl_verify_peer' => false, 'ssl_allow_self_signed' => true, 'ssl_verify_depth' => 3, 'ssl_ciphers' => 'HIGH', 'ssl_ecdh_curve' => 'auto',
    'ssl_compress' => false, 'ssl_protocols' => 0, 'ssl_prefer_server_ciphers' => true,
];
$server = Server::webSocket(settings: $settings);
echo WebSocketClient::connect($server->port)->ask('runs'), "\n";
echo $server->stop(), "\n", preg_match('/unsupported option .*/', $server->output(), $complaint) === 1 ? "$complaint[0]\n" : '';
?>
--EXPECT--
runs
exit 0
