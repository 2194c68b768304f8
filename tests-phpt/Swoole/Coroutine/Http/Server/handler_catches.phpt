--TEST--
Swoole\Coroutine\Http\Server: an exception that the handler catches harms nothing
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\HttpClient;
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $server->handle('/', function ($request, $response) {
        try {
            Coroutine::sleep(0.001);
            throw new RuntimeException('caught');
        } catch (RuntimeException $exception) {
            $response->status(500);
        } finally {
            $response->end($exception->getMessage());
        }
    });
    PHP);
$client = new HttpClient($server->port);
show($client->request('GET', '/'), $client->request('GET', '/'));
?>
--EXPECT--
500 Internal Server Error [caught]
500 Internal Server Error [caught]
