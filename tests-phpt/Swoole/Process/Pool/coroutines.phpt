--TEST--
Swoole\Process\Pool with coroutines: messages do not wait for each other, WorkerExit until nothing is left
--FILE--
<?php
use Swoole\{Coroutine, Coroutine\Channel, Process\Pool, Timer};

$pool = new Pool(1, SWOOLE_IPC_UNIXSOCK, 0, true);
$channel = null;
$pool->on('WorkerStart', function (Pool $pool) use (&$channel) {
    $channel = new Channel();
    $pool->sendMessage('one', 0);
    $pool->sendMessage('two', 0);
    Timer::tick(1000, fn () => 1);
    echo $channel->pop(), ' ', $channel->pop(), "\n";
    $pool->stop();
});
$pool->on('Message', function (Pool $pool, string $data) use (&$channel) {
    if ($data === 'one') {
        Coroutine::sleep(0.001);
    }
    $channel->push($data);
});
$pool->on('WorkerExit', function (Pool $pool) {
    echo 'exit ', json_encode($pool->running), "\n";
    Timer::clearAll();
});
$pool->on('WorkerStop', function (Pool $pool) {
    echo "stop\n";
    $pool->shutdown();
});
$pool->start();
try {
    new Pool(1, SWOOLE_IPC_MSGQUEUE, 0, true);
} catch (Error $error) {
    echo $error->getMessage(), "\n";
}
?>
--EXPECT--
two one
exit false
stop
the parameter $ipc_type must be SWOOLE_IPC_UNIXSOCK when enable coroutine
