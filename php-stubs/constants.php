<?php

/** Global constants. Those of features that a later release brings are here already, so that settings can name them. */

// Version of the API that this extension implements, and its own

/** The API level. */
const SWOOLE_VERSION = '6.2.2';
/** The API level as a number: 10000 * major + 100 * minor + release. */
const SWOOLE_VERSION_ID = 60202;
const SWOOLE_MAJOR_VERSION = 6;
const SWOOLE_MINOR_VERSION = 2;
const SWOOLE_RELEASE_VERSION = 2;
/** What follows the numbers, such as a release candidate. */
const SWOOLE_EXTRA_VERSION = '';
/** This extension's own version. */
const SWOOLE_RS_VERSION = '0.1.0';
/** Whether this is a debug build. */
const SWOOLE_DEBUG = false;
/** Whether what is sent can be compressed. */
const SWOOLE_HAVE_COMPRESSION = true;
/** Whether gzip, deflate and permessage-deflate are among that. */
const SWOOLE_HAVE_ZLIB = true;
/**
 * Whether short names such as go() and Co exist: the ini setting swoole.use_shortname.
 *
 * @shortname
 */
const SWOOLE_USE_SHORTNAME = true;

// Server modes

/** Workers accept and handle their own connections. */
const SWOOLE_BASE = 1;
/** Reactor threads own the connections, workers handle what they receive. */
const SWOOLE_PROCESS = 2;

// Socket types

/** TCP over IPv4. */
const SWOOLE_SOCK_TCP = 1;
/** TCP over IPv6. */
const SWOOLE_SOCK_TCP6 = 3;
/** UDP over IPv4. */
const SWOOLE_SOCK_UDP = 2;
/** UDP over IPv6. */
const SWOOLE_SOCK_UDP6 = 4;
/** Unix stream socket. */
const SWOOLE_SOCK_UNIX_STREAM = 5;
/** Unix datagram socket. */
const SWOOLE_SOCK_UNIX_DGRAM = 6;
/** Raw IPv4 socket. */
const SWOOLE_SOCK_RAW = 7;
/** Raw IPv6 socket. */
const SWOOLE_SOCK_RAW6 = 8;
const SWOOLE_TCP = 1;
const SWOOLE_TCP6 = 3;
const SWOOLE_UDP = 2;
const SWOOLE_UDP6 = 4;
const SWOOLE_UNIX_STREAM = 5;
const SWOOLE_UNIX_DGRAM = 6;
const SWOOLE_RAW = 7;
const SWOOLE_RAW6 = 8;
/** Added to a socket type: TLS. */
const SWOOLE_SSL = 512;
/** Added to a socket type: does not block. */
const SWOOLE_ASYNC = 1024;
/** Added to a socket type: blocks. */
const SWOOLE_SYNC = 2048;
/** Added to a socket type: the connection is kept after the request. */
const SWOOLE_KEEP = 4096;
const SWOOLE_SOCK_SYNC = false;
const SWOOLE_SOCK_ASYNC = true;

// TLS versions, for the option `ssl_protocols`

/** Not spoken by anybody any more. */
const SWOOLE_SSL_SSLv2 = 2;
const SWOOLE_SSL_TLSv1 = 8;
const SWOOLE_SSL_TLSv1_1 = 16;
const SWOOLE_SSL_TLSv1_2 = 32;
const SWOOLE_SSL_TLSv1_3 = 64;

// Which worker gets what, for the option `dispatch_mode`

/** In turn. */
const SWOOLE_DISPATCH_ROUND = 1;
/** By fd: a connection keeps its worker. */
const SWOOLE_DISPATCH_FDMOD = 2;
/** To an idle one. */
const SWOOLE_DISPATCH_IDLE_WORKER = 3;
/** By the client's address. */
const SWOOLE_DISPATCH_IPMOD = 4;
/** By what \Swoole\Server::bind() was given. */
const SWOOLE_DISPATCH_UIDMOD = 5;
/** By the option `dispatch_func`. */
const SWOOLE_DISPATCH_USERFUNC = 6;
/** Workers fetch connections themselves. */
const SWOOLE_DISPATCH_STREAM = 7;
/** To the one with the fewest connections. */
const SWOOLE_DISPATCH_CO_CONN_LB = 8;
/** To the one with the fewest requests. */
const SWOOLE_DISPATCH_CO_REQ_LB = 9;
/** To the one with the fewest requests under way. */
const SWOOLE_DISPATCH_CONCURRENT_LB = 10;
/** `dispatch_func` returns it to drop the data. */
const SWOOLE_DISPATCH_RESULT_DISCARD_PACKET = -1;
/** `dispatch_func` returns it to close the connection. */
const SWOOLE_DISPATCH_RESULT_CLOSE_CONNECTION = -2;
/** `dispatch_func` returns it to leave the choice to `dispatch_mode`. */
const SWOOLE_DISPATCH_RESULT_USERFUNC_FALLBACK = -3;

