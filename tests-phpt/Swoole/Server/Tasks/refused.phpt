--TEST--
Swoole\Server: calls about tasks and messages that are refused, in which process for what reason
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/tasks.php';

use SwooleTest\{Server, TaskServer, WebSocketClient};
use function SwooleTest\show;

foreach (SwooleTest\MODES as $mode) {
    $setup = <<<'PHP'
        function refused(Closure $call): string
        {
            try {
                return json_encode(@$call()) . ' ' . (error_get_last()['message'] ?? '');
            } catch (Throwable $error) {
                return get_class($error) . ' ' . $error->getMessage();
            } finally {
                error_clear_last();
            }
        }
        PHP;
    $server = new TaskServer("$setup\n" . <<<'PHP'
        $server->on('task', fn ($server) => [
            refused(fn () => $server->task('x')), refused(fn () => $server->taskwait('x')), refused(fn () => $server->taskWaitMulti(['x'])),
            refused(fn () => $server->taskCo(['x'])), refused(fn () => $server->sendMessage('x', 0)),
        ]);
        PHP, ['task_worker_num' => 2], $mode);
    show(...$server->run(<<<'PHP'
        return [
            refused(fn () => $server->task('x', 2)), refused(fn () => $server->taskwait('x', 1, 99)), refused(fn () => $server->task(fn () => 1)),
            refused(fn () => $server->taskwait((fn () => yield 1)())), refused(fn () => $server->taskWaitMulti([fn () => 1])),
            refused(fn () => $server->finish('x')),
            refused(fn () => $server->sendMessage('x', 0)), refused(fn () => $server->sendMessage('x', 1)), refused(fn () => $server->task('x', 'y')),
        ];
        PHP), ...$server->run('return $server->taskwait("x");'));
    $server->server->stop();

    // Without task workers.
    $server = Server::webSocket("$setup\n" . <<<'PHP'
        $server->on('pipeMessage', function () {});
        $server->on('message', function ($server, $frame) {
            $server->push($frame->fd, json_encode([
                refused(fn () => $server->task('x')), refused(fn () => $server->taskwait('x')), refused(fn () => $server->taskCo(['x'])),
                refused(fn () => $server->sendMessage('x', 0)), refused(fn () => $server->sendMessage('x', 1)), refused(fn () => $server->sendMessage('x', -1)),
            ]));
        });
        PHP, ['worker_num' => 1], $mode);
    show(...json_decode(WebSocketClient::connect($server->port)->ask('?')));
    $server->stop();
}
// Not running.
$server = new Swoole\Server('127.0.0.1', 0);
show(@$server->task('x'), @$server->taskwait('x'), @$server->finish('x'), @$server->sendMessage('x', 0));
?>
--EXPECT--
false Swoole\Server::task(): worker_id must be less than task_worker_num[2]
false Swoole\Server::taskwait(): worker_id must be less than task_worker_num[2]
Exception Serialization of 'Closure' is not allowed
Exception Serialization of 'Generator' is not allowed
Exception Serialization of 'Closure' is not allowed
false 
false Swoole\Server::sendMessage(): onPipeMessage is null, can't use sendMessage
false Swoole\Server::sendMessage(): onPipeMessage is null, can't use sendMessage
TypeError Swoole\Server::task(): Argument #2 ($taskWorkerIndex) must be of type int, string given
false Swoole\Server::task(): Server->task() cannot use in the task-worker
false Swoole\Server::taskwait(): taskwait method can only be used in the worker process
false Swoole\Server::taskWaitMulti(): taskWaitMulti method can only be used in the worker process
false Swoole\Server::taskCo(): taskCo method can only be used in the worker process
false Swoole\Server::sendMessage(): onPipeMessage is null, can't use sendMessage
false Swoole\Server::task(): task method can't be executed without task worker
false Swoole\Server::taskwait(): task method can't be executed without task worker
false Swoole\Server::taskCo(): task method can't be executed without task worker
false Swoole\Server::sendMessage(): can't send messages to self
false Swoole\Server::sendMessage(): worker_id[1] is invalid
false Swoole\Server::sendMessage(): worker_id[-1] is invalid
false Swoole\Server::task(): worker_id must be less than task_worker_num[2]
false Swoole\Server::taskwait(): worker_id must be less than task_worker_num[2]
Exception Serialization of 'Closure' is not allowed
Exception Serialization of 'Generator' is not allowed
Exception Serialization of 'Closure' is not allowed
false 
false Swoole\Server::sendMessage(): onPipeMessage is null, can't use sendMessage
false Swoole\Server::sendMessage(): onPipeMessage is null, can't use sendMessage
TypeError Swoole\Server::task(): Argument #2 ($taskWorkerIndex) must be of type int, string given
false Swoole\Server::task(): Server->task() cannot use in the task-worker
false Swoole\Server::taskwait(): taskwait method can only be used in the worker process
false Swoole\Server::taskWaitMulti(): taskWaitMulti method can only be used in the worker process
false Swoole\Server::taskCo(): taskCo method can only be used in the worker process
false Swoole\Server::sendMessage(): onPipeMessage is null, can't use sendMessage
false Swoole\Server::task(): task method can't be executed without task worker
false Swoole\Server::taskwait(): task method can't be executed without task worker
false Swoole\Server::taskCo(): task method can't be executed without task worker
false Swoole\Server::sendMessage(): can't send messages to self
false Swoole\Server::sendMessage(): worker_id[1] is invalid
false Swoole\Server::sendMessage(): worker_id[-1] is invalid
false
false
false
false
