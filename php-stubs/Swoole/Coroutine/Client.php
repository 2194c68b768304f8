<?php

namespace Swoole\Coroutine;

/**
 * A client of TCP, UDP or unix sockets whose calls suspend the running coroutine until they are done.
 *
 * A timeout of 0 stands for what connect() was given, else for the options `connect_timeout`, `read_timeout` and
 * `write_timeout`. When a call fails, $errCode and $errMsg tell why: ETIMEDOUT when its time ran out, ECANCELED when it
 * was cancelled, SWOOLE_ERROR_CLIENT_NO_CONNECTION when there is no connection.
 *
 * @notSerializable
 */
class Client
{
    /** Of recv(): urgent data. */
    public const MSG_OOB = 1;
    /** Of recv(): leave the bytes where they are. */
    public const MSG_PEEK = 2;
    /** Of recv(): do not wait. */
    public const MSG_DONTWAIT = 64;
    /** Of recv(): wait until all have arrived. */
    public const MSG_WAITALL = 256;

    /** @var int  Why the last call failed: an errno or one of SWOOLE_ERROR_*; 0 if it did not. */
    public $errCode = 0;

    /** @var string  The same in words. */
    public $errMsg = '';

    /** @var int  Descriptor; -1 without a connection. */
    public $fd = -1;

    /** @var \Swoole\Coroutine\Socket|null  Socket of the connection. */
    public $socket;

    /** @var int  What the constructor was given. */
    public $type = 1;

    /** @var array|null  What set() was given so far. */
    public $setting;

    /** @var bool  Whether connect() has succeeded and close() was not called since. */
    public $connected = false;

    /**
     * Makes a client. Nothing is connected yet.
     *
     * Throws a TypeError if there is no such type, and a \Swoole\Exception for SWOOLE_SSL: TLS arrives later.
     *
     * @param int $type  one of SWOOLE_SOCK_*
     */
    public function __construct(int $type) {}

    /**
     * Closes the connection.
     */
    public function __destruct() {}

    /**
     * Sets options, added to those there are.
     *
     * @param array $settings  option => value: timeout, connect_timeout, read_timeout, write_timeout (seconds),
     *     bind_address, bind_port, open_length_check, open_eof_check and their like, package_max_length (bytes),
     *     socket_buffer_size (bytes), open_tcp_nodelay, socks5_* and http_proxy_* for proxies
     * @return bool  false if there is none or one is wrong
     */
    public function set(array $settings): bool {}

    /**
     * Connects. The timeout then holds for all calls of this connection.
     *
     * @param string $host  address, host name or path of a unix socket
     * @param int $port  port; needed unless it is a unix socket
     * @param float $timeout  most seconds to wait; 0 for the options', -1 for no limit
     * @param int $sock_flag  1 to connect a UDP socket too, so that it takes datagrams of this peer only
     * @return bool  false on an error (ECONNREFUSED, ETIMEDOUT, EISCONN, SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED); with
     *     a warning, if host or port are no such thing
     */
    public function connect(string $host, int $port = 0, float $timeout = 0, int $sock_flag = 0): bool {}

    /**
     * Waits for bytes: a packet, where the options tell how packets are told apart.
     *
     * @param float $timeout  most seconds to wait; 0 for the connection's own, -1 for no limit
     * @return string|false  bytes; '' when the peer has closed; false on an error
     */
    public function recv(float $timeout = 0): string|false {}

    /**
     * Looks at bytes that have arrived without taking them. It does not wait.
     *
     * @param int $length  most bytes
     * @return string|false  bytes; '' when the peer has closed; false if there are none (EAGAIN) or on an error
     */
    public function peek(int $length = 65535): string|false {}

    /**
     * Sends bytes, all of them.
     *
     * @param string $data  bytes, at least one
     * @param float $timeout  most seconds to wait; 0 for the connection's own, -1 for no limit
     * @return int|false  number of bytes sent, fewer when the peer closes or the time runs out meanwhile; false on an
     *     error; with a warning, if there are none
     */
    public function send(string $data, float $timeout = 0): int|false {}

    /**
     * Sends a part of a file over a stream connection.
     *
     * @param string $filename  path
     * @param int $offset  first byte of the file
     * @param int $length  number of bytes; 0 for all up to the end
     * @return bool  false on an error (EINVAL if it is no stream connection); with a warning, if the path is empty
     */
    public function sendfile(string $filename, int $offset = 0, int $length = 0): bool {}

    /**
     * Sends a datagram. No connect() is needed.
     *
     * @param string $address  address, host name or path of a unix socket
     * @param int $port  port; 0 for a unix socket
     * @param string $data  bytes, at least one
     * @return bool  false on an error
     */
    public function sendto(string $address, int $port, string $data): bool {}

    /**
     * Waits for a datagram. No connect() is needed.
     *
     * @param int $length  most bytes, at least 1; the rest of a longer datagram is lost
     * @param mixed $address  becomes the address of its sender
     * @param mixed $port  becomes the port of its sender
     * @return string|false  datagram; false on an error
     */
    public function recvfrom(int $length, mixed &$address, mixed &$port = 0): string|false {}

    /**
     * Changes an open connection to TLS, which arrives later: throws a \Swoole\Exception.
     *
     * @return bool  false without a connection, or if it is no TCP
     */
    public function enableSSL(): bool {}

    /**
     * The certificate of the peer.
     *
     * @return string|false  in PEM; false without TLS
     */
    public function getPeerCert(): string|false {}

    /**
     * Whether the certificate of the peer is valid.
     *
     * @param bool $allow_self_signed  whether a self-signed one is
     * @return bool  false if it is not, and without TLS
     */
    public function verifyPeerCert(bool $allow_self_signed = false): bool {}

    /**
     * Whether connect() has succeeded and close() was not called since. It does not ask the peer.
     *
     * @return bool  false without a connection
     */
    public function isConnected(): bool {}

    /**
     * The address of this end.
     *
     * @return array|false  host, port; false on an error
     */
    public function getsockname(): array|false {}

    /**
     * The address of the other end; of a UDP client, of the sender of the last datagram.
     *
     * @return array|false  host, port; false on an error
     */
    public function getpeername(): array|false {}

    /**
     * Closes the connection. Coroutines that wait in it are woken.
     *
     * @return bool  false if there is none
     */
    public function close(): bool {}

    /**
     * The connection's socket.
     *
     * @return \Swoole\Coroutine\Socket|false  false without a connection
     */
    public function exportSocket(): \Swoole\Coroutine\Socket|false {}
}
