--TEST--
Swoole\Server: max_request does not end a single process
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        $server->push($frame->fd, (string) getmypid());
    });
    PHP, ['max_request' => 3]);
$client = WebSocketClient::connect($server->port);
$pids = [];
for ($i = 0; $i < 10; $i++) {
    $pids[$client->ask('?')] = true;
}
echo count($pids), "\n", $server->stop(), "\n";
?>
--EXPECT--
1
exit 0
