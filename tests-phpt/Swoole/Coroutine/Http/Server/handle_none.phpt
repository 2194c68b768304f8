--TEST--
Swoole\Coroutine\Http\Server: 404 without a handler; the connection goes on
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\HttpClient;
use function SwooleTest\{httpServer, show};

$server = httpServer('$server->handle("/known", fn ($request, $response) => $response->end("known"));');
$client = new HttpClient($server->port);
show($client->request('GET', '/unknown'), $client->request('POST', '/', [], 'body'), $client->request('GET', '/known'));
?>
--EXPECT--
404 Not Found
404 Not Found
200 OK [known]
