--TEST--
Swoole\Coroutine\Socket::connect(): a listener whose backlog is full makes the attempt time out
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, listener, port, show, showError};

coroutines(function (): void {
    $listener = listener(1);
    $sockets = [];
    // How many connections fit is the kernel's affair.
    do {
        $socket = $sockets[] = new Socket(AF_INET, SOCK_STREAM, 0);
        $start = microtime(true);
        $connected = $socket->connect('127.0.0.1', port($listener), 0.05);
    } while ($connected && count($sockets) < 10);
    show($connected, microtime(true) - $start >= 0.049);
    showError($socket);
});
?>
--EXPECT--
false
true
SOCKET_ETIMEDOUT 'Connection timed out'
