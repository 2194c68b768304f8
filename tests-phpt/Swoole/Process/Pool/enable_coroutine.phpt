--TEST--
Swoole\Process\Pool: timers and signals are handled in coroutines only in workers with enable_coroutine; what they throw ends the process
--FILE--
<?php
use Swoole\{Atomic, Coroutine, Process, Process\Pool, Timer};

$show = fn (string $what) => print("$what " . json_encode(Coroutine::getCid() > 0) . "\n");
foreach ([false, true] as $enable) {
    $starts = new Atomic();
    $waits = new Atomic(0);
    $pool = new Pool(1, SWOOLE_IPC_UNIXSOCK, 0, $enable);
    $pool->on('Start', fn () => Timer::after(1, function () use ($show, $waits) {
        $show('timer in the master');
        $waits->wakeup();
    }));
    $pool->on('WorkerStart', function (Pool $pool) use ($show, $starts, $waits) {
        if ($starts->add() === 2) {
            return $pool->shutdown();
        }
        $waits->wait(15);
        Process::signal(SIGUSR1, function () use ($show) {
            $show('signal');
            throw new Exception('thrown');
        });
        Timer::after(1, function () use ($show) {
            $show('timer');
            Process::kill(getmypid(), SIGUSR1);
        });
    });
    $pool->on('Message', fn () => 1);
    $pool->start();
}
Timer::after(1, fn () => $show('timer behind the pool'));
Swoole\Event::wait();
?>
--EXPECTF--
timer in the master false
timer false
signal false
%AUncaught Exception: thrown in %s
%AWorker::report_error(): worker(pid=%d, id=0) abnormal exit, status=255, signal=0
timer in the master false
timer true
signal true
%AUncaught Exception: thrown in %s
%AWorker::report_error(): worker(pid=%d, id=0) abnormal exit, status=255, signal=0
timer behind the pool true
