--TEST--
Coroutine WebSocket server: websocket_compression is negotiated, both directions; without it, or without an offer, nothing is compressed
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{Frame, WebSocketClient};
use function SwooleTest\{show, webSocketServer};

$loop = <<<'PHP'
    while ($frame = $ws->recv()) {
        $ws->push(strrev($frame->data), $frame->opcode);
    }
    PHP;
$server = webSocketServer($loop, ['websocket_compression' => true]);
$client = WebSocketClient::compressing($server->port);
show($client->deflate !== null);
$text = str_repeat('abc ', 1000);
for ($i = 0; $i < 3; $i++) {
    $client->sendCompressed($text);
    $frame = $client->receive();
    show([$frame->rsv, strlen($frame->payload) < 200, $client->deflate->inflate($frame->payload) === strrev($text)]);
}
$client->sendCompressed("\xff\0", Frame::BINARY);
show(bin2hex($client->receiveMessage()));
$client->send('plain');
show($client->receiveMessage());
$client->sendCompressed('');
show($client->receiveMessage() === '');

$client = WebSocketClient::connect($server->port);
$client->send('plain');
show($client->handshake->header('Sec-WebSocket-Extensions'), $client->receive());
$client = WebSocketClient::compressing(webSocketServer($loop)->port);
$client->send('plain');
show($client->handshake->header('Sec-WebSocket-Extensions'), $client->receive());
?>
--EXPECT--
true
[4,true,true]
[4,true,true]
[4,true,true]
00ff
nialp
true
null
text nialp
null
text nialp
