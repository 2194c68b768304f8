--TEST--
Swoole\Http\Server: an upgrade to something else is plain HTTP; a broken WebSocket handshake is not given to request
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $response->end('plain: ' . ($request->header['upgrade'] ?? 'none'));
    });
    PHP);
$client = new HttpClient($server->port);
echo $client->request('GET', '/', ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c']), "\n";
echo $client->request('GET', '/', ['Connection: keep-alive']), "\n";
echo HttpClient::get($server->port, '/', ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'])->status, "\n";
?>
--EXPECT--
200 OK [plain: h2c]
200 OK [plain: none]
400
