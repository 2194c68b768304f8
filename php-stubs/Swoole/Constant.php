<?php

namespace Swoole;

/**
 * Names of events, for \Swoole\Server::on(), and of options, for \Swoole\Server::set().
 *
 * An option that a later release acts on is accepted before, and its text here says what it will do.
 */
class Constant
{
    /** Once, in the master, when the server runs: `(Server $server)`. */
    public const EVENT_START = 'start';

    /** Once, in the master, before connections are closed: `(Server $server)`. */
    public const EVENT_BEFORE_SHUTDOWN = 'beforeShutdown';

    /** Once, in the master, when the server has ended: `(Server $server)`. */
    public const EVENT_SHUTDOWN = 'shutdown';

    /** In each worker when it starts: `(Server $server, int $workerId)`. */
    public const EVENT_WORKER_START = 'workerStart';

    /** In each worker when it ends: `(Server $server, int $workerId)`. */
    public const EVENT_WORKER_STOP = 'workerStop';

    /** In the manager before workers are replaced: `(Server $server)`. */
    public const EVENT_BEFORE_RELOAD = 'beforeReload';

    /** In the manager after workers were replaced: `(Server $server)`. */
    public const EVENT_AFTER_RELOAD = 'afterReload';

    /**
     * In a task worker for each job: `(Server $server, int $taskId, int $workerId, mixed $data)`, or `(Server $server,
     * Server\Task $task)` with `task_object`. What it returns is the result.
     */
    public const EVENT_TASK = 'task';

    /** In the worker that gave a job, with its result: `(Server $server, int $taskId, mixed $data)`. */
    public const EVENT_FINISH = 'finish';

    /**
     * In a worker that is to end but still has events to wait for, again and again: `(Server $server, int $workerId)`.
     */
    public const EVENT_WORKER_EXIT = 'workerExit';

    /**
     * In the manager when a worker ended badly: `(Server $server, int $workerId, int $pid, int $exitCode, int
     * $signal)`.
     */
    public const EVENT_WORKER_ERROR = 'workerError';

    /** In the manager when it starts: `(Server $server)`. */
    public const EVENT_MANAGER_START = 'managerStart';

    /** In the manager when it ends: `(Server $server)`. */
    public const EVENT_MANAGER_STOP = 'managerStop';

    /** In a worker for each message of another one: `(Server $server, int $workerId, mixed $message)`. */
    public const EVENT_PIPE_MESSAGE = 'pipeMessage';

    /** For each connection: `(Server $server, int $fd, int $reactorId)`. */
    public const EVENT_CONNECT = 'connect';

    /**
     * For data on a connection without a protocol of ours: `(Server $server, int $fd, int $reactorId, string $data)`.
     */
    public const EVENT_RECEIVE = 'receive';

    /**
     * When a connection has been closed, by whomever: `(Server $server, int $fd, int $reactorId)`; a negative
     * $reactorId means that the server closed it.
     */
    public const EVENT_CLOSE = 'close';

    /** For each datagram: `(Server $server, string $data, array $client)`. */
    public const EVENT_PACKET = 'packet';

    /** When more than `buffer_high_watermark` bytes wait to be sent: `(Server $server, int $fd)`. */
    public const EVENT_BUFFER_FULL = 'bufferFull';

    /** When, after that, less than `buffer_low_watermark` bytes wait: `(Server $server, int $fd)`. */
    public const EVENT_BUFFER_EMPTY = 'bufferEmpty';

    /** For each HTTP request: `(Http\Request $request, Http\Response $response)`. */
    public const EVENT_REQUEST = 'request';

    /**
     * For each WebSocket handshake, instead of the built-in one: `(Http\Request $request, Http\Response $response)`.
     * It answers with status 101 or refuses; the open event does not follow.
     */
    public const EVENT_HANDSHAKE = 'handshake';

    /**
     * Before the built-in handshake is answered, to add header fields: `(WebSocket\Server $server, Http\Request
     * $request, Http\Response $response)`.
     */
    public const EVENT_BEFORE_HANDSHAKE_RESPONSE = 'beforeHandshakeResponse';

    /** When a WebSocket connection is established: `(WebSocket\Server $server, Http\Request $request)`. */
    public const EVENT_OPEN = 'open';

    /** For each WebSocket message: `(WebSocket\Server $server, WebSocket\Frame $frame)`. */
    public const EVENT_MESSAGE = 'message';

