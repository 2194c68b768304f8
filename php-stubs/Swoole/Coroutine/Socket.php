<?php

namespace Swoole\Coroutine;

/**
 * A socket whose calls suspend the running coroutine until they are done. One coroutine may read while another writes;
 * two that read, or two that write, are a fatal error.
 *
 * A timeout of 0 stands for the socket's own: the option SO_RCVTIMEO or SO_SNDTIMEO, else `socket_connect_timeout`,
 * `socket_read_timeout` or `socket_write_timeout`. When a call fails, $errCode and $errMsg tell why: ETIMEDOUT when its
 * time ran out, ECANCELED when it was cancelled, EBADF once the socket is closed, SWOOLE_ERROR_* where there is no
 * errno.
 *
 * @notSerializable
 */
class Socket
{
    /** @var int  Descriptor; the number stays after close(). */
    public $fd = -1;

    /** @var int  What the constructor was given: AF_INET, AF_INET6 or AF_UNIX. */
    public $domain = 0;

    /** @var int  What the constructor was given: SOCK_STREAM, SOCK_DGRAM or SOCK_RAW. */
    public $type = 0;

    /** @var int  What the constructor was given: an IPPROTO_*, or 0. */
    public $protocol = 0;

    /** @var int  Why the last call failed: an errno or one of SWOOLE_ERROR_*; 0 if it did not. */
    public $errCode = 0;

    /** @var string  The same in words. */
    public $errMsg = '';

    /**
     * Makes a socket.
     *
     * Throws a \Swoole\Coroutine\Socket\Exception, its code an errno, if the system makes no such socket.
     *
     * @param int $domain  AF_INET (2), AF_INET6 (10) or AF_UNIX (1)
     * @param int $type  SOCK_STREAM (1), SOCK_DGRAM (2) or SOCK_RAW (3)
     * @param int $protocol  an IPPROTO_*; 0 for the usual one
     */
    public function __construct(int $domain, int $type, int $protocol = 0) {}

    /**
     * Gives the socket an address.
     *
     * @param string $address  an address of this machine, or the path of a unix socket
     * @param int $port  port; 0 lets the system choose
     * @return bool  false if it cannot have it (EADDRINUSE, EADDRNOTAVAIL, EACCES)
     */
    public function bind(string $address, int $port = 0): bool {}

    /**
     * Lets others connect.
     *
     * @param int $backlog  most connections that wait to be accepted
     * @return bool  false if the socket cannot listen
     */
    public function listen(int $backlog = 512): bool {}

    /**
     * Waits for a connection.
     *
     * @param float $timeout  most seconds to wait; 0 for the socket's own, -1 for no limit
     * @return \Swoole\Coroutine\Socket|false  the connection; false on an error
     */
    public function accept(float $timeout = 0): \Swoole\Coroutine\Socket|false {}

    /**
     * Connects.
     *
     * @param string $host  address, host name or path of a unix socket
     * @param int $port  port; needed unless it is a unix socket
     * @param float $timeout  most seconds to wait; 0 for the socket's own, -1 for no limit
     * @return bool  false on an error (ECONNREFUSED, ETIMEDOUT, SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED); with a warning,
     *     without the port that is needed
     */
    public function connect(string $host, int $port = 0, float $timeout = 0): bool {}

    /**
     * Looks whether the peer is still there, without waiting and without reading.
     *
     * @return bool  false if the connection was closed or reset (ECONNRESET)
     */
    public function checkLiveness(): bool {}

    /**
     * The coroutine that waits in this socket.
     *
     * @param int $event  SWOOLE_EVENT_READ or SWOOLE_EVENT_WRITE
     * @return int  its id; 0 if none does
     */
    public function getBoundCid(int $event): int {}

    /**
     * Looks at bytes that have arrived without taking them. It does not wait.
     *
     * @param int $length  most bytes
     * @return string|false  bytes; '' when the peer has closed; false if there are none (EAGAIN) or on an error
     */
    public function peek(int $length = 65536): string|false {}

    /**
     * Waits for bytes and takes those that are there.
     *
     * @param int $length  most bytes
     * @param float $timeout  most seconds to wait; 0 for the socket's own, -1 for no limit
     * @return string|false  bytes; '' when the peer has closed; false on an error
     */
    public function recv(int $length = 65536, float $timeout = 0): string|false {}

