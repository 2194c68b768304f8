--TEST--
Swoole\Coroutine\Http\Client::upgrade(): the handshake on the wire
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use function SwooleTest\{acceptHandshake, coroutines, peer, show};

coroutines(function (): void {
    $requests = new Channel(2);
    $port = peer(function ($connection) use ($requests): void {
        $requests->push(acceptHandshake($connection, 'Sec-WebSocket-Protocol: v1', 'Set-Cookie: a=1'));
        $connection->recv();
    }, 2);
    $keys = [];
    for ($i = 0; $i < 2; $i++) {
        $client = new Client('127.0.0.1', $port);
        $client->setHeaders(['Sec-WebSocket-Protocol' => 'v1', 'X-Own' => 'yes']);
        show([$client->upgrade('/chat?room=1'), $client->statusCode, $client->connected, $client->errCode]);
        $lines = explode("\r\n", trim($requests->pop()));
        preg_match('/^Sec-WebSocket-Key: (\S+)$/m', implode("\n", $lines), $match);
        $keys[] = base64_decode($match[1], true);
        if ($i === 0) {
            show(array_shift($lines), $client->headers['sec-websocket-protocol'], $client->cookies);
            $fields = array_map(fn (string $line): string => preg_replace(['/^(Sec-WebSocket-Key): .*/', '/:\d+$/'], ['$1: KEY', ':PORT'], $line), $lines);
            sort($fields);
            show(...$fields);
        }
        $client->close();
    }
    show(array_map(strlen(...), $keys), $keys[0] !== $keys[1]);
});
?>
--EXPECT--
[true,101,true,0]
GET /chat?room=1 HTTP/1.1
v1
{"a":"1"}
Accept-Encoding: gzip, deflate, br
Connection: Upgrade
Host: 127.0.0.1:PORT
Sec-WebSocket-Key: KEY
Sec-WebSocket-Protocol: v1
Sec-WebSocket-Version: 13
Upgrade: websocket
X-Own: yes
[true,101,true,0]
[16,16]
true
