--TEST--
Coroutine WebSocket server: with open_websocket_close_frame, too, a close frame is answered, as RFC 6455 demands (Swoole 6.2.2 leaves that to the script)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\WebSocketClient;
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    $ws->recv();
    $ws->close();
    PHP, ['open_websocket_close_frame' => true]);
$client = WebSocketClient::connect($server->port);
$client->sendClose(1000, 'bye');
show($client->receiveCloseCode());
?>
--EXPECT--
close 1000
