--TEST--
Swoole\Coroutine\Http\Client: websocket_mask switched off sends unmasked frames
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, show, webSocketPeer};

coroutines(function (): void {
    $bytes = new Channel(1);
    $client = new Client('127.0.0.1', webSocketPeer(fn ($connection) => $bytes->push($connection->recv())));
    $client->set(['websocket_mask' => false]);
    show($client->upgrade('/'), $client->push('hello'), bin2hex($bytes->pop()));
    $client->close();
});
?>
--EXPECT--
true
true
810568656c6c6f
