--TEST--
Swoole\WebSocket\Server: a handshake callback that answers nothing still ends in an answer
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpResponse, Server, Socket, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('handshake', function ($request, $response) {
        return false;
    });
    PHP);
$socket = Socket::connect($server->port);
$socket->write(WebSocketClient::request('/', base64_encode(random_bytes(16))));
$response = HttpResponse::read($socket);
echo $response->status === 101 ? 'upgraded' : 'not upgraded', "\n";
?>
--EXPECT--
not upgraded
