--TEST--
A coroutine created inside a PHP Fiber of the script, outside of any coroutine
--FILE--
<?php
$fiber = new Fiber(function () {
    go(function () {
        Swoole\Coroutine::sleep(0.01);
        echo "coroutine\n";
    });
    echo "fiber\n";
    Fiber::suspend();
    Swoole\Coroutine\run(function () {
        Swoole\Coroutine::sleep(0.01);
        echo "run() inside the fiber\n";
    });
});
$fiber->start();
echo "script\n";
Swoole\Event::wait();
$fiber->resume();
var_dump($fiber->isTerminated());
?>
--EXPECT--
fiber
script
coroutine
run() inside the fiber
bool(true)
