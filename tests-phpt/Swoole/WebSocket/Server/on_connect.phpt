--TEST--
Swoole\WebSocket\Server: connect is called when TCP connects, before any byte arrives
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, Socket, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('connect', function (Swoole\WebSocket\Server $server, int $fd, int $reactorId) {
        echo "connect $fd\n";
    });
    $server->on('open', function ($server, $request) {
        echo "open $request->fd\n";
    });
    PHP);
$socket = Socket::connect($server->port);
$server->awaitOutput('connect 1');
WebSocketClient::connect($server->port);
$server->awaitOutput('open 2');
echo $server->output();
?>
--EXPECT--
connect 1
connect 2
open 2
