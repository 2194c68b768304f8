--TEST--
A coroutine that is created inside a PHP Fiber
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $fiber = new Fiber(function () {
        $id = go(function () {
            echo "coroutine begins\n";
            Coroutine::sleep(0.01);
            echo "coroutine ends\n";
        });
        echo "fiber\n";
        Fiber::suspend($id);
        Coroutine::join([$id]);
        echo "fiber ends\n";
    });
    $id = $fiber->start();
    echo Coroutine::exists($id) ? "coroutine waits\n" : "coroutine has ended\n";
    $fiber->resume();
});
?>
--EXPECT--
coroutine begins
fiber
coroutine waits
coroutine ends
fiber ends
