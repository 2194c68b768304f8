--TEST--
Swoole\WebSocket\Server: open_websocket_close_frame gives close frames to message as CloseFrame
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        if ($frame->opcode === WEBSOCKET_OPCODE_CLOSE) {
            echo get_class($frame), " fd=$frame->fd code=$frame->code reason=$frame->reason\n";
        }
    });
    $server->on('close', function ($server, $fd) {
        echo "close $fd\n";
    });
    PHP, ['open_websocket_close_frame' => true]);
$client = WebSocketClient::connect($server->port);
$client->sendClose(4123, 'hüh');
echo substr((string) $client->receive(), 0, 10), "\n";
$client->socket->readToEnd();
$server->awaitOutput('close 1');

$client = WebSocketClient::connect($server->port);
$client->send('', Frame::CLOSE);
$client->socket->readToEnd();
$server->awaitOutput('close 2');

// No close frame, no CloseFrame: TCP alone ends this one.
WebSocketClient::connect($server->port)->socket->close();
$server->awaitOutput('close 3');
echo $server->output();
?>
--EXPECTF--
close 4123
Swoole\WebSocket\CloseFrame fd=1 code=4123 reason=hüh
close 1
Swoole\WebSocket\CloseFrame fd=2 code=%d reason=
close 2
close 3