// States of a worker, from \Swoole\Server::getWorkerStatus()

/** Handles something. */
const SWOOLE_WORKER_BUSY = 1;
/** Waits. */
const SWOOLE_WORKER_IDLE = 2;
/** Is to end and finishes what it waits for. */
const SWOOLE_WORKER_EXIT = 3;

// Kinds of processes, for \Swoole\Server::addCommand()

const SWOOLE_SERVER_COMMAND_MASTER = 2;
const SWOOLE_SERVER_COMMAND_REACTOR_THREAD = 4;
const SWOOLE_SERVER_COMMAND_EVENT_WORKER = 8;
const SWOOLE_SERVER_COMMAND_WORKER = 8;
const SWOOLE_SERVER_COMMAND_TASK_WORKER = 16;
const SWOOLE_SERVER_COMMAND_MANAGER = 32;

// How jobs reach task workers, for the option `task_ipc_mode`

const SWOOLE_IPC_NONE = 0;
/** Unix sockets. */
const SWOOLE_IPC_UNIXSOCK = 1;
/** The same. */
const SWOOLE_IPC_UNSOCK = 1;
/** A System V message queue. */
const SWOOLE_IPC_MSGQUEUE = 2;
/** A message queue from which any task worker takes. */
const SWOOLE_IPC_PREEMPTIVE = 3;
/** A socket, for process pools. */
const SWOOLE_IPC_SOCKET = 3;
/** Message queue: jobs are addressed. */
const SWOOLE_MSGQUEUE_ORIENT = 1;
/** Message queue: any task worker takes. */
const SWOOLE_MSGQUEUE_BALANCE = 2;

// How a job is to be answered, from \Swoole\Server\Task::$flags

/** Its data is in a file. */
const SWOOLE_TASK_TMPFILE = 1;
/** Its data is serialized. */
const SWOOLE_TASK_SERIALIZE = 2;
/** Nobody waits for it. */
const SWOOLE_TASK_NONBLOCK = 4;
/** A callback gets the result. */
const SWOOLE_TASK_CALLBACK = 8;
/** It is one of taskWaitMulti(). */
const SWOOLE_TASK_WAITALL = 16;
/** A coroutine waits for it. */
const SWOOLE_TASK_COROUTINE = 32;
/** It stays in the queue. */
const SWOOLE_TASK_PEEK = 64;
/** It came from outside of the server. */
const SWOOLE_TASK_NOREPLY = 128;

// WebSocket opcodes (RFC 6455, 5.2)

/** A further fragment. */
const SWOOLE_WEBSOCKET_OPCODE_CONTINUATION = 0;
/** Text in UTF-8. */
const SWOOLE_WEBSOCKET_OPCODE_TEXT = 1;
/** Bytes. */
const SWOOLE_WEBSOCKET_OPCODE_BINARY = 2;
const SWOOLE_WEBSOCKET_OPCODE_CLOSE = 8;
const SWOOLE_WEBSOCKET_OPCODE_PING = 9;
const SWOOLE_WEBSOCKET_OPCODE_PONG = 10;

// Flags of a WebSocket frame

/** The message ends here. */
const SWOOLE_WEBSOCKET_FLAG_FIN = 1;
/** Compress it, if the peer agreed to that. */
const SWOOLE_WEBSOCKET_FLAG_COMPRESS = 2;
/** Compressed, as received. */
const SWOOLE_WEBSOCKET_FLAG_RSV1 = 4;
const SWOOLE_WEBSOCKET_FLAG_RSV2 = 8;
const SWOOLE_WEBSOCKET_FLAG_RSV3 = 16;
/** Masked, as clients send. */
const SWOOLE_WEBSOCKET_FLAG_MASK = 32;

