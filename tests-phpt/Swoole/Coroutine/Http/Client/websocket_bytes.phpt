--TEST--
Swoole\Coroutine\Http\Client: frames byte by byte, and many in one packet
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use SwooleTest\Frame;
use function SwooleTest\{coroutines, readClientFrame, readToEnd, show, webSocketPeer};

coroutines(function (): void {
    $client = new Client('127.0.0.1', webSocketPeer(function ($connection): void {
        readClientFrame($connection);
        $connection->setOption(SOL_TCP, TCP_NODELAY, true);
        foreach (str_split(Frame::encode('hello', mask: false) . Frame::encode(str_repeat('x', 126), mask: false)) as $i => $byte) {
            $connection->send($byte);
            if ($i < 15) {
                Swoole\Coroutine::sleep(0.001);
            }
        }
        $connection->sendAll(implode('', array_map(fn (int $i): string => Frame::encode("message $i", mask: false), range(1, 1000))));
        readToEnd($connection);
    }));
    $client->upgrade('/');
    $client->push('go');
    show($client->recv(5)->data, $client->recv(5)->data === str_repeat('x', 126));
    $right = 0;
    for ($i = 1; $i <= 1000; $i++) {
        $right += (int) ($client->recv(5)->data === "message $i");
    }
    show($right);
    $client->close();
});
?>
--EXPECT--
hello
true
1000
