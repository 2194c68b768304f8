--TEST--
Swoole\Coroutine\Http\Client: max_retries repeats a request that is answered by 502 or 503, on a new connection
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, peer, readRequest, show};

coroutines(function (): void {
    $client = new Client('127.0.0.1', peer(function ($connection, int $number): void {
        readRequest($connection);
        $connection->sendAll('HTTP/1.1 ' . [503, 502, 200][$number] . " X\r\nContent-Length: 1\r\n\r\n$number");
    }, 3));
    $client->set(['max_retries' => 5]);
    show($client->get('/'), $client->statusCode, $client->body);
});
?>
--EXPECT--
true
200
2
