--TEST--
Swoole\WebSocket\Server: a bad handshake gets 400, a wrong version 426 with the right one, never a hang
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpResponse, Server, Socket};

$server = Server::webSocket(<<<'PHP'
    $server->on('open', function () {
        echo "open must not be called\n";
    });
    PHP);
$good = [
    'line' => 'GET / HTTP/1.1',
    'host' => 'Host: localhost',
    'upgrade' => 'Upgrade: websocket',
    'connection' => 'Connection: Upgrade',
    'key' => 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'version' => 'Sec-WebSocket-Version: 13',
];
$bad = [
    'no key' => ['key' => null],
    'empty key' => ['key' => 'Sec-WebSocket-Key:'],
    'key of 15 bytes' => ['key' => 'Sec-WebSocket-Key: ' . base64_encode(str_repeat('k', 15))],
    'key of 17 bytes' => ['key' => 'Sec-WebSocket-Key: ' . base64_encode(str_repeat('k', 17))],
    'key that is not base64' => ['key' => 'Sec-WebSocket-Key: dGhlIHNhbXBsZSB!b25jZQ=='],
    'no Connection: Upgrade' => ['connection' => 'Connection: close'],
    'POST' => ['line' => 'POST / HTTP/1.1'],
    'HTTP/1.0' => ['line' => 'GET / HTTP/1.0'],
    'version 8' => ['version' => 'Sec-WebSocket-Version: 8'],
    'version 14' => ['version' => 'Sec-WebSocket-Version: 14'],
    'version 130' => ['version' => 'Sec-WebSocket-Version: 130'],
];
foreach ($bad as $name => $change) {
    $socket = Socket::connect($server->port);
    $socket->write(implode("\r\n", array_filter([...$good, ...$change])) . "\r\n\r\n");
    $response = HttpResponse::read($socket);
    echo "$name: $response->status";
    echo $response->status === 426 ? ' ' . $response->header('Sec-WebSocket-Version') : '', "\n";
}
echo $server->stop(), "\n", $server->output();
?>
--EXPECT--
no key: 400
empty key: 400
key of 15 bytes: 400
key of 17 bytes: 400
key that is not base64: 400
no Connection: Upgrade: 400
POST: 400
HTTP/1.0: 400
version 8: 426 13
version 14: 426 13
version 130: 426 13
exit 0
