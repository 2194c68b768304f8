--TEST--
Swoole\WebSocket\Server: open_websocket_pong_frame gives pongs to message
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('open', function ($server, $request) {
        $server->ping($request->fd, 'token');
    });
    $server->on('message', function ($server, $frame) {
        $server->push($frame->fd, "opcode $frame->opcode data $frame->data finish " . var_export($frame->finish, true));
    });
    PHP, ['open_websocket_pong_frame' => true]);
$client = WebSocketClient::connect($server->port);
$ping = $client->receive();
echo $ping, "\n";
$client->send($ping->payload, Frame::PONG);
echo $client->receive(), "\n";
$client->send('still answered by the engine', Frame::PING);
echo $client->receive(), "\n";
?>
--EXPECT--
ping token
text opcode 10 data token finish true
pong still answered by the engine
