--TEST--
Swoole\Coroutine::defer(): an exception of a deferred function ends the program; one that is caught inside does not
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    go(function () {
        Coroutine::defer(function () {
            try {
                throw new LogicException('inner');
            } catch (LogicException $exception) {
                echo "caught {$exception->getMessage()}\n";
            }
        });
    });
    echo "goes on\n";
    go(function () {
        Coroutine::defer(function () {
            echo "never deferred further\n";
        });
        Coroutine::defer(function () {
            throw new LogicException('of the deferred function');
        });
    });
    echo "not reached\n";
});
?>
--EXPECTF--
caught inner
goes on

Fatal error: Uncaught LogicException: of the deferred function in %s:%d
Stack trace:
#0 [internal function]: {closure}(NULL)
#1 {main}
  thrown in %s on line %d
