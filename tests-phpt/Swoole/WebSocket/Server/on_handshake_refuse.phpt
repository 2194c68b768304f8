--TEST--
Swoole\WebSocket\Server: a handshake callback may refuse with any status; the connection is no WebSocket then
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, HttpResponse, Server, Socket, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('open', function () {
        echo "open must not be called\n";
    });
    $server->on('message', function () {
        echo "message must not be called\n";
    });
    $server->on('handshake', function ($request, $response) use ($server) {
        $response->status(403);
        $response->header('X-Reason', 'no ticket');
        $response->end('go away');
        echo 'established: ', var_export($server->isEstablished($request->fd), true), "\n";
        return false;
    });
    PHP);
$socket = Socket::connect($server->port);
$socket->write(WebSocketClient::request('/', base64_encode(random_bytes(16))));
$response = HttpResponse::read($socket);
echo $response, ' ', $response->header('X-Reason'), "\n";
$socket->writeUntilClosed(Frame::encode('hello?'));
$socket->readToEnd();
echo $server->stop(), "\n", $server->output();
?>
--EXPECT--
403 Forbidden [go away] no ticket
exit 0
established: false
