--TEST--
Swoole\Coroutine\Http\Client: recv() returns '' soon after a close frame, although the server never closes (Swoole 6.2.2 waits on)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use SwooleTest\Frame;
use function SwooleTest\{coroutines, readClientFrame, readToEnd, show, webSocketPeer};

coroutines(function (): void {
    $client = new Client('127.0.0.1', webSocketPeer(function ($connection): void {
        $connection->sendAll(Frame::encode(Frame::closePayload(1000), Frame::CLOSE, mask: false));
        readClientFrame($connection);
        readToEnd($connection);
    }));
    $client->upgrade('/');
    $start = microtime(true);
    show(json_encode($client->recv(10)), microtime(true) - $start < 9, $client->connected);
});
?>
--EXPECT--
""
true
false
