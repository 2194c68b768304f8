--TEST--
Swoole\Coroutine\Http\Server: a response that was detached is answered by Response::create() with its fd
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\HttpClient;
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $server->handle('/', function (Request $request, Response $response) {
        $fd = $response->fd;
        echo json_encode([$response->detach(), $response->detach(), $response->end('nobody')]), "\n";
        Coroutine::create(function () use ($fd) {
            Coroutine::sleep(0.001);
            Response::create($fd)->end('somebody else');
        });
    });
    PHP);
$client = new HttpClient($server->port);
show($client->request('GET', '/'), $client->request('GET', '/'), trim($server->output()));
?>
--EXPECT--
200 OK [somebody else]
200 OK [somebody else]
[true,false,false]
[true,false,false]
