--TEST--
Swoole\Coroutine\Socket: a connected UDP socket learns that nobody listens
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, deadPort, show, showError};

coroutines(function (): void {
    $socket = new Socket(AF_INET, SOCK_DGRAM, 0);
    show($socket->connect('127.0.0.1', deadPort()), $socket->send('anybody?'), $socket->recv(100, 1));
    showError($socket);
});
?>
--EXPECT--
true
8
false
SOCKET_ECONNREFUSED 'Connection refused'