// States of a WebSocket connection, from \Swoole\Server::getClientInfo()

/** No handshake yet. */
const SWOOLE_WEBSOCKET_STATUS_CONNECTION = 1;
/** Handshake under way. */
const SWOOLE_WEBSOCKET_STATUS_HANDSHAKE = 2;
/** Established. */
const SWOOLE_WEBSOCKET_STATUS_ACTIVE = 3;
/** Close frame sent. */
const SWOOLE_WEBSOCKET_STATUS_CLOSING = 4;

// WebSocket close codes (RFC 6455, 7.4)

/** Done. */
const SWOOLE_WEBSOCKET_CLOSE_NORMAL = 1000;
/** The server ends, or the page was left. */
const SWOOLE_WEBSOCKET_CLOSE_GOING_AWAY = 1001;
/** The peer broke the protocol. */
const SWOOLE_WEBSOCKET_CLOSE_PROTOCOL_ERROR = 1002;
/** A kind of data that is not accepted. */
const SWOOLE_WEBSOCKET_CLOSE_DATA_ERROR = 1003;
/** Never sent: the close frame had no code. */
const SWOOLE_WEBSOCKET_CLOSE_STATUS_ERROR = 1005;
/** Never sent: there was no close frame. */
const SWOOLE_WEBSOCKET_CLOSE_ABNORMAL = 1006;
/** Text that is not UTF-8. */
const SWOOLE_WEBSOCKET_CLOSE_MESSAGE_ERROR = 1007;
/** Against the rules of the application. */
const SWOOLE_WEBSOCKET_CLOSE_POLICY_ERROR = 1008;
/** Larger than `package_max_length`. */
const SWOOLE_WEBSOCKET_CLOSE_MESSAGE_TOO_BIG = 1009;
/** The client wanted an extension that the server lacks. */
const SWOOLE_WEBSOCKET_CLOSE_EXTENSION_MISSING = 1010;
/** The server failed. */
const SWOOLE_WEBSOCKET_CLOSE_SERVER_ERROR = 1011;
/** The server starts anew. */
const SWOOLE_WEBSOCKET_CLOSE_CLOSE_SERVICE_RESTART = 1012;
/** The server is overloaded. */
const SWOOLE_WEBSOCKET_CLOSE_TRY_AGAIN_LATER = 1013;
/** A server behind this one failed. */
const SWOOLE_WEBSOCKET_CLOSE_BAD_GATEWAY = 1014;
/** Never sent: TLS failed. */
const SWOOLE_WEBSOCKET_CLOSE_TLS = 1015;

// The same under their older names

const WEBSOCKET_OPCODE_CONTINUATION = 0;
const WEBSOCKET_OPCODE_TEXT = 1;
const WEBSOCKET_OPCODE_BINARY = 2;
const WEBSOCKET_OPCODE_CLOSE = 8;
const WEBSOCKET_OPCODE_PING = 9;
const WEBSOCKET_OPCODE_PONG = 10;
const WEBSOCKET_STATUS_CONNECTION = 1;
const WEBSOCKET_STATUS_HANDSHAKE = 2;
const WEBSOCKET_STATUS_ACTIVE = 3;
const WEBSOCKET_STATUS_FRAME = 3;
const WEBSOCKET_STATUS_CLOSING = 4;
const WEBSOCKET_STATUS_HANDSHAKE_FAILED = 5;
const WEBSOCKET_CLOSE_NORMAL = 1000;
const WEBSOCKET_CLOSE_GOING_AWAY = 1001;
const WEBSOCKET_CLOSE_PROTOCOL_ERROR = 1002;
const WEBSOCKET_CLOSE_DATA_ERROR = 1003;
const WEBSOCKET_CLOSE_STATUS_ERROR = 1005;
const WEBSOCKET_CLOSE_ABNORMAL = 1006;
const WEBSOCKET_CLOSE_MESSAGE_ERROR = 1007;
const WEBSOCKET_CLOSE_POLICY_ERROR = 1008;
const WEBSOCKET_CLOSE_MESSAGE_TOO_BIG = 1009;
const WEBSOCKET_CLOSE_EXTENSION_MISSING = 1010;
const WEBSOCKET_CLOSE_SERVER_ERROR = 1011;
const WEBSOCKET_CLOSE_CLOSE_SERVICE_RESTART = 1012;
const WEBSOCKET_CLOSE_TRY_AGAIN_LATER = 1013;
const WEBSOCKET_CLOSE_BAD_GATEWAY = 1014;
const WEBSOCKET_CLOSE_TLS = 1015;

