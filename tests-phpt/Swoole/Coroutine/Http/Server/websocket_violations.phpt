--TEST--
Coroutine WebSocket server: violations get the close code of RFC 6455, recv() returns false (Swoole 6.2.2 accepts most)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{Frame, WebSocketClient};
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    do {
        $frame = $ws->recv();
    } while ($frame instanceof Frame);
    echo json_encode([$frame, swoole_last_error() === SWOOLE_ERROR_PROTOCOL_ERROR, @$ws->recv(), @$ws->push('x')]), "\n";
    PHP, ['open_websocket_close_frame' => true]);
$other = WebSocketClient::connect($server->port);
$violations = [
    'unmasked' => Frame::encode('x', mask: false),
    'reserved bit 1' => Frame::encode('x', rsv: 4),
    'reserved bit 2' => Frame::encode('x', rsv: 2),
    'reserved bit 3' => Frame::encode('x', rsv: 1),
    'reserved opcode 3' => Frame::encode('x', 3),
    'reserved opcode 11' => Frame::encode('x', 11),
    'continuation of nothing' => Frame::encode('x', Frame::CONTINUATION),
    'text inside a message' => Frame::encode('x', fin: false) . Frame::encode('y'),
    'long ping' => Frame::encode(str_repeat('x', 126), Frame::PING),
    'fragmented ping' => Frame::encode('x', Frame::PING, fin: false),
    'length with its highest bit' => "\x82\xFF" . pack('J', PHP_INT_MIN) . 'mask',
    'long form of a short length' => "\x82\xFE" . pack('n', 5) . 'mask' . 'hello',
    'one byte of a close code' => Frame::encode('x', Frame::CLOSE),
    'close code 1005' => Frame::encode(Frame::closePayload(1005), Frame::CLOSE),
    'close code 2999' => Frame::encode(Frame::closePayload(2999), Frame::CLOSE),
    'text not UTF-8' => Frame::encode("caf\xe9"),
    'text cut inside a character' => Frame::encode("\xf0\x9f\x99"),
    'fragments not UTF-8' => Frame::encode("\xf0\x9f", fin: false) . Frame::encode('x', Frame::CONTINUATION),
    'close reason not UTF-8' => Frame::encode(Frame::closePayload(1000, "\xff"), Frame::CLOSE),
];
foreach ($violations as $name => $bytes) {
    $client = WebSocketClient::connect($server->port);
    $client->socket->write($bytes);
    show("$name: " . $client->receiveCloseCode());
}
$server->awaitOutput(str_repeat("[false,true,false,false]\n", count($violations)));
$other->close();
?>
--EXPECT--
unmasked: close 1002
reserved bit 1: close 1002
reserved bit 2: close 1002
reserved bit 3: close 1002
reserved opcode 3: close 1002
reserved opcode 11: close 1002
continuation of nothing: close 1002
text inside a message: close 1002
long ping: close 1002
fragmented ping: close 1002
length with its highest bit: close 1002
long form of a short length: close 1002
one byte of a close code: close 1002
close code 1005: close 1002
close code 2999: close 1002
text not UTF-8: close 1007
text cut inside a character: close 1007
fragments not UTF-8: close 1007
close reason not UTF-8: close 1007
