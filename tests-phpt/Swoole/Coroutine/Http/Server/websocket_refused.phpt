--TEST--
Swoole\Http\Response::upgrade() of a request that is no handshake: false, and 400 for the client
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpClient, HttpResponse, Socket};
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $server->handle('/', function (Request $request, Response $response) {
        echo 'upgrade ', json_encode($response->upgrade()), "\n";
    });
    $server->handle('/ended', function (Request $request, Response $response) {
        $response->end('no');
        echo 'ended ', json_encode(@$response->upgrade()), "\n";
    });
    PHP);
show(HttpClient::get($server->port, '/')->status);
$socket = Socket::connect($server->port);
$socket->write("GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n\r\n");
show(HttpResponse::read($socket)->status);
show(HttpClient::get($server->port, '/ended'));
$server->awaitOutput('ended');
show(trim($server->output()));
?>
--EXPECT--
400
400
200 OK [no]
upgrade false
upgrade false
ended false
