--TEST--
Swoole\Coroutine\Client::send(): everything, '' and a timeout
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\{Channel, Client};
use function SwooleTest\{coroutines, peer, readToEnd, show, showError};

coroutines(function (): void {
    $data = random_bytes(8 << 20);
    $done = new Channel(1);
    $client = new Client(SWOOLE_SOCK_TCP);
    $client->connect('127.0.0.1', peer(fn ($connection) => $done->push(readToEnd($connection) === $data)));
    show($client->send($data), $client->send(''));
    $client->close();
    show($done->pop());

    $client = new Client(SWOOLE_SOCK_TCP);
    $client->connect('127.0.0.1', peer(fn ($connection) => $done->pop()));
    $sent = $client->send(str_repeat('x', 64 << 20), 0.1);
    show($sent > 0 && $sent < 64 << 20);
    showError($client);
    $done->push(true);
});
?>
--EXPECTF--
Warning: Swoole\Coroutine\Client::send(): data to send is empty in %s on line %d
8388608
false
true
true
SOCKET_ETIMEDOUT 'Connection timed out'
