--TEST--
Swoole\Coroutine\Http\Client: frames in the same packet as the handshake's response are not lost: a frame of two bytes (Swoole 6.2.2 loses it)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use SwooleTest\Frame;
use function SwooleTest\{coroutines, peer, readRequest, readToEnd, show};

coroutines(function (): void {
    $client = new Client('127.0.0.1', peer(function ($connection): void {
        preg_match('/^Sec-WebSocket-Key: *(\S+)/mi', readRequest($connection), $match);
        $accept = base64_encode(sha1($match[1] . '258EAFA5-E914-47DA-95CA-C5AB0DC85B11', true));
        $connection->sendAll(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: $accept\r\n\r\n" .
            Frame::encode('', mask: false)
        );
        readToEnd($connection);
    }));
    show($client->upgrade('/'), json_encode($client->recv(2)?->data));
    $client->close();
});
?>
--EXPECT--
true
""