    /**
     * When a connection of a WebSocket port is closed that never became a WebSocket: `(WebSocket\Server $server, int
     * $fd)`.
     */
    public const EVENT_DISCONNECT = 'disconnect';

    /** When a connection of a client could not be made: the callback gets the client. */
    public const EVENT_ERROR = 'error';

    /** bool: writes debug messages to the log. */
    public const OPTION_DEBUG_MODE = 'debug_mode';

    /** int: which traces go to the log. There are none; accepted so that scripts run. */
    public const OPTION_TRACE_FLAGS = 'trace_flags';

    /** string: path of the log; standard output by default. SIGRTMIN opens it anew. */
    public const OPTION_LOG_FILE = 'log_file';

    /** int: least level that is logged, one of SWOOLE_LOG_*; SWOOLE_LOG_INFO by default. */
    public const OPTION_LOG_LEVEL = 'log_level';

    /** string: how the log writes the time, as for strftime(3). */
    public const OPTION_LOG_DATE_FORMAT = 'log_date_format';

    /** bool: whether the log writes microseconds. */
    public const OPTION_LOG_DATE_WITH_MICROSECONDS = 'log_date_with_microseconds';

    /** int: when to start a new log file, one of SWOOLE_LOG_ROTATION_*. */
    public const OPTION_LOG_ROTATION = 'log_rotation';

    /** bool: whether warnings are shown as PHP shows its own; true by default. */
    public const OPTION_DISPLAY_ERRORS = 'display_errors';

    /** string: address of the name server, with `:port` if it is not 53. */
    public const OPTION_DNS_SERVER = 'dns_server';

    /** float: seconds that a coroutine waits for a name to be resolved. */
    public const OPTION_SOCKET_DNS_TIMEOUT = 'socket_dns_timeout';

    /** float: seconds that a coroutine waits for a connection. */
    public const OPTION_SOCKET_CONNECT_TIMEOUT = 'socket_connect_timeout';

    /** float: seconds that a coroutine waits for bytes to be sent. */
    public const OPTION_SOCKET_WRITE_TIMEOUT = 'socket_write_timeout';

    /** float: another name of `socket_write_timeout`. */
    public const OPTION_SOCKET_SEND_TIMEOUT = 'socket_send_timeout';

    /** float: seconds that a coroutine waits for bytes to arrive. */
    public const OPTION_SOCKET_READ_TIMEOUT = 'socket_read_timeout';

    /** float: another name of `socket_read_timeout`. */
    public const OPTION_SOCKET_RECV_TIMEOUT = 'socket_recv_timeout';

    /** float: sets `socket_connect_timeout`, `socket_read_timeout` and `socket_write_timeout`. */
    public const OPTION_SOCKET_TIMEOUT = 'socket_timeout';

    /** int: most bytes that may wait to be sent on one connection; more are refused. */
    public const OPTION_SOCKET_BUFFER_SIZE = 'socket_buffer_size';

    /** int: HTTP/2 setting of that name. */
    public const OPTION_HTTP2_HEADER_TABLE_SIZE = 'http2_header_table_size';

    /** int: HTTP/2 setting of that name. */
    public const OPTION_HTTP2_ENABLE_PUSH = 'http2_enable_push';

    /** int: HTTP/2 setting of that name. */
    public const OPTION_HTTP2_MAX_CONCURRENT_STREAMS = 'http2_max_concurrent_streams';

    /** int: HTTP/2 setting of that name. */
    public const OPTION_HTTP2_INIT_WINDOW_SIZE = 'http2_init_window_size';

    /** int: HTTP/2 setting of that name. */
    public const OPTION_HTTP2_MAX_FRAME_SIZE = 'http2_max_frame_size';

    /** int: HTTP/2 setting of that name. */
    public const OPTION_HTTP2_MAX_HEADER_LIST_SIZE = 'http2_max_header_list_size';

    /** int: fewest threads for blocking calls. */
    public const OPTION_AIO_CORE_WORKER_NUM = 'aio_core_worker_num';

    /** int: most threads for blocking calls. */
    public const OPTION_AIO_WORKER_NUM = 'aio_worker_num';

    /** float: seconds that a blocking call may wait for a thread before another one is started. */
    public const OPTION_AIO_MAX_WAIT_TIME = 'aio_max_wait_time';

