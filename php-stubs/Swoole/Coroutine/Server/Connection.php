<?php

namespace Swoole\Coroutine\Server;

/** A connection that \Swoole\Coroutine\Server has accepted. */
class Connection
{
    /** The connection's \Swoole\Coroutine\Socket. */
    protected $socket;

    /**
     * Wraps a socket.
     *
     * @param \Swoole\Coroutine\Socket $conn  a connected socket
     */
    public function __construct(\Swoole\Coroutine\Socket $conn) {}

    /**
     * Waits for bytes: a packet, where the server's options tell how packets are told apart.
     *
     * @param float $timeout  most seconds to wait; 0 for the option `read_timeout`, -1 for no limit
     * @return string|false  bytes; '' when the peer has closed; false on an error, which the socket's errCode tells
     */
    public function recv(float $timeout = 0) {}

    /**
     * Sends bytes, all of them.
     *
     * @param string $data  bytes
     * @return int|false  number of bytes sent, fewer if the peer went away; false on an error, which the socket's
     *     errCode tells
     */
    public function send(string $data) {}

    /**
     * Closes the connection.
     *
     * @return bool  false if it was closed before
     */
    public function close(): bool {}

    /**
     * The connection's socket.
     *
     * @return \Swoole\Coroutine\Socket  the same one each time
     */
    public function exportSocket(): \Swoole\Coroutine\Socket {}
}
