--TEST--
Swoole\Coroutine::create(): a missing argument is an uncaught ArgumentCountError of the coroutine
--FILE--
<?php
Swoole\Coroutine\run(function () {
    go(function (int $needed) {
        echo "not reached\n";
    });
    echo "nor this\n";
});
echo "nor that\n";
?>
--EXPECTF--

Fatal error: Uncaught ArgumentCountError: Too few arguments to function {closure}(), 0 passed and exactly 1 expected in %s:%d
Stack trace:
#0 [internal function]: {closure}()
#1 {main}
  thrown in %s on line %d