    /**
     * Waits until so many bytes have arrived.
     *
     * @param int $length  number of bytes
     * @param float $timeout  most seconds to wait; 0 for the socket's own, -1 for no limit
     * @return string|false  bytes, fewer when the peer closes or the time runs out meanwhile; '' when the peer has
     *     closed; false if there are none and it is an error
     */
    public function recvAll(int $length = 65536, float $timeout = 0): string|false {}

    /**
     * Waits for a line. What arrives behind it is kept for the next recvLine() or recvWithBuffer().
     *
     * @param int $length  most bytes; a longer line comes in parts
     * @param float $timeout  most seconds to wait; 0 for the socket's own, -1 for no limit
     * @return string|false  line with its end; '' when the peer has closed; false on an error
     */
    public function recvLine(int $length = 65536, float $timeout = 0): string|false {}

    /**
     * recv() that takes from what recvLine() has kept first, and reads more than it returns.
     *
     * @param int $length  most bytes
     * @param float $timeout  most seconds to wait; 0 for the socket's own, -1 for no limit
     * @return string|false  bytes; '' when the peer has closed; false on an error
     */
    public function recvWithBuffer(int $length = 65536, float $timeout = 0): string|false {}

    /**
     * Waits for a packet, told apart as setProtocol() says; without that, as recv() does.
     *
     * @param float $timeout  most seconds to wait; 0 for the socket's own, -1 for no limit
     * @return string|false  packet with its head or end; '' when the peer has closed; false on an error, such as a
     *     packet longer than `package_max_length`
     */
    public function recvPacket(float $timeout = 0): string|false {}

    /**
     * Sends bytes once there is room for some, perhaps not all.
     *
     * @param string $data  bytes
     * @param float $timeout  most seconds to wait; 0 for the socket's own, -1 for no limit
     * @return int|false  number of bytes sent; false on an error
     */
    public function send(string $data, float $timeout = 0): int|false {}

    /**
     * Waits for bytes and takes them in parts of given sizes, one after the other.
     *
     * Throws a \Swoole\Coroutine\Socket\Exception if a size is no int or negative.
     *
     * @param array $io_vector  sizes in bytes, at most SWOOLE_IOV_MAX
     * @param float $timeout  most seconds to wait; 0 for the socket's own, -1 for no limit
     * @return array|false  parts, the last one perhaps shorter; empty when the peer has closed; false on an error
     */
    public function readVector(array $io_vector, float $timeout = 0): array|false {}

    /**
     * readVector() that waits until all parts are full.
     *
     * @param array $io_vector  sizes in bytes, at most SWOOLE_IOV_MAX
     * @param float $timeout  most seconds to wait; 0 for the socket's own, -1 for no limit
     * @return array|false  parts, fewer when the peer closes or the time runs out meanwhile; false on an error
     */
    public function readVectorAll(array $io_vector, float $timeout = 0): array|false {}

    /**
     * Sends strings one after the other once there is room for some bytes, perhaps not all.
     *
     * Throws a \Swoole\Coroutine\Socket\Exception if an element is empty or no string.
     *
     * @param array $io_vector  strings, at most SWOOLE_IOV_MAX
     * @param float $timeout  most seconds to wait; 0 for the socket's own, -1 for no limit
     * @return int|false  number of bytes sent; false on an error
     */
    public function writeVector(array $io_vector, float $timeout = 0): int|false {}

    /**
     * writeVector() that waits until all is sent.
     *
     * @param array $io_vector  strings, at most SWOOLE_IOV_MAX
     * @param float $timeout  most seconds to wait; 0 for the socket's own, -1 for no limit
     * @return int|false  number of bytes sent, fewer when the peer closes or the time runs out meanwhile; false on an
     *     error
     */
    public function writeVectorAll(array $io_vector, float $timeout = 0): int|false {}

    /**
     * Sends a part of a file.
     *
     * @param string $file  path
     * @param int $offset  first byte of the file
     * @param int $length  number of bytes; 0 for all up to the end
     * @return bool  false on an error; with a warning, if the path is empty
     */
    public function sendFile(string $file, int $offset = 0, int $length = 0): bool {}

