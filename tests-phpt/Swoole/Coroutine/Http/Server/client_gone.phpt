--TEST--
Swoole\Coroutine\Http\Server: clients that leave in the middle of a request, a response, or a wait
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpClient, Socket};
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $gate = new Coroutine\Channel(1);
    $server->handle('/wait', function ($request, $response) use ($gate) {
        $gate->pop();
        $results = [];
        do {
            $results[] = $response->write(str_repeat('x', 65536));
        } while (end($results) && count($results) < 1000);
        echo 'write failed: ', json_encode(end($results) === false), "\n";
    });
    $server->handle('/open', fn ($request, $response) => $response->end(json_encode($gate->push(true))));
    $server->handle('/', fn ($request, $response) => $response->end('alive'));
    PHP);
$socket = Socket::connect($server->port);
$socket->close();
$socket = Socket::connect($server->port);
$socket->write("GET / HT");
$socket->close();
$socket = Socket::connect($server->port);
$socket->write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
$socket->close();
show(HttpClient::get($server->port, '/'));

$client = new HttpClient($server->port);
$client->send('GET', '/wait');
show(HttpClient::get($server->port, '/'));
$client->socket->close();
HttpClient::get($server->port, '/open');
$server->awaitOutput('failed');
show(trim($server->output()), HttpClient::get($server->port, '/'));
?>
--EXPECT--
200 OK [alive]
200 OK [alive]
write failed: true
200 OK [alive]
