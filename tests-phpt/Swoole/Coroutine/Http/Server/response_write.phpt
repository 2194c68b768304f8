--TEST--
Swoole\Coroutine\Http\Server: Response::write() sends chunks, also before the handler waits
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpClient, HttpResponse};
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $gate = new Coroutine\Channel(1);
    $server->handle('/open', function ($request, $response) use ($gate) {
        $gate->push(true);
        $response->end();
    });
    $server->handle('/', function ($request, $response) use ($gate) {
        $response->header('X-Own', 'yes');
        $results = [$response->write('first '), $gate->pop(), $response->write('second '), $response->end('last')];
        echo json_encode($results), "\n";
    });
    PHP);
$client = new HttpClient($server->port);
$client->send('GET', '/');
show(str_contains($client->socket->readUntil("\r\n\r\n"), 'Transfer-Encoding: chunked'), trim($client->socket->readUntil("first \r\n")));
show(HttpClient::get($server->port, '/open')->status);
show($client->socket->readUntil("0\r\n\r\n") === "7\r\nsecond \r\n4\r\nlast\r\n0\r\n\r\n");
$server->awaitOutput("\n");
show(trim($server->output()));
?>
--EXPECT--
true
6
first
200
true
[true,true,true,true]
