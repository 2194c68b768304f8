--TEST--
Swoole\Server::pause(), resume(): what arrives meanwhile waits
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        if ($frame->data === 'pause') {
            $server->push($frame->fd, json_encode([$server->pause($frame->fd), $server->pause(999)]));
            Swoole\Timer::after(100, function () use ($server, $frame) {
                $server->push($frame->fd, 'resumed ' . json_encode([$server->resume($frame->fd), $server->resume(999)]));
            });
        } else {
            $server->push($frame->fd, $frame->data);
        }
    });
    PHP);
$client = WebSocketClient::connect($server->port);
$client->send('pause');
echo $client->receive(), "\n";
$client->send('meanwhile');
echo $client->receive(), "\n", $client->receive(), "\n";
?>
--EXPECT--
text [true,false]
text resumed [true,false]
text meanwhile
