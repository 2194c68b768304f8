--TEST--
Coroutine WebSocket server: a close frame is answered and ends the connection; recv() returns '' (Swoole 6.2.2 waits for the client)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\WebSocketClient;
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    echo json_encode($ws->recv()), "\n";
    PHP);
foreach ([[1000, 'bye'], [4321, ''], [1001, 'grüß']] as [$code, $reason]) {
    $client = WebSocketClient::connect($server->port);
    $client->sendClose($code, $reason);
    show($client->receiveCloseCode());
}
$client = WebSocketClient::connect($server->port);
$client->send('', SwooleTest\Frame::CLOSE);
show($client->receiveClose());
$server->awaitOutput(str_repeat("\"\"\n", 4));
?>
--EXPECT--
close 1000
close 4321
close 1001
close
