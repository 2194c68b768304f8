--TEST--
Coroutine WebSocket server: frames byte by byte, and many in one packet
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{Frame, WebSocketClient};
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    while ($frame = $ws->recv()) {
        $ws->push("echo $frame->data");
    }
    PHP);
$client = WebSocketClient::connect($server->port);
foreach (str_split(Frame::encode(str_repeat('x', 130))) as $byte) {
    $client->socket->write($byte);
}
show($client->receiveMessage() === 'echo ' . str_repeat('x', 130));
$client->socket->write(implode('', array_map(fn (int $i): string => Frame::encode("message $i"), range(1, 1000))));
$received = array_map(fn (): string => $client->receiveMessage(), range(1, 1000));
show($received === array_map(fn (int $i): string => "echo message $i", range(1, 1000)));
?>
--EXPECT--
true
true
