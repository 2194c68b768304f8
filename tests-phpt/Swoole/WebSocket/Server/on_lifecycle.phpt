--TEST--
Swoole\WebSocket\Server: the order of start, workerStart, beforeShutdown, workerStop and shutdown, and their arguments
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    foreach (['start', 'workerStart', 'beforeShutdown', 'workerStop', 'shutdown'] as $event) {
        $server->on($event, function (...$arguments) use ($event, $server) {
            $first = array_shift($arguments);
            echo $event, ' ', $first === $server ? 'server' : gettype($first), ' ', json_encode($arguments), "\n";
        });
    }
    $server->on('close', function ($server, $fd) {
        echo "close $fd\n";
    });
    register_shutdown_function(function () {
        echo "end of script\n";
    });
    PHP);
$client = WebSocketClient::connect($server->port);
$client->ask('ready');
echo $server->stop(), "\n", $server->output();
?>
--EXPECT--
exit 0
start server []
workerStart server [0]
beforeShutdown server []
close 1
workerStop server [0]
shutdown server []
end of script
