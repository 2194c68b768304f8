--TEST--
SWOOLE_PROCESS with dispatch_mode 1: each message goes to the next worker, also when there are two
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};

foreach ([2, 3] as $count) {
    $server = Server::webSocket(<<<'PHP'
        $server->on('message', function ($server, $frame) {
            $server->push($frame->fd, (string) $server->worker_id);
        });
        PHP, ['worker_num' => $count, 'reactor_num' => 1, 'dispatch_mode' => 1], 'SWOOLE_PROCESS');
    $client = WebSocketClient::connect($server->port);
    $workers = [];
    for ($i = 0; $i < 6; $i++) {
        $workers[] = (int) substr($client->ask('?'), -1);
    }
    $steps = [];
    for ($i = 1; $i < 6; $i++) {
        $steps[] = ($workers[$i] - $workers[$i - 1] + $count) % $count;
    }
    echo implode(',', $steps), ' ', $server->stop(), "\n";
}
?>
--EXPECT--
1,1,1,1,1 exit 0
1,1,1,1,1 exit 0
