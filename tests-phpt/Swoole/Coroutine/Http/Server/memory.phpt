--TEST--
Swoole\Coroutine\Http\Server: connections leave nothing behind
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpClient, WebSocketClient};
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $server->handle('/ws', function (Request $request, Response $ws) {
        $ws->upgrade();
        while ($frame = $ws->recv()) {
            $ws->push($frame);
        }
    });
    $server->handle('/memory', fn ($request, $response) => $response->end(memory_get_usage() . ' ' . Coroutine::stats()['coroutine_num']));
    PHP);
$round = function () use ($server): array {
    for ($i = 0; $i < 200; $i++) {
        $client = WebSocketClient::connect($server->port, '/ws');
        $client->ask(str_repeat('x', 1000 + $i));
        match ($i % 3) {
            0 => $client->close(),
            1 => $client->socket->close(),
            2 => $client->socket->write("\xff"),
        };
        if ($i % 3 === 2) {
            $client->socket->readToEnd();
        }
    }
    do {
        // The last handlers may not have noticed yet.
        [$memory, $coroutines] = explode(' ', HttpClient::get($server->port, '/memory')->body);
    } while ((int) $coroutines > 3);

    return [(int) $memory, (int) $coroutines];
};
$round();
[$before] = $round();
[$after, $coroutines] = $round();
show($after - $before < 20_000 ? 'no growth' : $after - $before, $coroutines);
?>
--EXPECT--
no growth
3
