--TEST--
Swoole\Coroutine\Client on unix sockets
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\{Client, Socket};
use function SwooleTest\{coroutines, show, unixPath};

$stream = unixPath();
$datagram = unixPath();
coroutines(function () use ($stream, $datagram): void {
    $listener = new Socket(AF_UNIX, SOCK_STREAM, 0);
    $listener->bind($stream);
    $listener->listen();
    $client = new Client(SWOOLE_SOCK_UNIX_STREAM);
    show($client->connect($stream), $client->isConnected(), $client->send('hello'));
    $connection = $listener->accept();
    show($connection->recv(), $connection->send('hi'), $client->recv());
    show($client->getpeername() === ['host' => $stream, 'address' => $stream, 'port' => 0]);

    $server = new Socket(AF_UNIX, SOCK_DGRAM, 0);
    $server->bind($datagram);
    $client = new Client(SWOOLE_SOCK_UNIX_DGRAM);
    show($client->sendto($datagram, 0, 'packet'), $server->recvfrom($peer));
    $client = new Client(SWOOLE_SOCK_UNIX_DGRAM);
    show($client->connect($datagram), $client->send('another'), $server->recvfrom($peer));
});
?>
--EXPECT--
true
true
5
hello
2
hi
true
true
packet
true
7
another
