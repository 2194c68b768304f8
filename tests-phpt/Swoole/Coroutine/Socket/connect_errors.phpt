--TEST--
Swoole\Coroutine\Socket::connect(): refused, bad arguments, bad paths
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, deadPort, show, showError, unixPath};

coroutines(function (): void {
    $socket = new Socket(AF_INET, SOCK_STREAM, 0);
    show($socket->connect('127.0.0.1', deadPort()));
    showError($socket);

    $socket = new Socket(AF_INET, SOCK_STREAM, 0);
    show($socket->connect('127.0.0.1'), $socket->connect('127.0.0.1', 0), $socket->connect('127.0.0.1', 65536));

    $socket = new Socket(AF_UNIX, SOCK_STREAM, 0);
    show($socket->connect(unixPath()));
    showError($socket);
    show($socket->connect('/' . str_repeat('x', 200)));
    showError($socket);
});
?>
--EXPECTF--
false
SOCKET_ECONNREFUSED 'Connection refused'

Warning: Swoole\Coroutine\Socket::connect(): Socket of type AF_INET/AF_INET6 requires port argument in %s on line %d

Warning: Swoole\Coroutine\Socket::connect(): Invalid port argument[0] in %s on line %d

Warning: Swoole\Coroutine\Socket::connect(): Invalid port argument[65536] in %s on line %d
false
false
false
false
SOCKET_ENOENT 'No such file or directory'
false
SWOOLE_ERROR_NAME_TOO_LONG 'Name too long'
