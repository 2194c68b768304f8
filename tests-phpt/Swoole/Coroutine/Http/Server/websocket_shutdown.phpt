--TEST--
Coroutine WebSocket server: shutdown() lets a handler that is in recv() go on
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\WebSocketClient;
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    while ($frame = $ws->recv()) {
        if ($frame->data === 'shutdown') {
            $server->shutdown();
        }
        $ws->push("echo $frame->data");
    }
    PHP);
$other = WebSocketClient::connect($server->port);
$client = WebSocketClient::connect($server->port);
show($other->ask('a'), $client->ask('shutdown'), $client->ask('b'), $other->ask('c'));
$client->socket->close();
$other->socket->close();
show($server->awaitExit(), trim($server->output()));
?>
--EXPECT--
echo a
echo shutdown
echo b
echo c
exit 0
ended
