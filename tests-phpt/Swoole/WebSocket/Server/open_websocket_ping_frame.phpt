--TEST--
Swoole\WebSocket\Server: open_websocket_ping_frame gives pings to message; otherwise the engine answers them
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$handler = <<<'PHP'
    $server->on('message', function ($server, $frame) {
        if ($frame->opcode === WEBSOCKET_OPCODE_PING) {
            $pong = new Swoole\WebSocket\Frame();
            $pong->opcode = WEBSOCKET_OPCODE_PONG;
            $pong->data = "by hand: $frame->data";
            $server->push($frame->fd, $pong);
        } else {
            $server->push($frame->fd, "opcode $frame->opcode $frame->data");
        }
    });
    PHP;
foreach ([[], ['open_websocket_ping_frame' => false], ['open_websocket_ping_frame' => true]] as $settings) {
    $client = WebSocketClient::connect(Server::webSocket($handler, $settings)->port);
    $client->send('are you there', Frame::PING);
    echo $client->receive(), "\n";
    $client->send('', Frame::PING);
    echo $client->receive(), "\n";
    $client->send('unasked', Frame::PONG);
    $client->send('text');
    echo $client->receive(), "\n";
}
?>
--EXPECT--
pong are you there
pong
text opcode 1 text
pong are you there
pong
text opcode 1 text
pong by hand: are you there
pong by hand:
text opcode 1 text
