--TEST--
Swoole\Coroutine\Http\Client and Server as WebSocket peers in one process
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\{Client, Server};
use Swoole\WebSocket\CloseFrame;
use function SwooleTest\{coroutines, show};

foreach ([false, true] as $compression) {
    coroutines(function () use ($compression): void {
        $server = new Server('127.0.0.1');
        $server->set(['websocket_compression' => $compression, 'open_websocket_close_frame' => true]);
        $closed = new Channel(1);
        $server->handle('/', function ($request, $ws) use ($closed) {
            $ws->upgrade();
            while (($frame = $ws->recv()) && !$frame instanceof CloseFrame) {
                $ws->push("echo $frame->data", $frame->opcode);
            }
            $closed->push([$frame->code, $frame->reason]);
        });
        Coroutine::create(fn () => $server->start());
        $client = new Client('127.0.0.1', $server->port);
        $client->set(['websocket_compression' => $compression]);
        show([$client->upgrade('/'), isset($client->headers['sec-websocket-extensions'])]);
        $right = 0;
        for ($i = 0; $i < 100; $i++) {
            $message = str_repeat("message $i ", $i);
            $client->push($message);
            $right += (int) ($client->recv(5)->data === "echo $message");
        }
        show($right, $client->disconnect(4000, 'done'), $closed->pop());
        $server->shutdown();
    });
}
?>
--EXPECT--
[true,false]
100
true
[4000,"done"]
[true,true]
100
true
[4000,"done"]
