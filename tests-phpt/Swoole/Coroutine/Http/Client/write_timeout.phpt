--TEST--
Swoole\Coroutine\Http\Client: a server that does not read a large request: statusCode -4
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, peer, show, showError};

coroutines(function (): void {
    $done = new Channel(1);
    $client = new Client('127.0.0.1', peer(fn ($connection) => $done->pop()));
    $client->set(['write_timeout' => 0.05]);
    show($client->post('/', str_repeat('x', 32 << 20)), $client->connected);
    showError($client);
    $done->push(true);
});
?>
--EXPECT--
false
false
SOCKET_ETIMEDOUT 'Connection timed out' -4
