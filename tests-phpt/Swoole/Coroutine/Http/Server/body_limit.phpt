--TEST--
Swoole\Coroutine\Http\Server: a body over package_max_length is refused with 413 when it is announced
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpClient, HttpResponse, Socket};
use function SwooleTest\{httpServer, show};

$server = httpServer('$server->handle("/", fn ($request, $response) => $response->end((string) strlen($request->getContent())));', ['package_max_length' => 100_000]);
show(HttpClient::get($server->port, '/'));
$socket = Socket::connect($server->port);
$socket->write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 90000\r\n\r\n" . str_repeat('x', 90000));
show(HttpResponse::read($socket)->body);
$socket->write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100001\r\n\r\n");
show(HttpResponse::read($socket)->status, $socket->readToEnd());
?>
--EXPECT--
200 OK [0]
90000
413
