--TEST--
Swoole\Coroutine\Http\Client: open_websocket_ping_frame and open_websocket_pong_frame hand these to recv()
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use SwooleTest\Frame;
use function SwooleTest\{coroutines, readClientFrame, show, webSocketPeer};

coroutines(function (): void {
    $client = new Client('127.0.0.1', webSocketPeer(function ($connection): void {
        $connection->sendAll(Frame::encode('a ping', Frame::PING, mask: false) . Frame::encode('', Frame::PONG, mask: false));
        $frame = readClientFrame($connection);
        $connection->sendAll(Frame::encode("first came: $frame", mask: false));
        $frame = readClientFrame($connection);
        $connection->sendAll(Frame::encode($frame->payload, Frame::PONG, mask: false));
        readClientFrame($connection);
    }));
    $client->set(['open_websocket_ping_frame' => true, 'open_websocket_pong_frame' => true]);
    $client->upgrade('/');
    foreach (range(1, 2) as $i) {
        $frame = $client->recv(5);
        show([get_class($frame), $frame->opcode, $frame->data, $frame->finish]);
    }
    // The answer to the ping is the script's affair.
    $client->push('my own answer', WEBSOCKET_OPCODE_PONG);
    show($client->recv(5)->data);
    $client->ping('echo this');
    $frame = $client->recv(5);
    show([$frame->opcode, $frame->data]);
    $client->close();
});
?>
--EXPECT--
["Swoole\\WebSocket\\Frame",9,"a ping",true]
["Swoole\\WebSocket\\Frame",10,"",true]
first came: pong my own answer
[10,"echo this"]
