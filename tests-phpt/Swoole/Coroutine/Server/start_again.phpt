--TEST--
Swoole\Coroutine\Server: start() after shutdown() accepts again
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\{Channel, Client, Server};
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    $server = new Server('127.0.0.1', 0);
    $server->handle(function (Server\Connection $connection) use ($server): void {
        $connection->send('hello');
        $connection->close();
        $server->shutdown();
    });
    $answers = new Channel(1);
    for ($i = 0; $i < 2; $i++) {
        Coroutine::create(function () use ($server, $answers): void {
            $client = new Client(SWOOLE_SOCK_TCP);
            $client->connect('127.0.0.1', $server->port);
            $answers->push($client->recv());
        });
        show($server->start(), $answers->pop());
    }
});
?>
--EXPECT--
true
hello
true
hello
