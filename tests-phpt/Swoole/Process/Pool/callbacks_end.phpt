--TEST--
Swoole\Process\Pool: exit() and exceptions in callbacks end the process that they happen in, exit() quietly and with its status
--FILE--
<?php
use Swoole\{Atomic, Process, Process\Pool, Timer};

function end_in(string $where, string $plan): void
{
    [$event, $how] = explode(' ', $plan);
    if ($event !== $where) {
        return;
    }
    echo "$plan\n";
    $how === 'throws' ? throw new Exception($plan) : exit((int) $how);
}

$starts = new Atomic();
foreach ([false, true] as $coroutines) {
    $plans = $coroutines
        ? ['WorkerExit 6', 'WorkerExit throws', 'Message 7']
        : ['WorkerStart 3', 'Message 4', 'WorkerStart throws', 'Message throws', 'WorkerStop 5', 'WorkerStop throws', 'Message 0'];
    $starts->set(0);
    $pool = new Pool(1, SWOOLE_IPC_UNIXSOCK, 0, $coroutines);
    $plan = 'nothing 0';
    $pool->on('WorkerStart', function (Pool $pool) use ($starts, $plans, $coroutines, &$plan) {
        if ($starts->get() === count($plans)) {
            $plan = 'nothing 0';
            $pool->shutdown();
            return;
        }
        $plan = $plans[$starts->add() - 1];
        end_in('WorkerStart', $plan);
        if ($coroutines) {
            Timer::tick(1000, fn () => 1);
        }
        $pool->sendMessage($plan, 0);
    });
    $pool->on('Message', function (Pool $pool, string $data) use (&$plan) {
        end_in('Message', $plan);
        $pool->stop();
    });
    $pool->on('WorkerStop', function () use (&$plan) {
        end_in('WorkerStop', $plan);
    });
    $coroutines && $pool->on('WorkerExit', function () use (&$plan) {
        Timer::clearAll();
        end_in('WorkerExit', $plan);
    });
    $pool->start();
}

foreach (['Start 8', 'Shutdown 9', 'Start throws', 'Shutdown throws'] as $plan) {
    (new Process(function () use ($plan) {
        $pool = new Pool(1);
        $pool->on('Start', fn () => end_in('Start', $plan));
        $pool->on('WorkerStart', fn (Pool $pool) => $pool->shutdown());
        $pool->on('Shutdown', fn () => end_in('Shutdown', $plan));
        $pool->start();
        echo "it goes on\n";
    }))->start();
    echo Process::wait()['code'], "\n";
}
?>
--EXPECTF--
WorkerStart 3
[%s]	WARNING	Worker::report_error(): worker(pid=%d, id=0) abnormal exit, status=3, signal=0
Message 4
[%s]	WARNING	Worker::report_error(): worker(pid=%d, id=0) abnormal exit, status=4, signal=0
WorkerStart throws

Fatal error: Uncaught Exception: WorkerStart throws in %s:%d
Stack trace:
%A
  thrown in %s on line %d
[%s]	WARNING	Worker::report_error(): worker(pid=%d, id=0) abnormal exit, status=255, signal=0
Message throws

Fatal error: Uncaught Exception: Message throws in %s:%d
Stack trace:
%A
  thrown in %s on line %d
[%s]	WARNING	Worker::report_error(): worker(pid=%d, id=0) abnormal exit, status=255, signal=0
WorkerStop 5
[%s]	WARNING	Worker::report_error(): worker(pid=%d, id=0) abnormal exit, status=5, signal=0
WorkerStop throws

Fatal error: Uncaught Exception: WorkerStop throws in %s:%d
Stack trace:
%A
  thrown in %s on line %d
[%s]	WARNING	Worker::report_error(): worker(pid=%d, id=0) abnormal exit, status=255, signal=0
Message 0
WorkerExit 6
[%s]	WARNING	Worker::report_error(): worker(pid=%d, id=0) abnormal exit, status=6, signal=0
WorkerExit throws

Fatal error: Uncaught Exception: WorkerExit throws in %s:%d
Stack trace:
%A
  thrown in %s on line %d
[%s]	WARNING	Worker::report_error(): worker(pid=%d, id=0) abnormal exit, status=255, signal=0
Message 7
[%s]	WARNING	Worker::report_error(): worker(pid=%d, id=0) abnormal exit, status=7, signal=0
Start 8
8
Shutdown 9
9
Start throws

Fatal error: Uncaught Exception: Start throws in %s:%d
Stack trace:
%A
  thrown in %s on line %d
255
Shutdown throws

Fatal error: Uncaught Exception: Shutdown throws in %s:%d
Stack trace:
%A
  thrown in %s on line %d
255
