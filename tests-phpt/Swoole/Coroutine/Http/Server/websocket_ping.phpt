--TEST--
Coroutine WebSocket server: pings are answered while the handler is in recv(); ping() and pongs
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{Frame, WebSocketClient};
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    while ($frame = $ws->recv()) {
        $ws->push("got $frame->data " . json_encode($ws->ping('from here')));
    }
    PHP);
$client = WebSocketClient::connect($server->port);
foreach (['', 'ping', str_repeat('x', 125)] as $payload) {
    $client->send($payload, Frame::PING);
    $pong = $client->receive();
    show([$pong->opcode === Frame::PONG, $pong->payload === $payload]);
}
$client->send('unasked', Frame::PONG);
$client->send('text');
show($client->receive(), $client->receive());
$client->send('from here', Frame::PONG);
$client->send('again');
show($client->receive(), $client->receive());
?>
--EXPECT--
[true,true]
[true,true]
[true,true]
ping from here
text got text true
ping from here
text got again true