// Log levels, for the option `log_level`

const SWOOLE_LOG_DEBUG = 0;
const SWOOLE_LOG_TRACE = 1;
const SWOOLE_LOG_INFO = 2;
const SWOOLE_LOG_NOTICE = 3;
const SWOOLE_LOG_WARNING = 4;
const SWOOLE_LOG_ERROR = 5;
/** Logs nothing. */
const SWOOLE_LOG_NONE = 6;

// When to start a new log file, for the option `log_rotation`

/** Never. */
const SWOOLE_LOG_ROTATION_SINGLE = 0;
const SWOOLE_LOG_ROTATION_MONTHLY = 1;
const SWOOLE_LOG_ROTATION_DAILY = 2;
const SWOOLE_LOG_ROTATION_HOURLY = 3;
const SWOOLE_LOG_ROTATION_EVERY_MINUTE = 4;

// Limits of timers

/** Shortest interval in milliseconds. */
const SWOOLE_TIMER_MIN_MS = 1;
/** The same in seconds. */
const SWOOLE_TIMER_MIN_SEC = 0.001;
/** Longest interval in milliseconds. */
const SWOOLE_TIMER_MAX_MS = 9223372036854775807;
/** The same in seconds. */
const SWOOLE_TIMER_MAX_SEC = 9223372036854776.0;

// Where an error code is from, for swoole_strerror()

/** The operating system: an errno. */
const SWOOLE_STRERROR_SYSTEM = 0;
/** getaddrinfo(3). */
const SWOOLE_STRERROR_GAI = 1;
/** The resolver: an h_errno. */
const SWOOLE_STRERROR_DNS = 2;
/** swoole_last_error(). */
const SWOOLE_STRERROR_SWOOLE = 9;

// Error codes, from swoole_last_error(): general

/** Out of memory. */
const SWOOLE_ERROR_MALLOC_FAIL = 501;
/** A system call failed: see swoole_errno(). */
const SWOOLE_ERROR_SYSTEM_CALL_FAIL = 502;
/** PHP ended with a fatal error. */
const SWOOLE_ERROR_PHP_FATAL_ERROR = 503;
/** A name is too long. */
const SWOOLE_ERROR_NAME_TOO_LONG = 504;
/** An argument is invalid. */
const SWOOLE_ERROR_INVALID_PARAMS = 505;
/** A queue is full. */
const SWOOLE_ERROR_QUEUE_FULL = 506;
/** Not possible here. */
const SWOOLE_ERROR_OPERATION_NOT_SUPPORT = 507;
/** Bytes that break the protocol. */
const SWOOLE_ERROR_PROTOCOL_ERROR = 508;
/** Not possible now. */
const SWOOLE_ERROR_WRONG_OPERATION = 509;
/** PHP raised a notice. */
const SWOOLE_ERROR_PHP_RUNTIME_NOTICE = 510;
/** For tests. */
const SWOOLE_ERROR_FOR_TEST = 511;
/** Nothing to send. */
const SWOOLE_ERROR_NO_PAYLOAD = 550;
/** What would happen is not defined. */
const SWOOLE_ERROR_UNDEFINED_BEHAVIOR = 600;
/** Not possible with threads. */
const SWOOLE_ERROR_NOT_THREAD_SAFETY = 601;
/** No such file. */
const SWOOLE_ERROR_FILE_NOT_EXIST = 700;
/** The file is too large. */
const SWOOLE_ERROR_FILE_TOO_LARGE = 701;
/** The file is empty. */
const SWOOLE_ERROR_FILE_EMPTY = 702;
/** No such folder. */
const SWOOLE_ERROR_DIR_NOT_EXIST = 703;

// Error codes: names, addresses, events

