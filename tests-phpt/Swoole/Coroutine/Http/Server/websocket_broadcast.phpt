--TEST--
Coroutine WebSocket server: a broadcast to all connections, from one of their coroutines and from another one
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpClient, WebSocketClient};
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $all = [];
    $server->handle('/ws', function (Request $request, Response $ws) use (&$all) {
        $ws->upgrade();
        $all[$ws->fd] = $ws;
        $ws->push('welcome, ' . count($all));
        while ($frame = $ws->recv()) {
            foreach ($all as $other) {
                $other->push("said: $frame->data");
            }
        }
        unset($all[$ws->fd]);
    });
    $server->handle('/', function ($request, $response) use (&$all) {
        $results = array_map(fn (Response $ws) => $ws->push('to all'), array_values($all));
        $response->end(json_encode($results));
    });
    PHP);
$clients = array_map(function () use ($server): WebSocketClient {
    $client = WebSocketClient::connect($server->port, '/ws');
    show($client->receive());

    return $client;
}, range(1, 5));
$clients[2]->send('hello');
show(array_map(fn ($client) => (string) $client->receive(), $clients));
show(HttpClient::get($server->port, '/')->body, array_map(fn ($client) => (string) $client->receive(), $clients));
?>
--EXPECT--
text welcome, 1
text welcome, 2
text welcome, 3
text welcome, 4
text welcome, 5
["text said: hello","text said: hello","text said: hello","text said: hello","text said: hello"]
[true,true,true,true,true]
["text to all","text to all","text to all","text to all","text to all"]
