--TEST--
Swoole\Coroutine\Http\Server: a request head without end is refused
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpResponse, Socket};
use function SwooleTest\{httpServer, show};

$server = httpServer('$server->handle("/", fn ($request, $response) => $response->end("hello"));');
$socket = Socket::connect($server->port);
$socket->write("GET / HTTP/1.1\r\nHost: x\r\n" . str_repeat("X: y\r\n", 20));
$socket->write("\r\n");
show(HttpResponse::read($socket));
$socket->writeUntilClosed("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " . str_repeat('x', 200_000));
show(HttpResponse::read($socket)->status >= 400);
?>
--EXPECT--
200 OK [hello]
true
