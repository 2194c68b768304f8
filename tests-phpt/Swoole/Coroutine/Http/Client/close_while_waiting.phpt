--TEST--
Swoole\Coroutine\Http\Client::close(): ends a request that waits in another coroutine
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, peer, readRequest, show, showError};

coroutines(function (): void {
    $received = new Channel(1);
    $client = new Client('127.0.0.1', peer(function ($connection) use ($received): void {
        readRequest($connection);
        $received->push(true);
        $connection->recv();
    }));
    $ended = new Channel(1);
    Coroutine::create(function () use ($client, $ended): void {
        $ended->push($client->get('/'));
    });
    $received->pop();
    $client->close();
    show($ended->pop(), $client->connected, $client->statusCode < 0);
});
?>
--EXPECT--
false
false
true
