--TEST--
Swoole\Coroutine\Http\Client: close() ends a recv() that waits in another coroutine; push() goes beside it
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, readClientFrame, readToEnd, show, webSocketPeer};

coroutines(function (): void {
    $frames = new Channel(1);
    $client = new Client('127.0.0.1', webSocketPeer(function ($connection) use ($frames): void {
        $frames->push((string) readClientFrame($connection));
        readToEnd($connection);
    }));
    $client->upgrade('/');
    $ended = new Channel(1);
    Coroutine::create(function () use ($client, $ended): void {
        $ended->push([$client->recv()]);
    });
    show($client->push('beside'), $frames->pop());
    show($client->close());
    [$result] = $ended->pop();
    show($result === false || $result === '', $client->connected);
});
?>
--EXPECT--
true
text beside
false
true
false
