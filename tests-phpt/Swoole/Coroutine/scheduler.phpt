--TEST--
Swoole\Coroutine::disableScheduler() and enableScheduler(): each tells whether it changed something, per coroutine
--FILE--
<?php
use Swoole\Coroutine;

var_dump(Coroutine::enableScheduler(), Coroutine::disableScheduler());
Coroutine\run(function () {
    var_dump(Coroutine::enableScheduler());
    var_dump(Coroutine::disableScheduler(), Coroutine::disableScheduler());
    go(function () {
        var_dump(Coroutine::disableScheduler());
    });
    var_dump(Coroutine::enableScheduler(), Coroutine::enableScheduler());
});
?>
--EXPECT--
bool(false)
bool(false)
bool(false)
bool(true)
bool(false)
bool(true)
bool(true)
bool(false)
