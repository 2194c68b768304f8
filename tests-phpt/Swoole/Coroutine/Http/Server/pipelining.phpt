--TEST--
Swoole\Coroutine\Http\Server: pipelined requests are answered in order, also by a handler that waits
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpResponse, Socket};
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $server->handle('/', function ($request, $response) {
        if ($request->server['request_uri'] === '/slow') {
            Coroutine::sleep(0.02);
        }
        $response->end($request->getMethod() . ' ' . $request->server['request_uri'] . ' ' . $request->getContent());
    });
    PHP);
$socket = Socket::connect($server->port);
$socket->write(
    "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n" .
    "POST /two HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody" .
    "GET /three HTTP/1.1\r\nHost: x\r\n\r\n" .
    "GET /four HTTP/1.1\r\nHo"
);
foreach (range(1, 3) as $i) {
    show(HttpResponse::read($socket));
}
$socket->write("st: x\r\n\r\n");
show(HttpResponse::read($socket));
?>
--EXPECT--
200 OK [GET /slow ]
200 OK [POST /two body]
200 OK [GET /three ]
200 OK [GET /four ]
