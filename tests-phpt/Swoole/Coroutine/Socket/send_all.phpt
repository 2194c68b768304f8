--TEST--
Swoole\Coroutine\Socket::sendAll() and recvAll(): more than the kernel buffers; the rest at the end of the stream
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    $data = random_bytes(8 << 20);
    Coroutine::create(function () use ($client, $data): void {
        show('sent ' . $client->sendAll($data));
        $client->sendAll('the rest');
        $client->close();
    });
    $received = $server->recvAll(strlen($data));
    show(strlen($received), $received === $data);
    show($server->recvAll(100));
    show($server->recvAll(100));
    showError($server);
});
?>
--EXPECT--
sent 8388608
8388608
true
the rest

0 ''
