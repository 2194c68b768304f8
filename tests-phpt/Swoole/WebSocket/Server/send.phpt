--TEST--
Swoole\WebSocket\Server::send(): raw bytes, unframed
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('open', function ($server, $request) {
        $results = [
            $server->send($request->fd, Swoole\WebSocket\Server::pack('packed by hand')),
            $server->send(999, 'nobody'),
            swoole_last_error(),
        ];
        $server->push($request->fd, json_encode($results));
    });
    PHP);
$client = WebSocketClient::connect($server->port);
echo $client->receive(), "\n", $client->receive(), "\n";
?>
--EXPECT--
text packed by hand
text [true,false,1005]
