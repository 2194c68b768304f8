--TEST--
Swoole\Server: task() and sendMessage() in the master, the manager and a process of addProcess(); nobody gets a result there
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/tasks.php';

use SwooleTest\TaskServer;
use function SwooleTest\{await, show};

foreach (SwooleTest\MODES as $mode) {
    $server = new TaskServer(<<<'PHP'
        $say = fn (string $text) => file_put_contents('php://stdout', "$text\n");
        $server->on('task', function ($server, int $id, int $from, string $data) use ($say) {
            $say("task from $from: " . substr($data, 0, 10) . ' ' . strlen($data));
            return false;
        });
        $server->on('pipeMessage', function ($server, int $from, $data) use ($say) {
            $say("message to $server->worker_id from $from: $data");
        });
        $all = function (Swoole\Server $server, string $who) use ($say) {
            $id = $server->task(str_pad($who, 1000000));
            $sent = [$server->sendMessage($who, 0), $server->sendMessage($who, 1)];
            $say("$who: " . json_encode([$id, $sent, @$server->taskwait('x'), @$server->taskWaitMulti(['x'])]));
        };
        $server->on('start', fn ($server) => $server->mode === SWOOLE_PROCESS && $all($server, 'master'));
        $server->on('managerStart', fn ($server) => $all($server, 'manager'));
        $server->addProcess(new Swoole\Process(function () use ($server, $all) {
            $all($server, 'process');
            sleep(100);
        }));
        PHP, ['log_level' => SWOOLE_LOG_WARNING], $mode);
    $output = $server->lines($mode === 'SWOOLE_BASE' ? 10 : 15);
    $lines = explode("\n", trim(preg_replace('/^.*WARNING\t/m', 'logged: ', $output)));
    sort($lines);
    show($mode, ...$lines);
    $server->server->stop();
}
?>
--EXPECT--
SWOOLE_BASE
logged: Server::finish(): Server::finish() can only be used in the worker process
logged: Server::finish(): Server::finish() can only be used in the worker process
manager: [0,[true,true],false,false]
message to 0 from 0: manager
message to 0 from 2: process
message to 1 from 0: manager
message to 1 from 2: process
process: [0,[true,true],false,false]
task from 0: manager    1000000
task from 2: process    1000000
SWOOLE_PROCESS
logged: Server::finish(): Server::finish() can only be used in the worker process
logged: Server::finish(): Server::finish() can only be used in the worker process
logged: Server::finish(): Server::finish() can only be used in the worker process
manager: [0,[true,true],false,false]
master: [0,[true,true],false,false]
message to 0 from 0: manager
message to 0 from 0: master
message to 0 from 2: process
message to 1 from 0: manager
message to 1 from 0: master
message to 1 from 2: process
process: [0,[true,true],false,false]
task from 0: manager    1000000
task from 0: master     1000000
task from 2: process    1000000
