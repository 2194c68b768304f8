--TEST--
Swoole\Coroutine\Server on a unix socket
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\{Channel, Client, Server};
use function SwooleTest\{coroutines, show, unixPath};

$path = unixPath();
coroutines(function () use ($path): void {
    $server = new Server("unix:$path");
    $server->handle(function (Server\Connection $connection) use ($server): void {
        $connection->send(strrev($connection->recv()));
        $server->shutdown();
    });
    $answer = new Channel(1);
    Coroutine::create(function () use ($path, $answer): void {
        $client = new Client(SWOOLE_SOCK_UNIX_STREAM);
        $client->connect($path);
        $client->send('abc');
        $answer->push($client->recv());
    });
    show($server->start(), $answer->pop());
});
?>
--EXPECT--
true
cba
