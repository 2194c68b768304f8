--TEST--
Swoole\Server::task() returns false with SWOOLE_ERROR_TASK_DISPATCH_FAIL when too much waits for all task workers; what was taken is done
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/tasks.php';

use SwooleTest\TaskServer;
use function SwooleTest\{await, show};

foreach (SwooleTest\MODES as $mode) {
    $server = new TaskServer(<<<'PHP'
        final class Gate
        {
            public static Swoole\Atomic $gate, $done;
        }
        Gate::$gate = new Swoole\Atomic(0);
        Gate::$done = new Swoole\Atomic(0);
        $server->on('task', function ($server, $id, $from, $data) {
            $data === 'wait' ? Gate::$gate->wait(10) : Gate::$done->add();
            return true;
        });
        $server->on('pipeMessage', function () {});
        PHP, ['task_worker_num' => 2, 'log_level' => SWOOLE_LOG_WARNING], $mode);
    [[$taken, $one, $message], $error] = $server->runWithError(<<<'PHP'
        $server->task('wait', 0);
        $server->task('wait', 1);
        $data = str_repeat('x', 1000000);
        for ($taken = 0; $taken < 100 && $server->task($data) !== false; $taken++) {
        }
        swoole_clear_error();
        return [$taken, $server->task($data, 1), $server->sendMessage($data, 1)];
        PHP);
    // 16 MiB for each.
    show($taken >= 32 && $taken <= 34, $one, $message, $error);
    [$answer, $error] = $server->runWithError('return [$server->taskwait($data = str_repeat("x", 1000000)), $server->taskCo([$data])];');
    show($answer, $error);
    $server->run('Gate::$gate->wakeup(2);');
    await(fn () => $server->run('return Gate::$done->get();') === $taken, 'not all was done');
    show($server->run('return $server->taskwait("last", 10);'), $server->server->stop());
    preg_match_all('/WARNING\t(.*)/', $server->server->output(), $found);
    show(...array_unique($found[1]));
}
?>
--EXPECT--
true
false
false
9014
[false,false]
2002
true
exit 0
Server::task() (ERRNO 2002): send 1000000 bytes to worker#1 failed: too many tasks wait
Server::task() (ERRNO 2002): send 1000000 bytes to worker#2 failed: too many tasks wait
Server::sendMessage() (ERRNO 9014): send 1000000 bytes to worker#1 failed: too much waits for it
true
false
false
9014
[false,false]
2002
true
exit 0
Server::task() (ERRNO 2002): send 1000000 bytes to worker#1 failed: too many tasks wait
Server::task() (ERRNO 2002): send 1000000 bytes to worker#2 failed: too many tasks wait
Server::sendMessage() (ERRNO 9014): send 1000000 bytes to worker#1 failed: too much waits for it
