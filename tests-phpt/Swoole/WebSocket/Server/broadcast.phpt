--TEST--
Swoole\WebSocket\Server: a broadcast to 300 connections, plain and compressing ones
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        foreach ($server->connections as $fd) {
            $server->push($fd, $frame->data, WEBSOCKET_OPCODE_TEXT, SWOOLE_WEBSOCKET_FLAG_FIN | SWOOLE_WEBSOCKET_FLAG_COMPRESS);
        }
    });
    PHP, ['websocket_compression' => true]);
$clients = [];
for ($i = 0; $i < 300; $i++) {
    $clients[] = match ($i % 3) {
        0 => WebSocketClient::connect($server->port),
        1 => WebSocketClient::compressing($server->port),
        2 => WebSocketClient::compressing($server->port, 'permessage-deflate; server_no_context_takeover'),
    };
}
$right = 0;
for ($round = 0; $round < 5; $round++) {
    $text = str_repeat("round $round, ", 100);
    $clients[$round]->send($text);
    foreach ($clients as $client) {
        $right += (int) ($client->receiveMessage() === $text);
    }
}
echo $right, "\n";
?>
--EXPECT--
1500
