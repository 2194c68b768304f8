--TEST--
Swoole\Coroutine\Http\Client: every frame has a mask of its own (Swoole 6.2.2 always uses the same)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, show, webSocketPeer};

coroutines(function (): void {
    $bytes = new Channel(1);
    $client = new Client('127.0.0.1', webSocketPeer(fn ($connection) => $bytes->push($connection->recvAll(100 * 7))));
    $client->upgrade('/');
    for ($i = 0; $i < 100; $i++) {
        $client->push('x');
    }
    $keys = array_map(fn (string $frame): string => substr($frame, 2, 4), str_split($bytes->pop(), 7));
    show(count($keys), count(array_unique($keys)) > 95);
    $client->close();
});
?>
--EXPECT--
100
true
