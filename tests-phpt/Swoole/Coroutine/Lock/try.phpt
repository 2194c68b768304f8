--TEST--
Swoole\Coroutine\Lock: LOCK_NB does not wait; errCode tells why
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\Lock;

Coroutine\run(function () {
    $lock = new Lock();
    var_dump($lock->lock(LOCK_EX | LOCK_NB));
    go(function () use ($lock) {
        var_dump($lock->lock(LOCK_EX | LOCK_NB), $lock->errCode, $lock->lock(LOCK_SH | LOCK_NB));
    });
    var_dump($lock->unlock());
    go(function () use ($lock) {
        var_dump($lock->lock(LOCK_EX | LOCK_NB), $lock->unlock());
    });
});
?>
--EXPECT--
bool(true)
bool(false)
int(16)
bool(false)
bool(true)
bool(true)
bool(true)
