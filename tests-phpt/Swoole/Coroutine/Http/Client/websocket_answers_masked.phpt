--TEST--
Swoole\Coroutine\Http\Client: automatic answers are masked as well (in Swoole 6.2.2 only after set())
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use SwooleTest\Frame;
use function SwooleTest\{coroutines, show, webSocketPeer};

coroutines(function (): void {
    $answers = new Channel(1);
    $client = new Client('127.0.0.1', webSocketPeer(function ($connection) use ($answers): void {
        $connection->sendAll(Frame::encode('ping', Frame::PING, mask: false) . Frame::encode(Frame::closePayload(1000), Frame::CLOSE, mask: false));
        $answers->push($connection->recvAll(2 + 4 + 4 + 2 + 4 + 2));
    }));
    $client->upgrade('/');
    $client->recv(5);
    $bytes = $answers->pop();
    show(bin2hex(substr($bytes, 0, 2)), bin2hex(substr($bytes, 10, 2)));
});
?>
--EXPECT--
8a84
8882