    /** float: seconds after which an idle thread for blocking calls ends. */
    public const OPTION_AIO_MAX_IDLE_TIME = 'aio_max_idle_time';

    /** int: length of the io_uring queue. */
    public const OPTION_IOURING_ENTRIES = 'iouring_entries';

    /** int: threads of io_uring in the kernel. */
    public const OPTION_IOURING_WORKERS = 'iouring_workers';

    /** int: flags for io_uring_setup(2). */
    public const OPTION_IOURING_FLAG = 'iouring_flag';

    /** bool: whether signals arrive through signalfd(2). */
    public const OPTION_ENABLE_SIGNALFD = 'enable_signalfd';

    /** bool: whether to wait with kqueue(2) where there is one. */
    public const OPTION_ENABLE_KQUEUE = 'enable_kqueue';

    /** bool: whether an event loop with signal handlers and nothing else goes on. */
    public const OPTION_WAIT_SIGNAL = 'wait_signal';

    /** float: seconds for which a resolved name is kept. */
    public const OPTION_DNS_CACHE_REFRESH_TIME = 'dns_cache_refresh_time';

    /** int: another name of `min_thread_num`. */
    public const OPTION_THREAD_NUM = 'thread_num';

    /** int: another name of `aio_core_worker_num`. */
    public const OPTION_MIN_THREAD_NUM = 'min_thread_num';

    /** int: another name of `aio_worker_num`. */
    public const OPTION_MAX_THREAD_NUM = 'max_thread_num';

    /** bool: whether sends outside of a coroutine return at once. */
    public const OPTION_SOCKET_DONTWAIT = 'socket_dontwait';

    /** bool: whether to pick one of the addresses of a name at random. */
    public const OPTION_DNS_LOOKUP_RANDOM = 'dns_lookup_random';

    /** bool: whether coroutines resolve names without blocking. */
    public const OPTION_USE_ASYNC_RESOLVER = 'use_async_resolver';

    /** bool: whether each callback runs in a coroutine of its own; true by default. */
    public const OPTION_ENABLE_COROUTINE = 'enable_coroutine';

    /** int: TLS versions to speak, SWOOLE_SSL_* joined by `|`; 0 for all. */
    public const OPTION_SSL_PROTOCOLS = 'ssl_protocols';

    /** bool: TLS compression. There is none. */
    public const OPTION_SSL_COMPRESS = 'ssl_compress';

    /** string: path of the certificate in PEM form, with its chain. */
    public const OPTION_SSL_CERT_FILE = 'ssl_cert_file';

    /** string: path of the private key in PEM form. */
    public const OPTION_SSL_KEY_FILE = 'ssl_key_file';

    /** string: what the private key is encrypted with. */
    public const OPTION_SSL_PASSPHRASE = 'ssl_passphrase';

    /** string: host name that a client asks for and checks. */
    public const OPTION_SSL_HOST_NAME = 'ssl_host_name';

    /** bool: whether to check the certificate of the peer. */
    public const OPTION_SSL_VERIFY_PEER = 'ssl_verify_peer';

    /** bool: whether the peer may have signed its certificate itself. */
    public const OPTION_SSL_ALLOW_SELF_SIGNED = 'ssl_allow_self_signed';

    /** string: path of the trusted certificates in PEM form. */
    public const OPTION_SSL_CAFILE = 'ssl_cafile';

    /** string: folder of trusted certificates. */
    public const OPTION_SSL_CAPATH = 'ssl_capath';

    /** int: longest chain of certificates. */
    public const OPTION_SSL_VERIFY_DEPTH = 'ssl_verify_depth';

    /** string: cipher suites, as OpenSSL lists them. */
    public const OPTION_SSL_CIPHERS = 'ssl_ciphers';

    /** bool: waits for `package_eof` at the end of what has arrived before the receive event. */
    public const OPTION_OPEN_EOF_CHECK = 'open_eof_check';

    /** bool: one receive event for each part that ends with `package_eof`. */
    public const OPTION_OPEN_EOF_SPLIT = 'open_eof_split';

    /** string: what ends a package, at most 8 bytes. */
    public const OPTION_PACKAGE_EOF = 'package_eof';

    /** bool: one receive event for each MQTT packet. */
    public const OPTION_OPEN_MQTT_PROTOCOL = 'open_mqtt_protocol';

