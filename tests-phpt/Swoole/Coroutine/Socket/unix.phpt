--TEST--
Swoole\Coroutine\Socket: unix sockets, stream and datagram
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, show, unixPath};

$stream = unixPath();
$datagram = unixPath();
$mine = unixPath();
coroutines(function () use ($stream, $datagram, $mine): void {
    $listener = new Socket(AF_UNIX, SOCK_STREAM, 0);
    show($listener->bind($stream), $listener->listen(), $listener->getsockname() === ['address' => $stream, 'port' => 0]);
    $client = new Socket(AF_UNIX, SOCK_STREAM, 0);
    show($client->connect($stream));
    $connection = $listener->accept();
    show($client->send('hello'), $connection->recv(), $connection->send('hi'), $client->recv());
    show($client->getpeername() === ['address' => $stream, 'port' => 0], $connection->getpeername()['port']);

    $server = new Socket(AF_UNIX, SOCK_DGRAM, 0);
    show($server->bind($datagram));
    $client = new Socket(AF_UNIX, SOCK_DGRAM, 0);
    show($client->bind($mine), $client->sendto($datagram, 0, 'packet'));
    show($server->recvfrom($peer), $peer === ['address' => $mine, 'port' => 0]);
    show($server->sendto($mine, 0, 'answer'), $client->recvfrom($peer), $peer['address'] === $datagram);
});
?>
--EXPECT--
true
true
true
true
5
hello
2
hi
true
0
true
true
6
packet
true
6
answer
true
