--TEST--
Coroutine WebSocket server: a wrong handshake is refused by upgrade() as RFC 6455 says (Swoole 6.2.2 looks at the key alone)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpResponse, Socket, WebSocketClient};
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer('$ws->recv();');
$good = WebSocketClient::request('/', base64_encode(random_bytes(16)));
$changes = [
    'nothing wrong' => [],
    'POST' => ['GET /' => 'POST /'],
    'HTTP/1.0' => ['HTTP/1.1' => 'HTTP/1.0'],
    'no Connection' => ["Connection: Upgrade\r\n" => ''],
    'version 8' => ['Version: 13' => 'Version: 8'],
    'no version' => ["Sec-WebSocket-Version: 13\r\n" => ''],
];
foreach ($changes as $name => $change) {
    $socket = Socket::connect($server->port);
    $socket->write(strtr($good, $change));
    $response = HttpResponse::read($socket);
    show(rtrim("$name: $response->status " . ($response->status === 426 ? $response->header('Sec-WebSocket-Version') : '')));
}
?>
--EXPECT--
nothing wrong: 101
POST: 400
HTTP/1.0: 400
no Connection: 400
version 8: 426 13
no version: 400
