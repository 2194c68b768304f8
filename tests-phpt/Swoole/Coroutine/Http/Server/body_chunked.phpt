--TEST--
Swoole\Coroutine\Http\Server: chunked bodies
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpResponse, Socket};
use function SwooleTest\{httpServer, show};

$server = httpServer('$server->handle("/", fn ($request, $response) => $response->end(json_encode($request->post) . " " . $request->getContent()));');
$socket = Socket::connect($server->port);
$head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n";
$socket->write("{$head}4\r\na=1&\r\n3\r\nb=2\r\n0\r\n\r\n");
show(HttpResponse::read($socket));
// In pieces.
foreach ([$head, "4\r\na=", "3&\r\n", "3\r\nb=4\r\n", "0\r\n", "\r\n"] as $piece) {
    $socket->write($piece);
    usleep(1000);
}
show(HttpResponse::read($socket));
?>
--EXPECT--
200 OK [{"a":"1","b":"2"} a=1&b=2]
200 OK [{"a":"3","b":"4"} a=3&b=4]
