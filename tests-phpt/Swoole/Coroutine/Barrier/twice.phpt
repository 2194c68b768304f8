--TEST--
Swoole\Coroutine\Barrier::wait(): a second one on the same barrier throws
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\Barrier;

Coroutine\run(function () {
    $barrier = Barrier::make();
    go(function () use ($barrier) {
        Coroutine::sleep(0.01);
        try {
            Barrier::wait($barrier);
        } catch (Swoole\Exception $exception) {
            echo $exception->getMessage(), "\n";
        }
    });
    Barrier::wait($barrier);
    echo "end\n";
});
?>
--EXPECT--
The barrier is waiting, cannot wait again.
end