    /** bool: one receive event for each package whose header tells its length. */
    public const OPTION_OPEN_LENGTH_CHECK = 'open_length_check';

    /** string: form of that length, a letter of pack(). */
    public const OPTION_PACKAGE_LENGTH_TYPE = 'package_length_type';

    /** int: where that length is, in bytes from the start of the package. */
    public const OPTION_PACKAGE_LENGTH_OFFSET = 'package_length_offset';

    /** int: bytes that the length does not count. */
    public const OPTION_PACKAGE_BODY_OFFSET = 'package_body_offset';

    /** callable: tells the length of a package from its first bytes; 0 asks for more, -1 closes. */
    public const OPTION_PACKAGE_LENGTH_FUNC = 'package_length_func';

    /** int: most bytes of one package, HTTP request or WebSocket message, also after inflation; 2 MB by default. */
    public const OPTION_PACKAGE_MAX_LENGTH = 'package_max_length';

    /** int: bytes waiting to be sent from which on bufferFull fires; 80 % of `socket_buffer_size` by default. */
    public const OPTION_BUFFER_HIGH_WATERMARK = 'buffer_high_watermark';

    /** int: bytes waiting to be sent below which bufferEmpty fires, after bufferFull; 0 by default. */
    public const OPTION_BUFFER_LOW_WATERMARK = 'buffer_low_watermark';

    /** int: port that a client sends from. */
    public const OPTION_BIND_PORT = 'bind_port';

    /** string: address that a client sends from. */
    public const OPTION_BIND_ADDRESS = 'bind_address';

    /** bool: whether small packets are sent at once (TCP_NODELAY); true by default. */
    public const OPTION_OPEN_TCP_NODELAY = 'open_tcp_nodelay';

    /** string: SOCKS 5 proxy of a client. */
    public const OPTION_SOCKS5_HOST = 'socks5_host';

    /** int: port of that proxy. */
    public const OPTION_SOCKS5_PORT = 'socks5_port';

    /** string: user name for that proxy. */
    public const OPTION_SOCKS5_USERNAME = 'socks5_username';

    /** string: password for that proxy. */
    public const OPTION_SOCKS5_PASSWORD = 'socks5_password';

    /** string: HTTP proxy of a client. */
    public const OPTION_HTTP_PROXY_HOST = 'http_proxy_host';

    /** int: port of that proxy. */
    public const OPTION_HTTP_PROXY_PORT = 'http_proxy_port';

    /** string: user name for that proxy. */
    public const OPTION_HTTP_PROXY_USERNAME = 'http_proxy_username';

    /** string: another name of `http_proxy_username`. */
    public const OPTION_HTTP_PROXY_USER = 'http_proxy_user';

    /** string: password for that proxy. */
    public const OPTION_HTTP_PROXY_PASSWORD = 'http_proxy_password';

    /** int: another name of `max_coroutine`. */
    public const OPTION_MAX_CORO_NUM = 'max_coro_num';

    /** int: most coroutines at a time in one process; 100000 by default. */
    public const OPTION_MAX_COROUTINE = 'max_coroutine';

    /** bool: whether to report coroutines that wait for ever when the event loop ends; true by default. */
    public const OPTION_ENABLE_DEADLOCK_CHECK = 'enable_deadlock_check';

    /** int: PHP functions that suspend the coroutine instead of blocking, SWOOLE_HOOK_* joined by `|`. */
    public const OPTION_HOOK_FLAGS = 'hook_flags';

    /** bool: whether a coroutine that computes for 10 ms is suspended for others. */
    public const OPTION_ENABLE_PREEMPTIVE_SCHEDULER = 'enable_preemptive_scheduler';

    /** int: bytes of the native stack of each coroutine. */
    public const OPTION_C_STACK_SIZE = 'c_stack_size';

    /** int: another name of `c_stack_size`. */
    public const OPTION_STACK_SIZE = 'stack_size';

    /** array: objects that resolve names before the system does. */
    public const OPTION_NAME_RESOLVER = 'name_resolver';

    /** int: seconds for which a resolved name is kept; 60 by default. */
    public const OPTION_DNS_CACHE_EXPIRE = 'dns_cache_expire';

    /** int: most resolved names that are kept; 1000 by default. */
    public const OPTION_DNS_CACHE_CAPACITY = 'dns_cache_capacity';

