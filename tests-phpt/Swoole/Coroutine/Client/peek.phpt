--TEST--
Swoole\Coroutine\Client::peek(): looks without taking and without waiting
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\{Channel, Client};
use function SwooleTest\{coroutines, peer, readToEnd, show, showError};

coroutines(function (): void {
    $go = new Channel(1);
    $client = new Client(SWOOLE_SOCK_TCP);
    $client->connect('127.0.0.1', peer(function ($connection) use ($go): void {
        $go->pop();
        $connection->send('hello');
        readToEnd($connection);
    }));
    show($client->peek());
    showError($client);
    $go->push(true);
    while ($client->peek() === false) {
        Coroutine::sleep(0.001);
    }
    show($client->peek(2), $client->peek(), $client->recv());
});
?>
--EXPECT--
false
SOCKET_EAGAIN 'Resource temporarily unavailable'
he
hello
hello
