--TEST--
Swoole\Coroutine\Client::getsockname() and getpeername(), and bind_address of set()
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Client;
use function SwooleTest\{coroutines, deadPort, listener, port, show};

coroutines(function (): void {
    $listener = listener();
    $client = new Client(SWOOLE_SOCK_TCP);
    $client->connect('127.0.0.1', port($listener));
    show(array_keys($client->getsockname()), array_keys($client->getpeername()));
    show(['host' => '127.0.0.1'] + $listener->getsockname() === $client->getpeername());
    show(['host' => '127.0.0.1'] + $listener->accept()->getpeername() === $client->getsockname());

    $mine = deadPort();
    $client = new Client(SWOOLE_SOCK_TCP);
    $client->set(['bind_address' => '127.0.0.1', 'bind_port' => $mine]);
    show($client->connect('127.0.0.1', port($listener)), $listener->accept()->getpeername()['port'] === $mine);
});
?>
--EXPECT--
["host","address","port"]
["host","address","port"]
true
true
true
true