    /** float: seconds that a client waits for its connection. */
    public const OPTION_CONNECT_TIMEOUT = 'connect_timeout';

    /** float: seconds that a client waits in all. */
    public const OPTION_TIMEOUT = 'timeout';

    /** int: how often a client tries again. */
    public const OPTION_MAX_RETRIES = 'max_retries';

    /** bool: whether a client sends without waiting for the answer. */
    public const OPTION_DEFER = 'defer';

    /** bool: whether a client gets header names in lower case. */
    public const OPTION_LOWERCASE_HEADER = 'lowercase_header';

    /** bool: whether a client keeps its connection after a response. */
    public const OPTION_KEEP_ALIVE = 'keep_alive';

    /** bool: whether a client masks its frames, as RFC 6455 demands; true by default. */
    public const OPTION_WEBSOCKET_MASK = 'websocket_mask';

    /** bool: whether a response is compressed if the client accepts that; true by default. */
    public const OPTION_HTTP_COMPRESSION = 'http_compression';

    /** bool: whether a client inflates response bodies; true by default. */
    public const OPTION_BODY_DECOMPRESSION = 'body_decompression';

    /** bool: whether to agree to permessage-deflate (RFC 7692) when a client offers it. */
    public const OPTION_WEBSOCKET_COMPRESSION = 'websocket_compression';

    /** callable: gets each part of a response body as a client receives it. */
    public const OPTION_WRITE_FUNC = 'write_func';

    /** bool: whether to fill \Swoole\Http\Request::$cookie; true by default. */
    public const OPTION_HTTP_PARSE_COOKIE = 'http_parse_cookie';

    /** bool: whether to fill \Swoole\Http\Request::$post; true by default. */
    public const OPTION_HTTP_PARSE_POST = 'http_parse_post';

    /** bool: whether to fill \Swoole\Http\Request::$files; true by default. */
    public const OPTION_HTTP_PARSE_FILES = 'http_parse_files';

    /** int: how hard to compress responses, 1 to 9; 1 by default. */
    public const OPTION_HTTP_COMPRESSION_LEVEL = 'http_compression_level';

    /** int: another name of `http_compression_level`. */
    public const OPTION_COMPRESSION_LEVEL = 'compression_level';

    /** int: another name of `http_compression_level`. */
    public const OPTION_HTTP_GZIP_LEVEL = 'http_gzip_level';

    /** int: fewest bytes of a response that is compressed; 20 by default. */
    public const OPTION_HTTP_COMPRESSION_MIN_LENGTH = 'http_compression_min_length';

    /** int: another name of `http_compression_min_length`. */
    public const OPTION_COMPRESSION_MIN_LENGTH = 'compression_min_length';

    /** array: MIME types of responses that are compressed. */
    public const OPTION_HTTP_COMPRESSION_TYPES = 'http_compression_types';

    /** array: another name of `http_compression_types`. */
    public const OPTION_COMPRESSION_TYPES = 'compression_types';

    /** string: folder for uploaded files; /tmp by default. */
    public const OPTION_UPLOAD_TMP_DIR = 'upload_tmp_dir';

    /** bool: whether a process pool takes packages apart as a server does. */
    public const OPTION_ENABLE_MESSAGE_BUS = 'enable_message_bus';

    /** int: most bytes of one package of a process pool. */
    public const OPTION_MAX_PACKAGE_SIZE = 'max_package_size';

    /** bool: whether a client speaks TLS. */
    public const OPTION_SSL = 'ssl';

    /** string: folder that becomes the root of the workers' file system. */
    public const OPTION_CHROOT = 'chroot';

    /** string: user that workers run as, if the master runs as root. */
    public const OPTION_USER = 'user';

    /** string: group that workers run as, if the master runs as root. */
    public const OPTION_GROUP = 'group';

    /** bool: whether to go to the background; standard output then goes to `log_file`. */
    public const OPTION_DAEMONIZE = 'daemonize';

    /** string: path of a file that holds the master's process id while the server runs. */
    public const OPTION_PID_FILE = 'pid_file';

    /** int: reactor threads in SWOOLE_PROCESS mode, not more than `worker_num`; one per processor by default, at most 8. */
    public const OPTION_REACTOR_NUM = 'reactor_num';

