--TEST--
Swoole\Coroutine::cancel() of a coroutine that waits for a response
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, peer, readRequest, show, showError};

coroutines(function (): void {
    $received = new Channel(1);
    $port = peer(function ($connection) use ($received): void {
        readRequest($connection);
        $received->push(true);
        $connection->recv();
    });
    $ended = new Channel(1);
    $cid = Coroutine::create(function () use ($port, $ended): void {
        $client = new Client('127.0.0.1', $port);
        $ended->push([$client->get('/'), $client->errCode === SOCKET_ECANCELED, $client->statusCode]);
    });
    $received->pop();
    show(Coroutine::cancel($cid), $ended->pop());
});
?>
--EXPECT--
true
[false,true,-3]
