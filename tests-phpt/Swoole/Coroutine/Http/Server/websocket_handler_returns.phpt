--TEST--
Coroutine WebSocket server: when the handler returns the connection ends; a response kept elsewhere keeps it open
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\WebSocketClient;
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $server->handle('/return', function (Request $request, Response $ws) {
        $ws->upgrade();
        $ws->push('hello');
    });
    $server->handle('/keep', function (Request $request, Response $ws) {
        $ws->upgrade();
        Coroutine::create(function () use ($ws) {
            while ($frame = $ws->recv()) {
                $ws->push("kept $frame->data");
            }
        });
    });
    PHP);
$client = WebSocketClient::connect($server->port, '/return');
show($client->receive());
$client->socket->readToEnd();
$client = WebSocketClient::connect($server->port, '/keep');
show($client->ask('one'), $client->ask('two'));
?>
--EXPECT--
text hello
kept one
kept two
