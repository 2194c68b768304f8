<?php

namespace Swoole\Coroutine\Http;

/**
 * A client of HTTP/1.1 and WebSocket whose calls suspend the running coroutine until they are done.
 *
 * It connects at the first request, and again when the connection was lost. When a request fails, $statusCode is one of
 * SWOOLE_HTTP_CLIENT_ESTATUS_* (-1 to -4), and $errCode and $errMsg tell why: ETIMEDOUT when its time ran out,
 * ECANCELED when it was cancelled. Redirects are not followed. TLS is not supported yet: requests of a client that asks
 * for it raise a warning and fail.
 *
 * Only one coroutine at a time may make a request. After upgrade(), one may wait in recv() while another one calls
 * push(). A second one in the same direction is a fatal error.
 *
 * @notSerializable
 */
class Client
{
    /** @var \Swoole\Coroutine\Socket|null  Socket of the connection; null if there is none. */
    public $socket;

    /** @var int  Why the last call failed: an errno or one of SWOOLE_ERROR_*; 0 if it did not. */
    public $errCode = 0;

    /** @var string  The same in words. */
    public $errMsg = '';

    /** @var bool  Whether there is a connection. */
    public $connected = false;

    /** @var string  What the constructor was given. */
    public $host = '';

    /** @var int  What the constructor was given. */
    public $port = 0;

    /** @var bool  Whether the constructor was asked for TLS. */
    public $ssl = false;

    /** @var array|null  What set() was given so far. */
    public $setting;

    /** @var string|null  Method of the requests to come; without it GET, or POST if there is a body. */
    public $requestMethod;

    /** @var array|null  Header fields of the next requests. */
    public $requestHeaders;

    /** @var array|string|null  Body of the requests to come; an array is sent as a form. */
    public $requestBody;

    /** @var array|null  Files that the next request uploads. */
    public $uploadFiles;

    /** @var string|null  Path of the file that the next response's body is written to. */
    public $downloadFile;

    /** @var int  First byte of that file to write at. */
    public $downloadOffset = 0;

    /** @var int  Status of the last response; one of SWOOLE_HTTP_CLIENT_ESTATUS_* if there is none. */
    public $statusCode = 0;

    /** @var array|null  Header fields of the last response, names in lower case. */
    public $headers;

    /** @var array|null  Set-Cookie fields of the last response, as they came. */
    public $set_cookie_headers;

    /** @var array|null  Cookies: those that setCookies() was given, and those that servers have set, decoded. */
    public $cookies;

    /** @var string  Body of the last response, decompressed. */
    public $body = '';

    /**
     * Makes a client. Nothing is connected yet.
     *
     * Throws a \Swoole\Coroutine\Http\Client\Exception if the host is empty.
     *
     * @param string $host  address, host name, or unix:/ and a path
     * @param int $port  port; 0 for 80, or 443 with TLS
     * @param bool $ssl  whether to speak TLS, which is not supported yet: each request warns and returns false
     */
    public function __construct(string $host, int $port = 0, bool $ssl = false) {}

    /**
     * Closes the connection.
     */
    public function __destruct() {}

    /**
     * Sets options, added to those there are.
     *
     * Throws a TypeError if `write_func` is no function.
     *
     * @param array $settings  option => value. Seconds, -1 for no limit: timeout (a response), connect_timeout,
     *     read_timeout, write_timeout. Requests: keep_alive, defer, max_retries, http_compression, body_decompression,
     *     lowercase_header, write_func (gets the client and each piece of the body). WebSocket: websocket_mask,
     *     websocket_compression (bool or array), open_websocket_close_frame, open_websocket_ping_frame,
     *     open_websocket_pong_frame, package_max_length (bytes). Socket: bind_address, bind_port, socket_buffer_size
     *     (bytes), open_tcp_nodelay. Proxies: socks5_host, socks5_port, socks5_username, socks5_password,
     *     http_proxy_host, http_proxy_port, http_proxy_user, http_proxy_password. Others are kept and have no effect.
     * @return bool  false if $settings is empty
     */
    public function set(array $settings): bool {}

