--TEST--
Swoole\Process\Pool::getProcess() in a child of a worker: it may write to all workers, that one included
--EXTENSIONS--
posix
--FILE--
<?php
use Swoole\{Atomic, Process, Process\Pool};

$got = new Atomic();
$pool = new Pool(2, SWOOLE_IPC_UNIXSOCK);
$pool->on('WorkerStart', function (Pool $pool, int $id) {
    if ($id === 0) {
        $child = new Process(function () use ($pool) {
            foreach ([0, 1] as $number) {
                $pool->getProcess($number)->write("for $number");
            }
            var_dump($pool->getProcess(0)->pid === posix_getppid());
        }, false, 0);
        $child->start();
        if (Process::wait()['code'] !== 0) {
            $pool->shutdown();
        }
    }
});
$pool->on('Message', function (Pool $pool, string $message) use ($got) {
    if ($message === "for $pool->workerId" && $got->add() === 2) {
        $pool->shutdown();
    }
});
$pool->start();
echo $got->get(), "\n";
?>
--EXPECT--
bool(true)
2
