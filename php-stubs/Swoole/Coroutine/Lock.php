<?php

namespace Swoole\Coroutine;

/**
 * A lock for which coroutines wait without blocking their process. One coroutine may take it more than once, and
 * releases it with the first unlock().
 *
 * @notSerializable
 */
class Lock
{
    /** @var int  Why the last lock() or unlock() failed: an errno or one of SWOOLE_ERROR_*; 0 if it did not. */
    public $errCode = 0;

    /**
     * Makes a lock that nobody holds.
     *
     * @param bool $shared  whether processes that are forked afterwards share it
     */
    public function __construct(bool $shared = false) {}

    /**
     * Takes the lock, and waits while others hold it.
     *
     * @param int $operation  LOCK_EX (2) or LOCK_SH (1), which hold it alone both; with LOCK_NB (4) joined by `|` it
     *     does not wait
     * @return bool  whether it is held; if not, $errCode tells why: EBUSY with LOCK_NB, SWOOLE_ERROR_CO_CANCELED, and
     *     SWOOLE_ERROR_CO_OUT_OF_COROUTINE outside of a coroutine
     */
    public function lock(int $operation = 2): bool {}

    /**
     * Releases the lock, whoever holds it. Those who wait get it when the running coroutine waits or has ended, unless it
     * takes the lock again before.
     *
     * @return bool  true, also if nobody held it; false outside of a coroutine, where $errCode is
     *     SWOOLE_ERROR_CO_OUT_OF_COROUTINE
     */
    public function unlock(): bool {}
}
