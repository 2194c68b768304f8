--TEST--
Swoole\WebSocket\Server::ping(): sends a ping; the client's pong stays with the engine
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('open', function ($server, $request) {
        $results = [$server->ping($request->fd), $server->ping($request->fd, 'payload'), @$server->ping(999)];
        $server->push($request->fd, json_encode($results));
    });
    $server->on('message', function ($server, $frame) {
        $server->push($frame->fd, "message with opcode $frame->opcode");
    });
    PHP);
$client = WebSocketClient::connect($server->port);
echo $client->receive(), "\n", $client->receive(), "\n", $client->receive(), "\n";
$client->send('payload', Frame::PONG);
$client->send('x');
echo $client->receive(), "\n";
?>
--EXPECT--
ping
ping payload
text [true,true,false]
text message with opcode 1
