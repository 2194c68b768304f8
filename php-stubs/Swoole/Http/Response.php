<?php

namespace Swoole\Http;

/**
 * An HTTP response. If it is neither ended nor detached when it is destroyed, an empty response is sent.
 *
 * @notSerializable
 */
class Response
{
    /** @var int  Session id of the connection. */
    public $fd = 0;

    /** @var \Swoole\Coroutine\Socket|null  Socket of a coroutine server's connection. */
    public $socket;

    /** @var array|null  Header fields set so far. */
    public $header;

    /** @var array|null  Set-Cookie values set so far. */
    public $cookie;

    /** @var array|null  Trailer fields set so far. */
    public $trailer;

    /**
     * Fills $header and $cookie with empty arrays again.
     *
     * @return bool  false once the response is ended, detached or its connection gone
     */
    public function initHeader(): bool {}

    /**
     * Whether the response can still be sent.
     *
     * @return bool  false once the response is ended, detached or its connection gone
     */
    public function isWritable(): bool {}

    /**
     * Adds a cookie, its value urlencoded. Several of one name are all sent.
     *
     * @param \Swoole\Http\Cookie|string $name_or_object  name, or a cookie object that replaces all other parameters
     * @param string $value  value, to be urlencoded; empty deletes the cookie
     * @param int $expires  seconds since 1970; 0 keeps it for the browser's session
     * @param string $path  where it is valid
     * @param string $domain  where it is valid; empty is the host that sets it
     * @param bool $secure  send it over TLS only
     * @param bool $httponly  hide it from scripts
     * @param string $samesite  Strict, Lax, None, or empty to say nothing
     * @param string $priority  Low, Medium, High, or empty to say nothing
     * @param bool $partitioned  keep it apart per top-level site
     * @return bool  false if the name is invalid, or once the response is ended
     */
    public function cookie(
        \Swoole\Http\Cookie|string $name_or_object,
        string $value = '',
        int $expires = 0,
        string $path = '/',
        string $domain = '',
        bool $secure = false,
        bool $httponly = false,
        string $samesite = '',
        string $priority = '',
        bool $partitioned = false,
    ): bool {}

    /**
     * cookie() under a longer name.
     *
     * @alias Swoole\Http\Response::cookie
     */
    public function setCookie(
        \Swoole\Http\Cookie|string $name_or_object,
        string $value = '',
        int $expires = 0,
        string $path = '/',
        string $domain = '',
        bool $secure = false,
        bool $httponly = false,
        string $samesite = '',
        string $priority = '',
        bool $partitioned = false,
    ): bool {}

    /**
     * Adds a cookie, its value as it is.
     *
     * @param \Swoole\Http\Cookie|string $name_or_object  name, or a cookie object that replaces all other parameters
     * @param string $value  value, of characters that a cookie may hold; empty deletes the cookie
     * @param int $expires  seconds since 1970; 0 keeps it for the browser's session
     * @param string $path  where it is valid
     * @param string $domain  where it is valid; empty is the host that sets it
     * @param bool $secure  send it over TLS only
     * @param bool $httponly  hide it from scripts
     * @param string $samesite  Strict, Lax, None, or empty to say nothing
     * @param string $priority  Low, Medium, High, or empty to say nothing
     * @param bool $partitioned  keep it apart per top-level site
     * @return bool  false if the name is invalid, or once the response is ended
     */
    public function rawcookie(
        \Swoole\Http\Cookie|string $name_or_object,
        string $value = '',
        int $expires = 0,
        string $path = '/',
        string $domain = '',
        bool $secure = false,
        bool $httponly = false,
        string $samesite = '',
        string $priority = '',
        bool $partitioned = false,
    ): bool {}

    /**
     * rawcookie() under a longer name.
     *
     * @alias Swoole\Http\Response::rawcookie
     */
    public function setRawCookie(
        \Swoole\Http\Cookie|string $name_or_object,
        string $value = '',
        int $expires = 0,
        string $path = '/',
        string $domain = '',
        bool $secure = false,
        bool $httponly = false,
        string $samesite = '',
        string $priority = '',
        bool $partitioned = false,
    ): bool {}

    /**
     * Sets the status code, 200 by default.
     *
     * @param int $http_code  status code
     * @param string $reason  reason phrase; needed for codes that \Swoole\Http\Status does not know, which are sent as
     *     200 otherwise
     * @return bool  false once the response is ended
     */
    public function status(int $http_code, string $reason = ''): bool {}

    /**
     * status() under a longer name.
     *
     * @alias Swoole\Http\Response::status
     */
    public function setStatusCode(int $http_code, string $reason = ''): bool {}

    /**
     * Sets a header field; a second call with the same name replaces it. Before anything is sent.
     *
     * @param string $key  field name, any token of RFC 9110
     * @param array|string $value  field value; an array sends the field once per element
     * @param bool $format  write the name with capitals, such as Content-Type
     * @return bool  false if the name or value is invalid, or once the response is ended
     */
    public function header(string $key, array|string $value, bool $format = true): bool {}

    /**
     * header() under a longer name.
     *
     * @alias Swoole\Http\Response::header
     */
    public function setHeader(string $key, array|string $value, bool $format = true): bool {}

    /**
     * Sets a field that follows the body; sent with a chunked body in HTTP/1.1.
     *
     * @param string $key  field name
     * @param string $value  field value
     * @return bool  false if the name or value is invalid, or once the response is ended
     */
    public function trailer(string $key, string $value): bool {}

