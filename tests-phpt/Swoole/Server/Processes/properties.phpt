--TEST--
Swoole\Server: ids of processes as properties and by methods, in each process
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\{await, children, manager, show};

foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket(<<<'PHP'
        $server->on('managerStart', function ($server) {
            echo 'manager ' . json_encode([
                $server->manager_pid === getmypid(), $server->worker_id, $server->worker_pid, $server->taskworker,
                $server->getManagerPid() === getmypid(), $server->getWorkerId(),
            ]) . "\n";
        });
        $server->on('start', function ($server) {
            echo 'start ' . json_encode([$server->master_pid === getmypid(), $server->getMasterPid() === getmypid(), $server->manager_pid === $server->getManagerPid()]) . "\n";
        });
        $server->on('workerStart', function ($server, $id) {
            echo "worker $id\n";
        });
        $server->on('message', function ($server, $frame) {
            $pids = array_map($server->getWorkerPid(...), [0, 1, -1]);
            $server->push($frame->fd, json_encode([
                'manager' => $server->manager_pid, 'same' => $server->getManagerPid() === $server->manager_pid,
                'worker' => $server->worker_id === $server->getWorkerId(), 'pid' => $server->worker_pid === getmypid() && $pids[2] === getmypid(),
                'by id' => $pids[$server->worker_id] === getmypid(), 'workers' => array_slice($pids, 0, 2), 'nobody' => $server->getWorkerPid(2),
                'busy' => $server->getWorkerStatus(), 'other' => $server->getWorkerStatus(1 - $server->worker_id), 'none' => $server->getWorkerStatus(7),
                'task' => $server->taskworker, 'mode' => $server->mode, 'settings' => $server->setting['worker_num'],
                'master' => $server->getMasterPid(),
            ]));
        });
        PHP, ['worker_num' => 2], $mode);
    await(fn () => preg_match_all('/^(worker|start|manager) /m', $server->output()) === 4, 'not all have started');
    // Both wait for something to do.
    $facts = json_decode(WebSocketClient::connect($server->port)->ask('?'), true);
    $manager = manager($server, $mode);
    sort($facts['workers']);
    show(
        $facts['manager'] === $manager,
        $facts['workers'] === children($manager),
        $mode === 'SWOOLE_BASE' ? in_array($facts['master'], $facts['workers'], true) : $facts['master'] === $server->pid,
        array_diff_key($facts, ['manager' => 0, 'workers' => 0, 'master' => 0]),
    );
    $lines = explode("\n", trim($server->output()));
    sort($lines);
    show(...$lines);
    show($server->stop());
}
?>
--EXPECT--
true
true
true
{"same":true,"worker":true,"pid":true,"by id":true,"nobody":false,"busy":1,"other":2,"none":false,"task":false,"mode":1,"settings":2}
manager [true,-1,0,false,true,false]
start [true,true,true]
worker 0
worker 1
exit 0
true
true
true
{"same":true,"worker":true,"pid":true,"by id":true,"nobody":false,"busy":1,"other":2,"none":false,"task":false,"mode":2,"settings":2}
manager [true,-1,0,false,true,false]
start [true,true,true]
worker 0
worker 1
exit 0
