--TEST--
Swoole\Coroutine\Http\Client: a close frame of the server is answered; recv() returns '' and the client is not connected
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use SwooleTest\Frame;
use function SwooleTest\{coroutines, readClientFrame, show, webSocketPeer};

coroutines(function (): void {
    $answers = new Channel(1);
    foreach ([Frame::closePayload(1000, 'bye'), Frame::closePayload(4321), ''] as $payload) {
        $client = new Client('127.0.0.1', webSocketPeer(function ($connection) use ($payload, $answers): void {
            readClientFrame($connection);
            $connection->sendAll(Frame::encode('last words', mask: false) . Frame::encode($payload, Frame::CLOSE, mask: false));
            $answers->push(implode(' ', array_slice(explode(' ', (string) readClientFrame($connection)), 0, 2)));
        }));
        $client->set(['websocket_mask' => true]);
        $client->upgrade('/');
        $client->push('go');
        show($client->recv(5)->data, json_encode($client->recv(5)), $client->connected, $answers->pop());
        show([$client->recv(1), $client->push('x'), $client->ping(), $client->disconnect()]);
    }
    // Without a close frame.
    $client = new Client('127.0.0.1', webSocketPeer(fn ($connection) => $connection->sendAll(Frame::encode('last words', mask: false))));
    $client->upgrade('/');
    show($client->recv(5)->data, json_encode($client->recv(5)), $client->connected, $client->recv(1));
});
?>
--EXPECT--
last words
""
false
close 1000
[false,false,false,false]
last words
""
false
close 4321
[false,false,false,false]
last words
""
false
close
[false,false,false,false]
last words
""
false
false
