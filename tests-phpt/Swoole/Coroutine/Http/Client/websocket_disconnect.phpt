--TEST--
Swoole\Coroutine\Http\Client::disconnect(): a close frame, then the end; close() sends none
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use Swoole\WebSocket\CloseFrame;
use function SwooleTest\{coroutines, readClientFrame, show, webSocketPeer};

coroutines(function (): void {
    $frames = new Channel(2);
    $connect = function () use ($frames): Client {
        $client = new Client('127.0.0.1', webSocketPeer(function ($connection) use ($frames): void {
            $frames->push((string) readClientFrame($connection) ?: 'end');
            $frames->push((string) readClientFrame($connection) ?: 'end');
        }));
        $client->upgrade('/');

        return $client;
    };
    foreach ([[], [1001], [4000, 'enough']] as $arguments) {
        $client = $connect();
        show([$client->disconnect(...$arguments), $client->connected, $frames->pop(), $frames->pop(), $client->disconnect(), $client->recv()]);
    }
    $client = $connect();
    $frame = new CloseFrame();
    $frame->code = 3000;
    $frame->reason = 'grüß';
    show([$client->push($frame), $client->close(), $frames->pop(), $frames->pop()]);
    $client = $connect();
    show([$client->close(), $frames->pop(), $frames->pop()]);
});
?>
--EXPECT--
[true,false,"close 1000","end",false,false]
[true,false,"close 1001","end",false,false]
[true,false,"close 4000 enough","end",false,false]
[true,true,"close 3000 grüß","end"]
[true,"end","end"]
