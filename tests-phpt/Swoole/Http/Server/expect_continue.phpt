--TEST--
Swoole\Http\Server: Expect: 100-continue
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $response->end($request->getContent());
    });
    PHP);
$client = new HttpClient($server->port);
$client->socket->write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
echo $client->read(), "\n";
$client->socket->write('hello');
echo $client->read(), "\n";
?>
--EXPECT--
100 Continue
200 OK [hello]