    /** bool: whether the master does without reactor threads in SWOOLE_PROCESS mode, and owns the sockets itself. */
    public const OPTION_SINGLE_THREAD = 'single_thread';

    /** int: event workers; the number of processors by default. */
    public const OPTION_WORKER_NUM = 'worker_num';

    /** int: seconds that a worker may take to end; 3 by default. */
    public const OPTION_MAX_WAIT_TIME = 'max_wait_time';

    /** int: bytes received but not yet handled from which on a connection is no longer read. */
    public const OPTION_MAX_QUEUED_BYTES = 'max_queued_bytes';

    /** int: most requests under way in all workers; more are answered with 503. No limit by default. */
    public const OPTION_MAX_CONCURRENCY = 'max_concurrency';

    /** int: most requests that a worker deals with at a time; more wait. As max_concurrency by default. */
    public const OPTION_WORKER_MAX_CONCURRENCY = 'worker_max_concurrency';

    /** float: seconds that a send may wait for a slow peer, 0 for as long as that is there. */
    public const OPTION_SEND_TIMEOUT = 'send_timeout';

    /** int: which worker gets what, one of SWOOLE_DISPATCH_*; SWOOLE_DISPATCH_FDMOD by default. */
    public const OPTION_DISPATCH_MODE = 'dispatch_mode';

    /** bool: whether a send to a slow peer suspends the coroutine instead of returning false. */
    public const OPTION_SEND_YIELD = 'send_yield';

    /** callable: picks the worker instead of `dispatch_mode`. */
    public const OPTION_DISPATCH_FUNC = 'dispatch_func';

    /** bool: whether to drop what a closed connection has sent; true by default. */
    public const OPTION_DISCARD_TIMEOUT_REQUEST = 'discard_timeout_request';

    /** bool: whether connect and close fire where `dispatch_mode` cannot keep their order. */
    public const OPTION_ENABLE_UNSAFE_EVENT = 'enable_unsafe_event';

    /** bool: whether a new connection is read only after \Swoole\Server::confirm(). */
    public const OPTION_ENABLE_DELAY_RECEIVE = 'enable_delay_receive';

    /** bool: whether several servers may share the port (SO_REUSEPORT). */
    public const OPTION_ENABLE_REUSE_PORT = 'enable_reuse_port';

    /** bool: another name of `task_object`. */
    public const OPTION_TASK_USE_OBJECT = 'task_use_object';

    /** bool: whether the task event gets a \Swoole\Server\Task. */
    public const OPTION_TASK_OBJECT = 'task_object';

    /** bool: whether events get one object instead of several arguments. */
    public const OPTION_EVENT_OBJECT = 'event_object';

    /** bool: whether jobs run in coroutines; implies `task_object`. */
    public const OPTION_TASK_ENABLE_COROUTINE = 'task_enable_coroutine';

    /** int: task workers; none by default. */
    public const OPTION_TASK_WORKER_NUM = 'task_worker_num';

    /** int: how jobs reach task workers, one of SWOOLE_IPC_*. */
    public const OPTION_TASK_IPC_MODE = 'task_ipc_mode';

    /** string: folder for jobs that are too large for a message; /tmp by default. */
    public const OPTION_TASK_TMPDIR = 'task_tmpdir';

    /** int: jobs after which a task worker is replaced; 0 for never. */
    public const OPTION_TASK_MAX_REQUEST = 'task_max_request';

    /** int: up to so many jobs more, at random, so that not all are replaced at once. */
    public const OPTION_TASK_MAX_REQUEST_GRACE = 'task_max_request_grace';

    /** int: most connections at a time; the descriptor limit, but at most 100000, by default. */
    public const OPTION_MAX_CONNECTION = 'max_connection';

    /** int: another name of `max_connection`. */
    public const OPTION_MAX_CONN = 'max_conn';

    /** int: the first connection's fd is one more; 0 by default. */
    public const OPTION_START_SESSION_ID = 'start_session_id';

    /** int: seconds between two checks for silent connections; 0 for none. */
    public const OPTION_HEARTBEAT_CHECK_INTERVAL = 'heartbeat_check_interval';

    /** int: seconds of silence after which a connection is closed; twice the interval by default. */
    public const OPTION_HEARTBEAT_IDLE_TIME = 'heartbeat_idle_time';

    /** int: requests after which a worker is replaced; 0 for never. Without a manager it does nothing. */
    public const OPTION_MAX_REQUEST = 'max_request';

