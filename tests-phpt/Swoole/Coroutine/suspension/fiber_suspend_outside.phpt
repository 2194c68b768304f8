--TEST--
Fiber::suspend() in a coroutine that is not in a fiber: PHP's FiberError
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    try {
        Fiber::suspend();
    } catch (FiberError $error) {
        echo $error->getMessage(), "\n";
    }
    var_dump(Fiber::getCurrent());
    Coroutine::sleep(0.001);
    echo "goes on\n";
});
?>
--EXPECT--
Cannot suspend outside of a fiber
NULL
goes on
