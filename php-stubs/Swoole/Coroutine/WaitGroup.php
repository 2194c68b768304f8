<?php

namespace Swoole\Coroutine;

/** Waits for several coroutines: each calls done() when it is ready, one calls wait(). */
class WaitGroup
{
    /** Where wait() waits. */
    protected \Swoole\Coroutine\Channel $chan;

    /** How many coroutines are not ready. */
    protected int $count = 0;

    /** Whether a coroutine is in wait(). */
    protected bool $waiting = false;

    /**
     * Makes a group.
     *
     * @param int $delta  number of coroutines to wait for; less than 1 is taken as 0
     */
    public function __construct(int $delta = 0) {}

    /**
     * Changes the number of coroutines to wait for.
     *
     * Throws a BadMethodCallException while a coroutine waits, and an InvalidArgumentException if less than none would
     * be left.
     *
     * @param int $delta  how many more; negative for fewer
     */
    public function add(int $delta = 1): void {}

    /**
     * Says that one of the coroutines is ready. The last one wakes the one that waits.
     *
     * Throws a BadMethodCallException if none was left.
     */
    public function done(): void {}

    /**
     * Waits until all coroutines are ready; at once if none is left. Waiting is possible in a coroutine only.
     *
     * Throws a BadMethodCallException while another coroutine waits.
     *
     * @param float $timeout  most seconds to wait; 0 and less for no limit
     * @return bool  false if the time ran out or the wait was cancelled
     */
    public function wait(float $timeout = -1): bool {}

    /**
     * Number of coroutines that are not ready.
     *
     * @return int  0 and more
     */
    public function count(): int {}
}
