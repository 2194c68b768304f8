--TEST--
Swoole\Coroutine\Http\Client::push(): what RFC 6455 forbids is refused with 8505 (Swoole 6.2.2 sends most of it)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use Swoole\WebSocket\CloseFrame;
use function SwooleTest\{coroutines, readClientFrame, show, webSocketPeer};

coroutines(function (): void {
    $frames = new Channel(100);
    $client = new Client('127.0.0.1', webSocketPeer(function ($connection) use ($frames): void {
        while (($frame = readClientFrame($connection)) !== null) {
            $frames->push($frame);
        }
    }));
    $client->upgrade('/');
    $bad = new CloseFrame();
    $bad->code = 1005;
    $long = new CloseFrame();
    $long->reason = str_repeat('x', 124);
    foreach ([['x', 3], ['x', 11], ['x', 16], [str_repeat('x', 126), WEBSOCKET_OPCODE_PING], ['x', WEBSOCKET_OPCODE_CONTINUATION], [$bad], [$long]] as $arguments) {
        $client->errCode = 0;
        show([@$client->push(...$arguments), $client->errCode]);
    }
    show([@$client->ping(str_repeat('x', 126)), $client->connected]);
    $client->push('unharmed');
    show($frames->pop());
    $client->close();
});
?>
--EXPECT--
[false,8505]
[false,8505]
[false,8505]
[false,8505]
[false,8505]
[false,8505]
[false,8505]
[false,true]
text unharmed
