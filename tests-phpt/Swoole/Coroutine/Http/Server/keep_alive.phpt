--TEST--
Swoole\Coroutine\Http\Server: keep-alive, Connection: close and HTTP/1.0
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpClient, Socket};
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $server->handle('/', function ($request, $response) {
        $response->end('coroutine');
    });
    PHP);
$client = new HttpClient($server->port);
for ($i = 0; $i < 3; $i++) {
    $response = $client->request('GET', '/');
    show([$response->body, $response->header('Connection')]);
}
$response = $client->request('GET', '/', ['Connection: close']);
show([$response->status, $response->header('Connection'), $client->socket->readToEnd()]);

$socket = Socket::connect($server->port);
$socket->write("GET / HTTP/1.0\r\n\r\n");
$text = $socket->readToEnd();
show(strtok($text, "\r"), str_contains($text, "Connection: close\r\n"), substr($text, strpos($text, "\r\n\r\n") + 4, 9));

$socket = Socket::connect($server->port);
$socket->write("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
$head = $socket->readUntil("\r\n\r\n");
show(strtok($head, "\r"), str_contains($head, "Connection: keep-alive\r\n"));
?>
--EXPECT--
["coroutine","keep-alive"]
["coroutine","keep-alive"]
["coroutine","keep-alive"]
[200,"close",""]
HTTP/1.1 200 OK
true
coroutine
HTTP/1.1 200 OK
true
