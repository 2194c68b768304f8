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
     *
     * @unsupported until coroutines arrive
     */
    public function __construct(bool $shared = false) {}

    /**
     * Takes the lock, and waits while others hold it.
     *
     * @param int $operation  LOCK_EX (2) to hold it alone, LOCK_SH (1) to share it with others that do so; with
     *     LOCK_NB (4) joined by `|` it does not wait
     * @return bool  whether it is held; if not, $errCode tells why: EBUSY with LOCK_NB,
     *     SWOOLE_ERROR_CO_OUT_OF_COROUTINE outside of a coroutine
     *
     * @unsupported until coroutines arrive
     */
    public function lock(int $operation = 2): bool {}

    /**
     * Releases the lock, whichever coroutine holds it.
     *
     * @return bool  true, also if none held it; false outside of a coroutine (SWOOLE_ERROR_CO_OUT_OF_COROUTINE)
     *
     * @unsupported until coroutines arrive
     */
    public function unlock(): bool {}
}
