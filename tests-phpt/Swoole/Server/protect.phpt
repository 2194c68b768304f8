--TEST--
Swoole\Server::protect(), heartbeat(): a protected connection outlives the heartbeat; idle ones can be listed
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        if ($frame->data === 'protect me') {
            $server->push($frame->fd, json_encode([$server->protect($frame->fd, true), $server->protect(999)]));
        } else {
            $server->push($frame->fd, json_encode($server->heartbeat(false)));
        }
    });
    $server->on('close', function ($server, $fd) {
        echo "close $fd\n";
    });
    PHP, ['heartbeat_check_interval' => 1, 'heartbeat_idle_time' => 1]);
$protected = WebSocketClient::connect($server->port);
echo $protected->ask('protect me'), "\n";
$other = WebSocketClient::connect($server->port);
echo $other->ask('who is idle'), "\n";
$other->socket->readToEnd();
$server->awaitOutput('close 2');
echo $protected->ask('still here?'), "\n", $server->output();
?>
--EXPECT--
[true,false]
[]
[]
close 2
