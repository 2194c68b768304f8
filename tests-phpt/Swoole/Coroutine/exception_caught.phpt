--TEST--
Exceptions are caught in the coroutine where they are thrown, before and after a wait, and never reach the creator
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    try {
        go(function () {
            try {
                Coroutine::sleep(0.001);
                throw new RuntimeException('after the wait');
            } catch (RuntimeException $exception) {
                echo $exception->getMessage(), "\n";
                Coroutine::sleep(0.001);
                echo "waits in the catch block\n";
            } finally {
                Coroutine::sleep(0.001);
                echo "waits in the finally block\n";
            }
        });
        echo "creator goes on\n";
    } catch (RuntimeException) {
        echo "not caught here\n";
    }
});
?>
--EXPECT--
creator goes on
after the wait
waits in the catch block
waits in the finally block
