--TEST--
Swoole\Coroutine\Lock: a wait that is canceled returns false and does not take the lock
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\Lock;

Coroutine\run(function () {
    $lock = new Lock();
    $lock->lock();
    $id = go(function () use ($lock) {
        var_dump($lock->lock(), $lock->errCode === SWOOLE_ERROR_CO_CANCELED);
    });
    Coroutine::cancel($id);
    $lock->unlock();
    go(function () use ($lock) {
        var_dump($lock->lock(LOCK_EX | LOCK_NB));
    });
    try {
        $lock->__construct();
    } catch (Error $error) {
        echo $error->getMessage(), "\n";
    }
});
?>
--EXPECT--
bool(false)
bool(true)
bool(true)
Constructor of Swoole\Coroutine\Lock can only be called once
