--TEST--
swoole_async_set(): a fatal error while there is an event loop
--FILE--
<?php
var_dump(swoole_async_set(['aio_worker_num' => 2]));
Swoole\Coroutine\run(fn () => Swoole\Coroutine::sleep(0.001));
var_dump(swoole_async_set(['aio_worker_num' => 2]));
Swoole\Timer::after(1, function () {
    try {
        swoole_async_set(['aio_worker_num' => 3]);
    } finally {
        echo "not reached\n";
    }
});
Swoole\Event::wait();
?>
--EXPECTF--
bool(true)
bool(true)

Fatal error: swoole_async_set(): eventLoop has already been created. unable to change settings in %s on line %d
