--TEST--
Swoole\Coroutine\Http\Server: HEAD, 204 and 304 have no body (in Swoole 6.2.2 they may)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\HttpClient;
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $server->handle('/', function ($request, $response) {
        $response->status((int) ($request->get['status'] ?? 200));
        $response->end('twelve bytes');
    });
    PHP);
$client = new HttpClient($server->port);
foreach ([['HEAD', '/'], ['GET', '/?status=204'], ['GET', '/?status=304'], ['GET', '/']] as [$method, $target]) {
    show("$method $target " . $client->request($method, $target));
}
?>
--EXPECT--
HEAD / 200 OK
GET /?status=204 204 No Content
GET /?status=304 304 Not Modified
GET / 200 OK [twelve bytes]
