--TEST--
Coroutine WebSocket server: other coroutines push while the handler waits in recv()
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\WebSocketClient;
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    Coroutine::create(function () use ($ws) {
        for ($i = 0; $i < 3; $i++) {
            Coroutine::sleep(0.001);
            $ws->push("tick $i");
        }
    });
    $ws->push('heard ' . $ws->recv()->data);
    $ws->recv();
    PHP);
$client = WebSocketClient::connect($server->port);
for ($i = 0; $i < 3; $i++) {
    show($client->receive());
}
show($client->ask('you'));
?>
--EXPECT--
text tick 0
text tick 1
text tick 2
heard you
