--TEST--
Swoole\Server::taskWaitMulti() and taskCo(): results by the positions of the tasks; those that are late are missing, or false
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/tasks.php';

use SwooleTest\TaskServer;
use function SwooleTest\{await, show};

foreach (SwooleTest\MODES as $mode) {
    foreach ([true, false] as $coroutines) {
        $server = new TaskServer(<<<'PHP'
            final class Gate
            {
                public static Swoole\Atomic $gate;
            }
            Gate::$gate = new Swoole\Atomic(0);
            $server->on('task', function ($server, $id, $from, $data) {
                if ($data === 'late') {
                    Gate::$gate->wait(10);
                }
                return is_string($data) ? strrev($data) : $data;
            });
            PHP, ['enable_coroutine' => $coroutines, 'task_worker_num' => 2], $mode);
        $methods = $coroutines ? ['taskWaitMulti', 'taskCo'] : ['taskWaitMulti'];
        foreach ($methods as $method) {
            show(...$server->run("return [\$server->$method(['ab', 'key' => ['c'], 9 => 5]), \$server->$method(['5', str_repeat('x', 5000000)], 10)[0]];"));
            // One waits at the gate; the other task worker does what it is given.
            [$answer, $error] = $server->runWithError(<<<PHP
                Gate::\$gate->set(0);
                \$answer = \$server->$method(['late', 'soon'], 0.05);
                Gate::\$gate->wakeup();
                return \$answer === false ? false : var_export(\$answer, true);
                PHP);
            show(preg_replace('/\s+/', ' ', $answer), $error);
            [$answer, $error] = $server->runWithError("return \$server->$method([]);");
            show($answer, $error);
            show($server->run("return @\$server->$method(array_fill(0, 1024, 'x'));"));
            show(count($server->run("return @\$server->$method(array_fill(0, 1023, 'x'), 10);")));
        }
        if (!$coroutines) {
            // Swoole's fatal error.
            $server->client->send('try { $server->taskCo([1]); } finally { echo "not reached"; }');
            await(fn () => str_contains($server->server->output(), 'API must be called in the coroutine'), 'nothing happened');
        }
        show($server->server->stop());
    }
}
?>
--EXPECT--
["ba",["c"],5]
5
array ( 1 => 'noos', )
10018
false
2002
false
1023
["ba",["c"],5]
5
array ( 0 => false, 1 => 'noos', )
10018
false
2002
false
1023
exit 0
["ba",["c"],5]
5
array ( 1 => 'noos', )
6002
false
2002
false
1023
exit 0
["ba",["c"],5]
5
array ( 1 => 'noos', )
10018
false
2002
false
1023
["ba",["c"],5]
5
array ( 0 => false, 1 => 'noos', )
10018
false
2002
false
1023
exit 0
["ba",["c"],5]
5
array ( 1 => 'noos', )
6002
false
2002
false
1023
exit 0