    /**
     * Whether requests only send, so that recv() waits for the response.
     *
     * @return bool  what setDefer() was given last; false before
     */
    public function getDefer(): bool {}

    /**
     * Lets requests only send; recv() waits for the response. So several clients wait at the same time.
     *
     * @param bool $defer  false to let requests wait again
     * @return bool  true
     */
    public function setDefer(bool $defer = true): bool {}

    /**
     * Sets the method of all execute() to come. get() and post() set it too.
     *
     * @param string $method  such as PUT
     * @return bool  true
     */
    public function setMethod(string $method): bool {}

    /**
     * Sets the header fields of all requests to come, instead of those there are.
     *
     * @param array $headers  name => value
     * @return bool  true
     */
    public function setHeaders(array $headers): bool {}

    /**
     * Sends a name and a password with all requests to come, by HTTP's basic authentication.
     *
     * @param string $username  name, without a colon
     * @param string $password  password
     */
    public function setBasicAuth(string $username, string $password): void {}

    /**
     * Sets the cookies of all requests to come, instead of those there are. Those that servers set are added.
     *
     * @param array $cookies  name => value, to be urlencoded
     * @return bool  true
     */
    public function setCookies(array $cookies): bool {}

    /**
     * Sets the body of all requests to come.
     *
     * @param array|string $data  body; an array is sent as a form, with files of addFile() as multipart/form-data
     * @return bool  true
     */
    public function setData(array|string $data): bool {}

    /**
     * Adds a file to the next request, which becomes multipart/form-data.
     *
     * @param string $path  path of the file, not empty
     * @param string $name  name of the form field
     * @param string|null $type  media type; null or empty to guess it from the path
     * @param string|null $filename  name that the server is told; null or empty for that of the path
     * @param int $offset  first byte of the file
     * @param int $length  number of bytes; 0 for all up to the end
     * @return bool  false, with a warning, if there is no such file or no such part of it
     */
    public function addFile(
        string $path,
        string $name,
        ?string $type = null,
        ?string $filename = null,
        int $offset = 0,
        int $length = 0,
    ): bool {}

    /**
     * Adds a string as a file to the next request, which becomes multipart/form-data.
     *
     * @param string $path  content, not a path
     * @param string $name  name of the form field
     * @param string|null $type  media type; null or empty for application/octet-stream
     * @param string|null $filename  name that the server is told; null or empty for $name
     * @return bool  true
     */
    public function addData(string $path, string $name, ?string $type = null, ?string $filename = null): bool {}

    /**
     * Sends the request that was prepared by setMethod(), setData() and their like, and waits for the response.
     *
     * @param string $path  path and query
     * @return bool  whether there is a response, of whatever status; with setDefer(), whether it was sent
     */
    public function execute(string $path): bool {}

    /**
     * The address of the other end.
     *
     * @return array|false  address, port; false without a connection
     */
    public function getpeername(): array|false {}

    /**
     * The address of this end.
     *
     * @return array|false  address, port; false without a connection
     */
    public function getsockname(): array|false {}

    /**
     * Sends a GET request and waits for the response.
     *
     * @param string $path  path and query
     * @return bool  whether there is a response, of whatever status; with setDefer(), whether it was sent
     */
    public function get(string $path): bool {}

    /**
     * Sends a POST request and waits for the response.
     *
     * @param string $path  path and query
     * @param mixed $data  body: a string, or an array that is sent as a form
     * @return bool  whether there is a response, of whatever status; with setDefer(), whether it was sent
     */
    public function post(string $path, mixed $data): bool {}

    /**
     * Sends the request that was prepared, a GET without setMethod(), and writes the response's body to a file as it
     * arrives. Without a body there is an empty file.
     *
     * @param string $path  path and query
     * @param string $file  path of the file
     * @param int $offset  first byte of the file to write at; 0 empties the file before
     * @return bool  whether there is a response, of whatever status; with setDefer(), whether it was sent
     */
    public function download(string $path, string $file, int $offset = 0): bool {}

    /**
     * Body of the last response.
     *
     * @return string|false  $body
     */
    public function getBody(): string|false {}

    /**
     * Header fields of the last response.
     *
     * @return array|false|null  $headers: name in lower case => value; null if there was no response
     */
    public function getHeaders(): array|false|null {}

