--TEST--
Swoole\Timer: pending timers do not keep a server from ending
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('workerStart', function () {
        Swoole\Timer::tick(10, fn () => null);
        Swoole\Timer::after(3600_000, fn () => null);
    });
    $server->on('shutdown', function () {
        echo "shutdown\n";
    });
    PHP, ['max_wait_time' => 1]);
WebSocketClient::connect($server->port)->ask('up');
$start = microtime(true);
echo $server->stop(), "\n";
echo microtime(true) - $start < 5 ? 'soon' : 'late', "\n", preg_replace('/^\[.*\n/m', '', $server->output());
?>
--EXPECT--
exit 0
soon
shutdown
