--TEST--
Swoole\WebSocket\Server: without a disconnect callback, close is called for HTTP connections too
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server, Socket};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $response->end('ok');
    });
    $server->on('close', function ($server, $fd, $reactorId) {
        echo "close $fd ", $reactorId < 0 ? 'server' : 'client', "\n";
    });
    PHP);
$http = new HttpClient($server->port);
$http->request('GET', '/');
$http->socket->close();
$server->awaitOutput('close 1');
$http = new HttpClient($server->port);
$http->request('GET', '/', ['Connection: close']);
$http->socket->readToEnd();
$server->awaitOutput('close 2');
Socket::connect($server->port)->close();
$server->awaitOutput('close 3');
echo $server->output();
?>
--EXPECT--
close 1 client
close 2 server
close 3 client
