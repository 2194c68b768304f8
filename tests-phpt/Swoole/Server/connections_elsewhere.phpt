--TEST--
$connections of the server and of its ports: the same in task workers, added processes, the manager, the master and children of workers
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};

foreach (SwooleTest\MODES as $mode) {
    $second = Server::freePort();
    $server = Server::webSocket(<<<'PHP'
        $list = fn () => json_encode([
            iterator_to_array($server->connections, false), count($server->connections),
            array_map(fn ($port) => [iterator_to_array($port->connections, false), count($port->connections)], $server->ports),
            isset($server->connections[1]), isset($server->connections[99]),
        ]);
        $server->listen('127.0.0.1', $server->setting['second'], SWOOLE_SOCK_TCP);
        $tell = function (string $who) use ($list, $server) {
            foreach ($server->connections as $fd) {
                $server->push($fd, "$who: " . $list());
                break;
            }
        };
        $gate = new Swoole\Atomic();
        $server->on('managerStart', fn () => Swoole\Timer::tick(2, fn () => $gate->cmpset(1, 2) && $tell('manager')));
        if ($server->mode === SWOOLE_PROCESS) {
            $server->on('start', fn () => Swoole\Timer::tick(2, fn () => $gate->cmpset(3, 4) && $tell('master')));
        }
        $server->addProcess(new Swoole\Process(function () use ($gate, $tell) {
            Swoole\Timer::tick(2, fn () => $gate->cmpset(5, 6) && $tell('added process'));
        }, false, 0, true));
        $server->on('task', fn () => $tell('task worker'));
        $server->on('message', function ($server, $frame) use ($gate, $tell) {
            match ($frame->data) {
                'worker' => $tell('worker'),
                'task' => $server->task(1),
                'child' => (new Swoole\Process(fn () => $tell('child')))->start(),
                default => $gate->set((int) $frame->data),
            };
        });
        PHP, ['worker_num' => 1, 'task_worker_num' => 1, 'enable_coroutine' => false, 'second' => $second, 'log_level' => SWOOLE_LOG_NONE], $mode);
    $one = WebSocketClient::connect($server->port);
    $two = WebSocketClient::connect($second);
    $three = WebSocketClient::connect($second);
    foreach (['worker', 'task', 'child', '1', ...($mode === 'SWOOLE_PROCESS' ? ['3'] : []), '5'] as $what) {
        echo $one->ask($what), "\n";
    }
    echo $server->stop(), "\n";
}
?>
--EXPECT--
worker: [[1,2,3],3,[[[1],1],[[2,3],2]],true,false]
task worker: [[1,2,3],3,[[[1],1],[[2,3],2]],true,false]
child: [[1,2,3],3,[[[1],1],[[2,3],2]],true,false]
manager: [[1,2,3],3,[[[1],1],[[2,3],2]],true,false]
added process: [[1,2,3],3,[[[1],1],[[2,3],2]],true,false]
exit 0
worker: [[1,2,3],3,[[[1],1],[[2,3],2]],true,false]
task worker: [[1,2,3],3,[[[1],1],[[2,3],2]],true,false]
child: [[1,2,3],3,[[[1],1],[[2,3],2]],true,false]
manager: [[1,2,3],3,[[[1],1],[[2,3],2]],true,false]
master: [[1,2,3],3,[[[1],1],[[2,3],2]],true,false]
added process: [[1,2,3],3,[[[1],1],[[2,3],2]],true,false]
exit 0
