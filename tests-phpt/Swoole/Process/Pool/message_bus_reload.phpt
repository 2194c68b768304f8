--TEST--
Swoole\Process\Pool: enable_message_bus: a worker that is to end takes the rest of what has begun to come
--FILE--
<?php
use Swoole\{Atomic, Process, Process\Pool, Timer};

function until(callable $condition): void
{
    for ($end = microtime(true) + 15; !$condition(); usleep(100)) {
        if (microtime(true) > $end) {
            exit("waited in vain\n");
        }
    }
}

foreach ([false, true] as $coroutines) {
    $starts = new Atomic();
    $sender = new Atomic();
    $pool = new Pool(1, SWOOLE_IPC_UNIXSOCK, 0, $coroutines);
    $pool->set(['enable_message_bus' => true]);
    $pool->on('Start', function (Pool $pool) use ($sender) {
        // It waits for room.
        $process = new Process(function () use ($pool, $sender) {
            $data = str_repeat('x', 9_000_000);
            $sender->set(getmypid());
            $pool->sendMessage($data, 0);
        });
        $process->start();
    });
    $pool->on('WorkerStart', function (Pool $pool) use ($starts, $sender) {
        if ($starts->add() > 1) {
            $pool->shutdown();
            return;
        }
        until(fn () => $sender->get() > 0);
        $pid = $sender->get();
        until(fn () => preg_match('/\) S /', (string) @file_get_contents("/proc/$pid/stat")));
        Process::kill($pid, SIGSTOP);
        // What there is was received when it comes to timers.
        Timer::after(5, function () use ($pool, $pid) {
            $pool->stop();
            Process::kill($pid, SIGCONT);
        });
    });
    $pool->on('Message', fn (Pool $pool, string $data) => print(strlen($data) . " received\n"));
    $pool->on('WorkerStop', fn () => $starts->get() === 1 && print("stop\n"));
    $pool->start();
}
?>
--EXPECT--
9000000 received
stop
9000000 received
stop
