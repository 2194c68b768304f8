--TEST--
Swoole\Coroutine\Lock: its holder may lock again; one unlock() releases it; unlocking an open lock is harmless
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\Lock;

Coroutine\run(function () {
    $lock = new Lock();
    var_dump($lock->unlock(), $lock->lock(), $lock->lock(), $lock->lock(LOCK_EX | LOCK_NB), $lock->unlock());
    go(function () use ($lock) {
        var_dump($lock->lock(LOCK_EX | LOCK_NB));
    });
    // Its holder has ended without unlocking.
    var_dump($lock->lock(LOCK_EX | LOCK_NB));
    $lock->unlock();
    var_dump($lock->lock(LOCK_EX | LOCK_NB));
});
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(false)
bool(true)