/** The name is being resolved already. */
const SWOOLE_ERROR_DNSLOOKUP_DUPLICATE_REQUEST = 710;
/** The name cannot be resolved. */
const SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED = 711;
/** The name server did not answer in time. */
const SWOOLE_ERROR_DNSLOOKUP_RESOLVE_TIMEOUT = 712;
/** A kind of record that is not supported. */
const SWOOLE_ERROR_DNSLOOKUP_UNSUPPORTED = 713;
/** There is no name server. */
const SWOOLE_ERROR_DNSLOOKUP_NO_SERVER = 714;
/** Not an IPv6 address. */
const SWOOLE_ERROR_BAD_IPV6_ADDRESS = 720;
/** A signal without a handler. */
const SWOOLE_ERROR_UNREGISTERED_SIGNAL = 721;
/** Not an address. */
const SWOOLE_ERROR_BAD_HOST_ADDR = 722;
/** Not a port number. */
const SWOOLE_ERROR_BAD_PORT = 723;
/** Not a socket type. */
const SWOOLE_ERROR_BAD_SOCKET_TYPE = 724;
/** A descriptor cannot be removed from the event loop. */
const SWOOLE_ERROR_EVENT_REMOVE_FAILED = 800;
/** A descriptor cannot be added to the event loop. */
const SWOOLE_ERROR_EVENT_ADD_FAILED = 801;
/** A descriptor cannot be watched otherwise. */
const SWOOLE_ERROR_EVENT_UPDATE_FAILED = 802;
/** An event of no known kind. */
const SWOOLE_ERROR_EVENT_UNKNOWN_DATA = 803;

// Error codes: connections

/** The server closed the connection. */
const SWOOLE_ERROR_SESSION_CLOSED_BY_SERVER = 1001;
/** The client closed the connection. */
const SWOOLE_ERROR_SESSION_CLOSED_BY_CLIENT = 1002;
/** The connection is being closed. */
const SWOOLE_ERROR_SESSION_CLOSING = 1003;
/** The connection is closed. */
const SWOOLE_ERROR_SESSION_CLOSED = 1004;
/** No such connection. */
const SWOOLE_ERROR_SESSION_NOT_EXIST = 1005;
/** Not a session id. */
const SWOOLE_ERROR_SESSION_INVALID_ID = 1006;
/** Data of a closed connection was dropped. */
const SWOOLE_ERROR_SESSION_DISCARD_TIMEOUT_DATA = 1007;
/** Data was dropped. */
const SWOOLE_ERROR_SESSION_DISCARD_DATA = 1008;
/** The peer is too slow: too much waits to be sent. */
const SWOOLE_ERROR_OUTPUT_BUFFER_OVERFLOW = 1009;
/** The sender has to wait. */
const SWOOLE_ERROR_OUTPUT_SEND_YIELD = 1010;
/** The TLS handshake is not finished. */
const SWOOLE_ERROR_SSL_NOT_READY = 1011;
/** sendfile(2) cannot be used with TLS. */
const SWOOLE_ERROR_SSL_CANNOT_USE_SENFILE = 1012;
/** The peer has no certificate. */
const SWOOLE_ERROR_SSL_EMPTY_PEER_CERTIFICATE = 1013;
/** The peer's certificate is not trusted. */
const SWOOLE_ERROR_SSL_VERIFY_FAILED = 1014;
/** The client does not speak TLS. */
const SWOOLE_ERROR_SSL_BAD_CLIENT = 1015;
/** The peer broke TLS. */
const SWOOLE_ERROR_SSL_BAD_PROTOCOL = 1016;
/** The peer closed the connection in the TLS handshake. */
const SWOOLE_ERROR_SSL_RESET = 1017;
/** The TLS handshake failed. */
const SWOOLE_ERROR_SSL_HANDSHAKE_FAILED = 1018;
/** The TLS settings cannot be used. */
const SWOOLE_ERROR_SSL_CREATE_CONTEXT_FAILED = 1019;
/** The TLS session cannot be made. */
const SWOOLE_ERROR_SSL_CREATE_SESSION_FAILED = 1020;

// Error codes: packages, jobs, clients

