--TEST--
Swoole\Coroutine\Server::start(): without descriptors it waits until there are some, and goes on
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\{Channel, Client, Server, Socket};
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    $server = new Server('127.0.0.1', 0);
    $done = new Channel(1);
    $open = [];
    $server->handle(function (Server\Connection $connection) use ($done, &$open): void {
        $open[] = $connection;
        $done->push($connection->recv());
    });
    Coroutine::create(fn () => $server->start());
    $client = new Client(SWOOLE_SOCK_TCP);
    $client->connect('127.0.0.1', $server->port);
    $client->send('before');
    show($done->pop(5));

    $open[] = $client;
    $client = new Socket(AF_INET, SOCK_STREAM, 0);
    posix_setrlimit(POSIX_RLIMIT_NOFILE, $client->fd + 1, 4096);
    show($client->connect('127.0.0.1', $server->port), $client->send('while there were none'));
    show($done->pop(0.05));
    posix_setrlimit(POSIX_RLIMIT_NOFILE, 1024, 4096);
    show($done->pop(5));
    // The server is not back in accept() yet: it ends when it looks.
    show($server->shutdown());
});
?>
--EXPECT--
before
true
21
false
while there were none
false
