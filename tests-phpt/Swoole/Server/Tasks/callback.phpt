--TEST--
Swoole\Server::task() with a callback: it gets the result instead of onFinish, and is let go afterwards
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/tasks.php';

use SwooleTest\TaskServer;
use function SwooleTest\show;

foreach (SwooleTest\MODES as $mode) {
    foreach ([false, true] as $objects) {
        $server = new TaskServer(<<<'PHP'
            $server->on('task', fn ($server, $task, $from = null, $data = null) => strrev($data ?? $task->data));
            $server->on('finish', function ($server, $id, $data = null) {
                echo 'finish ', json_encode([$id, $data]), "\n";
            });
            class Kept
            {
                public function __destruct()
                {
                    echo "released\n";
                }
            }
            PHP, ['event_object' => $objects], $mode);
        $server->run(<<<'PHP'
            $kept = new Kept();
            $server->task('abc', -1, function ($server, ...$arguments) use ($kept) {
                if (is_object($arguments[0])) {
                    $arguments[0]->dispatch_time = abs($arguments[0]->dispatch_time - microtime(true)) < 60;
                }
                echo get_debug_type($server), ' ', get_debug_type($arguments[0]), ' ', json_encode($arguments), Swoole\Coroutine::getCid() > 0 ? ' in a coroutine' : '', "\n";
            });
            $server->task('def', 0, null);
            PHP);
        $lines = explode("\n", preg_replace('/"dispatch_time":1\d+\.\d+/', '"dispatch_time":now', trim($server->lines(3))));
        echo implode("\n", $lines), "\n";
        [$type, $message] = $server->run(<<<'PHP'
            try {
                $server->task('ghi', 0, 'no_such_function');
            } catch (TypeError $error) {
                return ['TypeError', $error->getMessage()];
            }
            PHP);
        show($type, $server->server->stop());
    }
}
?>
--EXPECT--
Swoole\WebSocket\Server int [0,"cba"] in a coroutine
released
finish [1,"fed"]
TypeError
exit 0
Swoole\WebSocket\Server Swoole\Server\TaskResult [{"task_id":0,"task_worker_id":1,"dispatch_time":true,"data":"cba"}] in a coroutine
released
finish [{"task_id":1,"task_worker_id":1,"dispatch_time":now,"data":"fed"},null]
TypeError
exit 0
Swoole\WebSocket\Server int [0,"cba"] in a coroutine
released
finish [1,"fed"]
TypeError
exit 0
Swoole\WebSocket\Server Swoole\Server\TaskResult [{"task_id":0,"task_worker_id":1,"dispatch_time":true,"data":"cba"}] in a coroutine
released
finish [{"task_id":1,"task_worker_id":1,"dispatch_time":now,"data":"fed"},null]
TypeError
exit 0
