--TEST--
Swoole\Process\Pool: enable_message_bus: messages of any length, to itself and to others that send as well
--FILE--
<?php
use Swoole\Process\Pool;

function text(int $length, int $seed): string
{
    return substr(str_repeat(hash('sha256', "$length $seed"), intdiv($length, 64) + 1), 0, $length);
}

const LENGTHS = [0, 1, 65000, 65536, 3_000_000];

$pool = new Pool(2, SWOOLE_IPC_UNIXSOCK);
$pool->set(['enable_message_bus' => true, 'max_package_size' => 100]);
$pool->on('Start', fn (Pool $pool) => var_dump($pool->sendMessage(text(5000, 7), 0)));
$pool->on('WorkerStart', function (Pool $pool, int $id) {
    // Too late.
    $id === 1 && $pool->set(['enable_message_bus' => false]);
    foreach (LENGTHS as $length) {
        foreach ([0, 1] as $to) {
            $pool->sendMessage($id . text($length, $id), $to) || print("not sent\n");
        }
    }
    if ($id === 0) {
        $process = $pool->getProcess(1);
        var_dump(is_int($process->pipe), $process->write('x'), $process->read(), $process->exportSocket());
    }
});
$done = new Swoole\Atomic();
$received = [];
$pool->on('Message', function (Pool $pool, string $data) use (&$received, $done) {
    if ($data === text(5000, 7)) {
        echo "from the master\n";
        return;
    }
    $received[$data[0]][] = $length = strlen($data) - 1;
    $data === $data[0] . text($length, (int) $data[0]) || print("not what was sent\n");
    if (count($received, COUNT_RECURSIVE) === 2 + 2 * count(LENGTHS)) {
        if ($pool->workerId === 0) {
            ksort($received);
            echo json_encode($received), "\n";
        }
        $done->add() === 2 && $pool->shutdown();
    }
});
$pool->start();

$pool = new Pool(1);
$pool->set(['enable_message_bus' => true]);
var_dump($pool->start(), swoole_last_error() === SWOOLE_ERROR_OPERATION_NOT_SUPPORT);
?>
--EXPECTF--
bool(true)

Warning: Swoole\Process::write(): no pipe, cannot write into pipe in %s on line %d

Warning: Swoole\Process::read(): no pipe, cannot read from pipe in %s on line %d

Warning: Swoole\Process::exportSocket(): no pipe, cannot export stream in %s on line %d
bool(true)
bool(false)
bool(false)
bool(false)
from the master
[[0,1,65000,65536,3000000],[0,1,65000,65536,3000000]]

Warning: Swoole\Process\Pool::start(): not support, ipc_mode must be SW_IPC_UNIXSOCK in %s on line %d
bool(false)
bool(true)
