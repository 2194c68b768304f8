--TEST--
An uncaught exception in a coroutine: PHP's message, no other coroutine goes on, shutdown functions and destructors run, exit 255
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

SwooleTest\runScript(<<<'PHP'
    use Swoole\Coroutine;
    register_shutdown_function(function () {
        echo "shutdown function, last error of type ", error_get_last()['type'], "\n";
    });
    Coroutine\run(function () {
        go(function () {
            Coroutine::sleep(0.001);
            echo "not reached\n";
        });
        go(function () {
            try {
                Coroutine::sleep(0.002);
            } finally {
                echo "finally of a waiting coroutine is not part of this test\n";
            }
        });
        go(function () {
            try {
                throw new DomainException('boom', 7);
            } finally {
                echo "finally\n";
            }
        });
        echo "not reached\n";
    });
    echo "not reached\n";
    PHP);
SwooleTest\runScript(<<<'PHP'
    Swoole\Coroutine\run(function () {
        Swoole\Coroutine::sleep(0.001);
        throw new Error('after a wait');
    });
    PHP);
?>
--EXPECT--
finally

Fatal error: Uncaught DomainException: boom in script.php:20
Stack trace:
#0 [internal function]: {closure}()
#1 {main}
  thrown in script.php on line 20
shutdown function, last error of type 1
exit 255

Fatal error: Uncaught Error: after a wait in script.php:4
Stack trace:
#0 [internal function]: {closure}()
#1 {main}
  thrown in script.php on line 4
exit 255
