--TEST--
Swoole\Process\Pool: SIGINT for all of its processes, as of Ctrl-C, lets workers finish what they do; their children get it
--EXTENSIONS--
posix
--FILE--
<?php
use Swoole\{Atomic, Process, Process\Pool};

foreach ([false, true] as $coroutines) {
    $group = new Process(function () use ($coroutines) {
        posix_setsid();
        $starts = new Atomic();
        $begun = new Atomic();
        $done = new Atomic();
        $stops = new Atomic();
        $pool = new Pool(2, SWOOLE_IPC_UNIXSOCK, 0, $coroutines);
        $pool->on('WorkerStart', function (Pool $pool, int $id) use ($coroutines, $starts) {
            if ($starts->add() > 2) {
                // A worker was killed.
                return $pool->shutdown();
            }
            $child = new Process(fn () => Process::kill(getmypid(), SIGINT), false, 0);
            if (!$coroutines) {
                $child->start();
                echo 'a child is ended by signal ' . Process::wait()['signal'] . "\n";
            }
            $pool->sendMessage('job', $id);
        });
        $pool->on('Message', function () use ($begun, $done) {
            if ($begun->add() === 2) {
                posix_kill(0, SIGINT);
            }
            $done->add();
        });
        $pool->on('WorkerStop', fn () => $stops->add());
        $pool->start();
        echo $done->get(), ' ', $stops->get(), "\n";
    }, false, 0);
    $group->start();
    var_dump(Process::wait()['signal']);
}
?>
--EXPECT--
a child is ended by signal 2
a child is ended by signal 2
2 2
int(0)
2 2
int(0)
