<?php

namespace Swoole\Coroutine;

/**
 * A queue between coroutines of one process: those that push wait while it is full, those that pop while it is empty.
 * Who waits longest is served first.
 *
 * @notSerializable
 */
class Channel
{
    /** @var int  Most values that wait in the queue. */
    public $capacity = 0;

    /** @var int  Why the last push() or pop() failed, one of SWOOLE_CHANNEL_*; SWOOLE_CHANNEL_OK if it did not. */
    public $errCode = 0;

    /**
     * Makes an empty channel.
     *
     * @param int $size  most values that wait in the queue; less than 1 is taken as 1
     */
    public function __construct(int $size = 1) {}

    /**
     * Adds a value, and waits for room while the channel is full. Outside of a coroutine it is a fatal error.
     *
     * @param mixed $data  any value; pop() of null or false cannot be told from failure but by $errCode
     * @param float $timeout  most seconds to wait; 0 and less for no limit
     * @return bool  false if the time ran out (SWOOLE_CHANNEL_TIMEOUT), the channel is closed (SWOOLE_CHANNEL_CLOSED)
     *     or the wait was cancelled (SWOOLE_CHANNEL_CANCELED), as $errCode tells
     */
    public function push(mixed $data, float $timeout = -1): bool {}

    /**
     * Takes the oldest value, and waits for one while the channel is empty. Outside of a coroutine it is a fatal error.
     *
     * @param float $timeout  most seconds to wait; 0 and less for no limit
     * @return mixed  the value; false if the time ran out (SWOOLE_CHANNEL_TIMEOUT), the channel is closed and empty
     *     (SWOOLE_CHANNEL_CLOSED) or the wait was cancelled (SWOOLE_CHANNEL_CANCELED), as $errCode tells
     */
    public function pop(float $timeout = -1): mixed {}

    /**
     * Whether no value waits in the queue.
     *
     * @return bool  false while one does
     */
    public function isEmpty(): bool {}

    /**
     * Whether as many values wait in the queue as it takes.
     *
     * @return bool  false while there is room
     */
    public function isFull(): bool {}

    /**
     * Closes the channel and wakes all who wait for it. Values in the queue can still be popped.
     *
     * @return bool  false if it was closed before
     */
    public function close(): bool {}

    /**
     * Who waits for the channel, and how much waits in it.
     *
     * @return array  consumer_num (coroutines in pop()), producer_num (coroutines in push()), queue_num (values)
     */
    public function stats(): array {}

    /**
     * Number of values in the queue.
     *
     * @return int  0 to $capacity
     */
    public function length(): int {}
}
