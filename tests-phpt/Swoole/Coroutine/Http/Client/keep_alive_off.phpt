--TEST--
Swoole\Coroutine\Http\Client: keep_alive switched off, and Connection: close of the server
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, peer, readRequest, response, show};

coroutines(function (): void {
    $ends = new Channel(1);
    $answer = fn (string ...$headers) => function ($connection, int $number) use ($ends, $headers): void {
        readRequest($connection);
        $connection->sendAll(response("connection $number", ...$headers));
        $ends->push('end of stream: ' . json_encode($connection->recv()));
    };
    $client = new Client('127.0.0.1', peer($answer(), 2));
    $client->set(['keep_alive' => false]);
    for ($i = 0; $i < 2; $i++) {
        show($client->get('/'), $client->body, $client->connected, $ends->pop());
    }
    $client = new Client('127.0.0.1', peer($answer('Connection: close'), 2));
    for ($i = 0; $i < 2; $i++) {
        show($client->get('/'), $client->body, $client->connected, $ends->pop());
    }
});
?>
--EXPECT--
true
connection 0
false
end of stream: ""
true
connection 1
false
end of stream: ""
true
connection 0
false
end of stream: ""
true
connection 1
false
end of stream: ""