    /** int: up to so many requests more, at random, so that not all are replaced at once. */
    public const OPTION_MAX_REQUEST_GRACE = 'max_request_grace';

    /** bool: whether a worker that is replaced finishes what it waits for; true by default. */
    public const OPTION_RELOAD_ASYNC = 'reload_async';

    /** bool: whether each worker keeps to one processor. */
    public const OPTION_OPEN_CPU_AFFINITY = 'open_cpu_affinity';

    /** array: processors that workers leave alone. */
    public const OPTION_CPU_AFFINITY_IGNORE = 'cpu_affinity_ignore';

    /** int: most bytes of one uploaded file. */
    public const OPTION_UPLOAD_MAX_FILESIZE = 'upload_max_filesize';

    /** bool: whether files below `document_root` are served without a request event. */
    public const OPTION_ENABLE_STATIC_HANDLER = 'enable_static_handler';

    /** string: folder of those files. */
    public const OPTION_DOCUMENT_ROOT = 'document_root';

    /** bool: whether a folder is answered with a list of its files. */
    public const OPTION_HTTP_AUTOINDEX = 'http_autoindex';

    /** array: file names that stand for their folder. */
    public const OPTION_HTTP_INDEX_FILES = 'http_index_files';

    /** array: paths below which only files are served. */
    public const OPTION_STATIC_HANDLER_LOCATIONS = 'static_handler_locations';

    /** array: regular expression => path; applied before files are looked up. */
    public const OPTION_URL_REWRITE_RULES = 'url_rewrite_rules';

    /** int: most bytes of a message between processes; 2 MB by default. */
    public const OPTION_INPUT_BUFFER_SIZE = 'input_buffer_size';

    /** int: another name of `input_buffer_size`. */
    public const OPTION_BUFFER_INPUT_SIZE = 'buffer_input_size';

    /** int: most bytes of one send, push or response body. */
    public const OPTION_OUTPUT_BUFFER_SIZE = 'output_buffer_size';

    /** int: another name of `output_buffer_size`. */
    public const OPTION_BUFFER_OUTPUT_SIZE = 'buffer_output_size';

    /** int: key of the System V message queue for jobs. */
    public const OPTION_MESSAGE_QUEUE_KEY = 'message_queue_key';

    /** string: script that a thread of a threaded server runs. */
    public const OPTION_BOOTSTRAP = 'bootstrap';

    /** callable: makes the arguments of that script. */
    public const OPTION_INIT_ARGUMENTS = 'init_arguments';

    /** int: connections that may wait to be accepted; 512 by default. */
    public const OPTION_BACKLOG = 'backlog';

    /** int: the socket option SO_RCVBUF. */
    public const OPTION_KERNEL_SOCKET_RECV_BUFFER_SIZE = 'kernel_socket_recv_buffer_size';

    /** int: the socket option SO_SNDBUF. */
    public const OPTION_KERNEL_SOCKET_SEND_BUFFER_SIZE = 'kernel_socket_send_buffer_size';

    /** int: seconds for which a connection is not reported until data arrives (TCP_DEFER_ACCEPT). */
    public const OPTION_TCP_DEFER_ACCEPT = 'tcp_defer_accept';

    /** bool: whether the kernel probes silent connections (SO_KEEPALIVE). */
    public const OPTION_OPEN_TCP_KEEPALIVE = 'open_tcp_keepalive';

    /** bool: whether the port speaks HTTP; true for an HTTP server. */
    public const OPTION_OPEN_HTTP_PROTOCOL = 'open_http_protocol';

    /** bool: whether the port speaks WebSocket; true for a WebSocket server. */
    public const OPTION_OPEN_WEBSOCKET_PROTOCOL = 'open_websocket_protocol';

    /** string|array: subprotocols to agree to; of a list, the first one that the client offers. */
    public const OPTION_WEBSOCKET_SUBPROTOCOL = 'websocket_subprotocol';

    /** bool: whether the message event gets close frames, too. */
    public const OPTION_OPEN_WEBSOCKET_CLOSE_FRAME = 'open_websocket_close_frame';

    /** bool: whether the message event gets pings, which the script then answers. */
    public const OPTION_OPEN_WEBSOCKET_PING_FRAME = 'open_websocket_ping_frame';

