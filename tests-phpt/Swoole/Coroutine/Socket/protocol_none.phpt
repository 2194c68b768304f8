--TEST--
Swoole\Coroutine\Socket::recvPacket() without a protocol returns what has come
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    $client->send('abc');
    show($server->recvPacket());
    show($server->recvPacket(0.02));
    showError($server);
    $client->send('last');
    $client->close();
    show($server->recvPacket(), json_encode($server->recvPacket()));
    showError($server);
});
?>
--EXPECT--
abc
false
SOCKET_ETIMEDOUT 'Connection timed out'
last
""
0 ''
