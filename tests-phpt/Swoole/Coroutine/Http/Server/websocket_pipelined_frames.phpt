--TEST--
Coroutine WebSocket server: frames in the same packet as the handshake are not lost
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{Frame, HttpResponse, Socket, WebSocketClient};
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    while ($frame = $ws->recv()) {
        $ws->push("echo $frame->data");
    }
    PHP);
$socket = Socket::connect($server->port);
$socket->write(WebSocketClient::request('/', base64_encode(random_bytes(16))) . Frame::encode('early') . Frame::encode('bird'));
show(HttpResponse::read($socket)->status, Frame::read($socket), Frame::read($socket));
?>
--EXPECT--
101
text echo early
text echo bird
