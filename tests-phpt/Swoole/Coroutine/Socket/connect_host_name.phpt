--TEST--
Swoole\Coroutine\Socket::connect(): a host name is resolved, or cannot be
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, listener, port, show, showError};

coroutines(function (): void {
    $listener = listener();
    $socket = new Socket(AF_INET, SOCK_STREAM, 0);
    show($socket->connect('localhost', port($listener)));
    show($socket->getpeername() === $listener->getsockname());

    // A label has at most 63 letters, so that nobody needs to be asked.
    $socket = new Socket(AF_INET, SOCK_STREAM, 0);
    show($socket->connect(str_repeat('x', 64), 80, 5));
    showError($socket);
});
?>
--EXPECT--
true
true
false
SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED 'DNS Lookup resolve failed'
