--TEST--
Swoole\Coroutine\Http\Client::recv(): a timeout in the middle of a frame loses nothing (Swoole 6.2.2 closes the connection)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use SwooleTest\Frame;
use function SwooleTest\{coroutines, show, webSocketPeer};

coroutines(function (): void {
    foreach ([1, 5] as $position) {
        $go = new Channel(1);
        $client = new Client('127.0.0.1', webSocketPeer(function ($connection) use ($go, $position): void {
            $bytes = Frame::encode('two halves', mask: false);
            $connection->sendAll(substr($bytes, 0, $position));
            $go->pop();
            $connection->sendAll(substr($bytes, $position));
            $connection->recv();
        }));
        $client->upgrade('/');
        show($client->recv(0.05), $client->connected);
        $go->push(true);
        show($client->recv(5)->data);
        $client->close();
    }
});
?>
--EXPECT--
false
true
two halves
false
true
two halves
