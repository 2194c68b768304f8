--TEST--
Swoole\WebSocket\Server::isEstablished(), exist(), exists(): what each says of every kind of connection
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $state = fn (int $fd) => json_encode([$server->isEstablished($fd), $server->exist($fd), $server->exists($fd)]);
    $server->on('open', function ($server, $request) use ($state) {
        echo "open {$state($request->fd)}\n";
    });
    $server->on('close', function ($server, $fd) use ($state) {
        echo "close {$state($fd)}\n";
    });
    $server->on('request', function ($request, $response) use ($state) {
        $response->end("http {$state($request->fd)} unknown {$state(12345)} zero {$state(0)} negative {$state(-1)}");
    });
    PHP);
WebSocketClient::connect($server->port)->close();
$server->awaitOutput('close');
echo $server->newOutput();
echo HttpClient::get($server->port, '/')->body, "\n";
?>
--EXPECT--
open [true,true,true]
close [false,false,false]
http [false,true,true] unknown [false,false,false] zero [false,false,false] negative [false,false,false]
