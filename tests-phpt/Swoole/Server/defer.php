<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        $server->defer(function () use ($server, $frame) {
            $server->push($frame->fd, 'deferred');
        });
        $server->push($frame->fd, 'message');
        $server->after(10, function (...$arguments) use ($server, $frame) {
            $server->push($frame->fd, 'after ' . json_encode($arguments));
            $count = 0;
            $server->tick(2, function (int $id, ...$arguments) use ($server, $frame, &$count) {
                $server->push($frame->fd, 'tick ' . ++$count . json_encode($arguments));
                if ($count === 3) {
                    $server->push($frame->fd, json_encode([$server->clearTimer($id), $server->clearTimer($id)]));
                }
            }, 'c', 4);
        }, 'a', 'b');
    });
    PHP);
$client = WebSocketClient::connect($server->port);
$client->send('go');
for ($i = 0; $i < 7; $i++) {
    echo $client->receive(), "\n";
}
?>
