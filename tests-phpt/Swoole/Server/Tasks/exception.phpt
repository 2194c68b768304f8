--TEST--
Swoole\Server: an exception that onTask does not catch, or exit(), is printed, and the task worker goes on; with task_enable_coroutine its successor does
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/tasks.php';

use SwooleTest\TaskServer;
use function SwooleTest\show;

foreach (SwooleTest\MODES as $mode) {
    foreach ([false, true] as $coroutines) {
        $server = new TaskServer(<<<'PHP'
            $server->on('task', function ($server, $task) {
                match ($task->data) {
                    'throw' => throw new DomainException('boom'),
                    'exit' => exit(3),
                    default => $task->finish(getmypid()),
                };
            });
            PHP, ['task_use_object' => true, 'task_enable_coroutine' => $coroutines, 'max_request' => 10000], $mode);
        $pids = [];
        foreach (['throw', 'exit'] as $what) {
            $pids[] = $server->run('return $server->taskwait("pid", 10);');
            show($server->run("return \$server->taskwait('$what', 0.2);"));
            $pids[] = $server->run('return $server->taskwait("pid", 10);');
        }
        show($pids[0] === $pids[1], $pids[2] === $pids[3], substr_count($server->server->output(), 'Uncaught DomainException: boom'), $server->server->stop());
    }
}
?>
--EXPECT--
false
false
true
true
1
exit 0
false
false
false
false
1
exit 0
false
false
true
true
1
exit 0
false
false
false
false
1
exit 0
