--TEST--
Swoole\Server: stats(), getWorkerStatus() and getWorkerPid() about task workers
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/tasks.php';

use SwooleTest\TaskServer;
use function SwooleTest\{await, children, show};

foreach (SwooleTest\MODES as $mode) {
    foreach ([1, 2, 3] as $ipc) {
        $server = new TaskServer(<<<'PHP'
            final class Gate
            {
                public static Swoole\Atomic $gate;
            }
            Gate::$gate = new Swoole\Atomic(0);
            $server->on('task', function ($server, $id, $from, $data) {
                echo "begun\n";
                Gate::$gate->wait(10);
                return $data;
            });
            PHP, ['task_worker_num' => 2, 'task_ipc_mode' => $ipc, 'message_queue_key' => 0x1234], $mode);
        $stats = fn () => json_encode($server->run('return array_filter($server->stats(), fn ($key) => str_starts_with($key, "task"), ARRAY_FILTER_USE_KEY);'));
        await(fn () => str_contains($stats(), '"task_idle_worker_num":2'), 'the task workers do not rest');
        show($stats());
        $server->run('$server->task("a", 0); $server->task("b", 0); $server->task("c", 0);');
        if ($ipc === 3) {
            $server->lines(2);
            await(fn () => str_contains($stats(), '"task_idle_worker_num":0'), 'both are busy');
        } else {
            $server->lines(1);
            await(fn () => str_contains($stats(), '"task_idle_worker_num":1'), 'one is busy');
        }
        show(preg_replace('/bytes":\d+/', 'bytes":n', $stats()), $server->run('return [$server->getWorkerStatus(1), $server->getWorkerPid(3), $server->getWorkerStatus(3)];'));
        $server->run('Gate::$gate->wakeup(2);');
        $server->server->stop();
    }
}
?>
--EXPECT--
{"task_worker_num":2,"task_idle_worker_num":2,"tasking_num":0,"task_count":0}
{"task_worker_num":2,"task_idle_worker_num":1,"tasking_num":2,"task_count":3}
[1,false,false]
{"task_worker_num":2,"task_queue_num":0,"task_queue_bytes":0,"task_idle_worker_num":2,"tasking_num":0,"task_count":0}
{"task_worker_num":2,"task_queue_num":2,"task_queue_bytes":n,"task_idle_worker_num":1,"tasking_num":2,"task_count":3}
[1,false,false]
{"task_worker_num":2,"task_queue_num":0,"task_queue_bytes":0,"task_idle_worker_num":2,"tasking_num":0,"task_count":0}
{"task_worker_num":2,"task_queue_num":1,"task_queue_bytes":n,"task_idle_worker_num":0,"tasking_num":1,"task_count":3}
[1,false,false]
{"task_worker_num":2,"task_idle_worker_num":2,"tasking_num":0,"task_count":0}
{"task_worker_num":2,"task_idle_worker_num":1,"tasking_num":2,"task_count":3}
[1,false,false]
{"task_worker_num":2,"task_queue_num":0,"task_queue_bytes":0,"task_idle_worker_num":2,"tasking_num":0,"task_count":0}
{"task_worker_num":2,"task_queue_num":2,"task_queue_bytes":n,"task_idle_worker_num":1,"tasking_num":2,"task_count":3}
[1,false,false]
{"task_worker_num":2,"task_queue_num":0,"task_queue_bytes":0,"task_idle_worker_num":2,"tasking_num":0,"task_count":0}
{"task_worker_num":2,"task_queue_num":1,"task_queue_bytes":n,"task_idle_worker_num":0,"tasking_num":1,"task_count":3}
[1,false,false]
