--TEST--
Swoole\WebSocket\Frame: flags of a received message tell mask and compression; pushing the frame back compresses again
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        echo "opcode $frame->opcode flags $frame->flags finish ", var_export($frame->finish, true), ' ', strlen($frame->data), "\n";
        $server->push($frame->fd, $frame);
    });
    PHP, ['websocket_compression' => true]);
$plain = WebSocketClient::connect($server->port);
echo $plain->ask('plain'), "\n";
$client = WebSocketClient::compressing($server->port);
$client->sendCompressed('compressed', Frame::BINARY);
$frame = $client->receive();
echo $frame->opcode, ' ', $frame->rsv, ' ', $client->deflate->inflate($frame->payload), "\n", $server->output();
?>
--EXPECT--
plain
2 4 compressed
opcode 1 flags 33 finish true 5
opcode 2 flags 39 finish true 10
