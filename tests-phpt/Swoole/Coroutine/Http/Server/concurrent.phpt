--TEST--
Swoole\Coroutine\Http\Server: a handler that waits holds up nobody else
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\HttpClient;
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $gate = new Coroutine\Channel(1);
    $server->handle('/wait', fn ($request, $response) => $response->end($gate->pop()));
    $server->handle('/open', function ($request, $response) use ($gate) {
        $gate->push('opened by ' . $request->get['name']);
        $response->end('open');
    });
    PHP);
$waiting = new HttpClient($server->port);
$waiting->send('GET', '/wait');
show(HttpClient::get($server->port, '/open?name=somebody'), $waiting->read());
?>
--EXPECT--
200 OK [open]
200 OK [opened by somebody]
