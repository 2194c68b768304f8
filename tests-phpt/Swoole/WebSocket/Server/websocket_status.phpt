--TEST--
Swoole\WebSocket\Server: websocket_status and isEstablished() at every stage of a connection
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $tell = function (string $stage, int $fd) use ($server): void {
        $status = $server->getClientInfo($fd)['websocket_status'];
        echo $stage, ' ', json_encode($server->isEstablished($fd)), ' ', $status, "\n";
    };
    $server->on('connect', fn ($server, $fd) => $tell('connect', $fd));
    $server->on('open', fn ($server, $request) => $tell('open', $request->fd));
    $server->on('message', function ($server, $frame) use ($tell) {
        $tell('message', $frame->fd);
        $server->disconnect($frame->fd);
    });
    $server->on('close', fn ($server, $fd) => $tell('close', $fd));
    PHP);
$client = WebSocketClient::connect($server->port);
$client->send('x');
echo $client->receiveClose(), "\n";
$server->stop();
echo $server->output();
var_dump(WEBSOCKET_STATUS_CONNECTION, WEBSOCKET_STATUS_HANDSHAKE, WEBSOCKET_STATUS_ACTIVE, WEBSOCKET_STATUS_CLOSING);
?>
--EXPECT--
close 1000
connect false 0
open true 3
message true 3
close false 4
int(1)
int(2)
int(3)
int(4)
