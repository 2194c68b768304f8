--TEST--
Swoole\Coroutine\Http\Client: one connection for several requests; another one when the server has closed it
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, peer, readRequest, response, show};

coroutines(function (): void {
    $closed = new Channel(10);
    $port = peer(function ($connection, int $number) use ($closed): void {
        for ($i = 0; $i < 2; $i++) {
            readRequest($connection);
            $connection->sendAll(response("connection $number, request $i"));
        }
        $connection->close();
        $closed->push(true);
    }, 2);
    $client = new Client('127.0.0.1', $port);
    for ($i = 0; $i < 4; $i++) {
        show($client->get('/'), $client->body);
        if ($i === 1) {
            $closed->pop();
        }
    }
    $client->close();
});
?>
--EXPECT--
true
connection 0, request 0
true
connection 0, request 1
true
connection 1, request 0
true
connection 1, request 1
