--TEST--
Swoole\Coroutine::getStackUsage(): a positive number for the running coroutine and for one that waits, false for an unknown one
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $id = go(function () {
        Coroutine::yield();
    });
    foreach ([0, Coroutine::getCid(), $id] as $cid) {
        $usage = Coroutine::getStackUsage($cid);
        var_dump(is_int($usage) && $usage > 0 && $usage < 8 << 20);
    }
    Coroutine::resume($id);
    var_dump(Coroutine::getStackUsage($id), Coroutine::getStackUsage(4711));
    var_dump(swoole_last_error() === SWOOLE_ERROR_CO_NOT_EXISTS);
});
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(false)
bool(false)
bool(true)