    /**
     * Sends a WebSocket ping from a coroutine server's connection. The client's pong is dropped, unless
     * `open_websocket_pong_frame` is set.
     *
     * @param string $data  payload, at most 125 bytes
     * @return bool  false if the connection is closed, or, with a warning, if the payload is too long
     */
    public function ping(string $data = ''): bool {}

    /**
     * Tells an HTTP/2 client to open no more streams.
     *
     * @param int $error_code  HTTP/2 error code
     * @param string $debug_data  free text for the client
     * @return bool  whether it was sent
     * @unsupported until HTTP/2 arrives
     */
    public function goaway(int $error_code = 0, string $debug_data = ''): bool {}

    /**
     * Sends a part of the body, as a chunk where HTTP/1.1 allows it. The first part sends the header. Waits for a client that is
     * slow, in a coroutine and unless the setting send_yield is false.
     *
     * @param string $content  bytes to send, not empty
     * @return bool  false once the response is ended, detached or its connection gone, or with
     *     SWOOLE_ERROR_OUTPUT_BUFFER_OVERFLOW if the client is too slow
     */
    public function write(string $content): bool {}

    /**
     * Sends the body and ends the response. After write(), it ends the body.
     *
     * @param string|null $content  the body, or its last part
     * @return bool  false once the response is ended, detached or its connection gone
     */
    public function end(?string $content = null): bool {}

    /**
     * Sends a file, or a part of it, as the body and ends the response.
     *
     * @param string $filename  path of a regular file
     * @param int $offset  first byte to send
     * @param int $length  number of bytes; 0 means up to the end
     * @return bool  false, with a warning, if the file cannot be read; false once the response is ended, detached or
     *     its connection gone
     */
    public function sendfile(string $filename, int $offset = 0, int $length = 0): bool {}

    /**
     * Sends a redirection and ends the response.
     *
     * @param string $location  where to
     * @param int $http_code  301, 302, 303, 307 or 308
     * @return bool  false once the response is ended, detached or its connection gone
     */
    public function redirect(string $location, int $http_code = 302): bool {}

    /**
     * Gives up the response without sending it: whoever knows the fd answers with create() or \Swoole\Server::send().
     *
     * @return bool  false if it was ended or detached before
     */
    public function detach(): bool {}

    /**
     * A response to a connection whose own response was detached.
     *
     * @param object|array|int $server  a server, a server and a request in an array, or the fd alone
     * @param int $fd  session id of the connection, where $server does not tell
     * @return \Swoole\Http\Response|false  false if there is no server or $fd is missing
     */
    public static function create(object|array|int $server = -1, int $fd = -1): \Swoole\Http\Response|false {}

    /**
     * Answers the WebSocket handshake of a coroutine server's request; recv() and push() work from then on. The
     * connection closes when the response is destroyed. Header fields and cookies that were set before are sent.
     *
     * @return bool  false if the request is no handshake, which was answered with 400 or 426 then; false once the
     *     response is ended, detached or its connection gone; false, with a warning, in other servers
     */
    public function upgrade(): bool {}

    /**
     * Sends a WebSocket message from a coroutine server's connection. Waits if the client does not read what was sent
     * before. A \Swoole\WebSocket\CloseFrame sends a close frame; nothing can follow it but close().
     *
     * @param \Swoole\WebSocket\Frame|string $data  payload, or a frame that replaces the other parameters
     * @param int $opcode  one of SWOOLE_WEBSOCKET_OPCODE_*
     * @param int $flags  SWOOLE_WEBSOCKET_FLAG_* joined by `|`
     * @return bool  false, with swoole_last_error(), if the connection is closed, if the client has read nothing for
     *     `socket_write_timeout`, or, with a warning, if RFC 6455 forbids the frame
     */
    public function push(
        \Swoole\WebSocket\Frame|string $data,
        int $opcode = SWOOLE_WEBSOCKET_OPCODE_TEXT,
        int $flags = SWOOLE_WEBSOCKET_FLAG_FIN,
    ): bool {}

    /**
     * Waits for the next WebSocket message of a coroutine server's connection. Only one coroutine can wait at a time.
     *
     * swoole_last_error() tells why it returns false: SOCKET_ETIMEDOUT, an errno if the connection has broken,
     * SWOOLE_ERROR_PROTOCOL_ERROR or SWOOLE_ERROR_PACKAGE_LENGTH_TOO_LARGE if the client has violated the protocol,
     * SOCKET_ECANCELED if the wait was canceled or the connection closed meanwhile, SOCKET_EBADF once it is closed.
     *
     * @param float $timeout  seconds to wait; negative for ever; 0 as long as `socket_read_timeout` of
     *     \Swoole\Coroutine::set() says, 60 if it says nothing
     * @return \Swoole\WebSocket\Frame|string|false  an empty string, once, when the client has closed; a
     *     \Swoole\WebSocket\CloseFrame before that if `open_websocket_close_frame` is set
     */
    public function recv(float $timeout = 0): \Swoole\WebSocket\Frame|string|false {}

    /**
     * Closes the connection after what is queued for it has been sent. In a coroutine server, no close frame is sent.
     *
     * @return bool  false once the response is ended, detached or its connection gone
     */
    public function close(): bool {}

    /**
     * Closes a coroutine server's WebSocket connection with a close frame.
     *
     * @param int $code  close code, 1000 to 1014 where RFC 6455 allows it, or 3000 to 4999
     * @param string $reason  UTF-8 text of at most 123 bytes
     * @return bool  false if the connection is closed, or, with a warning, if code or reason cannot be sent
     */
    public function disconnect(int $code = SWOOLE_WEBSOCKET_CLOSE_NORMAL, string $reason = ''): bool {}
}
