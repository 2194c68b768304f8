--TEST--
Swoole\Coroutine\Client::recvfrom() without its last parameter (Swoole 6.2.2 crashes)
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\{Client, Socket};
use function SwooleTest\{coroutines, port, show};

coroutines(function (): void {
    $server = new Socket(AF_INET, SOCK_DGRAM, 0);
    $server->bind('127.0.0.1', 0);
    $client = new Client(SWOOLE_SOCK_UDP);
    show($client->sendto('127.0.0.1', port($server), 'question'), $server->recvfrom($peer));
    $server->sendto('127.0.0.1', $peer['port'], 'answer');
    show($client->recvfrom(100, $address), $address);
});
?>
--EXPECT--
true
question
answer
127.0.0.1
