--TEST--
Swoole\Process\Pool: what ends at its start again and again starts more and more slowly, and the log says so; others go on
--FILE--
<?php
use Swoole\{Atomic, Process\Pool};

$starts = new Atomic();
$pool = new Pool(2, SWOOLE_IPC_UNIXSOCK);
$begin = microtime(true);
$pool->on('WorkerStart', function (Pool $pool, int $id) use ($starts) {
    if ($id === 0) {
        return;
    }
    if ($starts->add() < 5) {
        exit(1);
    }
    $pool->sendMessage('it works', 0);
});
$pool->on('Message', function (Pool $pool, string $data) {
    echo "$data\n";
    $pool->shutdown();
});
$pool->start();
// Not the second start, but the third, fourth and fifth wait: 100, 200 and 400 ms.
var_dump(microtime(true) - $begin > 0.69, $starts->get());
?>
--EXPECTF--
[%s]	WARNING	Worker::report_error(): worker(pid=%d, id=1) abnormal exit, status=1, signal=0
[%s]	WARNING	worker(id=1) has failed at its start 2 times in a row, the next one starts in 100 ms
[%s]	WARNING	Worker::report_error(): worker(pid=%d, id=1) abnormal exit, status=1, signal=0
[%s]	WARNING	worker(id=1) has failed at its start 3 times in a row, the next one starts in 200 ms
[%s]	WARNING	Worker::report_error(): worker(pid=%d, id=1) abnormal exit, status=1, signal=0
[%s]	WARNING	worker(id=1) has failed at its start 4 times in a row, the next one starts in 400 ms
[%s]	WARNING	Worker::report_error(): worker(pid=%d, id=1) abnormal exit, status=1, signal=0
it works
bool(true)
int(5)
