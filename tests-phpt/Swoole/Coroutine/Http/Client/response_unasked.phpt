--TEST--
Swoole\Coroutine\Http\Client: what a server sends behind its response is not the answer to the next request
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, peer, readRequest, response, show};

coroutines(function (): void {
    $port = peer(function ($connection, int $number): void {
        while (readRequest($connection) !== '') {
            $connection->sendAll(response("connection $number") . response('unasked'));
        }
    }, 2);
    $client = new Client('127.0.0.1', $port);
    show($client->get('/'), $client->body);
    // The same connection or another one: both are fine.
    show($client->get('/'), str_starts_with($client->body, 'connection '));
    $client->close();
    // So that the peer need not wait for a second one.
    (new Socket(AF_INET, SOCK_STREAM, 0))->connect('127.0.0.1', $port);
});
?>
--EXPECT--
true
connection 0
true
true
