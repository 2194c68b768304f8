--TEST--
Swoole\Coroutine\Http\Client: setDefer() sends now and recv() takes the response later
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, peer, readRequest, response, show, showError};

coroutines(function (): void {
    $gate = new Channel(1);
    $port = peer(function ($connection, int $number) use ($gate): void {
        readRequest($connection);
        // Answered only when both requests have come.
        $number === 0 ? $gate->pop() : $gate->push(true);
        $connection->sendAll(response("answer $number"));
    }, 2);
    $clients = [new Client('127.0.0.1', $port), new Client('127.0.0.1', $port)];
    foreach ($clients as $client) {
        show([$client->setDefer(), $client->getDefer(), $client->get('/'), $client->statusCode, $client->body]);
    }
    foreach ($clients as $client) {
        show([$client->recv(2), $client->statusCode, $client->body]);
    }
    // Nothing more is awaited.
    show($clients[0]->recv(1));

    $client = new Client('127.0.0.1', peer(fn ($connection) => readRequest($connection) && $connection->recv()));
    show($client->set(['defer' => true]), $client->getDefer(), $client->get('/'), $client->recv(0.02));
    showError($client);
    show($client->setDefer(false), $client->getDefer());
    show((new Client('127.0.0.1', 1))->recv());
});
?>
--EXPECT--
[true,true,true,0,""]
[true,true,true,0,""]
[true,200,"answer 0"]
[true,200,"answer 1"]
false
true
true
true
false
SOCKET_ETIMEDOUT 'Connection timed out' -2
true
false
false
