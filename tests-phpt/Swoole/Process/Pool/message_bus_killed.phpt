--TEST--
Swoole\Process\Pool: enable_message_bus: who is killed while sending or after receiving takes no other messages along
--FILE--
<?php
use Swoole\{Atomic, Process, Process\Pool};

function until(callable $condition): void
{
    for ($end = microtime(true) + 15; !$condition(); usleep(100)) {
        if (microtime(true) > $end) {
            exit("waited in vain\n");
        }
    }
}

$starts = [new Atomic(), new Atomic()];
$pool = new Pool(2, SWOOLE_IPC_UNIXSOCK);
$pool->set(['enable_message_bus' => true]);
$pool->on('WorkerStart', function (Pool $pool, int $id) use ($starts) {
    $start = $starts[$id]->add();
    if ($id === 1) {
        if ($start === 2) {
            $pool->sendMessage('die', 0);
        }
        // More than there is room for: it waits until somebody takes it.
        $pool->sendMessage(str_repeat("$start", 9_000_000), 0);
        $pool->sendMessage('end', 0);
    } elseif ($start === 1) {
        until(fn () => $starts[1]->get() === 1);
        $pid = $pool->getProcess(1)->pid;
        until(fn () => preg_match('/\) S /', (string) @file_get_contents("/proc/$pid/stat")));
        Process::kill($pid, SIGKILL);
    }
});
$pool->on('Message', function (Pool $pool, string $data) {
    if ($data === 'die') {
        Process::kill(getmypid(), SIGKILL);
    } elseif ($data === 'end') {
        $pool->shutdown();
    } else {
        echo strlen($data), ' times ', count_chars($data, 3), "\n";
    }
});
$pool->start();
?>
--EXPECTF--
[%s]	WARNING	Worker::report_error(): worker(pid=%d, id=1) abnormal exit, status=0, signal=9
[%s]	WARNING	Worker::report_error(): worker(pid=%d, id=0) abnormal exit, status=0, signal=9
9000000 times 2
