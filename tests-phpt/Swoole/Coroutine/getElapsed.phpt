--TEST--
Swoole\Coroutine::getElapsed(): milliseconds since the coroutine was created; -1 if there is none
--FILE--
<?php
use Swoole\Coroutine;

var_dump(Coroutine::getElapsed());
Coroutine\run(function () {
    $old = go(fn () => Coroutine::yield());
    Coroutine::sleep(0.05);
    $young = go(fn () => Coroutine::yield());
    $ages = [Coroutine::getElapsed(), Coroutine::getElapsed(Coroutine::getCid()), Coroutine::getElapsed($old)];
    // The event loop's clock may lag by a few milliseconds.
    var_dump(min($ages) >= 40, Coroutine::getElapsed($young) <= min($ages) - 40);
    Coroutine::resume($old);
    Coroutine::resume($young);
    var_dump(Coroutine::getElapsed($old), Coroutine::getElapsed(4711));
});
?>
--EXPECT--
int(-1)
bool(true)
bool(true)
int(-1)
int(-1)
