--TEST--
Coroutine WebSocket server: package_max_length ends a longer message with 1009 (Swoole 6.2.2 sends no close frame)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{Frame, WebSocketClient};
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    while ($frame = $ws->recv()) {
        $ws->push((string) strlen($frame->data));
    }
    echo json_encode($frame), ' ', json_encode(swoole_last_error() === SWOOLE_ERROR_PACKAGE_LENGTH_TOO_LARGE), "\n";
    PHP, ['package_max_length' => 65536]);
$client = WebSocketClient::connect($server->port);
show($client->ask(str_repeat('x', 65000)));
$client->socket->write("\x81\xFF" . pack('J', 65537) . 'mask');
show($client->receiveCloseCode());

// Fragments count together.
$client = WebSocketClient::connect($server->port);
$client->send(str_repeat('x', 60000), fin: false);
$client->send(str_repeat('x', 60000), Frame::CONTINUATION);
show($client->receiveCloseCode());
$server->awaitOutput("false true\nfalse true\n");
?>
--EXPECT--
65000
close 1009
close 1009