/** A package is larger than `package_max_length`. */
const SWOOLE_ERROR_PACKAGE_LENGTH_TOO_LARGE = 1201;
/** A package does not tell its length. */
const SWOOLE_ERROR_PACKAGE_LENGTH_NOT_FOUND = 1202;
/** Too much for one send. */
const SWOOLE_ERROR_DATA_LENGTH_TOO_LARGE = 1203;
/** A package is malformed. */
const SWOOLE_ERROR_PACKAGE_MALFORMED_DATA = 1204;
/** A job is too large. */
const SWOOLE_ERROR_TASK_PACKAGE_TOO_BIG = 2001;
/** No task worker took the job. */
const SWOOLE_ERROR_TASK_DISPATCH_FAIL = 2002;
/** A job was not done in time. */
const SWOOLE_ERROR_TASK_TIMEOUT = 2003;
/** A blocking call of no known kind. */
const SWOOLE_ERROR_AIO_BAD_REQUEST = 4001;
/** A blocking call was cancelled. */
const SWOOLE_ERROR_AIO_CANCELED = 4002;
/** A blocking call took too long. */
const SWOOLE_ERROR_AIO_TIMEOUT = 4003;
/** The client is not connected. */
const SWOOLE_ERROR_CLIENT_NO_CONNECTION = 5001;
/** The socket is closed. */
const SWOOLE_ERROR_SOCKET_CLOSED = 6001;
/** Nothing happened in time. */
const SWOOLE_ERROR_SOCKET_POLL_TIMEOUT = 6002;
/** No such socket. */
const SWOOLE_ERROR_SOCKET_NOT_EXISTS = 6003;

// Error codes: proxies

/** The proxy speaks another version. */
const SWOOLE_ERROR_SOCKS5_UNSUPPORT_VERSION = 7001;
/** The proxy wants another kind of login. */
const SWOOLE_ERROR_SOCKS5_UNSUPPORT_METHOD = 7002;
/** User or password are wrong. */
const SWOOLE_ERROR_SOCKS5_AUTH_FAILED = 7003;
/** The proxy failed. */
const SWOOLE_ERROR_SOCKS5_SERVER_ERROR = 7004;
/** The proxy refused, or broke its protocol. */
const SWOOLE_ERROR_SOCKS5_HANDSHAKE_FAILED = 7005;
/** The proxy could not connect. */
const SWOOLE_ERROR_SOCKS5_CONNECT_FAILED = 7006;

// Error codes: HTTP and WebSocket

/** The proxy broke its protocol. */
const SWOOLE_ERROR_HTTP_PROXY_HANDSHAKE_ERROR = 7101;
/** Not HTTP. */
const SWOOLE_ERROR_HTTP_INVALID_PROTOCOL = 7102;
/** The proxy refused. */
const SWOOLE_ERROR_HTTP_PROXY_HANDSHAKE_FAILED = 7103;
/** The proxy's answer is not HTTP. */
const SWOOLE_ERROR_HTTP_PROXY_BAD_RESPONSE = 7104;
/** A header field contradicts another one. */
const SWOOLE_ERROR_HTTP_CONFLICT_HEADER = 7105;
/** The response is ended, detached or its connection gone. */
const SWOOLE_ERROR_HTTP_CONTEXT_UNAVAILABLE = 7106;
/** The cookie is invalid. */
const SWOOLE_ERROR_HTTP_COOKIE_UNAVAILABLE = 7107;
/** The peer is no WebSocket client. */
const SWOOLE_ERROR_WEBSOCKET_BAD_CLIENT = 8501;
/** No such opcode. */
const SWOOLE_ERROR_WEBSOCKET_BAD_OPCODE = 8502;
/** The WebSocket handshake is not finished. */
const SWOOLE_ERROR_WEBSOCKET_UNCONNECTED = 8503;
/** The WebSocket handshake failed. */
const SWOOLE_ERROR_WEBSOCKET_HANDSHAKE_FAILED = 8504;
/** The frame is invalid. */
const SWOOLE_ERROR_WEBSOCKET_PACK_FAILED = 8505;
/** Not a frame. */
const SWOOLE_ERROR_WEBSOCKET_UNPACK_FAILED = 8506;
/** A part of a frame. */
const SWOOLE_ERROR_WEBSOCKET_INCOMPLETE_PACKET = 8507;

// Error codes: servers and workers

