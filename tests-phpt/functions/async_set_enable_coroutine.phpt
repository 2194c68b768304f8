--TEST--
swoole_async_set(): without enable_coroutine callbacks of timers and events are called outside of coroutines
--FILE--
<?php
use Swoole\Coroutine;

foreach ([false, true] as $enabled) {
    swoole_async_set(['enable_coroutine' => $enabled]);
    Swoole\Timer::after(1, function () {
        var_dump(Coroutine::getCid() > 0);
    });
    Swoole\Event::defer(function () {
        var_dump(Coroutine::getCid() > 0);
    });
    Swoole\Event::wait();
}
?>
--EXPECT--
bool(false)
bool(false)
bool(true)
bool(true)
