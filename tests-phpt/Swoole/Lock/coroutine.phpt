--TEST--
Swoole\Lock: the process holds it, not the coroutine, and waiting blocks the process
--FILE--
<?php
use Swoole\{Coroutine, Lock};

Coroutine\run(function () {
    $lock = new Lock();
    $lock->lock();
    go(function () use ($lock) {
        go(function () {
            Coroutine::sleep(0.001);
            echo "others run\n";
        });
        var_dump($lock->lock(LOCK_EX, 0.01), $lock->errCode);
        var_dump($lock->unlock());
    });
});
?>
--EXPECT--
bool(false)
int(110)
bool(true)
others run
