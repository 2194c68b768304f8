--TEST--
Swoole\Coroutine::join(): the timeout, and coroutines that end after it
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $id = go(function () {
        Coroutine::yield();
        echo "ends late\n";
    });
    var_dump(Coroutine::join([$id], 0.01));
    var_dump(swoole_last_error() === SWOOLE_ERROR_CO_TIMEDOUT);
    // The first call has left nothing behind.
    Swoole\Timer::after(10, fn () => Coroutine::resume($id));
    var_dump(Coroutine::join([$id], 10));
});
?>
--EXPECT--
bool(false)
bool(true)
ends late
bool(true)
