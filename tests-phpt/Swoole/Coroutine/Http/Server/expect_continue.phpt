--TEST--
Swoole\Coroutine\Http\Server: Expect: 100-continue is answered before the body (Swoole 6.2.2 does not answer)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpResponse, Socket};
use function SwooleTest\{httpServer, show};

$server = httpServer('$server->handle("/", fn ($request, $response) => $response->end($request->getContent()));');
$socket = Socket::connect($server->port);
$socket->write("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
show($socket->readUntil("\r\n\r\n") === "HTTP/1.1 100 Continue\r\n\r\n");
$socket->write('hello');
show(HttpResponse::read($socket));
?>
--EXPECT--
true
200 OK [hello]
