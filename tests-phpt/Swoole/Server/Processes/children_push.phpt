--TEST--
Swoole\Server: a child that a worker forks reaches the connections as the worker does, and nothing of either is lost
--EXTENSIONS--
posix
pcntl
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\{awaitChildren, manager, show};

$setup = <<<'PHP'
    $server->on('message', function ($server, $frame) {
        [$how, $ends] = explode(' ', $frame->data);
        if ($how === 'ping') {
            $server->push($frame->fd, 'pong');
            return;
        }
        $child = function () use ($server, $frame) {
            foreach (range(1, 50) as $n) {
                $server->push($frame->fd, "child $n " . str_repeat('c', 8000));
            }
        };
        if ($how === 'pcntl') {
            $pid = pcntl_fork();
            if ($pid === 0) {
                $child();
                if ($ends === 'killed') {
                    Swoole\Process::kill(getmypid(), SIGKILL);
                }
                if ($ends === 'exit') {
                    exit(0);
                }
                // It ends when it has returned.
                return;
            }
        } else {
            $process = new Swoole\Process($child);
            $process->start();
        }
        foreach (range(1, 50) as $n) {
            $server->push($frame->fd, "parent $n " . str_repeat('p', 8000));
        }
    });
    $server->on('task', fn () => null);
    PHP;
foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket($setup, ['enable_coroutine' => false, 'task_worker_num' => 1, 'log_level' => SWOOLE_LOG_NONE], $mode);
    awaitChildren(manager($server, $mode), 2);
    foreach (['process -', 'pcntl killed', 'pcntl exit', 'pcntl returns'] as $how) {
        $client = WebSocketClient::connect($server->port);
        $client->send($how);
        $next = ['child' => 1, 'parent' => 1];
        $order = true;
        while (array_sum($next) < 102) {
            [$who, $n] = explode(' ', $client->receiveMessage());
            $order = $order && (int) $n === $next[$who];
            $next[$who]++;
        }
        show("$how: " . ($order ? 'in order' : 'out of order'));
        show(WebSocketClient::connect($server->port)->ask('ping -'));
    }
    show($server->stop());
}
?>
--EXPECT--
process -: in order
pong
pcntl killed: in order
pong
pcntl exit: in order
pong
pcntl returns: in order
pong
exit 0
process -: in order
pong
pcntl killed: in order
pong
pcntl exit: in order
pong
pcntl returns: in order
pong
exit 0
