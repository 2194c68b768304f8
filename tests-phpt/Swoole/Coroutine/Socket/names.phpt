--TEST--
Swoole\Coroutine\Socket::getsockname() and getpeername()
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    show(array_keys($client->getsockname()), $client->getsockname()['address']);
    show($client->getsockname() === $server->getpeername(), $server->getsockname() === $client->getpeername());
    show(is_int($client->getpeername()['port']));

    $fresh = new Socket(AF_INET, SOCK_STREAM, 0);
    show($fresh->getsockname(), $fresh->getpeername());
    showError($fresh);

    $ipv6 = new Socket(AF_INET6, SOCK_STREAM, 0);
    show($ipv6->bind('::1', 0), $ipv6->listen());
    $client = new Socket(AF_INET6, SOCK_STREAM, 0);
    show($client->connect('::1', $ipv6->getsockname()['port']), $client->getpeername() === $ipv6->getsockname());
});
?>
--EXPECT--
["address","port"]
127.0.0.1
true
true
true
{"address":"0.0.0.0","port":0}
false
SOCKET_ENOTCONN 'Transport endpoint is not connected'
true
true
true
true
