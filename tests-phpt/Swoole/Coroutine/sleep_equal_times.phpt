--TEST--
Swoole\Coroutine::sleep(): equal times wake in the order of the calls
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    foreach (range(1, 20) as $number) {
        go(function () use ($number) {
            Coroutine::sleep(0.01);
            echo "$number ";
        });
    }
});
?>
--EXPECT--
1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
