--TEST--
SIGTERM and SIGINT: close frames with 1001, what was pushed before is flushed, callbacks in order, exit 0
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

foreach ([SIGTERM, SIGINT] as $signal) {
    $server = Server::webSocket(<<<'PHP'
        $server->on('close', function ($server, $fd) {
            echo "close $fd\n";
        });
        $server->on('workerStop', function () {
            echo "workerStop\n";
        });
        $server->on('shutdown', function () {
            echo "shutdown\n";
        });
        register_shutdown_function(function () {
            echo "end of script\n";
        });
        PHP);
    $one = WebSocketClient::connect($server->port);
    $two = WebSocketClient::connect($server->port);
    $one->ask('up');
    $server->signal($signal);
    echo $one->receiveCloseCode(), "\n", $two->receiveCloseCode(), "\n";
    echo $server->awaitExit(), "\n", $server->output();
}
?>
--EXPECT--
close 1001
close 1001
exit 0
close 1
close 2
workerStop
shutdown
end of script
close 1001
close 1001
exit 0
close 1
close 2
workerStop
shutdown
end of script
