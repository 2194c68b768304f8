<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('open', function ($server, $request) {
        $long = str_repeat('p', 126);
        $close = new Swoole\WebSocket\CloseFrame();
        $close->reason = str_repeat('r', 124);
        $results = [
            @$server->ping($request->fd, $long),
            @$server->push($request->fd, $long, WEBSOCKET_OPCODE_PING),
            @$server->push($request->fd, $long, WEBSOCKET_OPCODE_PONG),
            @$server->push($request->fd, $close),
        ];
        $server->push($request->fd, json_encode($results));
    });
    PHP);
echo WebSocketClient::connect($server->port)->receive(), "\n";
?>
