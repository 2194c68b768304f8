--TEST--
Swoole\Coroutine\Client: a reset by the peer is ECONNRESET
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\{Client, Socket};
use function SwooleTest\{coroutines, listener, port, show, showError};

coroutines(function (): void {
    $listener = listener();
    $client = new Client(SWOOLE_SOCK_TCP);
    $client->connect('127.0.0.1', port($listener));
    $connection = $listener->accept();
    $connection->setOption(SOL_SOCKET, SO_LINGER, ['l_onoff' => 1, 'l_linger' => 0]);
    unset($connection);
    show($client->recv(2));
    showError($client);
    show($client->close());
});
?>
--EXPECT--
false
SOCKET_ECONNRESET 'Connection reset by peer'
true
