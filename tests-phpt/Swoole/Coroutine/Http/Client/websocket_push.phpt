--TEST--
Swoole\Coroutine\Http\Client::push() and ping(): strings, opcodes, flags and frames on the wire, masked
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use Swoole\WebSocket\Frame;
use function SwooleTest\{coroutines, readClientFrame, show, webSocketPeer};

coroutines(function (): void {
    $frames = new Channel(100);
    $client = new Client('127.0.0.1', webSocketPeer(function ($connection) use ($frames): void {
        while (($frame = readClientFrame($connection)) !== null) {
            $frames->push($frame);
        }
    }));
    $client->upgrade('/');
    $binary = new Frame();
    $binary->data = "\0\xff";
    $binary->opcode = WEBSOCKET_OPCODE_BINARY;
    $part = new Frame();
    $part->data = 'ein ';
    $part->finish = false;
    $results = [
        $client->push('text by default'),
        $client->push("\1\2", WEBSOCKET_OPCODE_BINARY),
        $client->push('old constant', WEBSOCKET_OPCODE_TEXT, true),
        $client->push(''),
        $client->push(42),
        $client->push('ping', WEBSOCKET_OPCODE_PING),
        $client->push('pong', WEBSOCKET_OPCODE_PONG),
        $client->push('one ', WEBSOCKET_OPCODE_TEXT, 0),
        $client->push('two', WEBSOCKET_OPCODE_CONTINUATION, SWOOLE_WEBSOCKET_FLAG_FIN),
        $client->push($binary),
        $client->push($part),
        $client->push('zwei', WEBSOCKET_OPCODE_CONTINUATION),
        $client->push(data: 'by name', flags: SWOOLE_WEBSOCKET_FLAG_FIN),
        $client->ping(),
        $client->ping('hello?'),
    ];
    show(array_unique($results), count($results));
    foreach ($results as $result) {
        $frame = $frames->pop();
        show(preg_match('/^[ -~]*$/', $frame->payload) ? $frame : "$frame->opcode " . bin2hex($frame->payload));
    }
    foreach ([125, 126, 65535, 65536, 3 << 20] as $length) {
        $data = random_bytes($length);
        show([$client->push($data, WEBSOCKET_OPCODE_BINARY), $frames->pop()->payload === $data]);
    }
    $client->close();
});
?>
--EXPECT--
[true]
15
text text by default
2 0102
text old constant
text
text 42
ping ping
pong pong
text+more one
continuation two
2 00ff
text+more ein
continuation zwei
text by name
ping
ping hello?
[true,true]
[true,true]
[true,true]
[true,true]
[true,true]
