--TEST--
Swoole\Process\Pool: SIGTERM to a worker that is ending by itself does not keep it from calling WorkerStop to its end
--EXTENSIONS--
posix
--FILE--
<?php
use Swoole\{Atomic, Process\Pool};

foreach ([true, false] as $coroutines) {
    $pool = new Pool(1, SWOOLE_IPC_UNIXSOCK, 0, $coroutines);
    $starts = new Atomic();
    $pool->on('WorkerStart', function (Pool $pool) use ($starts) {
        if ($starts->add() > 1) {
            // The first one has not come to its end.
            $pool->shutdown();
        }
        $pool->sendMessage('stop', 0);
    });
    $pool->on('Message', function (Pool $pool) {
        $pool->stop();
    });
    $pool->on('WorkerStop', function (Pool $pool) {
        echo "stopping\n";
        posix_kill(getmypid(), SIGTERM);
        echo "stopped\n";
        $pool->shutdown();
    });
    $pool->start();
    echo "the pool has ended\n";
}
?>
--EXPECT--
stopping
stopped
the pool has ended
stopping
stopped
the pool has ended
