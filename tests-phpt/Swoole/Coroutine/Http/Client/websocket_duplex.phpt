--TEST--
Swoole\Coroutine\Http\Client: one coroutine receives while another one pushes; a second one in the same direction is a fatal error
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use SwooleTest\Frame;
use function SwooleTest\{coroutines, readClientFrame, show, webSocketPeer};

coroutines(function (): void {
    $blocked = new Channel(1);
    $client = new Client('127.0.0.1', webSocketPeer(function ($connection) use ($blocked): void {
        // The push fills the kernel's buffers; meanwhile a ping, whose answer has to wait for its end, and a message.
        $connection->sendAll(Frame::encode('first', Frame::PING, mask: false) . Frame::encode('second', Frame::PING, mask: false));
        $connection->sendAll(Frame::encode('while you push', mask: false));
        $blocked->pop();
        show(strlen(readClientFrame($connection)->payload));
        // The last pong is enough.
        show((string) readClientFrame($connection));
        $connection->sendAll(Frame::encode('after', mask: false));
        $connection->recv();
    }));
    $client->upgrade('/');
    $ended = new Channel(1);
    Coroutine::create(function () use ($client, $ended): void {
        $ended->push($client->push(str_repeat('x', 32 << 20), WEBSOCKET_OPCODE_BINARY));
    });
    show($client->recv(5)->data);
    $blocked->push(true);
    show($client->recv(5)->data, $ended->pop());

    Coroutine::create(fn () => $client->recv());
    Coroutine::create(fn () => $client->recv());
    echo "not reached\n";
});
?>
--EXPECTF--
while you push
33554432
pong second
after
true

Fatal error: Uncaught Swoole\Error: Socket#%d has already been bound to another coroutine#%d, reading of the same socket in coroutine#%d at the same time is not allowed in %s:%d
%A
