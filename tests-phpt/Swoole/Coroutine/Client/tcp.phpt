--TEST--
Swoole\Coroutine\Client on TCP: connect(), send(), recv(), close()
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Client;
use function SwooleTest\{coroutines, peer, readToEnd, show, showError};

coroutines(function (): void {
    $port = peer(function ($connection): void {
        $connection->send('received ' . $connection->recv());
        show('the client has closed: ' . json_encode($connection->recv()));
    });
    $client = new Client(SWOOLE_SOCK_TCP);
    show($client->connect('127.0.0.1', $port), $client->connected, $client->isConnected(), $client->fd > 2, $client->errCode);
    show($client->send('hello'), $client->recv());
    show($client->close(), $client->connected, $client->isConnected(), $client->socket);
    show($client->close());
    showError($client);
});
?>
--EXPECT--
true
true
true
true
0
5
received hello
true
false
false
null
false
SWOOLE_ERROR_CLIENT_NO_CONNECTION 'Client no connection'
the client has closed: ""
