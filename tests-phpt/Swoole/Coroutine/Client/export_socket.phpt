--TEST--
Swoole\Coroutine\Client::exportSocket(): the same connection as a Socket, which the client keeps
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\{Client, Socket};
use function SwooleTest\{coroutines, peer, readToEnd, show, showError};

coroutines(function (): void {
    $client = new Client(SWOOLE_SOCK_TCP);
    $client->connect('127.0.0.1', peer(function ($connection): void {
        $connection->send('received ' . $connection->recv());
        readToEnd($connection);
    }));
    $socket = $client->exportSocket();
    show(get_class($socket), $socket === $client->exportSocket(), $socket === $client->socket, $socket->fd === $client->fd);
    show($socket->sendAll('hello'), $socket->recv());
    show($client->close(), $socket->isClosed(), $client->exportSocket());
});
?>
--EXPECT--
Swoole\Coroutine\Socket
true
true
true
5
received hello
true
true
null
