--TEST--
Swoole\Coroutine\Socket::recvWithBuffer(): small reads out of one buffer
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    $client->sendAll('abcdefghij');
    show($server->recvWithBuffer(3), $server->recvWithBuffer(3));
    // The buffer holds it, the kernel does not.
    show($server->peek());
    showError($server);
    $client->sendAll('XY');
    show($server->recvWithBuffer(6));
    $client->close();
    show($server->recvWithBuffer(5), $server->recvWithBuffer(5));

    [$client, $server] = pair();
    show($server->recvWithBuffer(5, 0.02));
    showError($server);

    // More than 64 KiB in all, in small pieces.
    $data = random_bytes(200_000);
    Swoole\Coroutine::create(function () use ($client, $data): void {
        $client->sendAll($data);
        $client->close();
    });
    $received = '';
    while (($piece = $server->recvWithBuffer(777)) !== '') {
        $received .= $piece;
    }
    show($received === $data);
});
?>
--EXPECT--
abc
def
false
SOCKET_EAGAIN 'Resource temporarily unavailable'
ghijXY


false
SOCKET_ETIMEDOUT 'Connection timed out'
true
