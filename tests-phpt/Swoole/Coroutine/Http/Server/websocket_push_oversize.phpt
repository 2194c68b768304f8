--TEST--
Swoole\Http\Response::push(): a message larger than socket_buffer_size
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\WebSocketClient;
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    echo json_encode([$ws->push(str_repeat('x', 10 << 20)), $ws->push('small'), $ws->push(str_repeat('y', 10 << 20))]), "\n";
    $ws->recv();
    PHP, ['socket_buffer_size' => 1 << 20]);
$client = WebSocketClient::connect($server->port);
show($client->receiveMessage() === str_repeat('x', 10 << 20), $client->receiveMessage(), $client->receiveMessage() === str_repeat('y', 10 << 20));
$server->awaitOutput("[true,true,true]\n");
?>
--EXPECT--
true
small
true
