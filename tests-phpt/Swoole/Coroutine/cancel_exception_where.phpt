--TEST--
Swoole\Coroutine::cancel(): the CanceledException names the place that waited
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\CanceledException;

function waits(): void
{
    Coroutine::sleep(60);
}

Coroutine\run(function () {
    $id = go(function () {
        try {
            waits();
        } catch (CanceledException $exception) {
            var_dump($exception->getFile() === __FILE__, $exception->getLine() === __LINE__ - 8);
        }
        Coroutine::sleep(0.001);
        echo "goes on\n";
    });
    Coroutine::cancel($id, true);
});
?>
--EXPECT--
bool(true)
bool(true)
goes on
