--TEST--
Exceptions through a PHP Fiber whose code has waited
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $fiber = new Fiber(function () {
        try {
            Coroutine::sleep(0.001);
            Fiber::suspend();
        } catch (LogicException $exception) {
            Coroutine::sleep(0.001);
            throw new RuntimeException('out', 0, $exception);
        }
    });
    $fiber->start();
    try {
        $fiber->throw(new LogicException('in'));
    } catch (RuntimeException $exception) {
        echo $exception->getMessage(), ' < ', $exception->getPrevious()->getMessage(), "\n";
    }
    // A suspended fiber that is destroyed runs its finally block, which may wait outside of it.
    $fiber = new Fiber(function () {
        try {
            Fiber::suspend();
        } finally {
            echo "finally\n";
        }
    });
    $fiber->start();
    unset($fiber);
    gc_collect_cycles();
    echo "end\n";
});
?>
--EXPECT--
out < in
finally
end
