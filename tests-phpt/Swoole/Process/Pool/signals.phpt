--TEST--
Swoole\Process\Pool: SIGUSR1 and SIGUSR2 replace all workers, SIGTERM one of them or ends the pool, SIGWINCH opens the log anew
--FILE--
<?php
use Swoole\{Atomic, Process, Process\Pool};

$log = tempnam(sys_get_temp_dir(), 'pool');
register_shutdown_function(fn () => array_map('unlink', glob("$log*")));
foreach ([false, true] as $coroutines) {
    $starts = new Atomic();
    $stops = new Atomic();
    $pool = new Pool(2, SWOOLE_IPC_UNIXSOCK, 0, $coroutines);
    $pool->set(['log_file' => $log]);
    $pool->on('WorkerStart', fn (Pool $pool, int $id) => $pool->sendMessage('started', $id));
    // Whoever handles messages handles signals, too.
    $pool->on('Message', function (Pool $pool) use ($starts, $stops, $log) {
        $number = $starts->add();
        if ($number === 2) {
            Process::kill($pool->master_pid, SIGUSR1);
        } elseif ($number === 4) {
            Process::kill($pool->master_pid, SIGUSR2);
        } elseif ($number === 6) {
            Process::kill(getmypid(), SIGTERM);
        } elseif ($number === 7) {
            rename($log, "$log.old");
            Process::kill($pool->master_pid, SIGWINCH);
            for ($end = microtime(true) + 15; !file_exists($log) && microtime(true) < $end; clearstatcache()) {
                usleep(100);
            }
            var_dump(file_exists($log), $stops->get());
            Process::kill($pool->master_pid, SIGTERM);
        }
    });
    $pool->on('WorkerStop', fn () => $stops->add());
    $pool->on('Shutdown', fn () => print("shutdown\n"));
    $pool->start();
    echo $starts->get(), ' ', $stops->get(), "\n";
}
?>
--EXPECT--
bool(true)
int(5)
shutdown
7 7
bool(true)
int(5)
shutdown
7 7
