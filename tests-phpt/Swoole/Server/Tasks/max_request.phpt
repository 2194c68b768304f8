--TEST--
Swoole\Server: task_max_request replaces a task worker after so many tasks, without losing any
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/tasks.php';

use SwooleTest\TaskServer;
use function SwooleTest\show;

foreach (SwooleTest\MODES as $mode) {
    foreach ([[5, null, true], [5, null, false], [20, 0, false], [20, 10, false]] as [$max, $grace, $coroutines]) {
        $server = new TaskServer(<<<'PHP'
            $server->on('task', function ($server, $task) {
                $task->finish(getmypid());
            });
            PHP, ['task_max_request' => $max, 'task_use_object' => true, 'task_enable_coroutine' => $coroutines] + ($grace === null ? [] : ['task_max_request_grace' => $grace]), $mode);
        $pids = $server->run('return $server->taskCo(array_fill(0, 60, "x"), 20);');
        $counts = array_count_values($pids);
        array_pop($counts);
        show(count($pids), min($counts) >= $max && max($counts) <= $max + (int) $grace, $server->server->stop());
    }
}
?>
--EXPECT--
60
true
exit 0
60
true
exit 0
60
true
exit 0
60
true
exit 0
60
true
exit 0
60
true
exit 0
60
true
exit 0
60
true
exit 0
