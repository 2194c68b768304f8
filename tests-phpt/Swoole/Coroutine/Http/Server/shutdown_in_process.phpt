--TEST--
Swoole\Coroutine\Http\Server: start(), shutdown() and start() again in one process
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\{Client, Server};
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    $server = new Server('127.0.0.1');
    $server->handle('/', fn ($request, $response) => $response->end('hello'));
    $results = new Channel(1);
    for ($i = 0; $i < 2; $i++) {
        Coroutine::create(fn () => $results->push($server->start()));
        $client = new Client('127.0.0.1', $server->port);
        show($client->get('/'), $client->body);
        show($server->shutdown(), $results->pop(), $server->errCode === SOCKET_ECANCELED);
    }
});
?>
--EXPECT--
true
hello
null
true
true
true
hello
null
true
true
