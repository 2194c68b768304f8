--TEST--
Coroutine WebSocket server: open_websocket_ping_frame and open_websocket_pong_frame hand these to recv()
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{Frame, WebSocketClient};
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    while ($frame = $ws->recv()) {
        if ($frame->opcode === WEBSOCKET_OPCODE_PING) {
            $ws->push("my own answer to $frame->data", WEBSOCKET_OPCODE_PONG);
        } else {
            $ws->push(json_encode([get_class($frame), $frame->opcode, $frame->data, $frame->finish]));
        }
    }
    PHP, ['open_websocket_ping_frame' => true, 'open_websocket_pong_frame' => true]);
$client = WebSocketClient::connect($server->port);
$client->send('a ping', Frame::PING);
show($client->receive());
$client->send('a pong', Frame::PONG);
show($client->receive());
$client->send('', Frame::PONG);
show($client->receive());
?>
--EXPECT--
pong my own answer to a ping
text ["Swoole\\WebSocket\\Frame",10,"a pong",true]
text ["Swoole\\WebSocket\\Frame",10,"",true]
