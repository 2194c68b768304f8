--TEST--
Swoole\Process\Pool: enable_message_bus: a child of a worker sends, and leaves the worker's messages alone
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

$child = new Atomic();
$pool = new Pool(2, SWOOLE_IPC_UNIXSOCK);
$pool->set(['enable_message_bus' => true]);
$pool->on('WorkerStart', fn (Pool $pool, int $id) => $id === 0 && $pool->sendMessage('begin', 0));
$received = [];
$pool->on('Message', function (Pool $pool, string $data) use ($child, &$received) {
    if ($data === 'begin') {
        $pool->sendMessage('fork', 1);
        until(fn () => $child->get() > 0);
        $pool->sendMessage('one', 1);
        $pool->sendMessage('two', 1);
        // It waits for room.
        until(fn () => preg_match('/\) S /', (string) @file_get_contents("/proc/{$child->get()}/stat")));
    } elseif ($data === 'fork') {
        $process = new Process(function () use ($pool, $child) {
            $child->set(getmypid());
            $pool->sendMessage(str_repeat('c', 9_000_000), 0);
        });
        $process->start();
        Process::wait();
    } elseif ($pool->workerId === 0) {
        echo strlen($data), "\n";
        $pool->sendMessage('end', 1);
    } else {
        $received[] = $data;
        if ($data === 'end') {
            echo json_encode($received), "\n";
            $pool->shutdown();
        }
    }
});
$pool->start();
?>
--EXPECT--
9000000
["one","two","end"]