/** The server has to be made before any client. */
const SWOOLE_ERROR_SERVER_MUST_CREATED_BEFORE_CLIENT = 9001;
/** More connections than `max_connection`. */
const SWOOLE_ERROR_SERVER_TOO_MANY_SOCKET = 9002;
/** The worker has ended. */
const SWOOLE_ERROR_SERVER_WORKER_TERMINATED = 9003;
/** A port cannot be listened on. */
const SWOOLE_ERROR_SERVER_INVALID_LISTEN_PORT = 9004;
/** Too many ports. */
const SWOOLE_ERROR_SERVER_TOO_MANY_LISTEN_PORT = 9005;
/** The pipe to a process is full. */
const SWOOLE_ERROR_SERVER_PIPE_BUFFER_FULL = 9006;
/** No worker is idle. */
const SWOOLE_ERROR_SERVER_NO_IDLE_WORKER = 9007;
/** Another server runs in this process. */
const SWOOLE_ERROR_SERVER_ONLY_START_ONE = 9008;
/** Not possible in the master. */
const SWOOLE_ERROR_SERVER_SEND_IN_MASTER = 9009;
/** Not a request. */
const SWOOLE_ERROR_SERVER_INVALID_REQUEST = 9010;
/** A process cannot be reached. */
const SWOOLE_ERROR_SERVER_CONNECT_FAIL = 9011;
/** No such command. */
const SWOOLE_ERROR_SERVER_INVALID_COMMAND = 9012;
/** Not a regular file. */
const SWOOLE_ERROR_SERVER_IS_NOT_REGULAR_FILE = 9013;
/** A worker did not take a message in time. */
const SWOOLE_ERROR_SERVER_SEND_TO_WOKER_TIMEOUT = 9014;
/** Not a callback. */
const SWOOLE_ERROR_SERVER_INVALID_CALLBACK = 9015;
/** Not a thread of the server. */
const SWOOLE_ERROR_SERVER_UNRELATED_THREAD = 9016;
/** A worker took longer than `max_wait_time` to end. */
const SWOOLE_ERROR_SERVER_WORKER_EXIT_TIMEOUT = 9101;
/** A worker received malformed data. */
const SWOOLE_ERROR_SERVER_WORKER_ABNORMAL_PIPE_DATA = 9102;
/** A worker ended with data left to handle. */
const SWOOLE_ERROR_SERVER_WORKER_UNPROCESSED_DATA = 9103;

// Error codes: coroutines

/** Only possible in a coroutine. */
const SWOOLE_ERROR_CO_OUT_OF_COROUTINE = 10001;
/** Another coroutine uses this socket. */
const SWOOLE_ERROR_CO_HAS_BEEN_BOUND = 10002;
/** The coroutine has ended. */
const SWOOLE_ERROR_CO_HAS_BEEN_DISCARDED = 10003;
/** The lock is not held. */
const SWOOLE_ERROR_CO_MUTEX_DOUBLE_UNLOCK = 10004;
/** A blocking object is locked. */
const SWOOLE_ERROR_CO_BLOCK_OBJECT_LOCKED = 10005;
/** A blocking object is waited for. */
const SWOOLE_ERROR_CO_BLOCK_OBJECT_WAITING = 10006;
/** The coroutine cannot be suspended here. */
const SWOOLE_ERROR_CO_YIELD_FAILED = 10007;
const SWOOLE_ERROR_CO_GETCONTEXT_FAILED = 10008;
const SWOOLE_ERROR_CO_SWAPCONTEXT_FAILED = 10009;
const SWOOLE_ERROR_CO_MAKECONTEXT_FAILED = 10010;
/** The end of a stack cannot be protected. */
const SWOOLE_ERROR_CO_PROTECT_STACK_FAILED = 10012;
const SWOOLE_ERROR_CO_STD_THREAD_LINK_ERROR = 10013;
/** Not possible with threads. */
const SWOOLE_ERROR_CO_DISABLED_MULTI_THREAD = 10014;
/** The coroutine cannot be cancelled here. */
const SWOOLE_ERROR_CO_CANNOT_CANCEL = 10015;
/** No such coroutine. */
const SWOOLE_ERROR_CO_NOT_EXISTS = 10016;
/** The coroutine was cancelled. */
const SWOOLE_ERROR_CO_CANCELED = 10017;
/** Nothing happened in time. */
const SWOOLE_ERROR_CO_TIMEDOUT = 10018;
/** The socket is being closed. */
const SWOOLE_ERROR_CO_SOCKET_CLOSE_WAIT = 10019;
/** The errno ECANCELED. */
const SOCKET_ECANCELED = 125;
/** Option of \Swoole\Coroutine\Socket::getOption() at the level SOL_TCP: an array of what the kernel knows. */
const TCP_INFO = 11;

