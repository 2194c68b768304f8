--TEST--
Swoole\Coroutine\Socket::bind() and listen(): free port, port in use, bad addresses
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, listener, port, show, showError};

coroutines(function (): void {
    $first = listener();
    show(port($first) > 0, $first->getsockname()['address']);

    $second = new Socket(AF_INET, SOCK_STREAM, 0);
    show($second->bind('127.0.0.1', port($first)));
    showError($second);

    $third = new Socket(AF_INET, SOCK_STREAM, 0);
    show($third->bind('203.0.113.1', 0));
    showError($third);
    show($third->bind('no address', 0));
    showError($third);

    $udp = new Socket(AF_INET, SOCK_DGRAM, 0);
    show($udp->bind('127.0.0.1'), port($udp) > 0, $udp->listen());
    showError($udp);

    $ipv6 = new Socket(AF_INET6, SOCK_STREAM, 0);
    show($ipv6->bind('::1', 0), $ipv6->listen(), $ipv6->getsockname()['address']);
});
?>
--EXPECT--
true
127.0.0.1
false
SOCKET_EADDRINUSE 'Address already in use'
false
SOCKET_EADDRNOTAVAIL 'Cannot assign requested address'
false
SWOOLE_ERROR_BAD_HOST_ADDR 'Bad host addr'
true
true
false
SOCKET_EOPNOTSUPP 'Operation not supported'
true
true
::1
