--TEST--
Swoole\Process::signal() in each process of a server: signals that it does not need itself have the program's callbacks
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\Server;
use function SwooleTest\{await, kill};

foreach (SwooleTest\MODES as $mode) {
    $server = Server::script(<<<'PHP'
        <?php
        use Swoole\Process;
        error_reporting(0);
        $listen = function (string $who): void {
            $refused = [];
            foreach ([SIGINT, SIGHUP, SIGUSR1, SIGUSR2, SIGTERM] as $signal) {
                $done = Process::signal($signal, function () use ($signal, $who) {
                    echo "$who has got $signal\n";
                });
                if (!$done) {
                    $refused[] = $signal;
                }
            }
            echo "$who ", getmypid(), ': not ', implode(',', $refused), "\n";
        };
        $server = new Swoole\Server('127.0.0.1', (int) $argv[1], constant($argv[2]));
        $server->set(['worker_num' => 1, 'task_worker_num' => 1, 'task_enable_coroutine' => (bool) $argv[3]]);
        $server->on('receive', fn () => 1);
        $server->on('task', fn () => 1);
        if ($argv[2] === 'SWOOLE_PROCESS') {
            $server->on('start', fn () => $listen('master'));
        }
        $server->on('managerStart', fn () => $listen('manager'));
        $server->on('workerStart', fn ($server) => $listen($server->taskworker ? 'task worker' : 'worker'));
        $server->addProcess(new Process(function () use ($listen) {
            $listen('process');
            while (true) {
                Swoole\Coroutine::sleep(100);
            }
        }, false, 0, true));
        $server->start();
        PHP, [$mode, $mode === 'SWOOLE_BASE' ? '1' : '']);
    $count = $mode === 'SWOOLE_PROCESS' ? 5 : 4;
    $pids = fn () => preg_match_all('/^(.*) (\d+): not (.*)$/m', $server->output(), $match, PREG_SET_ORDER) === $count ? $match : false;
    await($pids, 'not all have started');
    $lines = [];
    foreach ($pids() as [, $who, $pid, $refused]) {
        $lines[] = "$who: not $refused";
        foreach (array_diff([SIGINT, SIGHUP, SIGUSR1, SIGUSR2], explode(',', $refused)) as $signal) {
            kill((int) $pid, $signal);
            $server->awaitOutput("$who has got $signal\n");
            $lines[] = "$who has got $signal";
        }
    }
    sort($lines);
    echo "$mode\n  ", implode("\n  ", $lines), "\n", $server->stop(), "\n";
}
?>
--EXPECT--
SWOOLE_BASE
  manager has got 1
  manager has got 2
  manager: not 10,12,15
  process has got 1
  process has got 10
  process has got 12
  process has got 2
  process: not 
  task worker has got 1
  task worker has got 10
  task worker has got 12
  task worker has got 2
  task worker: not 15
  worker has got 1
  worker has got 10
  worker has got 12
  worker has got 2
  worker: not 15
exit 0
SWOOLE_PROCESS
  manager has got 1
  manager has got 2
  manager: not 10,12,15
  master has got 1
  master has got 2
  master: not 10,12,15
  process has got 1
  process has got 10
  process has got 12
  process has got 2
  process: not 
  task worker has got 1
  task worker has got 10
  task worker has got 12
  task worker has got 2
  task worker: not 15
  worker has got 1
  worker has got 10
  worker has got 12
  worker has got 2
  worker: not 15
exit 0
