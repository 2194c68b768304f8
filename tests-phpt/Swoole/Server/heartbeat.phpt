--TEST--
Swoole\Server: heartbeat_check_interval and heartbeat_idle_time close the idle, spare the busy
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('close', function ($server, $fd) {
        echo "close $fd\n";
    });
    PHP, ['heartbeat_check_interval' => 1, 'heartbeat_idle_time' => 2]);
$idle = WebSocketClient::connect($server->port);
$busy = WebSocketClient::connect($server->port);
$start = microtime(true);
while ($idle->socket->isSilent(0.2) && microtime(true) - $start < 10) {
    $busy->send('', Frame::PING);
    $busy->receive();
}
$idle->socket->readToEnd();
$took = microtime(true) - $start;
echo $took >= 1.5 && $took < 9 ? 'in time' : "after $took s", "\n";
echo $busy->ask('still here'), "\n";
echo $server->output();
?>
--EXPECT--
in time
still here
close 1
