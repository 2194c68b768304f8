--TEST--
Swoole\WebSocket\Server: disconnect is called instead of close for connections that are no WebSocket
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server, Socket, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $response->end("fd $request->fd");
    });
    $server->on('disconnect', function (Swoole\WebSocket\Server $server, int $fd) {
        echo "disconnect $fd\n";
    });
    $server->on('close', function ($server, $fd) {
        echo "close $fd\n";
    });
    PHP);
$http = new HttpClient($server->port);
echo $http->request('GET', '/'), "\n";
$http->socket->close();
$server->awaitOutput("disconnect 1\n");
WebSocketClient::connect($server->port)->close();
$server->awaitOutput("close 2\n");
Socket::connect($server->port)->close();
$server->awaitOutput("disconnect 3\n");
echo $server->output();
?>
--EXPECT--
200 OK [fd 1]
disconnect 1
close 2
disconnect 3
