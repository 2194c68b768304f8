--TEST--
Swoole\Server::taskwait(), in a coroutine and without one: the result, a time limit, data of 5 MB
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/tasks.php';

use SwooleTest\TaskServer;
use function SwooleTest\show;

foreach (SwooleTest\MODES as $mode) {
    foreach ([true, false] as $coroutines) {
        $server = new TaskServer(<<<'PHP'
            $gate = new Swoole\Atomic(0);
            $server->on('task', function ($server, $id, $from, $data) use ($gate) {
                if ($data === 'late') {
                    // Until nobody waits for it any more.
                    $gate->wait(10);
                }
                return is_string($data) ? strrev($data) : $data;
            });
            final class Gate { public static $gate; }
            Gate::$gate = $gate;
            PHP, ['enable_coroutine' => $coroutines, 'task_worker_num' => 2], $mode);
        show(...$server->run(<<<'PHP'
            $big = str_repeat(random_bytes(5000), 1000);
            return [
                $server->taskwait('abc'), $server->taskwait(['x' => 1], 5, 1), $server->taskwait([null], -1),
                $server->taskwait($big, 10) === strrev($big), $server->taskwait([$big], 10) === [$big],
            ];
            PHP));
        [$answer, $error] = $server->runWithError("return [\$server->taskwait('late', 0.02, 0), \$server->taskwait('meanwhile', 5, 1)];");
        show(json_encode($answer), $error);
        // The late result is not taken for that of another task.
        show($server->run("Gate::\$gate->wakeup(); return \$server->taskwait('next', 5, 0);"));
        show($server->server->stop());
    }
}
?>
--EXPECT--
cba
{"x":1}
[null]
true
true
[false,"elihwnaem"]
10018
txen
exit 0
cba
{"x":1}
[null]
true
true
[false,"elihwnaem"]
6002
txen
exit 0
cba
{"x":1}
[null]
true
true
[false,"elihwnaem"]
10018
txen
exit 0
cba
{"x":1}
[null]
true
true
[false,"elihwnaem"]
6002
txen
exit 0
