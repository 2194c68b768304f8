--TEST--
Swoole\Coroutine\Http\Client: open_websocket_close_frame makes recv() return a CloseFrame
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use SwooleTest\Frame;
use function SwooleTest\{coroutines, readClientFrame, readToEnd, show, webSocketPeer};

coroutines(function (): void {
    foreach ([Frame::closePayload(1000, 'bye'), Frame::closePayload(4321), ''] as $payload) {
        $client = new Client('127.0.0.1', webSocketPeer(function ($connection) use ($payload): void {
            readClientFrame($connection);
            $connection->sendAll(Frame::encode($payload, Frame::CLOSE, mask: false));
            readToEnd($connection);
        }));
        $client->set(['open_websocket_close_frame' => true]);
        $client->upgrade('/');
        $client->push('go');
        $frame = $client->recv(5);
        show([get_class($frame), $frame->opcode, $frame->code, $frame->reason, $frame->finish]);
        $client->close();
    }
});
?>
--EXPECT--
["Swoole\\WebSocket\\CloseFrame",8,1000,"bye",true]
["Swoole\\WebSocket\\CloseFrame",8,4321,"",true]
["Swoole\\WebSocket\\CloseFrame",8,1000,"",true]
