--TEST--
Coroutine WebSocket server: a connection that breaks: recv() ends, the others are unharmed
--EXTENSIONS--
sockets
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\WebSocketClient;
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    $ws->push('ready');
    while ($frame = $ws->recv()) {
        $ws->push("echo $frame->data");
    }
    echo json_encode($frame), ' ', json_encode(@$ws->push('x')), "\n";
    PHP);
$other = WebSocketClient::connect($server->port);
show($other->receive());
$client = WebSocketClient::connect($server->port);
show($client->receive());
$client->socket->reset();
$server->awaitOutput("\n");
show(trim($server->output()), $other->ask('alive'));
?>
--EXPECT--
text ready
text ready
false false
echo alive
