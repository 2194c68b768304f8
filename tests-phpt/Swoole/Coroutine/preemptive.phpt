--TEST--
enable_preemptive_scheduler: a coroutine that computes without waiting is interrupted, unless it disables the scheduler
--FILE--
<?php
use Swoole\Coroutine;

function computeUntil(bool &$flag, float $seconds): void
{
    $end = microtime(true) + $seconds;
    while (!$flag && microtime(true) < $end) {
    }
}
Coroutine::set(['enable_preemptive_scheduler' => true]);
Coroutine\run(function () {
    $flag = false;
    go(function () use (&$flag) {
        computeUntil($flag, 10);
        echo $flag ? "interrupted\n" : "not interrupted\n";
    });
    $flag = true;
    go(function () {
        Coroutine::disableScheduler();
        $flag = false;
        computeUntil($flag, 0.1);
        echo "alone for a tenth of a second\n";
    });
    echo "end\n";
});
?>
--EXPECT--
alone for a tenth of a second
end
interrupted
