--TEST--
Swoole\Coroutine\Barrier::wait(): with a timeout it returns before the coroutines have ended
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\Barrier;

Coroutine\run(function () {
    $barrier = Barrier::make();
    go(function () use ($barrier) {
        Coroutine::sleep(0.05);
        echo "late\n";
    });
    Barrier::wait($barrier, 0.01);
    echo "timed out\n";
    Coroutine::sleep(0.1);
    // In time.
    $barrier = Barrier::make();
    go(function () use ($barrier) {
        Coroutine::sleep(0.01);
        echo "in time\n";
    });
    Barrier::wait($barrier, 10);
    echo "end\n";
});
?>
--EXPECT--
timed out
late
in time
end
