--TEST--
Swoole\Coroutine network classes: objects that go take their descriptors along, and leave no memory behind
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\{Client as TcpClient, Socket};
use Swoole\Coroutine\Http\{Client, Server};
use function SwooleTest\{coroutines, deadPort, show};

coroutines(function (): void {
    $server = new Server('127.0.0.1');
    $server->handle('/', fn ($request, $response) => $response->end('hello'));
    $server->handle('/ws', function ($request, $ws) {
        $ws->upgrade();
        while ($frame = $ws->recv()) {
            $ws->push($frame->data);
        }
    });
    Coroutine::create(fn () => $server->start());
    $dead = deadPort();
    $round = function () use ($server, $dead): void {
        $client = new Client('127.0.0.1', $server->port);
        $client->get('/');
        $client = new Client('127.0.0.1', $server->port);
        $client->upgrade('/ws');
        $client->push(str_repeat('x', 10000));
        $client->recv();
        (new Client('127.0.0.1', $dead))->get('/');
        $client = new TcpClient(SWOOLE_SOCK_TCP);
        $client->connect('127.0.0.1', $server->port);
        $client->send('GET / HTTP/1.1');
        $socket = new Socket(AF_INET, SOCK_STREAM, 0);
        $socket->connect('127.0.0.1', $server->port);
        $socket->recv(1, 0.001);
    };
    $state = function () use ($round): array {
        for ($i = 0; $i < 20; $i++) {
            $round();
        }
        // The server's sides end, too: what stays is this coroutine and the one that accepts.
        for ($i = 0; $i < 2000 && Coroutine::stats()['coroutine_num'] > 2; $i++) {
            Coroutine::sleep(0.001);
        }
        gc_collect_cycles();

        return [count(scandir('/proc/self/fd')), Coroutine::stats()['coroutine_num'], memory_get_usage()];
    };
    [$descriptors, $coroutines, $memory] = $state();
    $now = $state();
    show($now[0] - $descriptors, $now[1] - $coroutines, $now[2] - $memory < 20_000);
    $server->shutdown();
});
?>
--EXPECT--
0
0
true
