<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('open', function () {
        echo "open must not be called\n";
    });
    $server->on('handshake', function (Swoole\Http\Request $request, Swoole\Http\Response $response) use ($server) {
        $key = $request->header['sec-websocket-key'];
        $response->header('Upgrade', 'websocket');
        $response->header('Connection', 'Upgrade');
        $response->header('Sec-WebSocket-Accept', base64_encode(sha1($key . '258EAFA5-E914-47DA-95CA-C5AB0DC85B11', true)));
        $response->header('Sec-WebSocket-Version', '13');
        $response->header('Sec-WebSocket-Protocol', $request->header['sec-websocket-protocol']);
        $response->status(101);
        $response->end();
        $fd = $request->fd;
        $server->defer(function () use ($fd, $server) {
            $server->push($fd, "welcome $fd");
        });
        return true;
    });
    PHP);
$client = WebSocketClient::connect($server->port, '/', ['Sec-WebSocket-Protocol: superchat']);
echo $client->handshake->header('Sec-WebSocket-Protocol'), "\n";
echo $client->receive(), "\n";
echo $client->ask('hello'), "\n";
$client->close();
echo $server->stop(), "\n", $server->output();
?>
