<?php

namespace Swoole;

/**
 * A lock that processes share which are forked after it was made. A process holds it, not a coroutine: waiting blocks the
 * process with all its coroutines, and another coroutine of the holder finds the lock held by itself. The lock of a
 * process that has died is free.
 *
 * @notSerializable
 */
class Lock
{
    /** One process holds it, others sleep. */
    public const MUTEX = 3;

    /** Many read with LOCK_SH or one writes with LOCK_EX, others sleep. */
    public const RWLOCK = 1;

    /** One process holds it, others keep trying: for a few instructions without any wait. */
    public const SPINLOCK = 5;

    /** @var int  Why the last lock() or unlock() failed: an errno. It keeps the last one. */
    public $errCode = 0;

    /**
     * Makes a lock that nobody holds.
     *
     * @param int $type  MUTEX, RWLOCK or SPINLOCK
     * @throws \Swoole\Exception  if it is another type, or there is no memory
     */
    public function __construct(int $type = SWOOLE_MUTEX) {}

    /**
     * Takes the lock, and waits while others hold it.
     *
     * @param int $operation  LOCK_EX (2), or LOCK_SH (1) to hold an RWLOCK together with others; with LOCK_NB (4)
     *     joined by `|` it does not wait
     * @param float $timeout  most seconds to wait; less than 0.001 for no limit
     * @return bool  whether it is held; if not, $errCode tells why: EBUSY (16) with LOCK_NB, ETIMEDOUT (110), EDEADLK (35)
     *     if this process holds it and would wait for itself for ever, EAGAIN (11) if 504 processes read already
     */
    public function lock(int $operation = 2, float $timeout = -1): bool {}

    /**
     * Releases the lock. What was taken twice with LOCK_SH is released twice. A MUTEX or SPINLOCK may be released by another
     * process than the one that has taken it.
     *
     * @return bool  false if nobody holds it, or another process an RWLOCK: $errCode is EPERM (1)
     */
    public function unlock(): bool {}
}
