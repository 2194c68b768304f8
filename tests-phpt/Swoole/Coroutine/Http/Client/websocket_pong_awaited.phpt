--TEST--
Swoole\Coroutine\Http\Client: the pong to a ping that was pushed as a frame comes out of recv() (Swoole 6.2.2 drops it and waits on)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use Swoole\WebSocket\Frame as WebSocketFrame;
use SwooleTest\Frame;
use function SwooleTest\{coroutines, readClientFrame, readToEnd, show, webSocketPeer};

coroutines(function (): void {
    $client = new Client('127.0.0.1', webSocketPeer(function ($connection): void {
        $ping = readClientFrame($connection);
        $connection->sendAll(Frame::encode($ping->payload, Frame::PONG, mask: false));
        readToEnd($connection);
    }));
    $client->upgrade('/');
    $ping = new WebSocketFrame();
    $ping->opcode = WEBSOCKET_OPCODE_PING;
    $ping->data = 'token';
    show($client->push($ping));
    $pong = $client->recv(2);
    show($pong !== false && $pong->opcode === WEBSOCKET_OPCODE_PONG && $pong->data === 'token');
    $client->close();
});
?>
--EXPECT--
true
true
