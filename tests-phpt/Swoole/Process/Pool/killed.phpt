--TEST--
Swoole\Process\Pool: a worker that is killed has a successor; SIGUSR1 replaces workers; SIGTERM stops the pool
--FILE--
<?php
use Swoole\{Atomic, Process, Process\Pool};

$starts = new Atomic();
$pool = new Pool(1, SWOOLE_IPC_UNIXSOCK);
$pool->on('WorkerStart', function (Pool $pool) use ($starts) {
    $start = $starts->add();
    echo "start $start\n";
    $pool->sendMessage("$start", 0);
});
$pool->on('Message', function (Pool $pool, string $start) {
    match ($start) {
        '1' => Process::kill(getmypid(), SIGKILL),
        '2' => Process::kill($pool->master_pid, SIGUSR1),
        '3' => Process::kill($pool->master_pid, SIGTERM),
    };
});
$pool->on('WorkerStop', fn () => print("stop\n"));
$pool->start();
echo "end\n";
?>
--EXPECTF--
start 1
[%s]	WARNING	Worker::report_error(): worker(pid=%d, id=0) abnormal exit, status=0, signal=9
start 2
stop
start 3
stop
end
