--TEST--
Swoole\Server: task workers that are killed again and again: each task has its own result or is told to be lost, and nobody waits for ever
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/tasks.php';

use SwooleTest\TaskServer;
use function SwooleTest\{await, show};

foreach (SwooleTest\MODES as $mode) {
    $server = new TaskServer(<<<'PHP'
        $server->on('task', fn ($server, $id, $from, $data) => md5($data));
        $server->on('workerStart', function ($server) {
            $server->taskworker && print("pid $server->worker_pid\n");
        });
        PHP, ['worker_num' => 1, 'task_worker_num' => 2], $mode);
    // Short ones and such as go in pieces.
    $server->client->send(<<<'PHP'
        $wait = new Swoole\Coroutine\WaitGroup();
        $until = microtime(true) + 2;
        $counts = ['done' => 0, 'lost' => 0, 'wrong' => 0];
        for ($i = 0; $i < 4; $i++) {
            $wait->add();
            go(function () use ($server, $wait, $until, &$counts, $i) {
                for ($n = 0; microtime(true) < $until; $n++) {
                    $data = str_repeat("$i $n ", $n % 10 === 0 ? 50000 : 10);
                    $result = $server->taskwait($data, -1);
                    $counts[$result === false ? 'lost' : ($result === md5($data) ? 'done' : 'wrong')]++;
                }
                $wait->done();
            });
        }
        $wait->wait();
        return $counts + ['all' => $server->stats()['task_count']];
        PHP);
    for ($kills = 0; $kills < 15; $kills++) {
        usleep(100000);
        preg_match_all('/^pid (\d+)$/m', $server->server->output(), $found);
        // The last two are there, unless the one that was killed just now has no successor yet.
        @posix_kill((int) $found[1][count($found[1]) - 1 - $kills % 2], SIGKILL);
    }
    $counts = json_decode($server->client->receive()->payload, true)[0];
    show($counts['wrong'], $counts['lost'] <= 15 * 2, $counts['done'] > 100, $counts['done'] + $counts['lost'] === $counts['all'], $server->server->stop());
}
?>
--EXPECT--
0
true
true
true
exit 0
0
true
true
true
exit 0
