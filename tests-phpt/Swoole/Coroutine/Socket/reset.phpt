--TEST--
Swoole\Coroutine\Socket: a reset by the peer is ECONNRESET, for who waits and for who asks later
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    show($server->setOption(SOL_SOCKET, SO_LINGER, ['l_onoff' => 1, 'l_linger' => 0]));
    show($server->getOption(SOL_SOCKET, SO_LINGER));
    // Without close(), which shuts the connection down first, the end of the object resets it.
    unset($server);
    show($client->recv(10, 2));
    showError($client);

    [$client, $server] = pair();
    $server->setOption(SOL_SOCKET, SO_LINGER, ['l_onoff' => 1, 'l_linger' => 0]);
    Coroutine::create(function () use ($client): void {
        show($client->recv(10, 2));
        showError($client);
        show($client->checkLiveness());
    });
    unset($server);
});
?>
--EXPECT--
true
{"l_onoff":1,"l_linger":0}
false
SOCKET_ECONNRESET 'Connection reset by peer'
false
SOCKET_ECONNRESET 'Connection reset by peer'
false
