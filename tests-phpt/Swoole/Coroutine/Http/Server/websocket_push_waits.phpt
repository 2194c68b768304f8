--TEST--
Swoole\Http\Response::push(): waits for a client that reads slowly, in bounded memory; others are served meanwhile
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpClient, WebSocketClient};
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $server->handle('/flood', function (Request $request, Response $ws) {
        $ws->upgrade();
        $before = memory_get_usage();
        $peak = 0;
        for ($i = 0; $i < 300; $i++) {
            if (!$ws->push("$i " . str_repeat('x', 100_000))) {
                echo 'failed ', json_encode(swoole_last_error() > 0), "\n";

                return;
            }
            $peak = max($peak, memory_get_usage() - $before);
        }
        $ws->push(json_encode($peak < 3 << 20));
        $ws->recv();
    });
    $server->handle('/', fn ($request, $response) => $response->end('alive'));
    PHP, ['socket_buffer_size' => 1 << 20]);
$client = WebSocketClient::connect($server->port, '/flood');
show(HttpClient::get($server->port, '/'));
$right = 0;
for ($i = 0; $i < 300; $i++) {
    $right += (int) str_starts_with($client->receiveMessage(), "$i x");
}
show($right, $client->receiveMessage());

// A client that goes ends the wait.
$client = WebSocketClient::connect($server->port, '/flood');
show(HttpClient::get($server->port, '/'));
$client->socket->close();
$server->awaitOutput("failed true\n");
?>
--EXPECT--
200 OK [alive]
300
true
200 OK [alive]
