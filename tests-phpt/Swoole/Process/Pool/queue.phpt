--TEST--
Swoole\Process\Pool with a message queue: messages, timers, getProcess()->push() and pop() without onMessage, stop()
--FILE--
<?php
use Swoole\{Process, Process\Pool, Timer};

$key = 0x5357 << 16 | getmypid() & 0xffff;
$pool = new Pool(1, SWOOLE_IPC_MSGQUEUE, $key);
$pool->on('Start', function () use ($key) {
    $process = new Process(fn () => 1);
    $process->useQueue($key);
    $process->push('first');
});
$pool->on('WorkerStart', fn (Pool $pool) => Timer::after(1, fn () => print("timer\n")));
$pool->on('Message', function (Pool $pool, string $data) use ($key) {
    echo "message $data\n";
    Timer::after(2, function () use ($pool) {
        echo "second timer\n";
        $pool->shutdown();
    });
});
$pool->on('WorkerStop', fn () => print("stop\n"));
$pool->start();
$process = new Process(fn () => 1);
$process->useQueue($key);
$process->freeQueue();

$pool = new Pool(1, SWOOLE_IPC_MSGQUEUE);
$pool->on('WorkerStart', function (Pool $pool) {
    $process = $pool->getProcess();
    $process->push('own');
    echo $process->pop(), "\n";
    $pool->shutdown();
});
$pool->start();
?>
--EXPECT--
message first
timer
second timer
stop
own
