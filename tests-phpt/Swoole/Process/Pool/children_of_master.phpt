--TEST--
Swoole\Process\Pool: the master leaves a child of the program's own to whoever waits for it
--FILE--
<?php
use Swoole\{Process\Pool, Timer};

$pool = new Pool(1);
$pool->on('Start', function (Pool $pool) {
    $child = proc_open([PHP_BINARY, '-n', '-r', 'exit(7);'], [['pipe', 'r'], ['pipe', 'w']], $pipes);
    // It ends the stream when it has ended; a turn of the loop comes in between.
    stream_get_contents($pipes[1]);
    Timer::tick(1, function () use ($child, $pool) {
        static $ticks = 0;
        if (++$ticks === 5) {
            var_dump(proc_close($child));
            $pool->shutdown();
        }
    });
});
$pool->on('WorkerStart', fn () => sleep(15));
$pool->start();
?>
--EXPECT--
int(7)
