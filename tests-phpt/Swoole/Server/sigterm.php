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
