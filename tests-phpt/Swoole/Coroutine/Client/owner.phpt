--TEST--
Swoole\Coroutine\Client and its exported socket: either ends the connection of both
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Client;
use function SwooleTest\{coroutines, listener, port, show, showError};

coroutines(function (): void {
    $listener = listener();
    $client = new Client(SWOOLE_SOCK_TCP);
    $client->connect('127.0.0.1', port($listener));
    $peer = $listener->accept();
    show($client->exportSocket()->close(), $client->connected, $client->socket, $client->isConnected());
    show($client->recv());
    showError($client);
    show($peer->recv(1, 2));

    $client->connect('127.0.0.1', port($listener));
    $socket = $client->exportSocket();
    unset($client);
    show($socket->isClosed(), $socket->send('x'));
    showError($socket);

    // A client that refers to itself is collected, and its connection ends.
    $client = new Client(SWOOLE_SOCK_TCP);
    $client->set(['open_length_check' => true, 'package_length_func' => fn (string $head): int => $client->fd]);
    $client->connect('127.0.0.1', port($listener));
    $listener->accept();
    $peer = $listener->accept();
    unset($client);
    gc_collect_cycles();
    show($peer->recv(1, 2));
});
?>
--EXPECT--
true
false
null
false
false
SWOOLE_ERROR_CLIENT_NO_CONNECTION 'Client no connection'

true
false
SOCKET_EBADF 'Bad file descriptor'

