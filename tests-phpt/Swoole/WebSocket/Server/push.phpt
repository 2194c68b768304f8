--TEST--
Swoole\WebSocket\Server::push(): strings, opcodes and flags on the wire
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('open', function ($server, $request) {
        $fd = $request->fd;
        $results = [
            $server->push($fd, 'text by default'),
            $server->push($fd, "\x00\xff", WEBSOCKET_OPCODE_BINARY),
            $server->push($fd, 'old constant', SWOOLE_WEBSOCKET_OPCODE_TEXT, true),
            $server->push($fd, ''),
            $server->push($fd, 42),
            $server->push($fd, 'are you there', WEBSOCKET_OPCODE_PING),
            $server->push($fd, 'still here', WEBSOCKET_OPCODE_PONG),
            $server->push($fd, 'one ', WEBSOCKET_OPCODE_TEXT, false),
            $server->push($fd, 'two ', WEBSOCKET_OPCODE_CONTINUATION, 0),
            $server->push($fd, 'three', WEBSOCKET_OPCODE_CONTINUATION, SWOOLE_WEBSOCKET_FLAG_FIN),
            $server->push(fd: $fd, data: 'by name', flags: SWOOLE_WEBSOCKET_FLAG_FIN),
        ];
        $server->push($fd, json_encode($results));
    });
    PHP);
$client = WebSocketClient::connect($server->port);
for ($i = 0; $i < 12; $i++) {
    $frame = $client->receive();
    echo $frame->payload === "\x00\xff" ? 'binary 00ff' : $frame, "\n";
}
?>
--EXPECT--
text text by default
binary 00ff
text old constant
text
text 42
ping are you there
pong still here
text+more one
continuation+more two
continuation three
text by name
text [true,true,true,true,true,true,true,true,true,true,true]
