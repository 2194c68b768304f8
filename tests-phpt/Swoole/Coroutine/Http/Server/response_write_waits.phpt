--TEST--
Swoole\Coroutine\Http\Server: write() and end() wait for a client that reads slowly, in bounded memory
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\HttpClient;
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $server->handle('/large', function ($request, $response) {
        $before = memory_get_usage();
        $peak = 0;
        for ($i = 0; $i < 300; $i++) {
            if (!$response->write(str_repeat('x', 100_000))) {
                echo 'failed ', json_encode($i < 299), "\n";

                return;
            }
            $peak = max($peak, memory_get_usage() - $before);
        }
        echo json_encode([$response->end(str_repeat('y', 2_000_000)), $peak < 3 << 20]), "\n";
    });
    $server->handle('/', fn ($request, $response) => $response->end('alive'));
    PHP, ['socket_buffer_size' => 1 << 20]);
$client = new HttpClient($server->port);
$client->send('GET', '/large');
show(HttpClient::get($server->port, '/'));
$body = $client->read()->body;
show(strlen($body), substr_count($body, 'y'), $client->request('GET', '/'));
$server->awaitOutput("[true,true]\n");

$client = new HttpClient($server->port);
$client->send('GET', '/large');
show(HttpClient::get($server->port, '/'));
$client->socket->close();
$server->awaitOutput("failed true\n");
?>
--EXPECT--
200 OK [alive]
32000000
2000000
200 OK [alive]
200 OK [alive]