    /** bool: whether the message event gets pongs, too. */
    public const OPTION_OPEN_WEBSOCKET_PONG_FRAME = 'open_websocket_pong_frame';

    /** bool: whether the port speaks HTTP/2. */
    public const OPTION_OPEN_HTTP2_PROTOCOL = 'open_http2_protocol';

    /** bool: whether the port speaks the Redis protocol. */
    public const OPTION_OPEN_REDIS_PROTOCOL = 'open_redis_protocol';

    /** float: seconds of silence after which a connection of this port is closed. */
    public const OPTION_MAX_IDLE_TIME = 'max_idle_time';

    /** int: seconds of silence before the first probe. */
    public const OPTION_TCP_KEEPIDLE = 'tcp_keepidle';

    /** int: seconds between two probes. */
    public const OPTION_TCP_KEEPINTERVAL = 'tcp_keepinterval';

    /** int: probes without an answer after which the connection is closed. */
    public const OPTION_TCP_KEEPCOUNT = 'tcp_keepcount';

    /** int: milliseconds without acknowledgement after which the connection is closed (TCP_USER_TIMEOUT). */
    public const OPTION_TCP_USER_TIMEOUT = 'tcp_user_timeout';

    /** bool: whether data may come with the first packet (TCP_FASTOPEN). */
    public const OPTION_TCP_FASTOPEN = 'tcp_fastopen';

    /** int: another name of `package_body_offset`. */
    public const OPTION_PACKAGE_BODY_START = 'package_body_start';

    /** string: path of the certificates that client certificates are checked against, in PEM form. */
    public const OPTION_SSL_CLIENT_CERT_FILE = 'ssl_client_cert_file';

    /** bool: whether the server picks the cipher suite. */
    public const OPTION_SSL_PREFER_SERVER_CIPHERS = 'ssl_prefer_server_ciphers';

    /** string: curves for the key exchange, joined by `:`. */
    public const OPTION_SSL_ECDH_CURVE = 'ssl_ecdh_curve';

    /** string: path of Diffie-Hellman parameters in PEM form. */
    public const OPTION_SSL_DHPARAM = 'ssl_dhparam';

    /** array: host name => `ssl_cert_file` and `ssl_key_file` for it. */
    public const OPTION_SSL_SNI_CERTS = 'ssl_sni_certs';

    /** bool: whether a socket speaks TLS. */
    public const OPTION_OPEN_SSL = 'open_ssl';

    /** bool: whether a socket speaks FastCGI. */
    public const OPTION_OPEN_FASTCGI_PROTOCOL = 'open_fastcgi_protocol';

    /** float: seconds that a client waits for bytes to arrive. */
    public const OPTION_READ_TIMEOUT = 'read_timeout';

    /** float: seconds that a client waits for bytes to be sent. */
    public const OPTION_WRITE_TIMEOUT = 'write_timeout';

    /** bool: switches TLS compression off. There is none. */
    public const OPTION_SSL_DISABLE_COMPRESSION = 'ssl_disable_compression';

    /** int: whether a client sends GREASE values (RFC 8701). */
    public const OPTION_SSL_GREASE = 'ssl_grease';

    /** callable: returns true when the event loop may end. */
    public const OPTION_EXIT_CONDITION = 'exit_condition';

    /** bool: leaves backtraces out of the deadlock report. */
    public const OPTION_DEADLOCK_CHECK_DISABLE_TRACE = 'deadlock_check_disable_trace';

    /** int: most coroutines in the deadlock report; 32 by default. */
    public const OPTION_DEADLOCK_CHECK_LIMIT = 'deadlock_check_limit';

    /** int: most frames of each backtrace in it; 128 by default. */
    public const OPTION_DEADLOCK_CHECK_DEPTH = 'deadlock_check_depth';

    /** string: path of a file that \Swoole\Server::stats() is written to. */
    public const OPTION_STATS_FILE = 'stats_file';

    /** int: milliseconds between two writes of that file; 1000 by default. */
    public const OPTION_STATS_TIMER_INTERVAL = 'stats_timer_interval';

    /** string: address of an administration server. */
    public const OPTION_ADMIN_SERVER = 'admin_server';

    /** string: what \Swoole\Coroutine\Http\request() uses: swoole, curl or stream. */
    public const OPTION_HTTP_CLIENT_DRIVER = 'http_client_driver';
}
