--TEST--
Swoole\Coroutine\Http\Server::shutdown(): start() returns true; idle connections end, running handlers do not
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpClient, Socket};
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $gate = new Coroutine\Channel(1);
    $server->handle('/wait', function ($request, $response) use ($gate) {
        $response->end('finished: ' . $gate->pop());
    });
    $server->handle('/shutdown', function ($request, $response) use ($server, $gate) {
        $server->shutdown();
        $gate->push('yes');
        $response->end('shut down');
    });
    $server->handle('/', fn ($request, $response) => $response->end('hello'));
    PHP);
$idle = new HttpClient($server->port);
show($idle->request('GET', '/'));
$silent = Socket::connect($server->port);
$waiting = new HttpClient($server->port);
$waiting->send('GET', '/wait');
$client = new HttpClient($server->port);
show($client->request('GET', '/'), $client->request('GET', '/shutdown'), $waiting->read());
show($idle->socket->readToEnd(), $silent->readToEnd(), $waiting->socket->readToEnd(), $client->socket->readToEnd(), $server->awaitExit(), $server->output());
?>
--EXPECT--
200 OK [hello]
200 OK [hello]
200 OK [shut down]
200 OK [finished: yes]




exit 0
ended