    /**
     * Cookies that the next request will send.
     *
     * @return array|false|null  $cookies: name => value; null if there are none
     */
    public function getCookies(): array|false|null {}

    /**
     * Status of the last response.
     *
     * @return int|false  $statusCode
     */
    public function getStatusCode(): int|false {}

    /**
     * Head of the last request, as it was sent.
     *
     * @return string|false  request line and header fields; false if nothing was sent
     */
    public function getHeaderOut(): string|false {}

    /**
     * The certificate of the peer: none, since there is no TLS yet.
     *
     * @return string|false  false; $errCode is SWOOLE_ERROR_SSL_EMPTY_PEER_CERTIFICATE with a connection
     */
    public function getPeerCert(): string|false {}

    /**
     * Asks the server to change the connection to WebSocket. If it does, push() and recv() work from then on.
     *
     * Always waits for the response, also after setDefer(). Subprotocols are offered by a header field of setHeaders().
     *
     * @param string $path  path and query
     * @return bool  whether there is a response; $statusCode is 101 if the server agreed. False with
     *     SWOOLE_ERROR_WEBSOCKET_HANDSHAKE_FAILED if its agreement breaks RFC 6455
     */
    public function upgrade(string $path): bool {}

    /**
     * Sends a WebSocket message, or a frame. It is compressed if that was agreed on.
     *
     * What RFC 6455 forbids is refused, with a warning: reserved opcodes, control frames over 125 bytes, fragments out
     * of order, bad close codes.
     *
     * @param mixed $data  a string, or a \Swoole\WebSocket\Frame that replaces all other parameters
     * @param int $opcode  one of SWOOLE_WEBSOCKET_OPCODE_*
     * @param int $flags  SWOOLE_WEBSOCKET_FLAG_* joined by `|`
     * @return bool  false without a connection (SWOOLE_ERROR_CLIENT_NO_CONNECTION); with a warning, before upgrade()
     *     (SWOOLE_ERROR_WEBSOCKET_HANDSHAKE_FAILED) and for what is refused (SWOOLE_ERROR_WEBSOCKET_PACK_FAILED); after
     *     a close frame (SWOOLE_ERROR_SESSION_CLOSING); when the connection breaks or does not take it in time (an
     *     errno)
     */
    public function push(
        mixed $data,
        int $opcode = SWOOLE_WEBSOCKET_OPCODE_TEXT,
        int $flags = SWOOLE_WEBSOCKET_FLAG_FIN,
    ): bool {}

    /**
     * Waits for the next WebSocket message, or after setDefer() for the response.
     *
     * Meanwhile pings and close frames are answered. The pong to a ping of push() is returned, too; other control
     * frames with the options open_websocket_*. A violation by the server ends the connection, with the close code of
     * RFC 6455.
     *
     * @param float $timeout  most seconds to wait; 0 for the options: `read_timeout`, or `timeout` for a
     *     response; -1 for no limit
     * @return \Swoole\WebSocket\Frame|string|bool  message; '' when the connection has closed; false on an error, or
     *     when the time ran out: that loses nothing of a message. Without WebSocket, whether there is a response
     */
    public function recv(float $timeout = 0): \Swoole\WebSocket\Frame|string|bool {}

    /**
     * Closes the connection, without a WebSocket close frame of its own. Coroutines that wait in it are woken.
     *
     * @return bool  false if there is none, or if coroutines have waited in it
     */
    public function close(): bool {}

    /**
     * Sends a WebSocket ping. The server's pong is what recv() returns, with the option `open_websocket_pong_frame`.
     *
     * @param string $data  at most 125 bytes
     * @return bool  false without a WebSocket connection, or on an error
     */
    public function ping(string $data = ''): bool {}

    /**
     * Closes the WebSocket connection, after a close frame. The server has a second to read it.
     *
     * @param int $code  close code
     * @param string $reason  at most 123 bytes of UTF-8
     * @return bool  false without a WebSocket connection, or if the frame was not sent
     */
    public function disconnect(int $code = SWOOLE_WEBSOCKET_CLOSE_NORMAL, string $reason = ''): bool {}
}
