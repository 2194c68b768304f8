--TEST--
Swoole\Coroutine\Http\Client: bad compressed data is 1007, a bomb is 1009 (Swoole 6.2.2 inflates without bound)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use SwooleTest\Frame;
use function SwooleTest\{coroutines, readClientFrame, readToEnd, show, webSocketPeer};

coroutines(function (): void {
    $compress = fn (string $data): string => substr(deflate_add(deflate_init(ZLIB_ENCODING_RAW), $data, ZLIB_SYNC_FLUSH), 0, -4);
    foreach ([
        'no deflate stream' => "\xff\xff\xff\xff",
        'a bomb' => $compress(str_repeat("\0", 20 << 20)),
        'not UTF-8' => $compress("caf\xe9"),
    ] as $name => $payload) {
        $answers = new Channel(1);
        $client = new Client('127.0.0.1', webSocketPeer(function ($connection) use ($payload, $answers): void {
            $connection->sendAll(Frame::encode($payload, rsv: 4, mask: false));
            $answers->push(implode(' ', array_slice(explode(' ', (string) readClientFrame($connection)), 0, 2)));
            readToEnd($connection);
        }, 'Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover'));
        $client->set(['websocket_compression' => true]);
        $client->upgrade('/');
        show([$name, $client->recv(5), $client->errCode, $client->connected, $answers->pop()]);
    }
    show([SWOOLE_ERROR_PROTOCOL_ERROR, SWOOLE_ERROR_PACKAGE_LENGTH_TOO_LARGE]);
});
?>
--EXPECT--
["no deflate stream",false,508,false,"close 1007"]
["a bomb",false,1201,false,"close 1009"]
["not UTF-8",false,508,false,"close 1007"]
[508,1201]
