--TEST--
Swoole\Process\Pool: events, messages by unix socket, getProcess(), properties, shutdown() by a worker, start() again
--FILE--
<?php
use Swoole\Process\Pool;

$pool = new Pool(1, SWOOLE_IPC_UNIXSOCK);
var_dump($pool->sendMessage('x', 0), $pool->getProcess(), $pool->detach());
$pool->on('start', function (Pool $pool) {
    echo 'start ', json_encode([$pool->master_pid === getmypid(), $pool->running, $pool->workerId]), "\n";
    $pool->sendMessage('before', 0);
});
$pool->on('WorkerStart', function (Pool $pool, int $id) {
    $process = $pool->getProcess();
    echo "worker $id ", json_encode([
        $pool->workerPid === getmypid(), $pool->workerId, $process->pid === getmypid(), is_int($process->pipe),
        $process === $pool->getProcess(0), count($pool->workers),
    ]), "\n";
    $pool->sendMessage('', 0);
    $pool->sendMessage('last', 0);
    var_dump($pool->sendMessage('x', 7), $pool->getProcess(7), $process->close());
});
$pool->on('Message', function (Pool $pool, string $data) {
    echo "message '$data'\n";
    if ($data === 'last') {
        $pool->shutdown();
    }
});
$pool->on('WorkerStop', function (Pool $pool, int $id) {
    echo "stop $id ", json_encode([$pool->running, $pool->workerRunning]), "\n";
});
$pool->on('Shutdown', fn (Pool $pool) => print('shutdown ' . json_encode($pool->running) . "\n"));
register_shutdown_function(fn () => print("end\n"));
var_dump($pool->start());
try {
    $pool->shutdown();
} catch (Swoole\Exception $exception) {
    echo $exception->getMessage(), "\n";
}
?>
--EXPECTF--
Warning: Swoole\Process\Pool::sendMessage(): process pool is not started. in %s on line %d
bool(false)
bool(false)
bool(false)
start [true,true,-1]
worker 0 [true,0,true,true,true,1]

Warning: Swoole\Process\Pool::sendMessage(): invalid worker_id[7] in %s on line %d

Warning: Swoole\Process\Pool::getProcess(): invalid worker_id[7] in %s on line %d

Warning: Swoole\Process::close(): cannot close the pipe in %s on line %d
bool(false)
bool(false)
bool(false)
message 'before'
message ''
message 'last'
shutdown false
stop 0 [false,false]
NULL
The process pool is not started
end
