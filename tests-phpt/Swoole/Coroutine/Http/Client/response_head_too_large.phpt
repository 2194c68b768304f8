--TEST--
Swoole\Coroutine\Http\Client: a response head without end is refused
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, httpPeer, peer, readRequest, response, show, showError};

coroutines(function (): void {
    $client = new Client('127.0.0.1', httpPeer([response('fine', 'X-Long: ' . str_repeat('x', 8000))]));
    show($client->get('/'), strlen($client->headers['x-long']));
    $client = new Client('127.0.0.1', peer(function ($connection): void {
        readRequest($connection);
        $connection->send("HTTP/1.1 200 OK\r\n");
        while ($connection->send('X-Field: ' . str_repeat('x', 1000) . "\r\n", 5) !== false) {
        }
    }));
    show($client->get('/'), $client->connected);
    showError($client);
});
?>
--EXPECT--
true
8000
false
false
SWOOLE_ERROR_HTTP_INVALID_PROTOCOL 'Http invalid protocol' -3
