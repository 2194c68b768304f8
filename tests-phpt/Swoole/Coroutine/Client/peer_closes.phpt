--TEST--
Swoole\Coroutine\Client: when the peer closes, recv() returns '' and the client stays connected until close()
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Client;
use function SwooleTest\{coroutines, peer, show, showError};

coroutines(function (): void {
    $client = new Client(SWOOLE_SOCK_TCP);
    $client->connect('127.0.0.1', peer(fn ($connection) => $connection->send('bye')));
    show($client->recv(), json_encode($client->recv()), json_encode($client->recv()));
    showError($client);
    show($client->isConnected(), $client->connected);
    show($client->send('into the void'));
    // The peer answers that with a reset.
    $client->recv(1);
    show($client->send('again'));
    showError($client);
    show($client->close());
});
?>
--EXPECT--
bye
""
""
0 ''
true
true
13
false
SOCKET_EPIPE 'Broken pipe'
true
