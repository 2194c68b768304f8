--TEST--
Swoole\WebSocket\Server: beforeHandshakeResponse adds headers and cookies to the engine's own handshake
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('beforeHandshakeResponse', function (Swoole\WebSocket\Server $server, Swoole\Http\Request $request, Swoole\Http\Response $response) {
        $response->header('X-Room', $request->get['room']);
        $response->cookie('sid', 'a b');
        $response->rawcookie('raw', 'a%b');
    });
    $server->on('open', function ($server, $request) {
        $server->push($request->fd, 'open');
    });
    PHP);
$client = WebSocketClient::connect($server->port, '/?room=blue');
echo $client->handshake->header('X-Room'), "\n";
echo implode("\n", $client->handshake->headers['set-cookie']), "\n";
echo $client->receive(), "\n";
?>
--EXPECT--
blue
sid=a+b
raw=a%b
text open
