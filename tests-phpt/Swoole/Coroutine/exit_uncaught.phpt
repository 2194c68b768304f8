--TEST--
exit() in a coroutine that nobody catches: the program ends with PHP's message about an uncaught ExitException, exit 255
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

SwooleTest\runScript(<<<'PHP'
    register_shutdown_function(function () {
        echo "shutdown function\n";
    });
    Swoole\Coroutine\run(function () {
        go(function () {
            Swoole\Coroutine::defer(function () {
                echo "deferred\n";
            });
            Swoole\Coroutine::sleep(0.001);
            exit(3);
        });
        Swoole\Coroutine::sleep(0.05);
        echo "not reached\n";
    });
    echo "not reached\n";
    PHP);
?>
--EXPECT--

Fatal error: Uncaught Swoole\ExitException: swoole exit in script.php:11
Stack trace:
#0 [internal function]: {closure}()
#1 {main}
  thrown in script.php on line 11
deferred
shutdown function
exit 255
