--TEST--
Swoole\Coroutine\Http\Server: a head byte by byte
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpResponse, Socket};
use function SwooleTest\{httpServer, show};

$server = httpServer('$server->handle("/", fn ($request, $response) => $response->end($request->header["x-name"]));');
$socket = Socket::connect($server->port);
foreach (str_split("GET / HTTP/1.1\r\nHost: x\r\nX-Name: value\r\n\r\n") as $byte) {
    $socket->write($byte);
    usleep(200);
}
show(HttpResponse::read($socket));
?>
--EXPECT--
200 OK [value]
