--TEST--
Swoole\Coroutine\Http\Server: socket_read_timeout limits recv() without a timeout, and how long connections rest
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpClient, WebSocketClient};
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    Coroutine::set(['socket_read_timeout' => 0.05]);
    $server->handle('/ws', function (Request $request, Response $ws) {
        $ws->upgrade();
        $start = microtime(true);
        // ETIMEDOUT
        $ws->push(json_encode([$ws->recv(), swoole_last_error() === 110, microtime(true) - $start >= 0.049]));
        $start = microtime(true);
        $ws->push('got ' . $ws->recv(-1)->data . ' ' . json_encode(microtime(true) - $start > 0.06));
    });
    $server->handle('/', fn ($request, $response) => $response->end('hello'));
    PHP);
$client = new HttpClient($server->port);
show($client->request('GET', '/'), $client->request('GET', '/'), $client->socket->readToEnd());
$client = WebSocketClient::connect($server->port, '/ws');
show($client->receive());
usleep(80_000);
show($client->ask('hello'));
?>
--EXPECT--
200 OK [hello]
200 OK [hello]

text [false,true,true]
got hello true
