--TEST--
Swoole\Process\Pool: what it refuses
--FILE--
<?php
use Swoole\Process\Pool;

foreach ([0, -1, PHP_INT_MAX] as $count) {
    try {
        new Pool($count);
    } catch (Swoole\Exception $exception) {
        echo $exception->getMessage(), "\n";
    }
}
$pool = new Pool(1);
var_dump($pool->on('nothing', fn () => 1));
try {
    $pool->on('Message', fn () => 1);
} catch (Swoole\Exception $exception) {
    echo $exception->getMessage(), "\n";
}
var_dump($pool->listen('127.0.0.1'), $pool->write('x'));
$pool->on('WorkerExit', fn () => 1);
try {
    $pool->start();
} catch (Swoole\Exception $exception) {
    echo $exception->getMessage(), "\n";
}
$pool = new Pool(1, SWOOLE_IPC_SOCKET);
var_dump($pool->listen('not an address', 1), $pool->listen('127.0.0.1', 70000));
$pool->on('Message', fn () => 1);
var_dump($pool->start());
?>
--EXPECTF--
the parameter $worker_num must be greater than 0
the parameter $worker_num must be greater than 0
failed to create process pool

Warning: Swoole\Process\Pool::on(): unknown event type[nothing] in %s on line %d
bool(false)
cannot set `onMessage` event with ipc_type=0

Warning: Swoole\Process\Pool::listen(): unsupported ipc type[0] in %s on line %d

Warning: Swoole\Process\Pool::write(): unsupported ipc type[0] in %s on line %d
bool(false)
bool(false)
cannot set `onWorkerExit` without enable_coroutine

Warning: Swoole\Process\Pool::listen(): bind(%s) failed, Error: Invalid argument[22] in %s on line %d

Warning: Swoole\Process\Pool::listen(): bind(%s) failed, Error: Invalid argument[22] in %s on line %d
bool(false)
bool(false)

Warning: Swoole\Process\Pool::start(): must first listen to an tcp port in %s on line %d
bool(false)
