--TEST--
Swoole\Coroutine\Server: several connections at once, until shutdown() from a connection's coroutine
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\{Channel, Client, Server};
use Swoole\Coroutine\Server\Connection;
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    $server = new Server('127.0.0.1', 0);
    $ends = new Channel(10);
    $server->handle(function (Connection $connection) use ($server, $ends): void {
        while (is_string($data = $connection->recv()) && $data !== '') {
            $connection->send("echo $data");
            if ($data === 'shutdown') {
                $ends->push('shutdown ' . json_encode($server->shutdown()));
            }
        }
        $ends->push('close ' . json_encode($connection->close()));
    });
    Coroutine::create(function () use ($server, $ends): void {
        $clients = [];
        foreach (['a', 'b', 'c'] as $name) {
            $clients[$name] = new Client(SWOOLE_SOCK_TCP);
            $clients[$name]->connect('127.0.0.1', $server->port);
        }
        // All are connected before the first of them speaks, and the last one speaks first.
        foreach (array_reverse($clients) as $name => $client) {
            $client->send($name);
            show($client->recv());
        }
        $clients['b']->send('shutdown');
        show($clients['b']->recv());
        // Connections that are open go on.
        $clients['a']->send('still here');
        show($clients['a']->recv());
        foreach ($clients as $client) {
            $client->close();
        }
        $ends->push('clients');
    });
    $ended = $server->start();
    $all = array_map(fn (): string => $ends->pop(), range(1, 5));
    sort($all);
    show($all, $ended);
});
?>
--EXPECT--
echo c
echo b
echo a
echo shutdown
echo still here
["clients","close true","close true","close true","shutdown true"]
true
