--TEST--
Swoole\Coroutine\Barrier: wait() returns when the last coroutine that holds the barrier has ended
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\Barrier;

Coroutine\run(function () {
    $barrier = Barrier::make();
    foreach ([0.02, 0.01, 0.03] as $seconds) {
        go(function () use ($seconds, $barrier) {
            Coroutine::sleep($seconds);
            echo "$seconds\n";
        });
    }
    Barrier::wait($barrier);
    echo "all are done\n";
    var_dump($barrier);

    // Nobody holds it.
    $barrier = Barrier::make();
    Barrier::wait($barrier);
    echo "nobody\n";
    // All have ended already.
    $barrier = Barrier::make();
    go(function () use ($barrier) {
    });
    Barrier::wait($barrier);
    echo "at once\n";
});
?>
--EXPECT--
0.01
0.02
0.03
all are done
NULL
nobody
at once
