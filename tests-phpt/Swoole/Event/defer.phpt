--TEST--
Swoole\Event::defer(): in order, in the next turn, before timers that are due later; deferred functions may defer
--FILE--
<?php
Swoole\Event::defer(function () {
    echo "first\n";
    Swoole\Event::defer(fn () => print("deferred by the first\n"));
});
var_dump(Swoole\Event::defer(fn () => print("second\n")));
echo "script\n";
Swoole\Event::wait();
Swoole\Coroutine\run(function () {
    Swoole\Event::defer(fn () => print("after the coroutine has waited\n"));
    echo "coroutine\n";
    Swoole\Coroutine::sleep(0.005);
    echo "coroutine ends\n";
});
?>
--EXPECT--
bool(true)
script
first
second
deferred by the first
coroutine
after the coroutine has waited
coroutine ends
