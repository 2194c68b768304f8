--TEST--
Swoole\Coroutine\Client::close(): wakes the coroutine that waits in recv()
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Client;
use function SwooleTest\{coroutines, peer, readToEnd, show, showError};

coroutines(function (): void {
    $client = new Client(SWOOLE_SOCK_TCP);
    $client->connect('127.0.0.1', peer(readToEnd(...)));
    Coroutine::create(function () use ($client): void {
        show($client->recv());
        showError($client);
    });
    show('close', $client->close(), $client->isConnected());
});
?>
--EXPECT--
false
SOCKET_ECANCELED 'Operation canceled'
close
false
false