// Coroutines

/** Default of the option `max_coroutine`. */
const SWOOLE_DEFAULT_MAX_CORO_NUM = 100000;
/** Most that the option may be. */
const SWOOLE_CORO_MAX_NUM_LIMIT = 9223372036854775807;
/** State: not run yet. */
const SWOOLE_CORO_INIT = 0;
/** State: suspended. */
const SWOOLE_CORO_WAITING = 1;
/** State: runs. */
const SWOOLE_CORO_RUNNING = 2;
/** State: has ended. */
const SWOOLE_CORO_END = 3;
/** exit() was called in a coroutine. */
const SWOOLE_EXIT_IN_COROUTINE = 2;
/** exit() was called in a server. */
const SWOOLE_EXIT_IN_SERVER = 4;
/** Channel: done. */
const SWOOLE_CHANNEL_OK = 0;
/** Channel: nothing happened in time. */
const SWOOLE_CHANNEL_TIMEOUT = -1;
/** Channel: closed. */
const SWOOLE_CHANNEL_CLOSED = -2;
/** Channel: the coroutine was cancelled. */
const SWOOLE_CHANNEL_CANCELED = -3;
/** A descriptor can be read. */
const SWOOLE_EVENT_READ = 512;
/** A descriptor can be written. */
const SWOOLE_EVENT_WRITE = 1024;
/** Most buffers of one vectored read or write. */
const SWOOLE_IOV_MAX = 1024;

// PHP functions that suspend the coroutine instead of blocking, for the option `hook_flags`

/** TCP streams. */
const SWOOLE_HOOK_TCP = 2;
/** UDP streams. */
const SWOOLE_HOOK_UDP = 4;
/** Unix streams. */
const SWOOLE_HOOK_UNIX = 8;
/** Unix datagram streams. */
const SWOOLE_HOOK_UDG = 16;
/** SSL streams. */
const SWOOLE_HOOK_SSL = 32;
/** TLS streams. */
const SWOOLE_HOOK_TLS = 64;
/** stream_select() and its like. */
const SWOOLE_HOOK_STREAM_FUNCTION = 128;
/** The same. */
const SWOOLE_HOOK_STREAM_SELECT = 128;
/** Files. */
const SWOOLE_HOOK_FILE = 256;
/** sleep() and its like. */
const SWOOLE_HOOK_SLEEP = 512;
/** proc_open() and its like. */
const SWOOLE_HOOK_PROC = 1024;
/** The curl extension, rewritten. */
const SWOOLE_HOOK_CURL = 2048;
/** The curl extension itself. */
const SWOOLE_HOOK_NATIVE_CURL = 4096;
/** The sockets extension. */
const SWOOLE_HOOK_SOCKETS = 16384;
/** Standard input and output. */
const SWOOLE_HOOK_STDIO = 32768;
/** gethostbyname() and its like. */
const SWOOLE_HOOK_NET_FUNCTION = 2097152;
/** The mongodb extension. */
const SWOOLE_HOOK_MONGODB = 4194304;
/** All of them. */
const SWOOLE_HOOK_ALL = 2143285247;

// Locks

const SWOOLE_RWLOCK = 1;
const SWOOLE_MUTEX = 3;
const SWOOLE_SPINLOCK = 5;

// Status codes of an HTTP client without a response

/** No connection. */
const SWOOLE_HTTP_CLIENT_ESTATUS_CONNECT_FAILED = -1;
/** No response in time. */
const SWOOLE_HTTP_CLIENT_ESTATUS_REQUEST_TIMEOUT = -2;
/** The server closed the connection. */
const SWOOLE_HTTP_CLIENT_ESTATUS_SERVER_RESET = -3;
/** The request was not sent. */
const SWOOLE_HTTP_CLIENT_ESTATUS_SEND_FAILED = -4;
