--TEST--
Swoole\Coroutine\Http\Client: memory does not grow with requests, messages, reconnects, failures
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Http\{Client, Server};
use function SwooleTest\{coroutines, deadPort, show};

coroutines(function (): void {
    $server = new Server('127.0.0.1');
    $server->handle('/', function ($request, $response): void {
        $response->header('Set-Cookie', ['one=1', 'two=2']);
        $response->end(str_repeat('x', 20_000));
    });
    $server->handle('/ws', function ($request, $ws): void {
        $ws->upgrade();
        while ($frame = $ws->recv()) {
            $ws->push($frame->data);
        }
    });
    $server->set(['websocket_compression' => true]);
    Coroutine::create(fn () => $server->start());

    $kept = new Client('127.0.0.1', $server->port);
    $webSocket = new Client('127.0.0.1', $server->port);
    $webSocket->set(['websocket_compression' => true]);
    $webSocket->upgrade('/ws');
    $reconnecting = new Client('127.0.0.1', $server->port);
    $reconnecting->set(['keep_alive' => false]);
    $upgrading = new Client('127.0.0.1', $server->port);
    $failing = new Client('127.0.0.1', deadPort());
    $function = new Client('127.0.0.1', $server->port);
    $upload = new Client('127.0.0.1', $server->port);
    $kinds = [
        'requests on one connection' => function () use ($kept): bool {
            $kept->setHeaders(['X-Number' => (string) mt_rand()]);

            return $kept->get('/?' . mt_rand()) && $kept->post('/', ['key' => str_repeat('y', 1000)]);
        },
        'uploads' => function () use ($upload): bool {
            $upload->addFile(__FILE__, 'file');
            $upload->addData(str_repeat('z', 1000), 'data');

            return $upload->post('/', ['field' => 'value']);
        },
        'settings and a function for the body' => fn (): bool => $function->set(['write_func' => fn ($client, $piece) => strlen($piece)]) && $function->get('/'),
        'messages on one connection' => fn (): bool => $webSocket->push(str_repeat('m', 5000)) && $webSocket->recv()->data !== '' && $webSocket->ping('p'),
        'a connection for each request' => fn (): bool => $reconnecting->get('/'),
        'a client for each request' => fn (): bool => (new Client('127.0.0.1', $server->port))->get('/'),
        'a handshake each time' => fn (): bool => $upgrading->upgrade('/ws') && $upgrading->push('x') && $upgrading->recv()->data === 'x' && $upgrading->disconnect(),
        'failures' => fn (): bool => !$failing->get('/') && $failing->statusCode === SWOOLE_HTTP_CLIENT_ESTATUS_CONNECT_FAILED,
        'responses that nobody takes' => function () use ($server): bool {
            $client = new Client('127.0.0.1', $server->port);
            $client->setDefer();

            return $client->get('/') && $client->get('/');
        },
    ];
    foreach ($kinds as $name => $attempt) {
        $memory = [];
        for ($round = 0; $round < 2; $round++) {
            for ($i = 0; $i < 100; $i++) {
                if (!$attempt()) {
                    show("$name: failed");
                }
            }
            // The server's sides end, too.
            $open = fn (): int => Coroutine::stats()['coroutine_num'];
            for ($i = 0; $i < 2000 && $open() > 3; $i++) {
                Coroutine::sleep(0.001);
            }
            gc_collect_cycles();
            $memory[] = memory_get_usage();
        }
        $growth = $memory[1] - $memory[0];
        show([$name, $growth < 10_000 ?: $growth]);
    }
    $webSocket->close();
    $server->shutdown();
});
?>
--EXPECT--
["requests on one connection",true]
["uploads",true]
["settings and a function for the body",true]
["messages on one connection",true]
["a connection for each request",true]
["a client for each request",true]
["a handshake each time",true]
["failures",true]
["responses that nobody takes",true]
