--TEST--
Swoole\Coroutine\Http\Client::recv(): frames, text, binary, empty, long, fragments joined, pings answered
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use SwooleTest\Frame;
use function SwooleTest\{coroutines, readClientFrame, show, webSocketPeer};

coroutines(function (): void {
    $large = str_repeat('0123456789', 100_000);
    $client = new Client('127.0.0.1', webSocketPeer(function ($connection) use ($large): void {
        foreach ([['hello', Frame::TEXT], ["\0\xff", Frame::BINARY], ['', Frame::TEXT], [str_repeat('x', 126), Frame::TEXT], [$large, Frame::BINARY]] as [$payload, $opcode]) {
            $connection->sendAll(Frame::encode($payload, $opcode, mask: false));
        }
        $connection->sendAll(Frame::encode('one ', fin: false, mask: false) . Frame::encode('', Frame::CONTINUATION, fin: false, mask: false));
        $connection->sendAll(Frame::encode('are you there', Frame::PING, mask: false));
        $connection->sendAll(Frame::encode('unasked', Frame::PONG, mask: false));
        $connection->sendAll(Frame::encode('two', Frame::CONTINUATION, mask: false));
        $frame = readClientFrame($connection);
        $connection->sendAll(Frame::encode("received $frame", mask: false));
        $connection->recv();
    }));
    $client->set(['websocket_mask' => true]);
    $client->upgrade('/');
    for ($i = 0; $i < 7; $i++) {
        $frame = $client->recv(5);
        $data = strlen($frame->data) > 100 ? md5($frame->data) : (preg_match('/^[ -~]*$/', $frame->data) ? $frame->data : bin2hex($frame->data));
        show([get_class($frame), $data, strlen($frame->data), $frame->opcode, $frame->flags, $frame->finish, $frame->fd === $client->socket->fd]);
        if ($i === 4) {
            show($frame->data === $large);
        }
    }
    $client->close();
});
?>
--EXPECT--
["Swoole\\WebSocket\\Frame","hello",5,1,1,true,true]
["Swoole\\WebSocket\\Frame","00ff",2,2,1,true,true]
["Swoole\\WebSocket\\Frame","",0,1,1,true,true]
["Swoole\\WebSocket\\Frame","8dd415f6a3a27df0899c8c6b54ea27ed",126,1,1,true,true]
["Swoole\\WebSocket\\Frame","174ac9a4f023a557a68ab0417355970e",1000000,2,1,true,true]
true
["Swoole\\WebSocket\\Frame","one two",7,1,1,true,true]
["Swoole\\WebSocket\\Frame","received pong are you there",27,1,1,true,true]
