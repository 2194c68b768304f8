--TEST--
dispatch_func has no effect in SWOOLE_BASE; what cannot be called is refused
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->set(['dispatch_func' => function () {
        echo "called\n";
    }]);
    PHP, ['worker_num' => 2], 'SWOOLE_BASE');
echo WebSocketClient::connect($server->port)->ask('echo'), "\n", $server->stop(), "\n", $server->output();

$server = new Swoole\WebSocket\Server('127.0.0.1', 0, SWOOLE_PROCESS);
try {
    $server->set(['dispatch_func' => 'no such function']);
} catch (TypeError $error) {
    echo $error->getMessage(), "\n";
}
?>
--EXPECT--
echo
exit 0
Swoole\Server::set(): option [dispatch_func] must be a valid callback, string given
