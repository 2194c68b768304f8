--TEST--
Swoole\Server: reload(true) and SIGUSR2 replace task workers only; tasks that wait are not lost, and a callback of a worker that is replaced is called
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/tasks.php';

use SwooleTest\TaskServer;
use function SwooleTest\{await, show};

foreach (SwooleTest\MODES as $mode) {
    $server = new TaskServer(<<<'PHP'
        $server->on('workerStart', function ($server, $id) {
            echo "start $id " . ($server->taskworker ? 'task ' : '') . ($server->worker_pid === getmypid() ? 'own' : 'other') . "\n";
        });
        $server->on('workerStop', function ($server, $id) {
            echo "stop $id\n";
        });
        $server->on('finish', function ($server, $id, $data) {
            echo "finish $data\n";
        });
        PHP, ['task_worker_num' => 2], $mode);
    $server->lines(3);
    $pids = array_map($server->pid(...), [0, 1, 2]);
    $server->run('for ($i = 0; $i < 100; $i++) { $server->task($i); if ($i === 50) { $server->reload(true); } }');
    await(fn () => preg_match_all('/^finish/m', $server->server->output()) === 100, 'tasks were lost');
    await(fn () => preg_match_all('/^start [12]/m', $server->server->output()) === 4, 'no successors');
    $now = array_map($server->pid(...), [0, 1, 2]);
    show($now[0] === $pids[0], array_intersect($now, $pids) === [$pids[0]]);
    $server->server->signal(SIGUSR2);
    await(fn () => preg_match_all('/^start [12]/m', $server->server->output()) === 6, 'no successors');
    show($server->pid(0) === $pids[0]);
    preg_match_all('/^start.*/m', $server->server->output(), $found);
    sort($found[0]);
    show(...array_unique($found[0]));
    // All of them.
    $server->client->send('$server->task("late", -1, function ($server, $id, $data) { echo "called with $data\n"; }); $server->reload();');
    await(fn () => preg_match_all('/^start/m', $server->server->output()) === 10, 'no successors');
    show(substr_count($server->server->output(), 'called with etal'));
    $end = $server->server->stop();
    show($end, preg_match_all('/^stop/m', $server->server->output()));
}
?>
--EXPECT--
true
true
true
start 0 own
start 1 task own
start 2 task own
1
exit 0
10
true
true
true
start 0 own
start 1 task own
start 2 task own
1
exit 0
10
