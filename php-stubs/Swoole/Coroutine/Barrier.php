<?php

namespace Swoole\Coroutine;

/**
 * Waits until nobody refers to an object any more: hand it to each coroutine to wait for, by `use ($barrier)`.
 *
 * The last reference that goes, with the last coroutine, wakes the one that waits.
 */
class Barrier
{
    private int $cid = -1;
    private $timer = -1;
    private static array $cancel_list = [];

    /**
     * Wakes the coroutine that waits.
     */
    public function __destruct() {}

    /**
     * A new barrier.
     *
     * @return self  the only reference to it so far
     */
    public static function make(): self {}

    /**
     * Gives this reference up and waits until no other is left. Possible in a coroutine only.
     *
     * Throws a \Swoole\Exception if a coroutine waits for this barrier already.
     *
     * @param \Swoole\Coroutine\Barrier $barrier  the barrier; null afterwards
     * @param float $timeout  most seconds to wait; 0 and less for no limit
     */
    public static function wait(\Swoole\Coroutine\Barrier &$barrier, float $timeout = -1): void {}
}
