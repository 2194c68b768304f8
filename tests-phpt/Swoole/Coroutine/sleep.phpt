--TEST--
Swoole\Coroutine::sleep(): wakes in the order of the times, never early, and lets others run
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    foreach ([0.05, 0.01, 0.03] as $seconds) {
        $ids[] = go(function () use ($seconds) {
            $start = hrtime(true);
            var_dump(Coroutine::sleep($seconds));
            // The timer counts in whole milliseconds.
            echo $seconds, (hrtime(true) - $start) / 1e9 < $seconds - 0.002 ? " too early\n" : "\n";
        });
    }
    echo "all sleep\n";
    Coroutine::join($ids);
    var_dump(Coroutine::sleep(0.001));
    echo "the shortest time\n";
});
?>
--EXPECT--
all sleep
bool(true)
0.01
bool(true)
0.03
bool(true)
0.05
bool(true)
the shortest time