    /**
     * Sends bytes, all of them.
     *
     * @param string $data  bytes
     * @param float $timeout  most seconds to wait; 0 for the socket's own, -1 for no limit
     * @return int|false  number of bytes sent, fewer when the peer closes or the time runs out meanwhile; false on an
     *     error
     */
    public function sendAll(string $data, float $timeout = 0): int|false {}

    /**
     * Waits for a datagram.
     *
     * @param mixed $peername  becomes an array of its sender: address, port
     * @param float $timeout  most seconds to wait; 0 for the socket's own, -1 for no limit
     * @return string|false  datagram, cut at 64 KiB; false on an error
     */
    public function recvfrom(mixed &$peername, float $timeout = 0): string|false {}

    /**
     * Sends a datagram.
     *
     * @param string $addr  address, host name or path of a unix socket
     * @param int $port  port; 0 for a unix socket
     * @param string $data  bytes
     * @return int|false  number of bytes sent; false on an error
     */
    public function sendto(string $addr, int $port, string $data): int|false {}

    /**
     * Reads a socket option, as socket_get_option() does.
     *
     * @param int $level  SOL_SOCKET, an IPPROTO_*
     * @param int $opt_name  name within the level, such as SO_REUSEADDR
     * @return mixed  int, or array for SO_LINGER (l_onoff, l_linger) and SO_RCVTIMEO, SO_SNDTIMEO (sec, usec); false on
     *     an error
     */
    public function getOption(int $level, int $opt_name): mixed {}

    /**
     * Tells how packets are told apart. TLS arrives later: `open_ssl` throws a \Swoole\Exception.
     *
     * @param array $settings  option => value: open_length_check, package_length_type, package_length_offset,
     *     package_body_offset, package_length_func, open_eof_check, open_eof_split, package_eof, package_max_length
     *     (bytes), open_mqtt_protocol, open_fastcgi_protocol
     * @return bool  false if there is none or one is wrong
     */
    public function setProtocol(array $settings): bool {}

    /**
     * Sets a socket option, as socket_set_option() does. SO_RCVTIMEO and SO_SNDTIMEO set the timeouts of this socket's
     * calls.
     *
     * @param int $level  SOL_SOCKET, an IPPROTO_*
     * @param int $opt_name  name within the level, such as SO_REUSEADDR
     * @param mixed $opt_value  int, or array for SO_LINGER (l_onoff, l_linger) and SO_RCVTIMEO, SO_SNDTIMEO (sec, usec)
     * @return bool  false, with a warning, if it cannot be set
     */
    public function setOption(int $level, int $opt_name, mixed $opt_value): bool {}

    /**
     * Does the TLS handshake of a connection that was accepted. TLS arrives later: throws a \Swoole\Exception.
     *
     * @return bool  false if it fails
     */
    public function sslHandshake(): bool {}

    /**
     * Closes one direction, or both.
     *
     * @param int $how  0 for reading, 1 for writing, 2 for both
     * @return bool  false on an error (ENOTCONN)
     */
    public function shutdown(int $how = 2): bool {}

    /**
     * Ends the wait of the coroutine that reads or writes; its call fails with ECANCELED.
     *
     * @param int $event  SWOOLE_EVENT_READ or SWOOLE_EVENT_WRITE
     * @return bool  false if none waits
     */
    public function cancel(int $event = SWOOLE_EVENT_READ): bool {}

    /**
     * Closes the socket. If coroutines wait in it, they are woken, their calls fail with ECANCELED, and the last of
     * them closes it; isClosed() is true after another close() then.
     *
     * @return bool  false if it was closed before (EBADF)
     */
    public function close(): bool {}

    /**
     * The address of the other end.
     *
     * @return array|false  address, port; false on an error (ENOTCONN)
     */
    public function getpeername(): array|false {}

    /**
     * The address of this end.
     *
     * @return array|false  address, port; false on an error
     */
    public function getsockname(): array|false {}

    /**
     * Whether close() was called.
     *
     * @return bool  false while the socket is open
     */
    public function isClosed(): bool {}

    /**
     * A socket for the descriptor of a stream. The stream stays open with it.
     *
     * @param resource $stream  stream over a socket
     * @return \Swoole\Coroutine\Socket|false  false, with a warning, if it is none
     */
    public static function import($stream): \Swoole\Coroutine\Socket|false {}
}
