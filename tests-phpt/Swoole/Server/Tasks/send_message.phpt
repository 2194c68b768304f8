--TEST--
Swoole\Server::sendMessage() and the pipeMessage event between any workers and task workers, with any data
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/tasks.php';

use SwooleTest\TaskServer;
use function SwooleTest\show;

foreach (SwooleTest\MODES as $mode) {
    foreach ([[], ['event_object' => true], ['task_enable_coroutine' => true, 'enable_coroutine' => false]] as $settings) {
        $server = new TaskServer(<<<'PHP'
            $server->on('pipeMessage', function ($server, $from, $data = null) {
                if (is_object($from)) {
                    get_class($from) === Swoole\Server\PipeMessage::class && $from->source_worker_id === $from->worker_id
                        && abs($from->dispatch_time - microtime(true)) < 60 || exit('wrong object');
                    [$from, $data] = [$from->worker_id, $from->data];
                }
                if (is_string($data) && strlen($data) === 5000000) {
                    $data = 'long';
                }
                if ($data === 'pass on') {
                    // To all others, in turn.
                    for ($i = 0; $i < 4; $i++) {
                        $i === $server->worker_id || $server->sendMessage(['from', $server->worker_id], $i) || exit('not sent');
                    }
                } else {
                    echo "$from to $server->worker_id " . ($server->taskworker ? 'task worker ' : 'worker ') . (Swoole\Coroutine::getCid() > 0 ? 'coroutine ' : '') . json_encode($data) . "\n";
                }
            });
            PHP, $settings + ['worker_num' => 2, 'task_worker_num' => 2], $mode);
        $server->run(<<<'PHP'
            for ($i = 0; $i < 4; $i++) {
                if ($i !== $server->worker_id) {
                    $server->sendMessage('pass on', $i);
                }
            }
            $server->sendMessage(str_repeat('x', 5000000), 3);
            $server->sendMessage(null, 2);
            PHP);
        $lines = explode("\n", trim($server->lines(11)));
        // Any of the two may serve the client.
        sort($lines);
        $mine = array_filter($lines, fn ($line) => str_contains($line, 'long') || str_contains($line, 'null'));
        $all = implode("\n", $lines);
        preg_match_all('/^(\d) to (\d).*\["from",\1\]$/m', $all, $found, PREG_SET_ORDER);
        show(count($lines), count($found), ...preg_replace('/^\d/', 'n', array_values($mine)));
        show(...array_unique(preg_replace('/^\d to \d (.*) \[.*/', '$1', array_diff($lines, $mine))));
        show($server->server->stop());
    }
}
?>
--EXPECT--
11
9
n to 2 task worker null
n to 3 task worker "long"
worker coroutine
task worker
exit 0
11
9
n to 2 task worker null
n to 3 task worker "long"
worker coroutine
task worker
exit 0
11
9
n to 2 task worker coroutine null
n to 3 task worker coroutine "long"
worker
task worker coroutine
exit 0
11
9
n to 2 task worker null
n to 3 task worker "long"
worker coroutine
task worker
exit 0
11
9
n to 2 task worker null
n to 3 task worker "long"
worker coroutine
task worker
exit 0
11
9
n to 2 task worker coroutine null
n to 3 task worker coroutine "long"
worker
task worker coroutine
exit 0
