--TEST--
Swoole\Coroutine\System::waitEvent(): the end of a wait for a pipe that was closed is nothing to whoever has its descriptor now
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Http\Server;
use Swoole\Coroutine\Socket;
use Swoole\Coroutine\System;
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    $server = new Server('127.0.0.1', 0);
    $server->handle('/', function ($request, $response): void {
        $response->end('answer');
    });
    Coroutine::create($server->start(...));
    $clients = array_map(fn () => new Socket(AF_INET, SOCK_STREAM, 0), range(1, 8));
    // How many clients are answered.
    $ask = fn (): int => count(array_filter($clients, function (Socket $client): bool {
        $client->sendAll("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        return str_ends_with((string) $client->recv(65536, 1), 'answer');
    }));
    $process = proc_open(['cat'], [['pipe', 'r'], ['pipe', 'w']], $pipes);
    $wait = Coroutine::create(fn () => System::waitEvent($pipes[1], SWOOLE_EVENT_READ, 10));
    fclose($pipes[1]);
    foreach ($clients as $client) {
        $client->connect('127.0.0.1', $server->port);
    }
    show($ask(), Coroutine::cancel($wait), $ask());
    array_map(fn (Socket $client) => $client->close(), $clients);
    $server->shutdown();
    fclose($pipes[0]);
    proc_close($process);
});
?>
--EXPECT--
8
true
8
