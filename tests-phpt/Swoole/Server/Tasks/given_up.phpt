--TEST--
Swoole\Server: who waits for a task that nobody can finish any more is told at once; what may finish it later is waited for
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/tasks.php';

use SwooleTest\TaskServer;
use function SwooleTest\show;

$setup = <<<'PHP'
    final class Desk
    {
        public static array $kept = [];

        public function __destruct()
        {
            echo "released\n";
        }
    }
    // The plain arguments, or an object.
    $server->on('task', function ($server, $task, $from = null, $data = null) {
        $isObject = is_object($task);
        switch ($data ?? $task->data) {
            case 'null':
                return null;
            case 'throw':
                throw new DomainException('boom');
            case 'exit':
                exit(3);
            case 'later':
                $finish = fn ($result) => $isObject ? $task->finish($result) : $server->finish($result);
                Swoole\Timer::after(1, fn () => $finish('in time'));
                return null;
            case 'keep':
                Desk::$kept[] = $task;
                return null;
            case 'finish all':
                array_map(fn ($task) => $task->finish('at last'), Desk::$kept);
                // No break.
            case 'forget all':
                Desk::$kept = [];
                // No break.
            default:
                return $isObject && Swoole\Coroutine::getCid() > 0 ? $task->finish('done') : 'done';
        }
    });
    PHP;
// Those that wait for ever are asked for first: a test that hangs has failed.
$questions = [
    'return $server->taskwait("null", -1);',
    'return $server->taskWaitMulti(["done", "null", "done"], -1);',
    'return $server->taskwait("later", 10);',
];
$fatal = [
    'return $server->taskwait("throw", -1);',
    'return $server->taskWaitMulti(["throw", "exit", "done"], -1);',
];
$objects = [
    'go(fn () => print($server->taskwait("keep", -1) . "\n")); return $server->taskwait("finish all", 10);',
    'go(fn () => print(json_encode($server->taskwait("keep", -1)) . "\n")); return $server->taskwait("forget all", 10);',
];
$callback = '$kept = new Desk(); $server->task("null", -1, function () use ($kept) { echo "called"; });';

foreach (SwooleTest\MODES as $mode) {
    foreach ([[], ['enable_coroutine' => false], ['task_use_object' => true], ['task_enable_coroutine' => true]] as $settings) {
        $server = new TaskServer($setup, $settings, $mode);
        $all = $questions;
        if (!isset($settings['task_enable_coroutine'])) {
            // With coroutines they end the task worker.
            array_push($all, ...$fatal);
        }
        if (isset($settings['task_use_object']) || isset($settings['task_enable_coroutine'])) {
            array_push($all, ...$objects);
        }
        echo implode(' ', array_map(fn ($question) => json_encode($server->run($question)), $all)), "\n";
        $server->run($callback);
        $server->server->awaitOutput("released\n");
        preg_match_all('/^(at last|false|called|released)$/m', $server->server->output(), $lines);
        show(implode(', ', $lines[0]), $server->server->stop());
    }
}
?>
--EXPECT--
false {"0":"done","2":"done"} "in time" false {"2":"done"}
released
exit 0
false {"0":"done","2":"done"} "in time" false {"2":"done"}
released
exit 0
false {"0":"done","2":"done"} "in time" false {"2":"done"} "done" "done"
at last, false, released
exit 0
false {"0":"done","2":"done"} "in time" "done" "done"
at last, false, released
exit 0
false {"0":"done","2":"done"} "in time" false {"2":"done"}
released
exit 0
false {"0":"done","2":"done"} "in time" false {"2":"done"}
released
exit 0
false {"0":"done","2":"done"} "in time" false {"2":"done"} "done" "done"
at last, false, released
exit 0
false {"0":"done","2":"done"} "in time" "done" "done"
at last, false, released
exit 0
