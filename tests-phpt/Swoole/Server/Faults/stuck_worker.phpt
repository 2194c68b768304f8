--TEST--
SWOOLE_PROCESS: a worker in an endless loop holds nobody else up, what waits for it is bounded, and a reload replaces it: the connections go on
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        if ($frame->data === 'hang') {
            while (true);
        }
        $server->push($frame->fd, "$server->worker_id " . strlen($frame->data));
    });
    PHP, ['worker_num' => 2, 'reactor_num' => 1, 'max_wait_time' => 1], 'SWOOLE_PROCESS');
$clients = [];
foreach ([1, 2, 3, 4] as $fd) {
    $clients[$fd] = WebSocketClient::connect($server->port);
}
echo $clients[1]->ask('1'), ', ', $clients[2]->ask('1'), "\n";
$clients[1]->send('hang');
// Of the same worker: more than its ring takes.
for ($i = 0; $i < 8; $i++) {
    $clients[3]->send(str_repeat('w', 60_000));
}
echo $clients[2]->ask('22'), ', ', $clients[4]->ask('333'), "\n";
$server->signal(SIGUSR1);
for ($i = 0; $i < 8; $i++) {
    echo $clients[3]->receive()->payload, $i < 7 ? ', ' : "\n";
}
echo $clients[1]->ask('1'), ', ', $clients[4]->ask('1'), "\n";
echo $server->stop(), "\n";
?>
--EXPECT--
1 1, 0 1
0 2, 0 3
1 60000, 1 60000, 1 60000, 1 60000, 1 60000, 1 60000, 1 60000, 1 60000
1 1, 0 1
exit 0
