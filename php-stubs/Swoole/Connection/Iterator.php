<?php

namespace Swoole\Connection;

/**
 * The open connections of a server or port: iterates over their fds, counts them, and answers isset() for an fd.
 *
 * @notSerializable
 */
class Iterator implements \Iterator, \ArrayAccess, \Countable
{
    /** Of no use by itself: a server makes the iterators that it hands out. */
    public function __construct() {}

    /** Releases the iterator. */
    public function __destruct() {}

    /** Starts over, with the connections that are open now. */
    public function rewind(): void {}

    /** Goes on to the next connection. */
    public function next(): void {}

    /**
     * The fd of the current connection.
     *
     * @return mixed  an int; null past the end
     */
    public function current(): mixed {}

    /**
     * How many connections came before the current one.
     *
     * @return mixed  an int
     */
    public function key(): mixed {}

    /**
     * Whether there is a current connection.
     *
     * @return bool  false past the end
     */
    public function valid(): bool {}

    /**
     * Number of open connections: count($server->connections).
     *
     * @return int  0 or more
     */
    public function count(): int {}

    /**
     * Whether a connection is open.
     *
     * @param mixed $fd  session id of the connection
     * @return bool  as \Swoole\Server::exists()
     */
    public function offsetExists(mixed $fd): bool {}

    /**
     * What is known about a connection.
     *
     * @param mixed $fd  session id of the connection
     * @return mixed  as \Swoole\Server::getClientInfo()
     */
    public function offsetGet(mixed $fd): mixed {}

    /**
     * Does nothing: connections cannot be assigned.
     *
     * @param mixed $fd  not used
     * @param mixed $value  not used
     */
    public function offsetSet(mixed $fd, mixed $value): void {}

    /**
     * Does nothing: close() closes a connection.
     *
     * @param mixed $fd  not used
     */
    public function offsetUnset(mixed $fd): void {}
}
