--TEST--
Swoole\WebSocket\Server: frames that arrive in one packet with the handshake are not lost
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, HttpResponse, Server, Socket, WebSocketClient};

$server = Server::webSocket();
$socket = Socket::connect($server->port);
$socket->write(WebSocketClient::request('/', base64_encode(random_bytes(16))) . Frame::encode('early') . Frame::encode('bird'));
echo HttpResponse::read($socket)->status, "\n", Frame::read($socket), "\n", Frame::read($socket), "\n";
?>
--EXPECT--
101
text early
text bird
