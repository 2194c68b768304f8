--TEST--
Swoole\Http\Response::push(): strings, opcodes, flags and frames on the wire
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\WebSocketClient;
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    $binary = new Frame();
    $binary->data = "\1\2";
    $binary->opcode = WEBSOCKET_OPCODE_BINARY;
    $part = new Frame();
    $part->data = 'ein ';
    $part->finish = false;
    $results = [
        $ws->push('text by default'),
        $ws->push("\x00\xff", WEBSOCKET_OPCODE_BINARY),
        $ws->push('old constant', SWOOLE_WEBSOCKET_OPCODE_TEXT, true),
        $ws->push(''),
        $ws->push('are you there', WEBSOCKET_OPCODE_PING),
        $ws->push('still here', WEBSOCKET_OPCODE_PONG),
        $ws->push('one ', WEBSOCKET_OPCODE_TEXT, 0),
        $ws->push('two', WEBSOCKET_OPCODE_CONTINUATION, SWOOLE_WEBSOCKET_FLAG_FIN),
        $ws->push($binary),
        $ws->push($part),
        $ws->push('zwei', WEBSOCKET_OPCODE_CONTINUATION),
        $ws->push(data: 'by name', flags: SWOOLE_WEBSOCKET_FLAG_FIN),
    ];
    $ws->push(json_encode($results));
    $ws->recv();
    PHP);
$client = WebSocketClient::connect($server->port);
for ($i = 0; $i < 13; $i++) {
    $frame = $client->receive();
    show(preg_match('/^[ -~]*$/', $frame->payload) ? $frame : "$frame->opcode " . bin2hex($frame->payload));
}
?>
--EXPECT--
text text by default
2 00ff
text old constant
text
ping are you there
pong still here
text+more one
continuation two
2 0102
text+more ein
continuation zwei
text by name
text [true,true,true,true,true,true,true,true,true,true,true,true]
