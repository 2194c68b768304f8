--TEST--
Swoole\Coroutine\Http\Client: whatever a server sends, recv() ends; violations fail the connection with the code of RFC 6455 (Swoole 6.2.2 accepts most)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use SwooleTest\Frame;
use function SwooleTest\{coroutines, readClientFrame, readToEnd, show, webSocketPeer};

coroutines(function (): void {
    $violations = [
        'masked' => Frame::encode('x'),
        'reserved bit 1' => Frame::encode('x', rsv: 4, mask: false),
        'reserved bit 2' => Frame::encode('x', rsv: 2, mask: false),
        'reserved bit 3' => Frame::encode('x', rsv: 1, mask: false),
        'reserved opcode 3' => Frame::encode('x', 3, mask: false),
        'reserved opcode 11' => Frame::encode('x', 11, mask: false),
        'continuation of nothing' => Frame::encode('x', Frame::CONTINUATION, mask: false),
        'text inside a message' => Frame::encode('x', fin: false, mask: false) . Frame::encode('y', mask: false),
        'long ping' => Frame::encode(str_repeat('x', 126), Frame::PING, mask: false),
        'fragmented ping' => Frame::encode('x', Frame::PING, fin: false, mask: false),
        'length with its highest bit' => "\x82\x7F" . pack('J', PHP_INT_MIN),
        '8 EB' => "\x82\x7F" . pack('J', PHP_INT_MAX),
        'more than package_max_length' => "\x82\x7F" . pack('J', 2 * 1024 * 1024 + 1),
        'long form of a short length' => "\x82\x7E" . pack('n', 5) . 'hello',
        'one byte of a close code' => Frame::encode('x', Frame::CLOSE, mask: false),
        'close code 1005' => Frame::encode(Frame::closePayload(1005), Frame::CLOSE, mask: false),
        'text not UTF-8' => Frame::encode("caf\xe9", mask: false),
        'text cut inside a character' => Frame::encode("\xf0\x9f\x99", mask: false),
        'fragments not UTF-8' => Frame::encode("\xf0\x9f", fin: false, mask: false) . Frame::encode('x', Frame::CONTINUATION, mask: false),
        'HTTP' => "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
    ];
    foreach ($violations as $name => $bytes) {
        $answers = new Channel(1);
        $client = new Client('127.0.0.1', webSocketPeer(function ($connection) use ($bytes, $answers): void {
            $connection->sendAll($bytes);
            $frame = readClientFrame($connection);
            $answers->push($frame === null ? 'end' : implode(' ', array_slice(explode(' ', (string) $frame), 0, 2)));
            readToEnd($connection);
        }));
        $client->set(['open_websocket_close_frame' => true]);
        $client->upgrade('/');
        $error = match ($result = $client->recv(5)) {
            false => $client->errCode,
            default => json_encode($result),
        };
        $constant = match ($error) {
            SWOOLE_ERROR_PROTOCOL_ERROR => 'PROTOCOL_ERROR',
            SWOOLE_ERROR_PACKAGE_LENGTH_TOO_LARGE => 'PACKAGE_LENGTH_TOO_LARGE',
            default => $error,
        };
        show([$name, $constant, $client->connected, $client->recv(5), $client->push('x'), $answers->pop()]);
    }
});
?>
--EXPECT--
["masked","PROTOCOL_ERROR",false,false,false,"close 1002"]
["reserved bit 1","PROTOCOL_ERROR",false,false,false,"close 1002"]
["reserved bit 2","PROTOCOL_ERROR",false,false,false,"close 1002"]
["reserved bit 3","PROTOCOL_ERROR",false,false,false,"close 1002"]
["reserved opcode 3","PROTOCOL_ERROR",false,false,false,"close 1002"]
["reserved opcode 11","PROTOCOL_ERROR",false,false,false,"close 1002"]
["continuation of nothing","PROTOCOL_ERROR",false,false,false,"close 1002"]
["text inside a message","PROTOCOL_ERROR",false,false,false,"close 1002"]
["long ping","PROTOCOL_ERROR",false,false,false,"close 1002"]
["fragmented ping","PROTOCOL_ERROR",false,false,false,"close 1002"]
["length with its highest bit","PROTOCOL_ERROR",false,false,false,"close 1002"]
["8 EB","PACKAGE_LENGTH_TOO_LARGE",false,false,false,"close 1009"]
["more than package_max_length","PACKAGE_LENGTH_TOO_LARGE",false,false,false,"close 1009"]
["long form of a short length","PROTOCOL_ERROR",false,false,false,"close 1002"]
["one byte of a close code","PROTOCOL_ERROR",false,false,false,"close 1002"]
["close code 1005","PROTOCOL_ERROR",false,false,false,"close 1002"]
["text not UTF-8","PROTOCOL_ERROR",false,false,false,"close 1007"]
["text cut inside a character","PROTOCOL_ERROR",false,false,false,"close 1007"]
["fragments not UTF-8","PROTOCOL_ERROR",false,false,false,"close 1007"]
["HTTP","PROTOCOL_ERROR",false,false,false,"close 1002"]
