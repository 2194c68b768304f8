--TEST--
exit() in a deferred function: the rest of them does not run, the program ends
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

SwooleTest\runScript(<<<'PHP'
    Swoole\Coroutine\run(function () {
        go(function () {
            Swoole\Coroutine::defer(function () {
                echo "not reached\n";
            });
            Swoole\Coroutine::defer(function () {
                try {
                    exit(1);
                } catch (Swoole\ExitException $exception) {
                    echo 'caught ', $exception->getStatus(), "\n";
                }
                exit(2);
            });
            echo "body\n";
        });
        echo "not reached\n";
    });
    PHP);
?>
--EXPECT--
body
caught 1

Fatal error: Uncaught Swoole\ExitException: swoole exit in script.php:13
Stack trace:
#0 [internal function]: {closure}(NULL)
#1 {main}
  thrown in script.php on line 13
exit 255
