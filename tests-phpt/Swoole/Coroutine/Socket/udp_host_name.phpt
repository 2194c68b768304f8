--TEST--
Swoole\Coroutine\Socket, Client: sendto() looks a name up while others receive
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\{Client, Socket};
use function SwooleTest\{coroutines, port, show};

coroutines(function (): void {
    $socket = new Socket(AF_INET, SOCK_DGRAM, 0);
    $socket->bind('127.0.0.1', 0);
    $port = port($socket);
    $sender = Coroutine::create(function () use ($socket, $port): void {
        show($socket->sendto('localhost', $port, 'hello'));
    });
    $from = null;
    show($socket->recvfrom($from, 5));
    Coroutine::join([$sender]);

    $client = new Client(SWOOLE_SOCK_UDP);
    $client->set(['timeout' => 5]);
    // It is bound by that.
    show($client->sendto('127.0.0.1', $port, 'address'), $socket->recvfrom($from, 5));
    $ids = [
        Coroutine::create(fn () => show($client->sendto('localhost', $port, 'name'))),
        Coroutine::create(fn () => show($socket->recvfrom($from, 5))),
    ];
    Coroutine::create(function () use ($socket, $ids, &$from): void {
        Coroutine::join($ids);
        $socket->sendto('127.0.0.1', $from['port'], 'answer');
    });
    $peer = null;
    show($client->recvfrom(100, $peer));

    $ids = [
        Coroutine::create(function () use ($socket): void {
            show(@$socket->setOption(IPPROTO_IP, MCAST_JOIN_GROUP, ['group' => 'localhost', 'interface' => 0]));
        }),
        Coroutine::create(fn () => show($socket->recvfrom($from, 0.001))),
    ];
    Coroutine::join($ids);
});
?>
--EXPECT--
5
hello
true
address
true
name
answer
false
false
