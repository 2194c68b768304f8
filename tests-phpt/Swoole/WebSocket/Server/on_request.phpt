--TEST--
Swoole\WebSocket\Server: with a request callback the same port serves HTTP
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function (Swoole\Http\Request $request, Swoole\Http\Response $response) {
        global $server;
        $n = 0;
        foreach ($server->connections as $fd) {
            if ($server->isEstablished($fd)) {
                $n += (int) $server->push($fd, $request->get['message']);
            }
        }
        $response->end("pushed to $n");
    });
    PHP);
$one = WebSocketClient::connect($server->port);
$two = WebSocketClient::connect($server->port);
echo HttpClient::get($server->port, '/?message=hello%20all'), "\n";
echo $one->receive(), "\n", $two->receive(), "\n";
?>
--EXPECT--
200 OK [pushed to 2]
text hello all
text hello all
