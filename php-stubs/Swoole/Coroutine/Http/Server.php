<?php

namespace Swoole\Coroutine\Http;

/**
 * An HTTP/1.1 and WebSocket server that handles each connection in a coroutine of its own.
 *
 * @notSerializable
 */
final class Server
{
    /** @var int  Descriptor of the listening socket. */
    public $fd = -1;

    /** @var string|null  Address that it listens at. */
    public $host;

    /** @var int  Port that it listens at, also when the system has chosen it. */
    public $port = -1;

    /** @var bool  Whether connections speak TLS: never, yet. */
    public $ssl = false;

    /** @var array|null  What set() was given so far. */
    public $settings;

    /** @var int  Why start() has ended: an errno, ECANCELED after shutdown(). */
    public $errCode = 0;

    /** @var string  The same in words. */
    public $errMsg = '';

    /**
     * Listens. Connections are accepted from start() on.
     *
     * Throws a \Swoole\Exception if it cannot listen there; its code is an errno or one of SWOOLE_ERROR_BAD_HOST_ADDR,
     * SWOOLE_ERROR_BAD_PORT and SWOOLE_ERROR_NAME_TOO_LONG.
     *
     * @param string $host  IPv4 or IPv6 address, or unix:/ and a path; not empty
     * @param int $port  port; 0 lets the system choose
     * @param bool $ssl  whether connections speak TLS: not supported yet, an exception
     * @param bool $reuse_port  whether other processes may listen there too
     */
    public function __construct(string $host, int $port = 0, bool $ssl = false, bool $reuse_port = false) {}

    /**
     * Sets options of the connections, added to those there are. They hold from start() on.
     *
     * @param array $settings  option => value: http_parse_cookie, http_parse_post, http_parse_files, http_compression,
     *     http_compression_level, http_compression_min_length (bytes), http_compression_types, upload_tmp_dir,
     *     websocket_compression, websocket_subprotocol, package_max_length (bytes), socket_buffer_size (bytes),
     *     max_connection, handshake_timeout (seconds), open_websocket_close_frame and its like, open_tcp_nodelay and
     *     other options of sockets. Others are ignored.
     * @return bool  false if there is none
     */
    public function set(array $settings): bool {}

    /**
     * Sets what is run for requests. Of several patterns, the longest that the path starts with counts; `/` takes what
     * no other takes, and without it the answer is 404. The callback runs in a coroutine of its own for each request. A
     * response that it neither ends nor keeps is answered with 500, a WebSocket that it does not keep is closed.
     *
     * @param string $pattern  start of a path, such as /chat; a second callback replaces the first
     * @param callable $callback  called with a \Swoole\Http\Request and a \Swoole\Http\Response
     * @return bool  false if it cannot be called
     */
    public function handle(string $pattern, callable $callback): bool {}

    /**
     * Serves a connection that was accepted. Nobody can call it; the extension does not.
     *
     * @param \Swoole\Coroutine\Socket $conn  the connection
     *
     * @unsupported because connections never become Coroutine\Socket objects
     */
    private function onAccept(\Swoole\Coroutine\Socket $conn): void {}

    /**
     * Accepts connections until shutdown(). Possible in a coroutine only.
     *
     * @return bool  true; $errCode tells why it has ended
     */
    public function start(): bool {}

    /**
     * Makes start() return, and ends connections that wait for a request. Others may finish: responses that are due are
     * sent, WebSockets stay open.
     */
    public function shutdown(): void {}
}
