--TEST--
Swoole\Coroutine::defer(): deferred functions run before an uncaught exception ends the program, with its message first
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    register_shutdown_function(function () {
        echo "shutdown function\n";
    });
    go(function () {
        Coroutine::defer(function () {
            echo "deferred first\n";
        });
        Coroutine::defer(function () {
            echo "deferred last\n";
        });
        throw new LogicException('of the body');
    });
    echo "not reached\n";
});
?>
--EXPECTF--

Fatal error: Uncaught LogicException: of the body in %s:%d
Stack trace:
#0 [internal function]: {closure}()
#1 {main}
  thrown in %s on line %d
deferred last
deferred first
shutdown function
