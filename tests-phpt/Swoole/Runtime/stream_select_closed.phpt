--TEST--
stream_select() in a coroutine: a pipe that another one closes is not waited for any more, nor is whoever has its descriptor now
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\Http\Server;
use Swoole\Coroutine\Socket;

Coroutine\run(function (): void {
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
    $select = Coroutine::create(function () use ($pipes): void {
        $read = [$pipes[1]];
        $none = null;
        var_dump(stream_select($read, $none, $none, 0, 50_000), $read);
    });
    fclose($pipes[1]);
    foreach ($clients as $client) {
        $client->connect('127.0.0.1', $server->port);
    }
    var_dump($ask());
    Coroutine::join([$select]);
    var_dump($ask());
    array_map(fn (Socket $client) => $client->close(), $clients);
    $server->shutdown();
    fclose($pipes[0]);
    proc_close($process);
});
?>
--EXPECT--
int(8)
int(0)
array(0) {
}
int(8)
