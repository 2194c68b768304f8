--TEST--
Swoole\Coroutine\Http\Server: several servers in one process
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Http\{Client, Server};
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    $servers = [];
    foreach (['one', 'two', 'three'] as $name) {
        $server = $servers[$name] = new Server('127.0.0.1');
        $server->handle('/', fn ($request, $response) => $response->end($name));
        Coroutine::create(fn () => $server->start());
    }
    show(count(array_unique(array_map(fn (Server $server): int => $server->port, $servers))));
    foreach ($servers as $server) {
        $client = new Client('127.0.0.1', $server->port);
        $client->get('/');
        show($client->body);
    }
    array_map(fn (Server $server) => $server->shutdown(), $servers);
});
echo "ended\n";
?>
--EXPECT--
3
one
two
three
ended
